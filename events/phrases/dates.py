"""Days, spans and zones of a programme as they are written out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cyberconf.web import clocks
from cyberconf.web.lists import together
from cyberconf.web.wording import NBSP
from events.phrases import words
from events.programme import Programme

MOST_MINUTES = timedelta(minutes=100)  # up to here "75 min" is read faster than "1 h 15 min"


def day(at: date) -> str:
    """Write a day with its weekday: “Friday 3 December”."""
    return date_format(at, _("l j F"))


def day_of_year(at: date) -> str:
    """Write a day with its weekday and year: “Friday 3 December 2021”."""
    return date_format(at, _("l j F Y"))


def day_short(at: date) -> str:
    """Write a day in a few letters: “Fri 3 Dec”."""
    return date_format(at, _("D j M"))


def days(first: date, last: date) -> str:
    """Write the days of a conference: “1–3 March 2027”, “30 October – 2 November 2027”.

    A line breaks between the two dates, never within one of them.
    """
    if first == last:
        return day_of_year(first)
    start, end, dash = _("j F Y"), _("j F Y"), " – "
    if (first.year, first.month) == (last.year, last.month):
        start = pgettext("the first day of a span within a month", "j")
        end, dash = pgettext("the last day of a span within a month", "j F Y"), "–"
    elif first.year == last.year:
        start = pgettext("the first day of a span within a year", "j F")
        end = pgettext("the last day of a span within a year", "j F Y")
    told = [date_format(first, start), date_format(last, end)]
    return dash.join(told) if dash == "–" else dash.join(date.replace(" ", NBSP) for date in told)


def duration(span: timedelta) -> str:
    """Write a length of time: “65 min”, “2 h 30 min”."""
    hours, minutes = divmod(span // timedelta(minutes=1), 60)
    if span <= MOST_MINUTES:
        return _("%(minutes)d min") % {"minutes": 60 * hours + minutes}
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


def zone_at(programme: Programme, at: datetime) -> str:
    """Name the zone as it is in force at an instant: “Zurich time (CET, UTC+1)”."""
    return zone_name(words.zone_of(programme), at)


def days_ahead(days: int) -> str:
    """Say how far a date is from the venue's: “+1 day”, “−2 days”."""
    said = {"sign": "+" if days > 0 else "−", "days": abs(days)}
    return ngettext("%(sign)s%(days)d day", "%(sign)s%(days)d days", abs(days)) % said


def zone_name(zone: ZoneInfo, at: datetime) -> str:
    """Name any zone as it is in force at an instant: “Tokyo time (JST, UTC+9)”, “UTC+3”."""
    there = at.astimezone(zone)
    name, offset = there.tzname() or "", clocks.offset(there)
    known = [name] if name.isalpha() and name not in {zone.key, offset} else []
    return clock_of(clocks.city(zone), together([*known, offset])) if clocks.is_of_place(zone.key) else offset


def zone_by_hours(zone: ZoneInfo, at: datetime) -> str:
    """Name it as scripts can too, which know no abbreviations: “Tokyo time (UTC+9)”, “UTC+3”."""
    offset = clocks.offset(at.astimezone(zone))
    return clock_of(clocks.city(zone), offset) if clocks.is_of_place(zone.key) else offset


def clock_of(city: str, offset: str) -> str:
    """Write whose clock it is: “Tokyo time (UTC+9)”."""
    return _("%(city)s time (%(offset)s)") % {"city": city, "offset": offset}
