"""The form in which we write a programme as text ourselves, shared by its writer and its reader.

``docs/formats.md`` shows it. Words of ours stand at the margin, free text is indented, so that nothing that
somebody writes can be taken for a time or a label.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.importers.text import people
from events.importers.text.kinds import kind_of, numbered
from events.programme import Role, SessionKind

SIGNATURE = "Read back by: Cyberconf, text form 1"
SIGNED_WITHIN = 200  # lines, among which the signature stands
NOTHING = "–"
INDENT = "  "
DETAILS = "Details of people"

ROLE_HEADS: dict[Role, tuple[str, str]] = {
    "chair": ("Chair", "Chairs"),
    "moderator": ("Moderator", "Moderators"),
    "keynote": ("Keynote speaker", "Keynote speakers"),
    "panellist": ("Panellist", "Panellists"),
    "speaker": ("Speaker", "Speakers"),
    "rapporteur": ("Rapporteur", "Rapporteurs"),
    "opening": ("Opening remarks", "Opening remarks"),
    "closing": ("Closing remarks", "Closing remarks"),
    "interpreter": ("Interpreter", "Interpreters"),
}
FORMATS = {"in_person": "in person", "online": "online", "hybrid": "hybrid"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:\.\d{6})?)?(?: \(UTC[+-]\d\d:\d\d(?::\d\d)?\))?"
TIMES = re.compile(rf"(?P<start>{CLOCK})(?:\s?[-–—]\s?(?P<end>{CLOCK}))?(?:\s+(?P<title>\S.*))?\s*")
ENDS = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d) (?P<clock>{CLOCK})")
DAY = re.compile(rf"(?:(?:{'|'.join(WEEKDAYS)}),? )?(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
MATERIAL = re.compile(r"(?P<kind>slides|paper|recording|photo): (?P<title>.+) <(?P<url>\S+)>")
LINK = re.compile(r"(?P<title>.+) <(?P<url>\S+)>")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{6}))?)?(?: \(UTC([^()]+)\))?")


def is_signed(text: str) -> bool:
    """Say whether ``text`` is in this form."""
    return SIGNATURE in text and SIGNATURE in (line.rstrip() for line in text.split("\n", SIGNED_WITHIN))


def day_line(day: date) -> str:
    """Return the heading of ``day``."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year:04}"


def day_of(line: str) -> date | None:
    """Return the day that ``line`` heads, or None where it heads none.

    Raises:
        ValueError: for a day that no calendar has.
    """
    found = DAY.fullmatch(line)
    return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])) if found else None


def clock_of(instant: datetime, zone: str) -> str:
    """Return the wall time, with its offset where the zone would not give that one."""
    wall = instant.replace(tzinfo=None)
    text = wall.isoformat()[11:] if wall.second or wall.microsecond else f"{wall:%H:%M}"
    read = instant_at(wall.date(), text, zone)
    if read is not None and read.utcoffset() == instant.utcoffset():
        return text
    return f"{text} (UTC{datetime(2000, 1, 1, tzinfo=instant.tzinfo).isoformat()[19:]})"


def instant_at(day: date, clock: str, zone: str) -> datetime | None:
    """Return the instant that ``clock`` means on ``day``; of two the earlier, of none None.

    Raises:
        ValueError: for a clock that no day has.
        OverflowError: past the calendar's end.
    """
    found = _CLOCK.fullmatch(clock)
    assert found is not None
    hour, minute, second, micro = (int(part or 0) for part in found.group(1, 2, 3, 4))
    is_midnight = (hour, minute, second, micro) == (24, 0, 0, 0)
    wall = datetime.combine(day, time(0 if is_midnight else hour, minute, second, micro))
    wall += timedelta(days=is_midnight)
    if found[5]:
        return datetime.fromisoformat(wall.isoformat() + found[5])
    local = wall.replace(tzinfo=ZoneInfo(zone))
    return local if local.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall else None


def end_at(start: datetime, clock: str, zone: str) -> datetime | None:
    """Return the first instant of ``clock`` after ``start``, on its day or the next."""
    for days in (0, 1):
        end = instant_at(start.date() + timedelta(days=days), clock, zone)
        if end is not None and end.timestamp() > start.timestamp():
            return end
    return None


def title_parts(line: str) -> tuple[SessionKind, str | None, str]:
    """Return kind, number and title that the words beside a time tell of: "Panel 1 – Ports"."""
    if split := numbered(line):
        return "panel", *split
    return kind_of(line), None, line


def person_parts(line: str) -> tuple[str | None, str, str | None, str | None]:
    """Return honorific, name, post and affiliation of "[Dr] Ada Byron, Director, Institute"."""
    named = people.entry(line)
    if named is None:
        return None, line, None, None
    if named.is_apart:
        return named.honorific, named.name, named.post, named.affiliation
    return None, named.billed, named.post, named.affiliation


def value_of(text: str) -> str | None:
    """Return what stands after a label; a dash is nothing, and a backslash guards one that is meant."""
    if text in ("", NOTHING):
        return None
    return text.removeprefix("\\")


def guarded(text: str | None) -> str:
    """Return ``text`` so that ``value_of`` gives it back."""
    if text is None:
        return NOTHING
    return f"\\{text}" if text == NOTHING or text.startswith("\\") else text
