"""One day of a programme laid out on a board: rooms as columns, with gaps and clashes in place. Pure.

Times count in minutes of the venue's clock from the midnight with which the day begins, so that a session
which ends after midnight ends beyond ``24 * 60``. Rows of the board are ``STEP`` minutes high.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from events.conflicts import INFORMAL, Conflict, Days
from events.programme import Programme, Room, Session

STEP = 5  # minutes: the finest that programmes are printed in, and what a drag snaps to
HOUR = 60
OPEN = 30  # minutes for which a session without an end is drawn
SHORT = 20  # minutes below which a session is shown on one line
LATEST = 30 * HOUR  # a board goes on until six in the morning; what lasts longer is cut off there
USUAL = (9 * HOUR, 17 * HOUR)  # of a day without sessions
ALWAYS_SHOWN = 31  # days of a conference that have a tab though nothing is on them


@dataclass(frozen=True)
class Place:
    """Where something stands: [starts, ends) in minutes, its first lane counted from 1, and how many.

    What ``spans`` the board stands in all lanes.
    """

    starts: int
    ends: int
    lane: int
    lanes: int = 1
    spans: bool = False

    @property
    def classes(self) -> str:
        """The names by which the style sheet puts it there, without a style of its own (CSP)."""
        (hour, minute), (end_hour, end_minute) = divmod(self.starts, HOUR), divmod(self.ends, HOUR)
        tens, ones = divmod(self.lane, 10)
        wide = " all" if self.spans else f" w{self.lanes}" if self.lanes > 1 else ""
        return f"h{hour} m{minute // STEP} H{end_hour} M{-(-end_minute // STEP)} t{tens} u{ones}{wide}"


@dataclass(frozen=True)
class Block:
    """A session on the board with what does not fit about it."""

    session: Session
    room: Room | None
    place: Place
    conflicts: tuple[Conflict, ...]

    @property
    def severity(self) -> str:
        """The worst that is found: error, warning or nothing."""
        return min((conflict.severity for conflict in self.conflicts), default="")

    @property
    def minutes(self) -> int | None:
        """How long it really takes, whatever clocks do meanwhile."""
        ends_at = self.session.ends_at
        return None if ends_at is None else int((ends_at - self.session.starts_at).total_seconds() // 60)

    @property
    def is_short(self) -> bool:
        """Whether there is room for a line alone."""
        return self.place.ends - self.place.starts < SHORT

    @property
    def is_informal(self) -> bool:
        """Whether it is a break or a social event."""
        return self.session.kind in INFORMAL


@dataclass(frozen=True)
class Gap:
    """Time in which nothing is on in a room."""

    room: Room | None
    place: Place

    @property
    def starts(self) -> str:
        """When it begins, as the clock shows it."""
        return clock(self.place.starts)

    @property
    def ends(self) -> str:
        """When it ends, as the clock shows it."""
        return clock(self.place.ends)

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.place.ends - self.place.starts

    @property
    def is_brief(self) -> bool:
        """Whether it is but the time to change rooms."""
        return self.minutes < SHORT


@dataclass(frozen=True)
class Column:
    """A room, or no room, with as many lanes as it has sessions at once."""

    room: Room | None
    lane: int
    lanes: int

    @property
    def classes(self) -> str:
        """As those of a place."""
        tens, ones = divmod(self.lane, 10)
        return f"t{tens} u{ones}" + (f" w{self.lanes}" if self.lanes > 1 else "")


@dataclass(frozen=True)
class Tab:
    """A day of the conference: how many sessions are on it, and the worst that is found about them."""

    date: date
    count: int
    severity: str


@dataclass(frozen=True)
class Board:
    """One day. ``items`` are its blocks and gaps as they follow each other; ``hours`` go beyond 24."""

    date: date
    tabs: tuple[Tab, ...]
    columns: tuple[Column, ...]
    items: tuple[Block | Gap, ...]
    hours: tuple[int, ...]

    @property
    def blocks(self) -> list[Block]:
        """The sessions."""
        return [item for item in self.items if isinstance(item, Block)]

    @property
    def lanes(self) -> int:
        """How many columns of sessions stand side by side."""
        return sum(column.lanes for column in self.columns)

    @property
    def hour_marks(self) -> list[tuple[int, str]]:
        """The hours, with what the clock shows then."""
        return [(hour, f"{hour % 24}:00") for hour in self.hours]

    @property
    def classes(self) -> str:
        """The names that tell the style sheet where the day begins and how wide it is."""
        tens, ones = divmod(self.lanes, 10)
        return f"F{self.hours[0]} T{tens} U{ones}"


def lay_out(programme: Programme, conflicts: Iterable[Conflict], day: date, *, days: Days) -> Board:
    """Return the board of one day.

    Args:
        programme: the draft, in its order; texts are not needed.
        conflicts: what does not fit together in it.
        day: a day at the venue, which need not have a session.
        days: when the conference takes place, as far as staff have said so.
    """
    by_session = _by_session(conflicts)
    by_day: defaultdict[date, list[Session]] = defaultdict(list)
    for session in programme.sessions:
        by_day[session.starts_at.date()].append(session)
    tabs = (_tab(each, by_day.get(each, ()), by_session) for each in sorted({*by_day, *_all_days(days), day}))
    sessions = by_day[day]
    common = _common(programme, sessions)
    placed = [session for session in sessions if session.uid not in common]
    columns = tuple(_columns(programme, placed))
    blocks = [block for column in columns for block in _blocks(column, placed, day, by_session)]
    everywhere = Place(0, 0, 1, spans=True)
    blocks += [_block(session, None, day, everywhere, by_session) for session in common.values()]
    gaps = [gap for column in columns for gap in _gaps(column, blocks, is_alone=len(columns) == 1)]
    items: list[Block | Gap] = [*blocks, *gaps]
    items.sort(key=lambda item: (item.place.starts, item.place.lane))
    return Board(day, tuple(tabs), columns, tuple(items), _hours(blocks))


def first_day(programme: Programme, days: Days, today: date) -> date:
    """Return the day to open a board at: today while the conference lasts, else its first."""
    known = {*(session.starts_at.date() for session in programme.sessions), *_all_days(days)}
    return today if today in known else min(known, default=today)


def minutes_into(day: date, at: datetime) -> int:
    """Count the minutes from the day's midnight to ``at``, a wall time, by the venue's clock."""
    return (at.date() - day).days * 24 * HOUR + at.hour * HOUR + at.minute


def clock(minutes: int) -> str:
    """Write the time of day so many minutes after midnight, as forms send it."""
    hour, minute = divmod(minutes, HOUR)
    return f"{hour % 24:02}:{minute:02}"


def _by_session(conflicts: Iterable[Conflict]) -> Mapping[UUID, Sequence[Conflict]]:
    found: defaultdict[UUID, list[Conflict]] = defaultdict(list)
    for conflict in conflicts:
        for session in conflict.sessions:
            found[session.uid].append(conflict)
    return found


def _all_days(days: Days) -> Iterator[date]:
    """Return the days of a conference as far as both ends are known."""
    if days.first is None or days.last is None:
        yield from filter(None, (days.first, days.last))
        return
    for number in range(min((days.last - days.first).days + 1, ALWAYS_SHOWN)):
        yield days.first + timedelta(days=number)


def _columns(programme: Programme, sessions: Collection[Session]) -> Iterator[Column]:
    """Return a column a room, and before them one for what has none, where there is something in it."""
    rooms: list[Room | None] = list(programme.rooms)
    if not rooms or any(session.room is None for session in sessions):
        rooms.insert(0, None)
    lane = 1
    for room in rooms:
        own = [session for session in sessions if session.room == (room and room.slug)]
        lanes = max((number for _session, number in _in_lanes(own)), default=1)
        yield Column(room, lane, lanes)
        lane += lanes


def _in_lanes(sessions: Iterable[Session]) -> Iterator[tuple[Session, int]]:
    """Put each session into the first lane, counted from 1, that is free when it starts."""
    ends: list[datetime] = []
    for session in sessions:
        lane = next((n for n, end in enumerate(ends) if end <= session.starts_at), len(ends))
        end = max(session.ends_at or session.starts_at, session.starts_at + timedelta(minutes=STEP))
        ends[lane : lane + 1] = [end]
        yield session, lane + 1


def _common(programme: Programme, sessions: Sequence[Session]) -> dict[UUID, Session]:
    """Return what is for everybody, by uid: a break without a room, beside which nothing else is on."""
    if not programme.rooms:
        return {}
    return {
        session.uid: session
        for session in sessions
        if session.room is None and session.kind in INFORMAL and not _is_beside(session, sessions)
    }


def _is_beside(session: Session, others: Iterable[Session]) -> bool:
    ends = session.ends_at or session.starts_at
    return any(
        other.starts_at < ends and (other.ends_at or other.starts_at) > session.starts_at
        for other in others
        if other is not session
    )


def _blocks(
    column: Column, sessions: Iterable[Session], day: date, by_session: Mapping[UUID, Sequence[Conflict]]
) -> Iterator[Block]:
    own = [session for session in sessions if session.room == (column.room and column.room.slug)]
    for session, lane in _in_lanes(own):
        place = Place(0, 0, column.lane + lane - 1)
        yield _block(session, column.room, day, place, by_session)


def _block(
    session: Session,
    room: Room | None,
    day: date,
    place: Place,
    by_session: Mapping[UUID, Sequence[Conflict]],
) -> Block:
    """Put a session at its time, in the lane or lanes of ``place``."""
    starts = minutes_into(day, session.starts_at)
    ends = minutes_into(day, session.ends_at) if session.ends_at else starts + OPEN
    timed = replace(place, starts=starts, ends=min(max(ends, starts + STEP), LATEST))
    return Block(session, room, timed, tuple(by_session.get(session.uid, ())))


def _hours(blocks: Collection[Block]) -> tuple[int, ...]:
    """Return the hours to show, with one before the first session and one after the last to move into."""
    first = min((block.place.starts for block in blocks), default=USUAL[0] + HOUR)
    last = max((block.place.ends for block in blocks), default=USUAL[1] - HOUR)
    return tuple(range(max(first // HOUR - 1, 0), min(-(-last // HOUR) + 1, LATEST // HOUR) + 1))


def _gaps(column: Column, blocks: Collection[Block], *, is_alone: bool) -> Iterator[Gap]:
    """Return when nothing is on in a room between the first and the last session of the whole day.

    What is for everybody, such as lunch, leaves no gap in any room.
    """
    if column.room is None and not is_alone:
        return
    starts = min((block.place.starts for block in blocks), default=USUAL[0])
    ends = max((block.place.ends for block in blocks), default=USUAL[1])
    own = [block for block in blocks if block.room in (column.room, None)]
    taken = sorted((block.place.starts, block.place.ends) for block in own if _fills(block, column))
    for (_, free), (until, _) in pairwise([(starts, starts), *_joined(taken), (ends, ends)]):
        whole = Place(_up(free), until // STEP * STEP, column.lane, column.lanes)
        if whole.ends > whole.starts:
            yield Gap(column.room, whole)


def _fills(block: Block, column: Column) -> bool:
    return block.room == column.room or block.is_informal


def _joined(taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join times, given in their order, that touch each other or overlap."""
    joined: list[tuple[int, int]] = []
    for starts, ends in taken:
        if joined and starts <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((starts, ends))
    return joined


def _up(minutes: int) -> int:
    return -(-minutes // STEP) * STEP


def _tab(day: date, sessions: Sequence[Session], by_session: Mapping[UUID, Sequence[Conflict]]) -> Tab:
    severities = [conflict.severity for s in sessions for conflict in by_session.get(s.uid, ())]
    return Tab(day, len(sessions), min(severities, default=""))
