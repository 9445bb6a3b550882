"""What translators do to a draft: languages that come and go, and texts in them. Each deed is an edit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyberconf.accounts.models import User
from events import editing, publishing, translating
from events.models import Conference, ContentLanguage, Edit, Question, Room, Session, Translation
from events.programme import FINGERPRINT_LENGTH, Programme, fingerprint
from speakers.models import Speaker

Key = tuple[UUID | None, str]  # what the text is about (None: the conference), and its field
FINGERPRINT = re.compile(rf"[0-9a-f]{{{FINGERPRINT_LENGTH}}}")
# As many characters as the field of the original holds: a title in another language is a title still.
MOST: Mapping[str, int | None] = {
    "title": Session._meta.get_field("title").max_length,
    "short_title": Conference._meta.get_field("short_title").max_length,
    "theme": Conference._meta.get_field("theme").max_length,
    "name": Room._meta.get_field("name").max_length,
    "venue_name": Conference._meta.get_field("venue_name").max_length,
    "text": Question._meta.get_field("text").max_length,
    "post": Speaker._meta.get_field("post").max_length,
    "affiliation": Speaker._meta.get_field("affiliation").max_length,
}


@dataclass(frozen=True)
class Typed:
    """What somebody wrote for a text.

    ``seen`` and ``of`` are the fingerprints of the translation and of the original that they had before them.
    ``is_right`` says of a translation that is to be looked over that it may stand.
    """

    text: str
    seen: str
    of: str
    is_right: bool = False

    @property
    def is_touched(self) -> bool:
        """Whether they have changed anything."""
        return self.is_right or fingerprint(self.text) != self.seen


@dataclass(frozen=True)
class Saved:
    """How many texts were written, and which not: others wrote them since, or they cannot stand."""

    count: int
    stale: frozenset[Key]
    refused: Mapping[Key, str]


def add(conference: Conference, code: str, *, by: User) -> None:
    """Have the programme come in one more language, with what was translated into it before it was dropped.

    Raises:
        ValidationError: it does already, or is written in it.
        ProgrammeError: ``archived``.
    """
    with editing.edited(conference, by=by, via=Edit.Via.PAGE):
        retired = ContentLanguage.objects.filter(conference=conference, code=code, is_retired=True).first()
        language = retired or ContentLanguage(conference=conference, code=code)
        language.is_retired = False
        language.full_clean()
        language.save()


def drop(conference: Conference, code: str, *, by: User) -> None:
    """Have it come in the language no more. What was translated into it is kept for when it comes back.

    Raises:
        ProgrammeError: ``archived``.
    """
    with editing.edited(conference, by=by, via=Edit.Via.PAGE):
        ContentLanguage.objects.filter(conference=conference, code=code).update(is_retired=True)


def save(language: ContentLanguage, typed: Mapping[Key, Typed], *, by: User) -> Saved:
    """Write the texts that were touched. What somebody else has written since is left, and named as stale.

    Texts that the draft has not, or no longer, are passed over.

    Raises:
        ProgrammeError: ``archived``; or see ``publishing.build``. Nothing is written.
    """
    conference = language.conference
    programme = publishing.build(conference)
    known = {(each.about, each.field) for each in translating.pieces(programme, language.code)}
    touched = {key: each for key, each in typed.items() if each.is_touched and key in known}
    if not touched:
        return Saved(0, frozenset(), {})
    refused = {key: why for key, each in touched.items() if (why := _refusal(key[1], each))}
    keys = _sessions(programme, conference, [about for about, _field in touched])
    with editing.edited(conference, by=by, via=Edit.Via.PAGE, sessions=keys):
        rows = {(row.about, row.field): row for row in language.translations.all()}
        said = {key: rows[key].text if key in rows else "" for key in touched}
        stale = {key for key, each in touched.items() if fingerprint(said[key]) != each.seen} - refused.keys()
        sound = {key: each for key, each in touched.items() if key not in stale | refused.keys()}
        _write(language, rows, sound)
    return Saved(len(sound), frozenset(stale), refused)


def follow(conference: Conference, old: UUID, new: UUID) -> None:
    """Have what was translated of a part be of that which has another permanent id now."""
    rows = Translation.objects.filter(language__conference=conference)
    rows.filter(about=new).delete()  # of what had that address before
    rows.filter(about=old).update(about=new)


def told(saved: Saved) -> list[tuple[Literal["saved", "left"], str]]:
    """Say in words what was saved and what was left."""
    lines: list[tuple[Literal["saved", "left"], str]] = []
    if saved.count:
        said = ngettext("%(count)d translation is saved.", "%(count)d translations are saved.", saved.count)
        lines.append(("saved", said % {"count": saved.count}))
    if saved.stale:
        said = ngettext(
            "%(count)d text was written by somebody else meanwhile. Look at it below.",
            "%(count)d texts were written by somebody else meanwhile. Look at them below.",
            len(saved.stale),
        )
        lines.append(("left", said % {"count": len(saved.stale)}))
    return lines


def language_or_none(conference: Conference, code: str) -> ContentLanguage | None:
    """Return the language of that code, with its conference."""
    rows = ContentLanguage.objects.spoken().select_related("conference")
    return rows.filter(conference=conference, code=code).first()


def _write(language: ContentLanguage, rows: Mapping[Key, Translation], typed: Mapping[Key, Typed]) -> None:
    """Write what nothing is to be said against, in three queries at most: the draft is locked meanwhile."""
    gone = [rows[key].pk for key, each in typed.items() if not each.text and key in rows]
    made: list[Translation] = []
    changed: list[Translation] = []
    for (about, field), each in typed.items():
        if each.text:
            known = rows.get((about, field))
            row = known or Translation(language=language, about=about, field=field)
            row.text, row.of = each.text, each.of
            (changed if known else made).append(row)
    Translation.objects.filter(pk__in=gone).delete()
    Translation.objects.bulk_update(changed, ["text", "of"], batch_size=200)
    Translation.objects.bulk_create(made, batch_size=200)


def _refusal(field: str, typed: Typed) -> str:
    """Say why it cannot stand, "" where it can: all that the model asks, without a query a text."""
    text, most = typed.text, MOST.get(field)
    if not FINGERPRINT.fullmatch(typed.of):  # sent by something else than our page
        return _("The draft has changed since this page was opened. Please look again.")
    if most is not None and len(text) > most:
        said = {"found": len(text), "most": most}
        return _("This has %(found)d characters. Expected at most %(most)d.") % said
    return _("This holds a null character. Expected text.") if "\0" in text else ""


def _sessions(
    programme: Programme, conference: Conference, about: Collection[UUID | None]
) -> list[int] | None:
    """Return the keys of the sessions concerned, or None for the whole draft: the conference, or people."""
    of: dict[UUID | None, UUID] = {}
    of |= {question.uid: session.uid for session in programme.sessions for question in session.questions}
    of |= {session.uid: session.uid for session in programme.sessions}
    concerned = [uid for uid in about if uid in of]
    if len(concerned) < len(about):
        return None
    return list(
        conference.sessions.filter(uid__in=[of[uid] for uid in concerned]).values_list("pk", flat=True)
    )
