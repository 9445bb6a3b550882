"""Where the sessions of an invented conference stand: its days, rooms and times. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from itertools import count, product

HALF_DAYS = ((time(10, 45), time(12, 0)), (time(13, 30), time(14, 45)), (time(15, 30), time(16, 45)))
# The same hours cut into talks of 25 minutes, for a conference of hundreds of sessions.
TALKS = (
    (time(10, 45), time(11, 10)),
    (time(11, 15), time(11, 40)),
    (time(11, 45), time(12, 10)),
    (time(13, 30), time(13, 55)),
    (time(14, 0), time(14, 25)),
    (time(14, 30), time(14, 55)),
    (time(15, 30), time(15, 55)),
    (time(16, 0), time(16, 25)),
    (time(16, 30), time(16, 55)),
)

SIZES = ((1, 1), (1, 3), (2, 3), (3, 3), (4, 4), (5, 7))  # days and rooms


@dataclass(frozen=True)
class Place:
    """Where and when one session is: ``day`` and ``room`` count from 0, the times are wall times."""

    day: int
    starts: time
    ends: time
    room: int


@dataclass(frozen=True)
class Grid:
    """Days of parallel sessions. ``places`` fills one room after the other, so that none is half used."""

    days: int
    rooms: int
    hours: tuple[tuple[time, time], ...]

    @property
    def places(self) -> list[Place]:
        """All that can be filled, the first room of every day first."""
        order = product(range(self.rooms), range(self.days), self.hours)
        return [Place(day, starts, ends, room) for room, day, (starts, ends) in order]


def grids() -> Iterator[Grid]:
    """Yield usual sizes of conferences, the smallest first and without end."""
    for days, rooms in SIZES:
        yield Grid(days, rooms, HALF_DAYS)
    for more in count(rooms):
        yield Grid(days, more, TALKS)
