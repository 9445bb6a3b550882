"""The parts of a programme: places, sessions with their questions, and people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID, uuid5

from pydantic import Field, model_validator

from events.programme.fields import (
    FileAddress,
    Instant,
    MaterialKind,
    Node,
    Role,
    SessionKind,
    SessionStatus,
    Slug,
    Text,
    WebAddress,
    refuse_twice,
)
from events.programme.translated import OriginalOrNone, Translated, Translations

PLACES = UUID("6b1f0a52-9f3e-5d0e-8f57-3a1f0c9b7f44")  # by whose addresses rooms and tracks are told apart


def place_uid(kind: Literal["room", "track"], slug: str) -> UUID:
    """Return the permanent id of a room or a track, which has none in the document but its address."""
    return uuid5(PLACES, f"{kind}/{slug}")


class Organiser(Node):
    """The institution that holds the conference."""

    name: Text
    url: WebAddress | None = None


class Venue(Node):
    """Where people meet."""

    name: Text
    address: Text | None = None


class _Place(Translated):
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


class Material(Node):
    """Something to read or see, by its address."""

    title: Text
    url: FileAddress
    kind: MaterialKind = "paper"


class Question(Translated):
    """A guiding question. ``number`` counts from 1 within its session; ``outcome`` is Markdown."""

    TEXTS = ("text", "outcome")

    uid: UUID
    number: Annotated[int, Field(ge=1)]
    text: Text
    outcome: Text | None = None
    translations: Translations = ()
    original: OriginalOrNone = None


class Credit(Node):
    """A person's part in a session; ``affiliation`` as billed there."""

    person: Slug
    role: Role = "speaker"
    affiliation: Text | None = None


class Link(Node):
    """An address of a person's elsewhere."""

    title: Text
    url: WebAddress


class Person(Translated):
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


class Session(Translated):
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
        refuse_twice(f"person and role in “{self.title}”", [(c.person, c.role) for c in self.credits])
        return self

    @property
    def last_day(self) -> date:
        """The day at the venue on which it ends; at midnight, the day before."""
        if self.ends_at is None:
            return self.starts_at.date()
        return (self.ends_at - timedelta.resolution).date()
