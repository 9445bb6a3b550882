"""The reader's time beside the venue's."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import get_language

from events import zones
from events.elsewhere import Elsewhere
from events.layout import Day
from events.phrases import dates, words
from events.zones import SUGGESTED

register = template.Library()


@register.inclusion_tag("events/_there.html")
def reader_time(elsewhere: Elsewhere, *instants: datetime | None) -> dict[str, Any]:
    """Show instants of the venue as the reader's clock shows them, with how far its date is ahead.

    That is told from the date of the first, under which all of them stand.
    """
    known = [at for at in instants if at]
    ahead = [elsewhere.days(at, known[0].date()) for at in known]
    times = []
    for at, days, following in zip(known, ahead, [*ahead[1:], None], strict=True):
        wall = elsewhere.wall(at)
        is_said = days and days != following  # once, where it is the same for both
        times.append((wall, words.time(wall), dates.days_ahead(days) if is_said else ""))
    return {"times": times, "city": dates.city(elsewhere.zone)}


@register.filter
def zone_there(elsewhere: Elsewhere, at: datetime) -> str:
    """Name the reader's zone as it is in force at the instant."""
    return dates.zone_name(elsewhere.zone, at)


@register.filter
def city(zone: str) -> str:
    """Return the city that a zone, of this name, is called by."""
    return dates.city(ZoneInfo(zone))


@register.filter
def city_there(elsewhere: Elsewhere) -> str:
    """Return the city of the reader's zone."""
    return dates.city(elsewhere.zone)


@register.filter
def heads(elsewhere: Elsewhere | None, day: Day) -> dict[datetime, date]:
    """Return before which starts of the venue's day a reader's date begins."""
    return elsewhere.heads(slot.starts_at for slot in day.slots) if elsewhere else {}


@register.filter
def at_start(heads: dict[datetime, date], at: datetime) -> date | None:
    """Return the reader's date that begins before this start, if one does."""
    return heads.get(at)


@register.filter
def hour(at: datetime) -> str:
    """Write the full hour of a time: “10:00”."""
    return words.time(at.replace(minute=0))


@register.simple_tag
def suggested_zones() -> tuple[str, ...]:
    """Return cities that a field for a time zone suggests, as the page's language calls them."""
    language = get_language() or ""
    return SUGGESTED if language.startswith("en") else _suggested(language)


@cache
def _suggested(language: str) -> tuple[str, ...]:
    cities = (dates.city(zone) for zone in map(zones.find, SUGGESTED) if zone)
    return tuple(dict.fromkeys(cities))


@register.simple_tag
def days_ahead_as_json() -> str:
    """Return what scripts say where a date is not the venue's, by how many days it is ahead."""
    return json.dumps({days: dates.days_ahead(days) for days in (-2, -1, 1, 2)}, ensure_ascii=False)
