"""What readers of schedules find, before it is a Programme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from events.importers.results import Notice
from events.programme import MaterialKind, Role, SessionStatus

MOST_NOTICES = 1_000  # that anybody reads


@dataclass(frozen=True)
class Reference:
    """A link or an attachment as the source has it: its address may be relative, or none at all."""

    title: str
    url: str
    kind: MaterialKind | None = None


@dataclass
class Guest:
    """Somebody of the schedule. ``key`` tells people apart who have one name."""

    key: str
    name: str
    uid: str = ""
    post: str = ""
    affiliation: str = ""
    biography: str = ""
    photo: str = ""
    links: list[Reference] = field(default_factory=list)


@dataclass
class Event:
    """One event. ``where`` finds it in the source: a line, a path of keys.

    ``starts_at`` is aware, or a wall time at the venue; ``length`` is None where nothing says it. ``kind`` is
    the source's word for it. Texts may be HTML. ``guests`` are keys with roles.
    """

    where: Place
    title: str
    starts_at: datetime
    length: timedelta | None
    key: str = ""
    uid: str = ""
    slug: str = ""
    kind: str = ""
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    room: str = ""
    track: str = ""
    language: str = ""
    status: SessionStatus = "confirmed"
    stream: str = ""
    recording: str = ""
    guests: list[tuple[str, Role]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where something stands in the source, and what is there. ``find`` looks for its line, where asked."""

    find: Callable[[], int | None]
    text: str = ""

    @property
    def line(self) -> int | None:
        """The line, counted from 1."""
        return self.find()


@dataclass
class Room:
    """A room with what is known of it."""

    name: str
    capacity: int | None = None


@dataclass
class Schedule:
    """A whole schedule. ``zone`` is as it names it; ``is_ours`` says that we wrote it."""

    title: str = ""
    slug: str = ""
    summary: str = ""
    theme: str = ""
    zone: str = ""
    language: str = ""
    venue: str = ""
    city: str = ""
    base_url: str = ""
    is_ours: bool = False
    rooms: list[Room] = field(default_factory=list)
    tracks: dict[str, str] = field(default_factory=dict)  # the colour by name, "" where there is none
    guests: dict[str, Guest] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    silent_on: set[str] = field(default_factory=set)
    said: int = 0  # how many notices there would be

    def say(self, place: Place | None, message: str) -> None:
        """Note something that was left out or had to be decided."""
        self.said += 1
        if self.said <= MOST_NOTICES:
            line, text = (place.line, place.text[:200]) if place else (None, "")
            self.notices.append(Notice(line, text, message))

    @property
    def first_day(self) -> date:
        """The day of the first event; there is one at least."""
        return min(event.starts_at.replace(tzinfo=None) for event in self.events).date()
