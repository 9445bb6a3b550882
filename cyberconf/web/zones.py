"""Time zones of the IANA database: which there are, which are offered, and which one somebody means.

People say it by its name, a former one, a city in any language of pages, an abbreviation, or whole hours from
UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from cyberconf.web import clocks
from cyberconf.web.abbreviations import ABBREVIATIONS, OF_SEVERAL
from cyberconf.web.letters import fold
from cyberconf.web.places import ZONES_OF_PLACES

UTC_NAME = "UTC"
NO_PLACES = {"Factory", "localtime", "posixrules"}  # what a tz database calls itself, or its machine
# Names of clocks, which the tz database keeps as links to the time of some city: nobody means that by them.
OF_NO_CITY = {"CET", "EET", "EST", "HST", "MET", "MST", "WET"}
MOST = 60  # characters of a name that are looked at; the longest has 32
MOST_NEAR = 3
LONG = 5  # letters from which on likeness says something: "CEST" is like "EST" and is none
# "UTC+3", "GMT-03:30". The plus of an address that somebody types arrives as a blank. Everybody means hours
# east by it, but for the tz database itself, whose "Etc/GMT-3" is "UTC+3".
_HOURS = re.compile(
    r"(?P<is_west>Etc/(?=GMT))?(?:UTC|GMT)?\s*(?:(?P<minus>[-−–])|[+\s])\s*"
    r"(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?\s*",
    re.IGNORECASE,
)

# One city for each hour of the day, which a field suggests. Scripts offer all that the browser knows.
SUGGESTED = (
    "Honolulu", "Los Angeles", "Denver", "Chicago", "New York", "Mexico City", "Bogota", "Santiago",
    "Sao Paulo", "Buenos Aires", "UTC", "London", "Lagos", "Paris", "Geneva", "Cairo", "Johannesburg",
    "Moscow", "Nairobi", "Tehran", "Dubai", "Karachi", "New Delhi", "Kathmandu", "Dhaka", "Bangkok",
    "Shanghai", "Singapore", "Tokyo", "Sydney", "Auckland",
)  # fmt: skip


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
    return sorted(places() | {UTC_NAME})


def find(text: str) -> ZoneInfo | None:
    """Return the zone that is meant, or None."""
    names = meant(text)
    return ZoneInfo(names[0]) if len(names) == 1 else None


def meant(text: str) -> tuple[str, ...]:
    """Return the names of the zones that may be meant: several where it stands for more than one."""
    ahead = _ahead(text)
    if ahead is not None:
        name = _of_hours(ahead)
        return (name,) if name else ()
    return _names().get(fold(text[:MOST]), ())


def written(zone: ZoneInfo) -> str:
    """Return what a field says for a zone and takes again: its city, or its name where it can be several."""
    city = clocks.city(zone)
    return zone.key if len(meant(city)) > 1 else city


def near(text: str) -> list[str]:
    """Return the names of zones that are written much like the text, the likest first, at most three."""
    said = fold(text[:MOST])
    close = get_close_matches(said, _names(), n=2 * MOST_NEAR, cutoff=0.75) if len(said) >= LONG else []
    return list(dict.fromkeys(name for key in close for name in _names()[key]))[:MOST_NEAR]


def instead(text: str) -> str:
    """Say what to give instead of what ``find`` knows nothing of."""
    ahead = _ahead(text)
    if ahead is not None and (cities := _cities_at(ahead)):
        message = _("Only whole hours from UTC are known. Give a city with this time, such as %(cities)s.")
        return message % {"cities": get_text_list(cities, _("or"))}
    if close := [*meant(text)] or near(text):
        return _("Did you mean %(near)s?") % {"near": get_text_list(close, _("or"))}
    return _("Give a city such as Tokyo, a name such as Asia/Tokyo, or hours from UTC such as UTC+9.")


def _ahead(text: str) -> timedelta | None:
    """Return how far ahead of UTC a clock is of which the hours are said; None where nothing else is."""
    said = _HOURS.fullmatch(text[:MOST])
    if said is None:
        return None
    far = timedelta(hours=int(said["hours"]), minutes=int(said["minutes"] or 0))
    return -far if bool(said["minus"]) != bool(said["is_west"]) else far


def _of_hours(ahead: timedelta) -> str | None:
    """Return the name of the clock that is always so far ahead of UTC, if there is one: of whole hours."""
    hours, rest = divmod(ahead, timedelta(hours=1))
    name = f"{clocks.FIXED}GMT{-hours:+d}" if hours else UTC_NAME
    return name if not rest and name in known() else None


def _cities_at(ahead: timedelta) -> list[str]:
    """Return cities whose clock is so far ahead of UTC in the winter or the summer of this year, a few."""
    return [clocks.city(ZoneInfo(name)) for name in _by_hours(timezone.now().year).get(ahead, ())[:MOST_NEAR]]


@cache
def _by_hours(year: int) -> dict[timedelta, list[str]]:
    """Return the zones of places by how far ahead of UTC their clocks are in a winter and a summer."""
    seasons = [datetime(year, month, 1, tzinfo=UTC) for month in (1, 7)]
    found: dict[timedelta, list[str]] = {}
    for name in sorted(places()):
        zone = ZoneInfo(name)
        for ahead in {at.astimezone(zone).utcoffset() or timedelta() for at in seasons}:
            found.setdefault(ahead, []).append(name)
    return found


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the zones by whatever they may be called, folded: several by what stands for each of them."""
    names = {called: (name,) for called, name in _own_names().items()}
    return _abbreviated() | _cities() | names


def _own_names() -> dict[str, str]:
    """Return the zones by their names, former ones too, and by the cities of former ones."""
    current, former = places(), _former()
    said = sorted(name for name in known() if _HOURS.fullmatch(name) is None)
    today = {name: _renamed(name, current, former) for name in said}
    former_cities = {
        fold(name.rpartition("/")[2]): now
        for name, now in reversed(today.items())
        if clocks.is_of_place(name) and name not in current
    }
    own = {fold(name): now for name, now in today.items()}
    called = _cities() | _abbreviated()  # "WEST" is an hour, and no part of Australia
    return {city: now for city, now in former_cities.items() if city not in called} | own


@cache
def _cities() -> dict[str, tuple[str, ...]]:
    """Return the zones of places by their cities, as we and the languages of pages call them."""
    known = [(city, zone) for zone, cities in ZONES_OF_PLACES.items() for city in cities.split("|")]
    known += [(zone.rpartition("/")[2], zone) for zone in places()]
    found: dict[str, set[str]] = {}
    for city, zone in [*known, *clocks.cities(places())]:
        found.setdefault(fold(city), set()).add(zone)
    return {city: tuple(sorted(zones)) for city, zones in found.items()}


def _abbreviated() -> dict[str, tuple[str, ...]]:
    """Return by abbreviations the clocks of whole hours, or the zones, that they stand for."""
    found = {}
    for said, (minutes, usual) in ABBREVIATIONS.items():
        hours = [_of_hours(timedelta(minutes=each)) for each in minutes]
        alone = usual if len(hours) > 1 else hours[0]
        found[fold(said)] = OF_SEVERAL.get(said) or ((alone,) if alone else ())
    return found


def _renamed(name: str, current: frozenset[str], former: dict[str, str]) -> str:
    """Return what a zone is called today: a name that stands for a place of its own stays."""
    target = name if name in OF_NO_CITY else former.get(name, name)
    return target if name not in current and target in current else name


def _former() -> dict[str, str]:
    """Return the links of the tz database: another name, and the zone that it leads to."""
    lines = files("tzdata.zoneinfo").joinpath("tzdata.zi").read_text().splitlines()
    links = (line.split() for line in lines if line.startswith("L "))
    return {link: target for _type, target, link in links}
