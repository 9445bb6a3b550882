"""The Programme: one conference's agenda as a frozen document that knows no database and no Django.

Every importer returns a ``Programme``, every exporter and public page takes one, ``diffing`` compares
two, and a ``Release`` stores one for ever as JSON. Two programmes that say the same thing are equal:
the sessions and people are put into their order on the way in, and what does not show is
left out: withdrawn sessions, people who appear in no session, and translations into other languages than its.

Instants are aware and carry the fixed offset that was in force in the conference's zone when they were
written, so that a later change of a zone's rules can be seen and mended (TIME.md, case 14).
Texts are in ``language``; what is said in the other ``languages`` stands beside each as a ``Translation``
(``translating`` makes the document of one of these, ADR 17).
Texts are Markdown where the field's comment says so; what is absent is ``None``, never "".
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, TypeVar
from uuid import UUID, uuid5

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)

SCHEMA_VERSION: Literal[1] = 1
# What a page may link to: no other scheme, which could carry a script, and nobody's name before the host.
WEB_ADDRESS = re.compile(r"https?://[^\s/?#@\\]+([/?#]\S*)?", re.IGNORECASE)
OWN_PATH = re.compile(r"/[^\s/\\]\S*")

LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # RFC 5646, as far as RFC 4287 asks for it
CONTENT_LANGUAGE = (
    r"^[a-z]{2,8}(-[a-z0-9]{1,8})*$"  # that a document is to be had in: its tag in small letters
)
PLACES = UUID("6b1f0a52-9f3e-5d0e-8f57-3a1f0c9b7f44")  # by whose addresses rooms and tracks are told apart
ORIGINAL = ""  # stands for the language that a programme was written in, where another could be asked for
FINGERPRINT_LENGTH = 16  # hexadecimal digits: two texts of one place are alike once in 10^19 times

Format = Literal["in_person", "online", "hybrid"]
SessionKind = Literal[
    "opening", "keynote", "panel", "discussion", "talk", "workshop", "break", "social", "closing", "other"
]
SessionStatus = Literal["confirmed", "tentative", "cancelled", "withdrawn"]
Role = Literal[
    "chair",
    "moderator",
    "keynote",
    "panellist",
    "speaker",
    "rapporteur",
    "opening",
    "closing",
    "interpreter",
]
MaterialKind = Literal["slides", "paper", "recording", "photo"]


def language_tag(text: str | None) -> str:
    """Return the text where it is the tag of a language, else ""."""
    return text if text and LANGUAGE_TAG.fullmatch(text) else ""


def _with_fixed_offset(instant: datetime) -> datetime:
    offset = instant.utcoffset()
    assert offset is not None  # AwareDatetime has refused the others
    return instant.replace(tzinfo=timezone(offset), fold=0)


def _with_line_feeds(text: str) -> str:
    """End lines in one way: browsers send another than files hold, and nobody sees which."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_nothing(value: Any) -> bool:
    return not value


def fingerprint(text: str | None) -> str:
    """Return what tells a text from others, so that a translation knows which one it was made of."""
    return hashlib.sha256((text or "").encode()).hexdigest()[:FINGERPRINT_LENGTH]


def place_uid(kind: Literal["room", "track"], slug: str) -> UUID:
    """Return the permanent id of a room or a track, which has none in the document but its address."""
    return uuid5(PLACES, f"{kind}/{slug}")


def _as_web_address(text: str) -> str:
    if not WEB_ADDRESS.fullmatch(text):
        raise ValueError(f"“{text}” is no web address. Expected one that begins with https:// or http://.")
    return text


def _as_file_address(text: str) -> str:
    """Accept a path on our own host too, as that of a file that staff have put up."""
    return text if OWN_PATH.fullmatch(text) else _as_web_address(text)


Instant = Annotated[
    AwareDatetime,
    AfterValidator(_with_fixed_offset),
    PlainSerializer(datetime.isoformat, return_type=str, when_used="json"),
]
Text = Annotated[str, Field(min_length=1), AfterValidator(_with_line_feeds)]
WebAddress = Annotated[str, AfterValidator(_as_web_address)]
FileAddress = Annotated[str, AfterValidator(_as_file_address)]
Slug = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[\w-]+$")]
ContentLanguage = Annotated[str, Field(max_length=10, pattern=CONTENT_LANGUAGE)]


class _Node(BaseModel):
    """A part of the document: frozen, and refusing what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Translation(_Node):
    """What a field of a part says in another language. ``of`` is the ``fingerprint`` of the original."""

    language: ContentLanguage
    field: Slug
    text: Text
    of: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{FINGERPRINT_LENGTH}}}$")]


class Original(_Node):
    """Of a part of a translated document: the language it was translated from, and what is still in that."""

    language: Text
    fields: tuple[Slug, ...] = ()


Translations = Annotated[tuple[Translation, ...], Field(exclude_if=_is_nothing)]
OriginalOrNone = Annotated[Original | None, Field(exclude_if=_is_nothing)]


class _Translated(_Node):
    """A part whose texts, the fields named in ``TEXTS``, may stand in several languages.

    ``translations`` are those of a document that is translated, ``original`` is of one that was translated.
    Neither is written where there is nothing to say.
    """

    TEXTS: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:  # declared by each part, after its own fields
        translations: Translations
        original: OriginalOrNone

    def left_in(self, field: str) -> str:
        """Return the language in which a text was left untranslated, else ""."""
        return self.original.language if self.original and field in self.original.fields else ""

    @model_validator(mode="after")
    def _has_sound_translations(self) -> Self:
        if not self.translations:
            return self
        for each in self.translations:
            if each.field not in self.TEXTS:
                expected = ", ".join(self.TEXTS)
                raise ValueError(f"“{each.field}” is not translated. Expected one of: {expected}.")
        keys = [(each.language, each.field) for each in self.translations]
        _refuse_twice("translation", keys)
        if keys != sorted(keys):
            ordered = sorted(self.translations, key=lambda each: (each.language, each.field))
            object.__setattr__(self, "translations", tuple(ordered))
        return self


class Organiser(_Node):
    """The institution that holds the conference."""

    name: Text
    url: WebAddress | None = None


class Venue(_Node):
    """Where people meet."""

    name: Text
    address: Text | None = None


class _Place(_Translated):
    """A room or a track: it has no permanent id in the document but its address."""

    TEXTS = ("name",)
    KIND: ClassVar[Literal["room", "track"]]

    slug: Slug
    name: Text

    @property
    def uid(self) -> UUID:
        """What translations of its name hang on."""
        return place_uid(self.KIND, self.slug)


class Room(_Place):
    """A room of the venue; a programme's rooms stand in the order of their columns."""

    KIND = "room"

    capacity: int | None = None
    stream_url: WebAddress | None = None
    translations: Translations = ()
    original: OriginalOrNone = None


class Track(_Place):
    """A thread of sessions through the programme; ``colour`` is ``#rrggbb``."""

    KIND = "track"

    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] | None = None
    translations: Translations = ()
    original: OriginalOrNone = None


class Material(_Node):
    """Something to read or see, by its address."""

    title: Text
    url: FileAddress
    kind: MaterialKind = "paper"


class Question(_Translated):
    """A guiding question. ``number`` counts from 1 within its session; ``outcome`` is Markdown."""

    TEXTS = ("text", "outcome")

    uid: UUID
    number: Annotated[int, Field(ge=1)]
    text: Text
    outcome: Text | None = None
    translations: Translations = ()
    original: OriginalOrNone = None


class Credit(_Node):
    """A person's part in a session; ``affiliation`` as billed there."""

    person: Slug
    role: Role = "speaker"
    affiliation: Text | None = None


class Link(_Node):
    """An address of a person's elsewhere."""

    title: Text
    url: WebAddress


class Person(_Translated):
    """Somebody who appears. ``country`` is free text, ``biography`` Markdown, ``photo`` an address."""

    TEXTS = ("post", "affiliation", "biography")

    uid: UUID
    slug: Slug
    honorific: Text | None = None
    name: Text
    post: Text | None = None
    affiliation: Text | None = None
    country: Text | None = None
    biography: Text | None = None
    photo: FileAddress | None = None
    links: tuple[Link, ...] = ()
    translations: Translations = ()
    original: OriginalOrNone = None

    @property
    def full_name(self) -> str:
        """The name with its honorific."""
        return " ".join(filter(None, [self.honorific, self.name]))


class Session(_Translated):
    """One entry of the agenda: [starts_at, ends_at). ``description`` is Markdown.

    ``room`` and ``track`` are slugs of the programme's. ``ends_at`` may be None in an import of a
    text that gives none; a published session always has one. ``number`` is what is printed
    ("1", "1a", "IV"), without the kind.
    """

    TEXTS = ("title", "summary", "description")

    uid: UUID
    slug: Slug
    kind: SessionKind = "other"
    number: Annotated[str, Field(min_length=1, max_length=10)] | None = None
    title: Text
    summary: Text | None = None
    description: Text | None = None
    starts_at: Instant
    ends_at: Instant | None = None
    room: Slug | None = None
    track: Slug | None = None
    language: Text | None = None
    status: SessionStatus = "confirmed"
    stream_url: WebAddress | None = None
    recording_url: WebAddress | None = None
    questions: tuple[Question, ...] = ()
    credits: tuple[Credit, ...] = ()
    materials: tuple[Material, ...] = ()
    translations: Translations = ()
    original: OriginalOrNone = None

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if self.ends_at is not None and self.ends_at <= self.starts_at:
            raise ValueError(
                f"“{self.title}” ends at {self.ends_at.isoformat()}, which is not after its start "
                f"at {self.starts_at.isoformat()}. Expected an end after the start."
            )
        numbers = [question.number for question in self.questions]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"“{self.title}” numbers its questions {numbers}. Expected 1, 2, 3 and so on.")
        _refuse_twice(f"person and role in “{self.title}”", [(c.person, c.role) for c in self.credits])
        return self

    @property
    def last_day(self) -> date:
        """The day at the venue on which it ends; at midnight, the day before."""
        if self.ends_at is None:
            return self.starts_at.date()
        return (self.ends_at - timedelta.resolution).date()


class Programme(_Translated):
    """A whole conference: facts, rooms, tracks, sessions in order, people by slug.

    The texts of its venue are translated as texts of its own: there is one venue.
    """

    TEXTS = ("title", "short_title", "theme", "summary", "description", "venue_name", "venue_address")

    schema_version: Literal[1] = SCHEMA_VERSION
    slug: Slug
    title: Text
    short_title: Annotated[Text | None, Field(exclude_if=_is_nothing)] = None
    theme: Text | None = None
    summary: Text | None = None
    description: Text | None = None
    organiser: Organiser | None = None
    language: Text = "en"
    time_zone: Text
    format: Format = "in_person"
    venue: Venue | None = None
    stream_url: WebAddress | None = None
    rooms: tuple[Room, ...] = ()
    tracks: tuple[Track, ...] = ()
    sessions: tuple[Session, ...] = ()
    people: tuple[Person, ...] = ()
    materials: tuple[Material, ...] = ()
    languages: Annotated[tuple[ContentLanguage, ...], Field(exclude_if=_is_nothing)] = ()
    translations: Translations = ()
    original: OriginalOrNone = None

    @property
    def venue_name(self) -> str | None:
        """What the venue is called, where there is one."""
        return self.venue.name if self.venue else None

    @property
    def venue_address(self) -> str | None:
        """The address of the venue, where it is known."""
        return self.venue.address if self.venue else None

    @property
    def title_language(self) -> str:
        """The tag of the language of the title, which may have been left in the original."""
        return language_tag(self.left_in("title")) or self.language_tag

    @property
    def name(self) -> str:
        """What the conference is called where there is little room."""
        return self.short_title or self.title

    @property
    def name_language(self) -> str:
        """The tag of the language of ``name``."""
        return language_tag(self.left_in("short_title" if self.short_title else "title")) or self.language_tag

    @property
    def language_tag(self) -> str:
        """The language as pages and feeds name it, "" where what is said of it is no tag."""
        return language_tag(self.language)

    @model_validator(mode="before")
    @classmethod
    def _in_order(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = data | {"languages": _others(data)}
        rooms = [Room.model_validate(room) for room in data.get("rooms", ())]
        tracks = [Track.model_validate(track) for track in data.get("tracks", ())]
        position = {room.slug: index for index, room in enumerate(rooms)}
        sessions = [Session.model_validate(session) for session in data.get("sessions", ())]
        sessions = [session for session in sessions if session.status != "withdrawn"]
        credited = {credit.person for session in sessions for credit in session.credits}
        people = [Person.model_validate(person) for person in data.get("people", ())]
        spoken = frozenset(data["languages"])
        own = [Translation.model_validate(each) for each in data.get("translations", ())]
        sessions, people = [_in(each, spoken) for each in sessions], [_in(each, spoken) for each in people]
        return data | {
            "translations": [each for each in own if each.language in spoken],
            "rooms": [_in(each, spoken) for each in rooms],
            "tracks": [_in(each, spoken) for each in tracks],
            "sessions": sorted(
                sessions, key=lambda s: (s.starts_at, position.get(s.room or "", -1), s.title, str(s.uid))
            ),
            "people": sorted(
                (person for person in people if person.slug in credited), key=lambda person: person.slug
            ),
        }

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        uniques: dict[str, list[Any]] = {
            "room": [room.slug for room in self.rooms],
            "track": [track.slug for track in self.tracks],
            "person": [person.slug for person in self.people],
            "person's uid": [person.uid for person in self.people],
            "session's address": [session.slug for session in self.sessions],
            "session's uid": [session.uid for session in self.sessions],
            "question's uid": [question.uid for s in self.sessions for question in s.questions],
        }
        for what, names in uniques.items():
            _refuse_twice(what, names)
        known = {
            "room": {room.slug for room in self.rooms},
            "track": {track.slug for track in self.tracks},
            "person": {person.slug for person in self.people},
        }
        for session in self.sessions:
            named = [("room", session.room), ("track", session.track)]
            named += [("person", credit.person) for credit in session.credits]
            for what, slug in named:
                if slug is not None and slug not in known[what]:
                    raise ValueError(
                        f"“{session.title}” names the {what} “{slug}”, which the programme does not have."
                    )
        return self

    @property
    def first_day(self) -> date | None:
        """The day at the venue on which the first session starts; None without sessions."""
        return self.sessions[0].starts_at.date() if self.sessions else None

    @property
    def last_day(self) -> date | None:
        """The day at the venue on which the last session ends; at midnight, the day before."""
        return max((session.last_day for session in self.sessions), default=None)

    @property
    def content_hash(self) -> str:
        """SHA-256, in hexadecimal, of the canonical JSON: the same for the same content, anywhere."""
        canonical = json.dumps(
            self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


def _others(data: dict[str, Any]) -> list[Any]:
    """Return the languages beside the original, each once and in their order."""
    return sorted(
        {str(each) for each in data.get("languages", ())} - {str(data.get("language", "en")).lower()}
    )


Part = TypeVar("Part", bound=_Translated)


def _in(part: Part, languages: frozenset[str]) -> Part:
    """Leave out the translations into languages that the programme does not come in."""
    changed: dict[str, Any] = {}
    if any(each.language not in languages for each in part.translations):
        changed["translations"] = tuple(each for each in part.translations if each.language in languages)
    if isinstance(part, Session):
        questions = tuple(_in(question, languages) for question in part.questions)
        if any(new is not old for new, old in zip(questions, part.questions, strict=True)):
            changed["questions"] = questions
    return part.model_copy(update=changed) if changed else part


def _refuse_twice(what: str, names: list[Any]) -> None:
    seen: set[Any] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"The {what} {name!s} occurs twice. Expected each one once.")
        seen.add(name)
