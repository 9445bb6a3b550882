"""A programme in its other languages: the document of one of them, and how far each has come. Pure.

The draft and each release are one document that holds the original and its translations. ``merge`` makes of
it the document in one language, which pages and exporters take like any other. What is not translated stays
in the original there, and each part says which of its fields are (``Original``). A translation of an original
that has been reworded since is shown still, and is ``stale`` for those who look after it; what a
place is called is not, as it would lead readers to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar
from uuid import UUID

from events.programme import (
    Original,
    Person,
    Programme,
    Question,
    Room,
    Session,
    Track,
    Translation,
    fingerprint,
    language_tag,
)

Part = TypeVar("Part", Programme, Room, Track, Session, Question, Person)
AnyPart = Programme | Room | Track | Session | Question | Person
VENUE = {"venue_name": "name", "venue_address": "address"}  # texts of the conference that stand in its venue
NAMES = {"name", "venue_name"}  # of places: another original is mostly another place
Wanted = str | Iterable[str]  # a language, or several with the dearest first
State = Literal["missing", "stale", "done"]


class Spoken(Protocol):
    """What comes in languages: a document, or what is kept of one."""

    @property
    def language(self) -> str:
        """The original's."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The others."""


@dataclass(frozen=True)
class Titled:
    """A title with its translations, as the document dumps them."""

    title: str
    language: str
    languages: tuple[str, ...]
    translations: Iterable[dict[str, str]]

    def read_in(self, wanted: Wanted) -> str:
        """Return the title in the dearest of these languages, else the original."""
        language = dearest(wanted, self)
        said = (x["text"] for x in self.translations if (x["language"], x["field"]) == (language, "title"))
        return next(said, self.title)


@dataclass(frozen=True)
class Piece:
    """One text that is to be translated into one language. ``about`` is None for the conference itself."""

    about: UUID | None
    field: str
    original: str
    translation: Translation | None

    @property
    def state(self) -> State:
        """How far it is: ``stale`` where the original is no longer what was translated."""
        if self.translation is None:
            return "missing"
        return "done" if self.translation.of == fingerprint(self.original) else "stale"


def nearest(wanted: str, programme: Spoken) -> str:
    """Return the language of the programme's others that serves who ``wanted`` that tag, "" for the original.

    The very tag, else one of the same language: "fr-ch" is served by "fr". Where the original is as near,
    it is the original.
    """
    tag = wanted.lower().replace("_", "-")
    if not tag or tag == programme.language.lower():
        return ""
    if tag in programme.languages:
        return tag
    root = _root(tag)
    alike = [] if root == _root(programme.language) else [x for x in programme.languages if _root(x) == root]
    return alike[0] if alike else ""


def dearest(wanted: Wanted, programme: Spoken) -> str:
    """Return the first of these languages that the programme is to be had in, as ``nearest`` names it."""
    tags = [wanted] if isinstance(wanted, str) else wanted
    return next((nearest(each, programme) for each in tags if speaks(each, programme)), "")


def speaks(wanted: str, programme: Spoken) -> bool:
    """Say whether the programme is to be had in that language, the original's included."""
    return bool(nearest(wanted, programme)) or _root(wanted) == _root(programme.language)


def query(programme: Programme) -> str:
    """Return what an address of a file ends with, to be in the language of this document."""
    return f"?lang={programme.language}" if programme.original else ""


def merge(programme: Programme, language: str) -> Programme:
    """Return the document in one of the programme's other languages, in the order of the original."""
    spoken = language_tag(programme.language)
    sessions = [_session(session, language, spoken) for session in programme.sessions]
    people = tuple(_merged(person, language, spoken) for person in programme.people)
    made = _merged(programme, language, spoken)
    update = {
        "language": language,
        "languages": (),
        "rooms": tuple(_merged(room, language, spoken) for room in programme.rooms),
        "tracks": tuple(_merged(track, language, spoken) for track in programme.tracks),
        "sessions": tuple(sessions),
        "people": people,
    }
    return made.model_copy(update=update)


def pieces(programme: Programme, language: str) -> Iterator[Piece]:
    """Yield all that there is to translate, part by part."""
    for part in parts(programme):
        translated = {each.field: each for each in part.translations if each.language == language}
        about = key(part)
        for field in part.TEXTS:
            if original := getattr(part, field):
                yield Piece(about, field, original, translated.get(field))


def kept(incoming: Programme, current: Programme) -> Programme:
    """Return what is imported with the translations of ours that it does not bring itself.

    Other formats than our own have no translations, and programs that write that may leave them out.
    """
    languages = {*current.languages, *incoming.languages}
    if not languages:
        return incoming
    ours = {key(part): part.translations for part in parts(current)}
    whole = incoming.model_dump()
    for part, dump in zip(parts(incoming), _dumps(whole), strict=True):
        theirs = {(each["language"], each["field"]): each for each in dump.get("translations", ())}
        mine = {(each.language, each.field): each.model_dump() for each in ours.get(key(part), ())}
        dump["translations"] = list((mine | theirs).values())
    return Programme.model_validate(whole | {"languages": sorted(languages)})


def key(part: AnyPart) -> UUID | None:
    """Return the permanent id of a part, None of the conference itself."""
    return None if isinstance(part, Programme) else part.uid


def parts(programme: Programme) -> Iterator[AnyPart]:
    """Yield all that may be translated: the conference, rooms, tracks, sessions with questions, people."""
    yield programme
    yield from programme.rooms
    yield from programme.tracks
    for session in programme.sessions:
        yield session
        yield from session.questions
    yield from programme.people


def _dumps(whole: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """Yield the parts of a document that is written down, as ``parts`` yields them."""
    yield whole
    yield from whole["rooms"]
    yield from whole["tracks"]
    for session in whole["sessions"]:
        yield session
        yield from session["questions"]
    yield from whole["people"]


def _session(session: Session, language: str, original: str) -> Session:
    made = _merged(session, language, original)
    questions = tuple(_merged(question, language, original) for question in session.questions)
    return made.model_copy(update={"questions": questions})


def _merged(part: Part, language: str, original: str) -> Part:
    said = {each.field: each.text for each in part.translations if _is_said(each, part, language)}
    update: dict[str, Any] = {name: text for name, text in said.items() if getattr(part, name)}
    left = tuple(name for name in part.TEXTS if getattr(part, name) and name not in update)
    if isinstance(part, Programme) and part.venue is not None:
        venue = {name: update.pop(field) for field, name in VENUE.items() if field in update}
        update["venue"] = part.venue.model_copy(update=venue)
    update |= {"translations": (), "original": Original(language=original or "und", fields=left)}
    return part.model_copy(update=update)


def _is_said(each: Translation, part: AnyPart, language: str) -> bool:
    """Say whether it is shown in the language. A name may be of a place that had the address before."""
    is_of_now = each.field not in NAMES or each.of == fingerprint(getattr(part, each.field))
    return each.language == language and is_of_now


def _root(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]
