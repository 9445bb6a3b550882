"""Which time zone a reader means: by its name, a former one, a city, in any case."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import override

from cyberconf.web.zones import known, places
from events.phrases import dates
from events.places import ZONES_OF_PLACES
from events.search import fold

MOST = 60  # characters of a name that are looked at; the longest has 32

# One city for each hour of the day, which a field suggests. Scripts offer all that the browser knows.
SUGGESTED = (
    "Honolulu", "Los Angeles", "Denver", "Chicago", "New York", "Mexico City", "Bogota", "Santiago",
    "Sao Paulo", "Buenos Aires", "UTC", "London", "Lagos", "Paris", "Geneva", "Cairo", "Johannesburg",
    "Moscow", "Nairobi", "Tehran", "Dubai", "Karachi", "New Delhi", "Kathmandu", "Dhaka", "Bangkok",
    "Shanghai", "Singapore", "Tokyo", "Sydney", "Auckland",
)  # fmt: skip


def find(text: str) -> ZoneInfo | None:
    """Return the zone that is meant, or None."""
    said = fold(text[:MOST])
    name = _names().get(said) or _translated().get(said)
    return ZoneInfo(name) if name else None


def near(text: str) -> list[str]:
    """Return the names of zones that are written much like the text, the likest first, at most three."""
    close = get_close_matches(fold(text[:MOST]), _names(), n=6, cutoff=0.75)
    return list(dict.fromkeys(_names()[key] for key in close))[:3]


@cache
def _names() -> dict[str, str]:
    """Return the zones by whatever they may be called, folded; the first of several is meant."""
    current, former = places(), _former()
    today = {name: _renamed(name, current, former) for name in sorted(known())}
    by_city = {fold(name.rpartition("/")[2]): name for name in sorted(current)}
    names = {fold(name): now for name, now in today.items()}
    for name, now in today.items():
        if "/" in name and not name.startswith("Etc/"):
            by_city.setdefault(fold(name.rpartition("/")[2]), now)
    cities = {fold(place): zone for zone, known in ZONES_OF_PLACES.items() for place in known.split("|")}
    return cities | by_city | names


@cache
def _translated() -> dict[str, str]:
    """Return the zones by what their cities are called in the languages of pages, folded."""
    names: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names |= {fold(dates.city(ZoneInfo(key))): key for key in sorted(places())}
    return names


def _renamed(name: str, current: frozenset[str], former: dict[str, str]) -> str:
    """Return what a zone is called today: a name that stands for a place of its own stays."""
    target = former.get(name, name)
    return target if name not in current and target in current else name


def _former() -> dict[str, str]:
    """Return the links of the tz database: another name, and the zone that it leads to."""
    lines = files("tzdata.zoneinfo").joinpath("tzdata.zi").read_text().splitlines()
    links = (line.split() for line in lines if line.startswith("L "))
    return {link: target for _, target, link in links}
