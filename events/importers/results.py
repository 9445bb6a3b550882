"""What an importer is told and what it gives back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from events.matching import NOTHING, MadeUp
from events.programme import Programme


@dataclass(frozen=True)
class Hint:
    """What the person importing knows and the source may not say. What the source says goes first.

    ``time_zone`` is an IANA name, ``date`` the (first) day or, for sources without a year, a day that
    gives it, ``slug`` the conference's address.
    """

    time_zone: str | None = None
    date: datetime.date | None = None
    slug: str | None = None


@dataclass(frozen=True, order=True)
class Notice:
    """Something in the source that was left out or needed a decision.

    ``line`` counts from 1, or is None where there is none; ``text`` is what stands there.
    """

    line: int | None
    text: str
    message: str


@dataclass(frozen=True)
class Imported:
    """A programme and, in the source's order, what a careful person should look at.

    ``silent_on`` names the fields that the source's format cannot say (``events.keeping``), ``made_up`` says
    which uids and addresses are none of the source's own (``events.matching``).
    """

    programme: Programme
    warnings: tuple[Notice, ...] = ()
    silent_on: frozenset[str] = frozenset()
    made_up: MadeUp = NOTHING
