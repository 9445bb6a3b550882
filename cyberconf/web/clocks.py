"""What clocks are called: by their city, in the page's language, or by how far they are from UTC."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from django.conf import settings
from django.utils.translation import get_language, to_locale

KEPT_CITIES = 4_096  # more than all zones in all languages of pages
OTHERS = dict(settings.LANGUAGES).keys() - {"en"}  # the names of zones themselves are in English
FIXED = "Etc/"  # hours from UTC; the sign in the name is the reverse of what everybody writes
ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # for clocks that are never put forward or back


def is_of_place(key: str) -> bool:
    """Say whether the name of a zone is that of a place: "CET", "UTC" and "Etc/GMT-3" are of none."""
    return "/" in key and not key.startswith(FIXED)


def city(zone: ZoneInfo) -> str:
    """Return what a zone is called: its city in the page's language, “Nueva York”, else “UTC+3” or “CET”."""
    if zone.key.startswith(FIXED):
        return offset(ANY_TIME.astimezone(zone))
    return _city(zone.key, get_language() or "") if is_of_place(zone.key) else zone.key


def called(zone: ZoneInfo, at: datetime) -> str:
    """Return what is said beside a time of the zone: its city, else how far it then is from UTC."""
    return city(zone) if is_of_place(zone.key) else offset(at.astimezone(zone))


def offset(at: datetime) -> str:
    """Write the offset from UTC at an instant with a zone: “UTC+1”, “UTC+05:45”, “UTC”."""
    seconds = int((at.utcoffset() or timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    if not seconds:
        return "UTC"
    sign = "+" if seconds > 0 else "−"
    return f"UTC{sign}{hours:02}:{minutes:02}" if minutes else f"UTC{sign}{hours}"


def cities(keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what cities of zones are called in the languages of pages beside English, each with its zone."""
    today = get_global("zone_aliases")
    for language in OTHERS:
        known = Locale.parse(to_locale(language)).time_zones
        for key in keys:
            if name := known.get(today.get(key, key), {}).get("city"):
                yield name, key


@lru_cache(maxsize=KEPT_CITIES)
def _city(key: str, language: str) -> str:
    if language in OTHERS:
        return get_timezone_location(key, locale=Locale.parse(to_locale(language)), return_city=True)
    return key.rpartition("/")[2].replace("_", " ")
