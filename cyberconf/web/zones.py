"""Time zones by their names in the IANA database: which are known, and which of them people are offered."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

UTC = "UTC"
NO_PLACES = {"Factory", "localtime", "posixrules"}  # what a tz database calls itself, or its machine


@cache
def known() -> frozenset[str]:
    """Return every name, former ones too, that stands for the time of some place."""
    return frozenset(available_timezones() - NO_PLACES)


@cache
def places() -> frozenset[str]:
    """Return the names in the tz database's table of countries (RFC 6557; zone.tab of the pinned tzdata)."""
    lines = files("tzdata.zoneinfo").joinpath("zone.tab").read_text().splitlines()
    return frozenset(line.split("\t")[2] for line in lines if line and not line.startswith("#"))


def offered() -> list[str]:
    """Return what a field suggests: real places by name, and UTC."""
    return sorted(places() | {UTC})
