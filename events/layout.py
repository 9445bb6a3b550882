"""A programme laid out for reading: its days, what runs side by side, the people at each session. No queries.

Days are those of the venue; a session belongs to the day on which it starts there. Words are looked up
when they are asked for, so that one layout serves every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.text import Truncator

from cyberconf.web.markdown import plain
from events import models
from events.phrases.words import designation
from events.programme import Credit, Person, Programme, Question, Room, Session, Track, language_tag

EXCERPT_LENGTH = 240  # characters of a background in the agenda: two lines on a wide screen
MINOR = {"break", "social"}  # what is named on one line
MARKED = {"opening", "keynote", "closing"}  # what has a mark of its own


@dataclass(frozen=True)
class Part:
    """Somebody's part in a session."""

    person: Person
    credit: Credit

    @property
    def role(self) -> str:
        """The role in words."""
        return str(models.Appearance.Role(self.credit.role).label)

    @property
    def standing(self) -> str:
        """Post and affiliation, as billed at this session."""
        return ", ".join(filter(None, [self.person.post, self.credit.affiliation or self.person.affiliation]))


@dataclass(frozen=True)
class Entry:
    """One session with what its row and its page show beside it. ``excerpt`` is plain text, not escaped.

    ``language`` is the tag of the one in which its texts are, "" where nobody says it in a tag. Those left in
    the original say so (``Session.left_in``).
    ``room_label`` names the room where there are several: a row need not say where everything is.
    """

    session: Session
    room: Room | None
    room_label: str | None
    track: Track | None
    parts: tuple[Part, ...]
    excerpt: str
    index: int
    language: str

    @property
    def starts_at(self) -> datetime:
        """The start as wall time of the venue, as it was published."""
        return self.session.starts_at

    @property
    def ends_at(self) -> datetime | None:
        """The end as wall time of the venue."""
        return self.session.ends_at

    @property
    def date(self) -> date:
        """The day at the venue."""
        return self.starts_at.date()

    @property
    def query(self) -> str:
        """What the address of a file of it ends with, to be in the language of the document."""
        return f"?lang={self.language}" if self.session.original else ""

    @property
    def excerpt_language(self) -> str:
        """The tag of the language of its excerpt."""
        field = "summary" if self.session.summary else "description"
        return self.session.left_in(field) or self.language

    @property
    def duration(self) -> timedelta | None:
        """How long it really takes, whatever clocks do meanwhile."""
        return self.ends_at - self.starts_at if self.ends_at else None

    @property
    def label(self) -> str:
        """Kind and number in words: “Panel 1”."""
        return designation(self.session.kind, self.session.number)

    @property
    def is_minor(self) -> bool:
        """Whether a line with its name is enough: a break that nobody has said more about."""
        return self.session.kind in MINOR and not (self.parts or self.session.questions or self.excerpt)

    @property
    def variant(self) -> str:
        """Which mark its row carries."""
        if self.session.kind in MARKED:
            return "marked"
        return "minor" if self.is_minor else "panel" if self.session.kind == "panel" else "plain"

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.session.status == "cancelled"

    @property
    def is_tentative(self) -> bool:
        """Whether it is not confirmed yet."""
        return self.session.status == "tentative"

    def runs(self, at: datetime) -> bool:
        """Say whether it takes place at the instant ``at``."""
        is_on = self.starts_at <= at and self.ends_at is not None and at < self.ends_at
        return is_on and not self.is_cancelled

    def is_over(self, at: datetime) -> bool:
        """Say whether it has ended by the instant ``at``."""
        return (self.ends_at or self.starts_at) <= at

    def question(self, number: int) -> Question | None:
        """Return the guiding question of that number."""
        questions = self.session.questions
        return questions[number - 1] if 1 <= number <= len(questions) else None


@dataclass(frozen=True)
class Slot:
    """What starts at the same minute of one day, in the order of the rooms."""

    entries: tuple[Entry, ...]

    @property
    def starts_at(self) -> datetime:
        """The common start."""
        return self.entries[0].starts_at

    @property
    def ends_at(self) -> datetime | None:
        """The common end, or None where they differ and each says its own."""
        ends = {entry.ends_at for entry in self.entries}
        return ends.pop() if len(ends) == 1 else None

    @property
    def is_parallel(self) -> bool:
        """Whether there is a choice."""
        return len(self.entries) > 1


@dataclass(frozen=True)
class Day:
    """One day of the agenda."""

    date: date
    slots: tuple[Slot, ...]

    @property
    def entries(self) -> list[Entry]:
        """All sessions of the day."""
        return [entry for slot in self.slots for entry in slot.entries]


@dataclass(frozen=True, eq=False)
class Layout:
    """The whole agenda, with what is asked of it by name."""

    programme: Programme
    entries: tuple[Entry, ...]

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days in order, each with its slots."""
        return tuple(
            Day(day, tuple(Slot(tuple(slot)) for _, slot in groupby(entries, key=lambda e: e.starts_at)))
            for day, entries in groupby(self.entries, key=lambda entry: entry.date)
        )

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which all times are meant."""
        return ZoneInfo(self.programme.time_zone)

    @property
    def starts_at(self) -> datetime | None:
        """The start of the first session."""
        return self.entries[0].starts_at if self.entries else None

    @property
    def ends_at(self) -> datetime | None:
        """The end of the last session."""
        return max((entry.ends_at or entry.starts_at for entry in self.entries), default=None)

    def at(self, slug: str) -> Entry | None:
        """Return the entry of the session at that address."""
        return self._by_slug.get(slug)

    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """Return what stands before and after a session in the agenda, breaks left out."""
        earlier, later = self.entries[: entry.index], self.entries[entry.index + 1 :]
        before = next((e for e in reversed(earlier) if not e.is_minor), None)
        return before, next((e for e in later if not e.is_minor), None)

    def of(self, person: Person) -> list[tuple[Entry, Part]]:
        """Return the sessions in which somebody appears, each with their part there."""
        return [(e, part) for e in self.entries for part in e.parts if part.person.slug == person.slug]

    def running(self, at: datetime) -> list[Entry]:
        """Return what takes place at the instant ``at``."""
        return [entry for entry in self.entries if entry.runs(at)]

    def following(self, at: datetime) -> list[Entry]:
        """Return what starts next after ``at`` on the same day of the venue: all that start together."""
        today = at.astimezone(self.zone).date()
        coming = [e for e in self.entries if e.starts_at > at and e.date == today and not e.is_cancelled]
        return [entry for entry in coming if entry.starts_at == coming[0].starts_at]

    @cached_property
    def _by_slug(self) -> dict[str, Entry]:
        return {entry.session.slug: entry for entry in self.entries}


def lay_out(programme: Programme) -> Layout:
    """Return the programme with rooms, tracks and people looked up."""
    rooms = {room.slug: room for room in programme.rooms}
    tracks = {track.slug: track for track in programme.tracks}
    people = {person.slug: person for person in programme.people}
    return Layout(
        programme,
        tuple(
            Entry(
                session,
                rooms.get(session.room or ""),
                rooms[session.room].name if session.room and len(rooms) > 1 else None,
                tracks.get(session.track or ""),
                tuple(_parts(session.credits, people)),
                _excerpt(session),
                index,
                programme.language_tag
                if programme.original
                else language_tag(session.language) or programme.language_tag,
            )
            for index, session in enumerate(programme.sessions)
        ),
    )


def _parts(credits: Iterable[Credit], people: dict[str, Person]) -> Iterator[Part]:
    for credit in credits:
        yield Part(people[credit.person], credit)


def _excerpt(session: Session) -> str:
    text = session.summary or session.description or ""
    return Truncator(" ".join(plain(text).split())).chars(EXCERPT_LENGTH)
