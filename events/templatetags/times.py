"""The reader's time beside the venue's."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cyberconf.web import clocks, zones
from cyberconf.web.wording import unbroken
from events.elsewhere import Elsewhere
from events.layout import Day
from events.phrases import dates, words
from events.programme import Programme

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
    return {"times": times, "place": clocks.called(elsewhere.zone, known[0])}


@register.filter
def zone_there(elsewhere: Elsewhere, at: datetime) -> str:
    """Name the reader's zone as it is in force at the instant."""
    return dates.zone_by_hours(elsewhere.zone, at)


@register.filter
def city(zone: str) -> str:
    """Return the city that a zone, of this name, is called by."""
    return clocks.city(ZoneInfo(zone))


@register.filter
def date_there(elsewhere: Elsewhere, at: datetime) -> str:
    """Write the reader's date at the instant, and where it is that."""
    return _date_in(unbroken(dates.day(elsewhere.wall(at))), clocks.called(elsewhere.zone, at))


@register.filter
def heads(elsewhere: Elsewhere | None, day: Day) -> Collection[datetime]:
    """Return before which starts of the venue's day a reader's date begins."""
    return elsewhere.heads(slot.starts_at for slot in day.slots) if elsewhere else ()


@register.filter
def hour(at: datetime) -> str:
    """Write the full hour of a time: “10:00”."""
    return words.time(at.replace(minute=0))


@register.simple_tag
def suggested_zones() -> tuple[str, ...]:
    """Return cities that a field for a time zone suggests, as the page's language calls them."""
    language = get_language() or ""
    return zones.SUGGESTED if language.startswith("en") else _suggested(language)


@cache
def _suggested(language: str) -> tuple[str, ...]:
    said = (zones.written(zone) for zone in map(zones.find, zones.SUGGESTED) if zone)
    return tuple(dict.fromkeys(said))


@register.simple_tag
def days_ahead_as_json(programme: Programme) -> str:
    """Return what scripts say where a date is not the venue's, by how many days it is ahead.

    A clock is at most two days from another's, and a session may end some days after it starts.
    """
    spans = {
        (each.ends_at.date() - each.starts_at.date()).days for each in programme.sessions if each.ends_at
    }
    told = {span + ahead for span in {0, *spans} for ahead in range(-2, 3)} - {0}
    return json.dumps({days: dates.days_ahead(days) for days in sorted(told)}, ensure_ascii=False)


@register.simple_tag
def clock_as_words() -> str:
    """Return how scripts name the reader's clock."""
    return dates.clock_of("CITY", "OFFSET")


@register.simple_tag
def date_as_words() -> str:
    """Return how scripts say the reader's date."""
    return _date_in("DATE", "CITY")


def _date_in(date: str, city: str) -> str:
    return _("%(date)s in %(city)s") % {"date": date, "city": city}
