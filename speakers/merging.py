"""One entry of what were several: its values, and by what it is still found (see ``events.merging``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from speakers.errors import SpeakerError
from speakers.models import EditLink, FormerEntry, Proposal, Speaker
from speakers.names import Entry, folded, likely_duplicates, likeness

# What an entry says, each with the columns that hold it: whose it is, is chosen one by one.
PARTS: dict[str, tuple[str, ...]] = {
    "honorific": ("honorific",),
    "name": ("name",),
    "post": ("post",),
    "affiliation": ("affiliation",),
    "country": ("country",),
    "biography": ("biography",),
    "photo": ("photo", "photo_url"),
    "links": ("links",),
    "email": ("email",),
    "consents_to_publish": ("consents_to_publish",),
}


def locked(speakers: Iterable[Speaker]) -> list[Speaker]:
    """Return the entries as they are now, for one writer at a time, in the order that they came in.

    Raises:
        SpeakerError: with the code ``gone``, where one is there no more; ``one``, for fewer than two.
    """
    keys = list(dict.fromkeys(speaker.pk for speaker in speakers))
    if len(keys) < 2:
        raise SpeakerError("one", _("One entry was chosen. Expected two or more to merge."))
    rows = {row.pk: row for row in Speaker.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if len(rows) < len(keys):
        raise SpeakerError("gone", _("One of these entries is there no more. Please choose again."))
    return [rows[key] for key in keys]


def default_source(part: str, speakers: Sequence[Speaker]) -> Speaker:
    """Say whose value is offered first: that of the first who has one."""
    said = (speaker for speaker in speakers if said_of(speaker, part))
    return next(said, speakers[0])


def said_of(speaker: Speaker, part: str) -> tuple[object, ...]:
    """Return what the entry says of a part, () where it says nothing."""
    values = tuple(getattr(speaker, column) for column in PARTS[part])
    return tuple(map(str, values)) if any(values) else ()


def unlike(speakers: Sequence[Speaker]) -> dict[str, list[str]]:
    """Return what each entry says, by part, of those in which they differ though one person hardly does."""
    compared: dict[str, Callable[[str], str | None]] = {
        "name": likeness,
        "affiliation": folded,
        "email": str.casefold,
    }
    said = {part: [getattr(s, part) for s in speakers if getattr(s, part)] for part in compared}
    return {
        part: list(dict.fromkeys(values))
        for part, values in said.items()
        if len({compared[part](value) for value in values}) > 1
    }


@transaction.atomic
def absorb(
    kept: Speaker, others: Sequence[Speaker], *, sources: Mapping[str, Speaker], by: User | None
) -> None:
    """Make one entry of several: with the values of ``sources``, found by all the former names and ids.

    ``kept`` keeps its uid and its address; those of the others lead to it from now on. Nothing may refer to
    the others any more.
    """
    names = [entry.name for entry in (kept, *others)]
    names += FormerEntry.objects.filter(speaker__in=others).values_list("name", flat=True)
    values = {
        column: getattr(sources.get(part, kept), column)
        for part, columns in PARTS.items()
        for column in columns
    }
    for column, value in values.items():
        setattr(kept, column, value)
    FormerEntry.objects.filter(speaker__in=others).exclude(uid=None).update(speaker=kept)
    for other in others:
        FormerEntry.objects.create(
            speaker=kept, name=other.name, uid=other.uid, slug=other.slug, merged_by=by
        )
    for name in names:
        remember_name(kept, name)
    EditLink.objects.filter(speaker__in=others).update(speaker=kept)
    Proposal.objects.filter(speaker__in=others).update(speaker=kept)
    Speaker.objects.filter(pk__in=[other.pk for other in others]).delete()
    kept.full_clean()
    kept.save()


def remember_name(speaker: Speaker, name: str) -> None:
    """Have imports find the person by a name that is not theirs any more."""
    if folded(name) != folded(speaker.name):
        FormerEntry.objects.get_or_create(speaker=speaker, name=name, uid=None)


def suggested(speakers: Iterable[Speaker]) -> list[list[Speaker]]:
    """Return groups of entries that are likely of one person each."""
    rows = {row.pk: row for row in speakers}
    groups = likely_duplicates(Entry(row.pk, row.name, row.email) for row in rows.values())
    return [[rows[key] for key in group] for group in groups]
