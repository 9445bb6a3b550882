"""Several entries of one person into one: their appearances follow, then what the entries say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from cyberconf.accounts.models import User
from events import edits
from events.models import Appearance, Conference, Edit, Translation
from events.programme import fingerprint
from speakers import merging
from speakers.models import Speaker
from speakers.names import folded


@transaction.atomic
def merge(
    speakers: Sequence[Speaker],
    *,
    sources: Mapping[str, Speaker],
    keeps_billing: bool = True,
    by: User | None,
) -> list[Conference]:
    """Merge the entries into the first of them and return the conferences in which they appear.

    ``sources`` says whose value each part gets (``speakers.merging.PARTS``), the first one's where it does
    not. ``keeps_billing`` has people billed as before where their affiliation becomes another.

    Raises:
        SpeakerError: see ``speakers.merging.locked``. Nothing is written.
        ValidationError: the values together are no sound entry. Nothing is written.
    """
    with edits.of_speakers(speakers, by=by, via=Edit.Via.PAGE) as conferences:
        kept, *others = merging.locked(speakers)
        rows = {row.pk: row for row in (kept, *others)}
        sources = {part: rows[speaker.pk] for part, speaker in sources.items()}
        affiliation = sources.get("affiliation", kept).affiliation
        _move_appearances(kept, others, affiliation=affiliation if keeps_billing else None)
        _move_translations((kept, *others), sources)
        merging.absorb(kept, others, sources=sources, by=by)
    return conferences


def _move_translations(speakers: Sequence[Speaker], sources: Mapping[str, Speaker]) -> None:
    """Have the first keep the translations of each value that it gets; those of the other values are gone.

    They are of the entry whose value it is, else of one that says the very same.
    """
    kept = speakers[0]
    rows = Translation.objects.filter(about__in=[each.uid for each in speakers]).order_by("pk")
    chosen: dict[tuple[int, str], Translation] = {}
    for row in sorted(rows, key=lambda row: row.about != sources.get(row.field, kept).uid):
        source = sources.get(row.field, kept)
        if row.about == source.uid or row.of == fingerprint(getattr(source, row.field)):
            chosen.setdefault((row.language_id, row.field), row)
    rows.exclude(pk__in=[row.pk for row in chosen.values()]).delete()
    for row in chosen.values():
        row.about = kept.uid
    Translation.objects.bulk_update(chosen.values(), ["about"], batch_size=200)


def _move_appearances(kept: Speaker, others: Sequence[Speaker], *, affiliation: str | None) -> None:
    """Have the first appear wherever one of them did, once a session and role.

    ``affiliation`` is what theirs becomes; None: nobody minds as what they were billed.
    """
    rows = Appearance.objects.filter(speaker__in=[kept, *others]).select_related("speaker")
    order = {each.pk: place for place, each in enumerate([kept, *others])}
    seen = set()
    for row in sorted(rows, key=lambda row: (order[row.speaker_id], row.pk)):
        part = (row.session_id, row.role)
        if part in seen:
            row.delete()
            continue
        seen.add(part)
        billed = row.affiliation or row.speaker.affiliation
        if affiliation is not None and folded(billed) != folded(affiliation):
            row.affiliation = billed
        row.speaker = kept
        row.save(update_fields=["speaker", "affiliation"])
