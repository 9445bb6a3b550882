"""New times where something begins late or takes longer: what moves along, and how far. Pure.

Everything is reckoned in instants, so that ten minutes are ten minutes when the clocks change meanwhile;
what is returned is in UTC. A session keeps its real duration. Cancelled sessions neither move nor stand in
the way. ``room`` is what sessions have as their room; None takes the sessions of all rooms together.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from events.walltimes import wall_time

NIGHT_ENDS = time(5)  # at the venue: what starts before it belongs to the day before
SHORTEST_BREAK = timedelta(minutes=5)  # that a break which takes up a delay is left with
GONE = {"cancelled", "withdrawn"}


class Timed(Protocol):
    """What is read of a session, be it of a document or a row."""

    @property
    def uid(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def room(self) -> Hashable: ...


class Moved(NamedTuple):
    """The new times of one session, in UTC."""

    uid: UUID
    starts_at: datetime
    ends_at: datetime | None


def shifted(
    sessions: Iterable[Timed], after: datetime, by: timedelta, room: Hashable = None, *, zone: ZoneInfo
) -> list[Moved]:
    """Move all that starts at ``after`` or later on the same day of the venue, gaps and breaks along with it.

    A day goes on until ``NIGHT_ENDS``: a session at half past midnight moves with the evening before it.
    """
    if not by:
        return []
    day, since = day_of(after, zone), _utc(after)
    coming = [session for session in _in_line(sessions, room) if _start(session) >= since]
    return [moved(session, by, by) for session in coming if day_of(session.starts_at, zone) == day]


def pushed(
    sessions: Iterable[Timed], leading: Moved, room: Hashable = None, *, absorbing: Collection[str] = ()
) -> list[Moved]:
    """Give one session the times of ``leading``, and move what followed it no further than it must.

    A gap takes up a delay. So does a session of a kind in ``absorbing``, such as a break: it starts later,
    ends when it was to end, and lasts at least ``SHORTEST_BREAK``. What ran beside the session before stays.
    The session itself stands first in what is returned, also where its times are what they were.
    """
    line = _in_line(sessions, room)
    first = _of(leading, line)
    done = [(first, leading)]
    for session in line:
        if session is first or _start(session) < _end(first):
            continue
        ahead = [new for old, new in done if _end(old) <= _start(session) and _meet(old, session)]
        free = max((new.ends_at or new.starts_at for new in ahead), default=_start(session))
        if free > _start(session):
            done.append((session, _from(session, free, absorbs=session.kind in absorbing)))
    return [new for _old, new in done]


def cut(sessions: Iterable[Timed], leading: Moved, room: Hashable = None) -> list[Moved]:
    """End what would still run when a session begins earlier, at the times of ``leading``, than it was to.

    Only what was to be over by then is ended: what runs beside both, such as a registration, stays.
    """
    line = _in_line(sessions, room)
    first = _of(leading, line)
    before = [session for session in line if _end(session) <= _start(first) and _meet(session, first)]
    late = [session for session in before if _start(session) < leading.starts_at < _end(session)]
    return [Moved(session.uid, _start(session), _utc(leading.starts_at)) for session in late]


def moved(session: Timed, start_by: timedelta, end_by: timedelta) -> Moved:
    """Return the times of a session with its start and its end moved so far."""
    end = None if session.ends_at is None else _utc(session.ends_at) + end_by
    return Moved(session.uid, _start(session) + start_by, end)


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """Return the day of the programme that an instant belongs to: from ``NIGHT_ENDS`` to the next."""
    wall = wall_time(at, zone)
    return wall.date() if wall.time() >= NIGHT_ENDS else wall.date() - timedelta(days=1)


def _in_line(sessions: Iterable[Timed], room: Hashable) -> list[Timed]:
    line = [s for s in sessions if s.status not in GONE and (room is None or s.room == room)]
    return sorted(line, key=_start)


def _of(leading: Moved, line: Iterable[Timed]) -> Timed:
    return next(session for session in line if session.uid == leading.uid)


def _from(session: Timed, at: datetime, *, absorbs: bool) -> Moved:
    delay = _utc(at) - _start(session)
    whole = moved(session, delay, delay)
    if not absorbs or whole.ends_at is None:
        return whole
    shortest = min(whole.ends_at - whole.starts_at, SHORTEST_BREAK)
    return whole._replace(ends_at=max(_end(session), whole.starts_at + shortest))


def _meet(one: Timed, other: Timed) -> bool:
    """Say whether two share a room; what has none is for everybody."""
    return one.room is None or other.room is None or one.room == other.room


def _start(session: Timed) -> datetime:
    return _utc(session.starts_at)


def _end(session: Timed) -> datetime:
    return _utc(session.ends_at or session.starts_at)


def _utc(at: datetime) -> datetime:
    """Return an instant so that it can be compared: two of one zone are compared by what clocks show."""
    return at.astimezone(UTC)
