"""The days of an agenda: what starts together, and which rooms stand beside each other as columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby

from events.layout.entry import Entry
from events.programme import Room

MOST_COLUMNS = 40  # rooms side by side, for which static/css/columns.css has places; more make a list
FEW_COLUMNS = 3  # up to here a row has the width for all that is said of a session
FITTING_COLUMNS = 5  # and up to here a page of any width that has columns shows all of them
MOST_STARTS = 30  # times of one day at which something starts; with more, rooms share the rows of an hour

LONG_DAY = 24  # sessions from which on a day has ways to its hours

MOST_LATER_DAYS = 30  # days after its first on which a session is named: more is a slip of the keyboard


@dataclass(frozen=True)
class Slot:
    """What starts at the same minute of one day, or in the same hour, in the order of time and rooms.

    ``is_parallel`` says whether something else runs meanwhile in another room.
    """

    entries: tuple[Entry, ...]
    is_parallel: bool

    @property
    def starts_at(self) -> datetime:
        """The start of the first."""
        return self.entries[0].starts_at

    @property
    def anchor(self) -> str:
        """Where it stands on a page: its own place, or that of its one session."""
        if self.is_parallel:
            return f"at-{int(self.starts_at.timestamp())}"
        return f"session-{self.entries[0].session.slug}"

    @cached_property
    def is_of_one_start(self) -> bool:
        """Whether all start together."""
        return all(entry.starts_at == self.starts_at for entry in self.entries)

    @cached_property
    def ends_at(self) -> datetime | None:
        """The common end, or None where they differ and each says its own."""
        ends = {entry.ends_at for entry in self.entries}
        return ends.pop() if len(ends) == 1 else None


@dataclass(frozen=True)
class Day:
    """One day of the agenda: what starts on it, and what is ``continuing`` from an earlier one.

    ``is_dense`` says whether on some day there are so many rooms that a column has width for little more
    than a title; then all days are alike.
    """

    date: date
    slots: tuple[Slot, ...]
    continuing: tuple[Entry, ...] = ()
    is_dense: bool = False

    @property
    def entries(self) -> list[Entry]:
        """All sessions that start on the day."""
        return [entry for slot in self.slots for entry in slot.entries]

    @property
    def count(self) -> int:
        """How many sessions are on."""
        return len(self.entries) + len(self.continuing)

    @property
    def starts_at(self) -> datetime:
        """The start of the first, or noon where none starts."""
        if self.slots:
            return self.slots[0].starts_at
        return datetime.combine(self.date, time(12), self.continuing[0].starts_at.tzinfo)

    @cached_property
    def rooms(self) -> tuple[Room, ...]:
        """The rooms that are columns: those of sessions that others run beside, if they are several."""
        parallel = [entry for slot in self.slots if slot.is_parallel for entry in slot.entries]
        known = {entry.room.slug: entry.room for entry in parallel if entry.room}
        if not 1 < len(known) <= MOST_COLUMNS:
            return ()
        return tuple(known[slug] for slug in sorted(known, key=self._order.__getitem__))

    @cached_property
    def columns(self) -> dict[str, int]:
        """The column of each room by its address, from 1."""
        return {room.slug: number for number, room in enumerate(self.rooms, 1)}

    @property
    def is_wide(self) -> bool:
        """Whether there are so many rooms that a page may not show all of them at once."""
        return len(self.rooms) > FITTING_COLUMNS

    @property
    def hours(self) -> list[Slot]:
        """What a long day leads to: the first to start in each hour, or none where the day is short."""
        if len(self.entries) < LONG_DAY:
            return []
        return [next(slots) for _, slots in groupby(self.slots, key=lambda slot: slot.starts_at.hour)]

    @cached_property
    def _order(self) -> dict[str, int]:
        return {entry.room.slug: entry.room_position for entry in self.entries if entry.room}


def days_of(entries: Iterable[Entry]) -> tuple[Day, ...]:
    """Return the days of these sessions, which come in the order of the agenda."""
    known = tuple(entries)
    starting = {day: tuple(of_day) for day, of_day in groupby(known, key=lambda entry: entry.date)}
    continuing = _continuing(known)
    days = [
        Day(day, _slots(starting.get(day, ())), tuple(continuing.get(day, ())))
        for day in sorted({*starting, *continuing})
    ]
    is_dense = any(len(day.rooms) > FEW_COLUMNS for day in days)
    return tuple(replace(day, is_dense=True) for day in days) if is_dense else tuple(days)


def _continuing(entries: Iterable[Entry]) -> dict[date, list[Entry]]:
    """Return what is still on, by the days after its first."""
    found: dict[date, list[Entry]] = {}
    for entry in entries:
        later = min((entry.last_day - entry.date).days, MOST_LATER_DAYS)
        for number in range(1, later + 1):
            found.setdefault(entry.date + timedelta(days=number), []).append(entry)
    return found


def _slots(entries: tuple[Entry, ...]) -> tuple[Slot, ...]:
    """Group what starts together; by the hour, where rooms keep so many times that few share one."""
    starts = [tuple(group) for _, group in groupby(entries, key=lambda entry: entry.starts_at)]
    beside = _beside(entries)
    slots = [Slot(group, len(group) > 1 or group[0].index in beside) for group in starts]
    if len(slots) <= MOST_STARTS or not any(slot.is_parallel for slot in slots):
        return tuple(slots)
    rows = (tuple(group) for _, group in groupby(slots, key=_row))
    return tuple(Slot(_joined(row), row[0].is_parallel) for row in rows)


def _row(slot: Slot) -> datetime:
    at = slot.starts_at
    return at.replace(minute=0, second=0, microsecond=1) if slot.is_parallel else at


def _joined(slots: Iterable[Slot]) -> tuple[Entry, ...]:
    return tuple(entry for slot in slots for entry in slot.entries)


def _beside(entries: Iterable[Entry]) -> set[int]:
    """Return the indexes of those in a room while something runs in another; they come by their starts."""
    found: set[int] = set()
    alone: list[Entry] = []  # not yet found: all in one room
    longest: list[Entry] = []  # what runs longest in each of two rooms: one of them is another
    for entry in entries:
        if entry.room is None:
            continue
        if alone and alone[0].room != entry.room:
            found |= {each.index for each in alone if _overlap(each, entry)}
            alone = []
        if any(each.room != entry.room and _overlap(each, entry) for each in longest):
            found.add(entry.index)
        else:
            alone.append(entry)
        longest = _longest([*longest, entry])
    return found


def _longest(entries: Iterable[Entry]) -> list[Entry]:
    by_room = {each.room: each for each in sorted(entries, key=_end)}
    return sorted(by_room.values(), key=_end)[-2:]


def _overlap(earlier: Entry, later: Entry) -> bool:
    return earlier.starts_at < _end(later) and later.starts_at < _end(earlier)


def _end(entry: Entry) -> datetime:
    return entry.ends_at or entry.starts_at
