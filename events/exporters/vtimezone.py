"""The VTIMEZONE of a zone: every change of its offset in the years asked for, one by one.

Recurrence rules would be shorter and wrong: Casablanca's follow the moon, and governments change theirs.
icalendar's own ``Timezone.from_tzinfo`` (7.3) puts the onset of summer time an hour late, because RFC 5545
(3.6.5) gives the onset in the offset *before* it; hence this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

A_DAY = timedelta(days=1)  # no zone changes its offset twice within one
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Onset:
    """An offset coming into force at the UTC instant ``at``; ``saving`` is what zoneinfo calls ``dst``."""

    at: datetime
    before: timedelta
    offset: timedelta
    saving: timedelta
    name: str


def vtimezone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """Return the zone's definition, valid from 1 January of the first year to the end of the last."""
    found = list(
        onsets(zone, datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC))
    )
    # Dublin's winter and Casablanca's Ramadan save less than nothing; programs expect DAYLIGHT to be ahead.
    standard = min(timedelta(), *(onset.saving for onset in found))
    component = Timezone()
    component.add("TZID", zone.key)
    for onset in found:
        component.add_component(_observance(onset, is_daylight=onset.saving > standard))
    return component


def onsets(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Onset]:
    """Yield what is in force a day before ``start``, then each change up to ``end``, both in UTC."""
    day = start - A_DAY
    yield _onset(zone, day, _offset(zone, day))
    while day < end:
        before, after = _offset(zone, day), _offset(zone, day + A_DAY)
        if before != after:
            yield _onset(zone, _change(zone, day, day + A_DAY), before)
        day += A_DAY


def _change(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the first second of (low, high] at which the offset is that of ``high``."""
    while high - low > A_SECOND:
        middle = low + timedelta(seconds=(high - low) // A_SECOND // 2)
        if _offset(zone, middle) == _offset(zone, low):
            low = middle
        else:
            high = middle
    return high


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _onset(zone: ZoneInfo, at: datetime, before: timedelta) -> Onset:
    local = at.astimezone(zone)
    return Onset(at, before, _offset(zone, at), local.dst() or timedelta(), local.tzname() or zone.key)


def _observance(onset: Onset, *, is_daylight: bool) -> TimezoneStandard | TimezoneDaylight:
    component = TimezoneDaylight() if is_daylight else TimezoneStandard()
    component.DTSTART = (onset.at + onset.before).replace(tzinfo=None)
    component.TZOFFSETFROM = onset.before
    component.TZOFFSETTO = onset.offset
    component.add("TZNAME", onset.name)
    return component
