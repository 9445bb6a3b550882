"""What translators do to a draft: languages that come and go, and texts in them. Each deed is an edit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyberconf.accounts.models import User
from events import editing, publishing, translating
from events.models import Conference, ContentLanguage, Edit, Question, Session, Translation
from events.programme import Programme, fingerprint
from speakers.models import Speaker

Key = tuple[UUID | None, str]  # what the text is about (None: the conference), and its field
# As many characters as the field of the original holds: a title in another language is a title still.
MOST: Mapping[str, int | None] = {
    "title": Session._meta.get_field("title").max_length,
    "theme": Conference._meta.get_field("theme").max_length,
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
    """Have the programme come in one more language.

    Raises:
        ValidationError: it does already, or is written in it.
        ProgrammeError: ``archived``.
    """
    with editing.edited(conference, by=by, via=Edit.Via.PAGE):
        language = ContentLanguage(conference=conference, code=code)
        language.full_clean()
        language.save()


def drop(conference: Conference, code: str, *, by: User) -> None:
    """Have it come in the language no more, and forget what was translated into it. The edit brings it back.

    Raises:
        ProgrammeError: ``archived``.
    """
    with editing.edited(conference, by=by, via=Edit.Via.PAGE):
        ContentLanguage.objects.filter(conference=conference, code=code).delete()


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
    refused = {key: why for key, each in touched.items() if (why := _refusal(key[1], each.text))}
    count, stale = 0, set()
    keys = _sessions(programme, conference, [about for about, _field in touched])
    with editing.edited(conference, by=by, via=Edit.Via.PAGE, sessions=keys):
        rows = {(row.about, row.field): row for row in language.translations.all()}
        for key, each in touched.items():
            row = rows.get(key)
            if key in refused:
                continue
            if fingerprint(row.text if row else "") != each.seen:
                stale.add(key)
                continue
            _write(row or Translation(language=language, about=key[0], field=key[1]), each)
            count += 1
    return Saved(count, frozenset(stale), refused)


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
    rows = ContentLanguage.objects.select_related("conference")
    return rows.filter(conference=conference, code=code).first()


def _write(row: Translation, typed: Typed) -> None:
    if not typed.text:
        if row.pk:
            row.delete()
        return
    row.text, row.of = typed.text, typed.of
    row.full_clean(exclude=["language"])
    row.save()


def _refusal(field: str, text: str) -> str:
    most = MOST.get(field)
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
