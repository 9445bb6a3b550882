"""When the events of calendars take place: each at each of its times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.ical import recurring
from events.importers.ical.content import Component, Property, clean
from events.importers.ical.timing import Time, Zones, duration_in, time_in, times_in
from events.importers.results import Notice

MAX_SESSIONS = 5_000  # the largest conference of the field has some 900


@dataclass(frozen=True)
class Occurrence:
    """One event at one time. ``starts_at`` and ``ends_at`` are instants in the conference's zone."""

    event: Component
    starts_at: datetime
    ends_at: datetime | None
    is_repeated: bool


@dataclass(frozen=True)
class Happening:
    """Finds when events take place. ``notices`` takes what is in doubt or left out."""

    zones: Zones
    notices: list[Notice]

    def start(self, event: Component) -> Time | None:
        """Return an event's start; events of whole days and those without a start get a notice."""
        found = event.get("DTSTART")
        title = clean(event.text("SUMMARY")) or ""
        start = time_in(found) if found else None
        if isinstance(start, Time):
            return start
        message = _("An event of whole days has no time; left out.")
        if start is None:
            message = _("An event without a start that can be read; left out.")
        self._say(found.line if found else event.line, title, message)
        return None

    def occurrences(self, timed: list[tuple[Component, Time]]) -> Iterator[Occurrence]:
        """Yield each event at each of its times; what replaces one occurrence of another stands for it."""
        replaced: dict[str, set[datetime]] = {}
        for event, _start in timed:
            found = event.get("RECURRENCE-ID")
            at = time_in(found) if found else None
            if isinstance(at, Time):
                replaced.setdefault(event.text("UID") or "", set()).add(self.zones.instant(at))
        count = 0
        for event, start in timed:
            length, ends_at = self._length(event, start)
            walls = self._walls(event, start)
            for wall in walls:
                starts_at = self.zones.instant(Time(wall, start.property, start.is_utc, start.tzid))
                is_replaced = starts_at in replaced.get(event.text("UID") or "", ())
                if is_replaced and event.get("RECURRENCE-ID") is None and len(walls) > 1:
                    continue
                end = ends_at if wall == start.wall or length is None else self._later(starts_at, length)
                count += 1
                if count > MAX_SESSIONS:
                    message = _("Found more than %(limit)d events. Expected at most so many sessions.")
                    raise ProgrammeError("too_many", message % {"limit": MAX_SESSIONS}, line=event.line)
                yield Occurrence(event, starts_at, end, len(walls) > 1)

    def _walls(self, event: Component, start: Time) -> list[datetime]:
        if event.get("RECURRENCE-ID") is not None:
            return [start.wall]
        rule = event.get("RRULE")
        until = re.search(r"UNTIL=(\d{8}(?:T\d{6}Z?)?)", rule.value.upper()) if rule else None
        last: datetime | None = None
        if until and rule:
            said = time_in(Property("UNTIL", {}, until[1], rule.line))
            last = self.zones.wall(said, start) if isinstance(said, Time) else None
            last = last or (
                datetime.combine(said, datetime.max.time()) if said and not isinstance(said, Time) else None
            )
        listed, left_out = (
            [
                self.zones.wall(each, start)
                for found in event.all(name)
                for each in times_in(found)
                if isinstance(each, Time)
            ]
            for name in ("RDATE", "EXDATE")
        )
        found = recurring.occurrences(event, start.wall, until=last, listed=listed, left_out=set(left_out))
        if found.doubt:
            self._say(rule.line if rule else event.line, clean(event.text("SUMMARY")) or "", found.doubt)
        return found.walls

    def _length(self, event: Component, start: Time) -> tuple[timedelta | None, datetime | None]:
        """Return how long an event takes and when its first occurrence ends; a notice where nothing says."""
        starts_at = self.zones.instant(start)
        title = clean(event.text("SUMMARY")) or ""
        duration, end = event.get("DURATION"), event.get("DTEND")
        at = time_in(end) if end else None
        if isinstance(at, Time):
            length = self.zones.instant(at).astimezone(UTC) - starts_at.astimezone(UTC)
            if length > timedelta():
                return length, self.zones.instant(at)
            line = end.line if end else event.line
            self._say(line, title, _("The end is not after the start; the session is left without an end."))
            return None, None
        if duration and (length_said := duration_in(duration)):
            return length_said, self._later(starts_at, length_said)
        self._say(event.line, title, _("No end is given."))
        return None, None

    def _later(self, at: datetime, length: timedelta) -> datetime:
        return (at.astimezone(UTC) + length).astimezone(at.tzinfo)

    def _say(self, line: int | None, text: str, message: str) -> None:
        self.notices.append(Notice(line, text[:200], message))
