"""Which zone a TZID means: an IANA name, one that Outlook or a path hides, or the file's own VTIMEZONE."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from cyberconf.web import zones
from events.importers.ical.content import Component

MAX_ONSETS = 200  # changes of offset that a part of a zone may list, and parts of a zone

EARLIEST, LATEST = datetime(1000, 1, 1), datetime(3000, 1, 1)  # noqa: DTZ001  # wall times

_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?")
_BY_DAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True)
class Observance:
    """A STANDARD or DAYLIGHT part: from these wall times on, in the offset before, the offset holds."""

    onsets: tuple[datetime, ...]
    before: timedelta
    offset: timedelta
    rule: tuple[int, int, int, datetime] | None = None  # month, which week, weekday, last onset


class OwnZone:
    """A zone that a file defines itself."""

    def __init__(self, observances: list[Observance]) -> None:
        self.observances = observances
        self._by_year: dict[int, list[tuple[datetime, timedelta, timedelta]]] = {}

    def instant(self, wall: datetime) -> datetime:
        """Return the instant of a wall time; of a time that occurs twice, the first (RFC 5545, 3.3.5)."""
        offsets = sorted(
            {each for part in self.observances for each in (part.before, part.offset)}, reverse=True
        )
        for offset in offsets:
            if self._in_force(wall - offset, wall.year) == offset:
                return wall.replace(tzinfo=timezone(offset))
        return wall.replace(tzinfo=timezone(offsets[-1]))  # skipped: as if the clocks had not gone forward

    def _in_force(self, utc: datetime, year: int) -> timedelta:
        if year not in self._by_year:
            self._by_year[year] = sorted(
                (at - part.before, part.offset, part.before)
                for part in self.observances
                for at in _onsets(part, year)
            )
        onsets = self._by_year[year]
        at = bisect_right(onsets, utc, key=lambda onset: onset[0])
        return onsets[at - 1][1] if at else onsets[0][2]


def iana_name(tzid: str) -> str | None:
    """Return the IANA name that ``tzid`` stands for, if any."""
    name = tzid.strip().strip("\"'").strip()
    if _is_known(name):
        return name
    parts = name.split("/")
    for count in (3, 2, 1):  # "/mozilla.org/20050126_1/America/Argentina/Salta"
        tail = "/".join(parts[-count:])
        if len(parts) > count and count > 1 and _is_known(tail):
            return tail
    windows = {key.lower(): value for key, value in WINDOWS_TO_OLSON.items()}
    return windows.get(name.lower())


def own_zone(component: Component) -> OwnZone | None:
    """Read a VTIMEZONE; None where it is not complete."""
    observances = [found for part in component.components[:MAX_ONSETS] if (found := _observance(part))]
    return OwnZone(observances) if observances else None


def usual_zone(instants: list[datetime]) -> str | None:
    """Return the zone of a fixed offset that all aware ``instants`` have; None where they differ."""
    offsets = {instant.utcoffset() for instant in instants}
    minutes = (offsets.pop() or timedelta()) // timedelta(minutes=1) if len(offsets) == 1 else 1
    if minutes % 60 or not -12 * 60 <= minutes <= 14 * 60:
        return None
    return f"Etc/GMT{-minutes // 60:+d}" if minutes else "UTC"


def localised(wall: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the instant of a wall time in ``zone``; None where the clocks skip it."""
    at = wall.replace(tzinfo=zone, fold=0)
    return at if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall else None


def _is_known(name: str) -> bool:
    return name in zones.known()


def _observance(part: Component) -> Observance | None:
    before, after = (_offset(part.text(name) or "") for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    start = _wall(part.text("DTSTART") or "")
    if before is None or after is None or start is None:
        return None
    listed = [wall for each in part.all("RDATE") for text in each.value.split(",") if (wall := _wall(text))]
    return Observance((start, *listed[:MAX_ONSETS]), before, after, _rule(part, start))


def _rule(part: Component, start: datetime) -> tuple[int, int, int, datetime] | None:
    """Read the yearly rule of a change, such as "the last Sunday in March"."""
    found = part.get("RRULE")
    rule = dict(each.upper().split("=", 1) for each in found.value.split(";") if "=" in each) if found else {}
    day = _BY_DAY.fullmatch(rule.get("BYDAY", ""))
    month = rule.get("BYMONTH", str(start.month))
    if rule.get("FREQ") != "YEARLY" or not day or not month.isdigit() or not 1 <= int(month) <= 12:
        return None
    until = _wall(rule.get("UNTIL", "")) or LATEST
    return int(month), int(day[1] or 1), _DAYS[day[2]], until


def _onsets(observance: Observance, year: int) -> list[datetime]:
    """Return the wall times at which the offset came into force up to ``year``, those of rules near it."""
    start = observance.onsets[0]
    found = list(observance.onsets)
    if observance.rule:
        month, week, weekday, until = observance.rule
        for each in range(max(start.year, year - 1), min(year + 1, LATEST.year) + 1):
            at = datetime.combine(_nth_weekday(each, month, week, weekday), start.time())
            if start <= at <= until:
                found.append(at)
    return found


def _nth_weekday(year: int, month: int, week: int, weekday: int) -> date:
    if week > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (min(week, 4) - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (min(-week, 4) - 1))


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text.strip())
    if not found:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return (-offset if found[1] == "-" else offset) if offset < timedelta(hours=24) else None


def _wall(text: str) -> datetime | None:
    try:
        found = datetime.strptime(text.strip().rstrip("Z")[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007  # a wall time
    except ValueError:
        return None
    return min(max(found, EARLIEST), LATEST)  # Outlook begins in 1601, others in the year 1
