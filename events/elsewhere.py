"""The reader's time: how the clock of another zone shows what is meant by the venue's. Pure.

Only instants are converted, so that neither an hour that a clock skips nor one that it shows twice can
lead astray; how far it is from one zone to the other is asked anew at each instant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Elsewhere:
    """A reader's zone."""

    zone: ZoneInfo

    def wall(self, at: datetime) -> datetime:
        """Return the instant with what the clock there shows."""
        return at.astimezone(UTC).astimezone(self.zone)

    def days(self, at: datetime, venue: date) -> int:
        """Return how many days the date there is ahead of the one at the venue under which it is told."""
        return (self.wall(at).date() - venue).days

    def heads(self, starts: Iterable[datetime]) -> dict[datetime, date]:
        """Return the starts of one day of the venue before which a reader's date begins, with that date.

        None where it is the venue's all day long.
        """
        heads: dict[datetime, date] = {}
        last: date | None = None
        strange = False
        for at in starts:
            there = self.wall(at).date()
            strange = strange or there != at.date()
            if there != last:
                heads[at] = last = there
        return heads if strange else {}


@dataclass(frozen=True)
class Clock:
    """By which time a page is read, beside the venue's: ``elsewhere`` too, or None for the venue's alone.

    ``named`` is the zone that the page's links go on naming: "" where it is read as it always is, by the
    venue's time, or by that of the reader's account.
    """

    elsewhere: Elsewhere | None = None
    named: str = ""


VENUE = Clock()


def shows_twice(at: datetime, zone: ZoneInfo) -> bool:
    """Say whether the clock in the zone shows this time again an hour later, or showed it an hour before."""
    wall = at.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first.utcoffset() != second.utcoffset()
