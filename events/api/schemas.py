"""What the API says of conferences: parts of the programme document, with their addresses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Generic, Literal, TypeVar

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field

from events.diffing import Change
from events.programme import (
    ORIGINAL,
    Format,
    Material,
    Organiser,
    Person,
    Question,
    Role,
    Room,
    Session,
    SessionKind,
    Track,
    Venue,
)
from events.publishing import MAX_NOTE

LIMIT, MOST = 50, 100  # items of a page: when nothing is said, and at most

T = TypeVar("T")

Cursor = Annotated[str | None, Field(description="Where to go on: follow `next` instead of making one.")]
Limit = Annotated[int, Field(ge=1, le=MOST, description="How many items at most.")]


Language = Annotated[
    str,
    Field(
        max_length=20,
        description="One of the `languages` of the conference; the original where none is given. "
        "What is not translated is in the original, and `original` names it.",
    ),
]


class Reading(Schema):
    """In which language a programme is read."""

    language: Language = ORIGINAL


class Paging(Schema):
    """Which part of a list is asked for."""

    limit: Limit = LIMIT
    cursor: Cursor = None


class ReadingPages(Reading, Paging):
    """Which part of a list is asked for, in which language."""


class SessionFilter(ReadingPages):
    """Which sessions are asked for."""

    day: Annotated[date | None, Field(description="The day at the venue on which it starts.")] = None
    kind: SessionKind | None = None
    room: Annotated[str | None, Field(description="The slug of a room.")] = None
    track: Annotated[str | None, Field(description="The slug of a track.")] = None
    person: Annotated[str | None, Field(description="The slug of somebody who appears.")] = None


class QuestionFilter(ReadingPages):
    """Which guiding questions are asked for."""

    session: Annotated[str | None, Field(description="The slug of a session.")] = None


class Listed(BaseModel, Generic[T]):
    """A page of a list."""

    items: list[T]
    next: Annotated[str | None, Field(description="The address of the next page, null on the last one.")]


class OfRelease(Listed[T], Generic[T]):
    """A page of what one release of a programme holds."""

    release: Annotated[int, Field(description="That of the first page: the others stay with it.")]


class ConferenceSummary(BaseModel):
    """A conference as it was published last. `url` is its address here, `page` that for people."""

    slug: str
    title: str
    status: Literal["public", "archived"]
    starts_on: date | None
    ends_on: date | None
    release: int
    published_at: datetime
    url: str
    page: str


class ConferenceList(Listed[ConferenceSummary]):
    """A page of conferences."""


class ConferenceDetails(ConferenceSummary):
    """A conference with its facts, without its sessions and people."""

    short_title: Annotated[str | None, Field(description="For where there is little room.")] = None
    theme: str | None
    summary: str | None
    description: str | None
    organiser: Organiser | None
    language: str
    languages: Annotated[tuple[str, ...], Field(description="That it comes in beside the original.")] = ()
    time_zone: str
    format: Format
    venue: Venue | None
    stream_url: str | None
    rooms: tuple[Room, ...]
    tracks: tuple[Track, ...]
    materials: tuple[Material, ...]
    session_count: int
    person_count: int


class ReleaseDetails(BaseModel):
    """A release: `changes` against the one before, and the same `words` for people, one each."""

    number: int
    published_at: datetime
    note: str
    changes: list[Change]
    words: list[str]
    url: str
    programme: str
    page: str


class ReleaseList(Listed[ReleaseDetails]):
    """A page of releases."""


class SessionDetails(Session):
    """A session of the programme with its addresses; `day` is that at the venue on which it starts."""

    day: date
    url: str
    page: str
    comments: str


class SessionList(OfRelease[SessionDetails]):
    """A page of sessions."""


class QuestionDetails(Question):
    """A guiding question with the slug of its session and its addresses."""

    session: str
    url: str
    page: str
    comments: str


class QuestionList(OfRelease[QuestionDetails]):
    """A page of guiding questions."""


class Part(BaseModel):
    """Somebody's part in a session, by its slug and title."""

    session: str
    title: str
    role: Role
    affiliation: str | None
    url: str


class PersonDetails(Person):
    """Somebody who appears, with their parts and addresses."""

    sessions: tuple[Part, ...]
    url: str
    page: str


class PersonList(OfRelease[PersonDetails]):
    """A page of people."""


class Written(BaseModel):
    """What an import changed in the draft, or, as a dry run, would."""

    conference: str
    is_new: bool
    dry_run: bool
    changes: list[Change]
    words: list[str]
    release: Annotated[int | None, Field(description="Made where the conference publishes each change.")]


class ToPublish(BaseModel):
    """What is said of a release; `public` shows a conference that is a draft to everybody."""

    model_config = ConfigDict(extra="forbid", strict=True)

    note: Annotated[str, Field(max_length=MAX_NOTE)] = ""
    public: bool = False


class PublishedRelease(ReleaseDetails):
    """A release and who sees it: everybody, or staff alone while the conference is a draft.

    `warnings` say what does not fit together in it and was published all the same.
    """

    is_public: bool
    warnings: list[str]
