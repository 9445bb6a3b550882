"""The times of events: dates, wall times and instants, and the zone of the conference."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.ical.content import Component, Property
from events.importers.ical.zones import OwnZone, iana_name, localised, own_zone, usual_zone
from events.importers.results import Hint, Notice
from events.importers.text.zones import known_zone

YEARS = range(1900, 2101)

_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[Tt](\d\d)(\d\d)(\d\d)?([Zz])?)?")
_DURATION = re.compile(
    r"\+?P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?", re.I
)


@dataclass(frozen=True)
class Time:
    """A time as written: the wall time, in UTC, in the zone ``tzid``, or nowhere in particular."""

    wall: datetime
    property: Property
    is_utc: bool = False
    tzid: str | None = None


@dataclass
class Zones:
    """Decides the conference's zone and turns wall times into instants."""

    calendars: list[Component]
    hint: Hint
    notices: list[Notice] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.own: dict[str, OwnZone] = {}
        self.names: dict[str, str | None] = {}
        for calendar in self.calendars:
            for part in calendar.components:
                tzid = part.text("TZID") if part.name == "VTIMEZONE" else None
                if tzid and (zone := own_zone(part)):
                    self.own.setdefault(tzid, zone)
                    self.names[tzid] = iana_name(tzid) or iana_name(part.text("X-LIC-LOCATION") or "")
        self.name = ""

    def decide(self, times: list[Time]) -> str:
        """Return the conference's zone: what the calendar says, then what its events do, then the hint.

        Raises:
            ProgrammeError: ``no_zone`` or ``unknown_zone``.
        """
        named = [self._iana(time.tzid) for time in times if time.tzid]
        common = Counter(name for name in named if name).most_common(1)
        self.name = self._said() or (common[0][0] if common else "") or self._hinted() or self._guessed(times)
        return self.name

    def instant(self, time: Time) -> datetime:
        """Return the instant of a time, in the conference's zone.

        Raises:
            ProgrammeError: ``no_such_time`` for a wall time that the clocks skip, ``unknown_zone``.
        """
        zone = ZoneInfo(self.name)
        if time.is_utc:
            return time.wall.replace(tzinfo=UTC).astimezone(zone)
        name = self._iana(time.tzid) if time.tzid else self.name
        if name is None and time.tzid in self.own:
            return self.own[time.tzid].instant(time.wall).astimezone(zone)
        if name is None:
            message = _("The time zone “%(name)s” is unknown; its times are read in %(zone)s.")
            values = {"name": time.tzid, "zone": self.name}
            self.notices.append(Notice(time.property.line, time.tzid or "", message % values))
        at = localised(time.wall, ZoneInfo(name or self.name))
        if at is None:
            message = _("Found %(wall)s, which the clocks skip in %(zone)s. Expected a time that exists.")
            values = {"wall": f"{time.wall:%Y-%m-%d %H:%M}", "zone": name or self.name}
            raise ProgrammeError("no_such_time", message % values, line=time.property.line)
        return at.astimezone(zone)

    def wall(self, time: Time, like: Time) -> datetime:
        """Return ``time`` as a wall time of the zone of ``like``."""
        if not time.is_utc or like.is_utc:
            return time.wall
        name = (self._iana(like.tzid) if like.tzid else self.name) or self.name
        return time.wall.replace(tzinfo=UTC).astimezone(ZoneInfo(name)).replace(tzinfo=None)

    def _iana(self, tzid: str | None) -> str | None:
        if tzid is None:
            return None
        if tzid not in self.names:
            self.names[tzid] = iana_name(tzid)
        return self.names[tzid]

    def _said(self) -> str:
        """Return the zone of the whole calendar; some programs write VTIMEZONE as a property."""
        for calendar in self.calendars:
            for name in ("X-WR-TIMEZONE", "TIMEZONE-ID", "VTIMEZONE"):
                if (said := calendar.text(name)) and (found := iana_name(said)):
                    return found
        return ""

    def _hinted(self) -> str:
        return known_zone(self.hint.time_zone) if self.hint.time_zone else ""

    def _guessed(self, times: list[Time]) -> str:
        own = [self.own[time.tzid].instant(time.wall) for time in times if time.tzid in self.own]
        if own and len(own) == len(times) and (usual := usual_zone(own)):
            return usual
        unsure = next((time for time in times if not time.is_utc), None)
        if unsure is not None:
            message = _(
                "Found a time without a zone that is known. Expected TZID with a name such as Europe/Zurich, "
                "or X-WR-TIMEZONE. Say it with --time-zone, e.g. --time-zone Europe/Zurich."
            )
            raise ProgrammeError("no_zone", message, line=unsure.property.line)
        message = _("All times are in UTC and no zone is named; the days and times are those of UTC.")
        self.notices.append(Notice(None, "UTC", message))
        return "UTC"


def time_in(found: Property) -> Time | date | None:
    """Read a property's first time: a ``date`` where it is a whole day, None where it is no time."""
    times = times_in(found)
    return times[0] if times else None


def times_in(found: Property) -> list[Time | date]:
    """Read all times of a property such as EXDATE; what is none is left out."""
    times: list[Time | date] = []
    for text in found.value.split(",")[:1_000]:
        parts = _TIME.fullmatch(text.strip().partition("/")[0])
        if not parts or int(parts[1]) not in YEARS:
            continue
        try:
            times.append(_time(found, parts))
        except ValueError:
            continue
    return times


def _time(found: Property, parts: re.Match[str]) -> Time | date:
    year, month, day = (int(parts[at]) for at in (1, 2, 3))
    if parts[4] is None:
        return date(year, month, day)
    second = min(int(parts[6] or 0), 59)  # a leap second is none of a programme's
    wall = datetime(year, month, day, int(parts[4]), int(parts[5]), second)  # noqa: DTZ001  # a wall time
    return Time(wall, found, bool(parts[7]), None if parts[7] else found.parameters.get("TZID"))


def duration_in(found: Property) -> timedelta | None:
    """Read DURATION (RFC 5545, 3.3.6); None where it is none, or not ahead."""
    parts = _DURATION.fullmatch(found.value.strip())
    if not parts:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    duration = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return duration if timedelta() < duration <= timedelta(days=366) else None
