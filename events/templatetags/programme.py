"""Times, people and addresses of a programme as pages write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events import models
from events.layout import Entry
from events.phrases import words
from events.programme import Person, Programme

register = template.Library()

MOST_MINUTES = timedelta(minutes=100)  # up to here "75 min" is read faster than "1 h 15 min"


@register.filter
def clock(at: datetime) -> str:
    """Write the time of day as it stands in the instant's own zone: “09:50”."""
    return words.time(at)


@register.filter
def day(at: date) -> str:
    """Write a day with its weekday: “Friday 3 December”."""
    return date_format(at, _("l j F"))


@register.filter
def day_of_year(at: date) -> str:
    """Write a day with its weekday and year: “Friday 3 December 2021”."""
    return date_format(at, _("l j F Y"))


@register.filter
def day_short(at: date) -> str:
    """Write a day in a few letters: “Fri 3 Dec”."""
    return date_format(at, _("D j M"))


@register.simple_tag
def days(first: date, last: date) -> str:
    """Write the days of a conference: “1–3 March 2027”, “30 October – 2 November 2027”."""
    if first == last:
        return day_of_year(first)
    end = date_format(last, _("j F Y"))
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{date_format(first, _('j F Y') if first.year != last.year else _('j F'))} – {end}"


@register.filter
def moment(at: datetime, zone: str) -> str:
    """Write an instant as the clock in the named zone shows it: “3 December 2021, 09:50”."""
    return words.moment(at, ZoneInfo(zone))


@register.filter
def iso_in(at: datetime, zone: str) -> str:
    """Write an instant for machines, with the offset of the named zone."""
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


@register.filter
def duration(span: timedelta) -> str:
    """Write a length of time: “65 min”, “2 h 30 min”."""
    hours, minutes = divmod(span // timedelta(minutes=1), 60)
    if span <= MOST_MINUTES:
        return _("%(minutes)d min") % {"minutes": 60 * hours + minutes}
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


@register.filter
def zone_at(programme: Programme, at: datetime) -> str:
    """Name the zone as it is in force at an instant: “Zurich time (CET, UTC+1)”."""
    city = programme.time_zone.rpartition("/")[2].replace("_", " ")
    name = at.astimezone(words.zone_of(programme)).tzname() or ""
    offset = words.offset(at)
    known = [name] if name.isalpha() and name not in {city, offset} else []
    return _("%(city)s time (%(offset)s)") % {"city": city, "offset": ", ".join([*known, offset])}


@register.filter
def format_label(programme: Programme) -> str:
    """Say whether people meet in person, online or both."""
    return str(models.Conference.Format(programme.format).label)


@register.filter
def runs(entry: Entry, at: datetime) -> bool:
    """Say whether the session takes place at the instant."""
    return entry.runs(at)


@register.filter
def has_ended(entry: Entry, at: datetime) -> bool:
    """Say whether the session is over by the instant."""
    return entry.is_over(at)


@register.inclusion_tag("events/_portrait.html")
def portrait(person: Person) -> dict[str, Any]:
    """Show a photo that is kept here, or initials: pictures of other hosts are not loaded."""
    is_ours = person.photo is not None and person.photo.startswith(settings.MEDIA_URL)
    return {"photo": person.photo if is_ours else None, "name": person.name}
