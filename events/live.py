"""What is on at an instant, while a conference takes place. Pure: the clock is passed in.

Nothing here changes from one minute to the next but where something begins or ends, so that who asks again
and again can be told that nothing has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from events.layout import Day, Entry, Layout
from events.programme import Programme, Room

BEFORE = timedelta(hours=2)  # people come, and look where to go
AFTER = timedelta(hours=1)
OPEN_PAGES = timedelta(days=1)  # after the last session nobody waits for news
JUST_ENDED = timedelta(minutes=30)  # what was to be over may still go on
TODAY = timedelta(hours=14)  # what comes next within it can be begun
SOON = 3  # seconds between two looks: with one of keeping and the way there, a message is seen within five
LATER = 60


@dataclass(frozen=True)
class Now:
    """What runs and what follows at the instant ``at``.

    ``since`` is when that last changed: the last start or end of a session, or None before the first.
    """

    agenda: Layout
    at: datetime
    running: tuple[Entry, ...]
    following: tuple[Entry, ...]
    since: datetime | None

    @property
    def is_running(self) -> bool:
        """Whether the conference has begun and is not over."""
        return is_running(self.agenda, self.at)

    @property
    def is_over(self) -> bool:
        """Whether the last session has ended."""
        return self.agenda.ends_at is not None and self.agenda.ends_at <= self.at

    @property
    def is_shown(self) -> bool:
        """Whether there is something to say: not at night, between two days."""
        return self.is_running and bool(self.running or self.following)

    def stands_before(self, day: Day) -> datetime | None:
        """Return the start on the day before which the present moment stands, or None: after all of them."""
        return next((slot.starts_at for slot in day.slots if slot.starts_at > self.at), None)

    @property
    def date(self) -> date:
        """The day at the venue."""
        return self.at.astimezone(self.agenda.zone).date()


def is_running(agenda: Layout, at: datetime) -> bool:
    """Say whether a conference has begun and is not over at the instant ``at``."""
    starts_at, ends_at = agenda.starts_at, agenda.ends_at
    return starts_at is not None and ends_at is not None and starts_at <= at < ends_at


def look(agenda: Layout, at: datetime) -> Now:
    """Return what is on at the instant ``at``."""
    ends = [entry.ends_at for entry in agenda.entries if entry.ends_at]
    starts = [entry.starts_at for entry in agenda.entries]
    since = max((each for each in starts + ends if each <= at), default=None)
    return Now(agenda, at, tuple(agenda.running(at)), tuple(agenda.following(at)), since)


@dataclass(frozen=True)
class Line:
    """What staff look after in one room, or everywhere where ``room`` is None: the next is today's."""

    room: Room | None
    ended: tuple[Entry, ...]
    running: tuple[Entry, ...]
    following: tuple[Entry, ...]


def lines(agenda: Layout, at: datetime) -> list[Line]:
    """Return each room with what was to end a moment ago, what runs and what comes next; not empty ones."""
    known = agenda.programme.rooms
    several = len(known) > 1
    rooms: list[Room | None] = [None, *known] if several else [known[0] if known else None]
    found = [_line([e for e in agenda.entries if not several or e.room == room], room, at) for room in rooms]
    return [line for line in found if line.ended or line.running or line.following]


def _line(entries: list[Entry], room: Room | None, at: datetime) -> Line:
    standing = [entry for entry in entries if not entry.is_cancelled and entry.ends_at]
    ended = [e for e in standing if e.ends_at and at - JUST_ENDED < e.ends_at <= at]
    coming = [entry for entry in standing if at < entry.starts_at < at + TODAY]
    return Line(
        room,
        tuple(ended),
        tuple(entry for entry in standing if entry.runs(at)),
        tuple(entry for entry in coming if entry.starts_at == coming[0].starts_at),
    )


def every(programme: Programme, at: datetime) -> int:
    """Return how many seconds an open page waits before it asks again; 0 once there is nothing to come."""
    times = [(session.starts_at, session.ends_at or session.starts_at) for session in programme.sessions]
    if times and all(at >= ends_at + OPEN_PAGES for _, ends_at in times):
        return 0
    is_near = any(starts_at - BEFORE <= at < ends_at + AFTER for starts_at, ends_at in times)
    return SOON if is_near else LATER
