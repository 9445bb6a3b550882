"""Importers: bytes in, ``Imported(programme, warnings)`` out. One module a format, each with ``read``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Protocol

from events.errors import ProgrammeError
from events.importers import text
from events.programme import Programme


@dataclass(frozen=True)
class Hint:
    """What the person importing knows and the source may not say. What the source says goes first.

    ``time_zone`` is an IANA name, ``date`` the (first) day or, for sources without a year, a day that
    gives it, ``slug`` the conference's address.
    """

    time_zone: str | None = None
    date: Date | None = None
    slug: str | None = None
