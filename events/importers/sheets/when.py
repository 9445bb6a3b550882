"""Days and times of a sheet's cells, in any form that spreadsheets and people give them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Notice
from events.importers.sheets.grid import Cell, shown
from events.importers.sheets.headings import Column
from events.importers.text.dates import DayHeading, Found, dates_in, day_heading
from events.importers.text.matching import fold
from events.importers.text.times import Clock, is_impossible, is_time_only, leading_slot

SERIALS = range(20_000, 80_000)  # Excel's numbers of the days from 1954 to 2119
CENTURY = 70  # "27/12/14" is 2014, "27/12/99" is 1999

_WALL = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ](?P<hour>\d\d):?(?P<minute>\d\d)"
    r"(?::?(?P<second>\d\d)(?:[.,]\d{1,9})?)?\s?(?P<offset>Z|[+-]\d\d:?\d\d|[+-]\d\d)?)?"
)
_EXACT_TIME = re.compile(r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?")
_MILITARY = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d\d)")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
_ZERO_OCLOCK = re.compile(r"(?<!\d)0{1,2}(?=[:.]\d\d\s?[ap]\.?\s?m)")
_HOURS = re.compile(
    r"(?:(?P<hours>\d{1,3}(?:[.,]\d)?)\s?(?:h|hrs?|hours?|std\.?|stunden?|heures?|horas?|ч|час\w*|小时|ساعة))?\s?"
    r"(?:(?P<minutes>\d{1,4})\s?(?:m|min|mins|minutes?|minuten|minutos?|мин\w*|分|分钟|دقيقة|')?\.?)?"
)
_ISO_DURATION = re.compile(r"p(?:t(?=\d))(?:(?P<hours>\d{1,3})h)?(?:(?P<minutes>\d{1,4})m)?(?:\d{1,2}s)?")
_OPEN = {"tbd", "tba", "tbc", "?", "-", "--", "open", "open end", "offen", "n/a", "late", "end"}

Day = date | DayHeading


@dataclass(frozen=True)
class Moment:
    """What a time cell says: seconds after midnight or a clock that may mean several hours, perhaps a day."""

    seconds: int | None = None
    clock: Clock | None = None
    end: Clock | None = None  # of a span in one cell
    day: Day | None = None
    offset: timedelta | None = None

    @property
    def since_midnight(self) -> int:
        """Seconds after midnight, a clock as it is written."""
        return self.seconds if self.seconds is not None else self.clock.minutes * 60 if self.clock else 0

    @property
    def is_sure(self) -> bool:
        """Whether the hour can mean one thing only."""
        return self.clock is None or self.clock.half is not None or not 1 <= self.clock.hour <= 12


def is_open(cell: Cell) -> bool:
    """Say whether the cell leaves open what it stands for ("tbd")."""
    return fold(shown(cell)).strip(" .") in _OPEN


def day_in(cell: Cell, *, is_month_first: bool) -> Day | None:
    """Read a cell as a day: a date, or a heading such as "Friday" or "Day 2"; None where it is neither."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or cell is None or isinstance(cell, time):
        return None
    if isinstance(cell, int | float):
        whole = int(cell)
        return date(1899, 12, 30) + timedelta(days=whole) if whole == cell and whole in SERIALS else None
    text = shown(cell)
    if wall := _WALL.fullmatch(text):
        return _date(int(wall["year"]), int(wall["month"]), int(wall["day"]), text)
    if short := _SHORT.search(text):
        return _short_date(short, is_month_first=is_month_first)
    heading = day_heading(text)
    if heading is not None and not heading.rest:
        return _settled(heading, text)
    found = dates_in(text)
    return _settled(DayHeading(found[0]), text) if len(found) == 1 else None


def moment_in(cell: Cell, *, is_month_first: bool) -> Moment | None:
    """Read a cell as a time of day, with a day where it has one; None where it is no time.

    Raises:
        ValueError: for a time or a date that does not exist, with what stands there.
    """
    if isinstance(cell, datetime):
        return Moment(_seconds(cell.time()), day=cell.date())
    if isinstance(cell, time):
        return Moment(_seconds(cell))
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        return None
    if isinstance(cell, int | float):
        return _from_number(cell)
    return _from_text(shown(cell), is_month_first=is_month_first)


def duration_in(cell: Cell) -> timedelta | None:
    """Read a cell as a length of time: "0:45", "45", "45 min", "1 h 30", PT45M; None where it is none."""
    if isinstance(cell, time):
        return timedelta(seconds=_seconds(cell)) or None
    if isinstance(cell, datetime | date | bool) or cell is None:
        return None
    if isinstance(cell, float) and 0 < cell < 1:
        return timedelta(seconds=round(cell * 86_400))
    text = fold(shown(cell))
    if found := re.fullmatch(r"(\d{1,2}):(\d\d)(?::\d\d)?", text):
        return timedelta(hours=int(found[1]), minutes=int(found[2])) or None
    spoken = _ISO_DURATION.fullmatch(text) or _HOURS.fullmatch(text)
    if not spoken or not text:
        return None
    hours = float((spoken["hours"] or "0").replace(",", "."))
    return timedelta(hours=hours, minutes=int(spoken["minutes"] or 0)) or None


def offset_in(text: str) -> timedelta | None:
    """Read "+02:00", "Z" as an offset from UTC; None where it is none."""
    if text == "Z":
        return timedelta()
    found = re.fullmatch(r"([+\-−])(\d\d):?(\d\d)?(?::?(\d\d))?", text)
    if not found:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0), seconds=int(found[4] or 0))
    return -offset if found[1] in "-−" else offset


def month_first(texts: list[tuple[int, str]], column: Column | None) -> tuple[bool, list[Notice]]:
    """Tell from all dates of a column whether "3/4/27" begins with the month; a notice where none tells.

    Raises:
        ProgrammeError: ``dates`` where some begin with the day and some with the month.
    """
    found = [(line, short) for line, text in texts if (short := _SHORT.search(text)) and short[2] != "."]
    by_day = next((line for line, short in found if int(short[1]) > 12), None)
    by_month = next((line for line, short in found if int(short[3]) > 12), None)
    if by_day and by_month:
        message = _(
            "Column “%(heading)s”: the date in row %(other)d begins with the day, this one with the month."
        )
        heading = column.heading if column else ""
        raise ProgrammeError("dates", message % {"heading": heading, "other": by_day}, line=by_month)
    if found and by_day is None and by_month is None:
        line, short = found[0]
        day = _short_date(short, is_month_first=False)
        message = _("Dates such as this are read day first: %(date)s.") % {"date": day.isoformat()}
        return False, [Notice(line, short[0], message)]
    return by_month is not None, []


def _seconds(at: time) -> int:
    return at.hour * 3_600 + at.minute * 60 + at.second


def _from_number(value: float) -> Moment | None:
    """Read a bare number: a fraction of a day, an hour, hour and minutes ("930"), or Excel's day and time."""
    if 0 <= value < 1 and not isinstance(value, int):
        return Moment(round(value * 86_400) % 86_400)
    whole = int(value)
    if whole in SERIALS:
        seconds = round((value - whole) * 86_400)
        return Moment(seconds, day=date(1899, 12, 30) + timedelta(days=whole))
    if whole != value:
        return None
    if 0 <= whole <= 24:
        return Moment(whole * 3_600)
    return (
        Moment(whole // 100 * 3_600 + whole % 100 * 60)
        if whole // 100 <= 24 and whole % 100 < 60 and whole >= 100
        else None
    )


def _from_text(text: str, *, is_month_first: bool) -> Moment | None:
    if wall := _WALL.fullmatch(text):
        if wall["hour"] is None:
            return None
        day = _date(int(wall["year"]), int(wall["month"]), int(wall["day"]), text)
        offset = offset_in(wall["offset"]) if wall["offset"] else None
        return Moment(_clocked(wall, text), day=day, offset=offset)
    if exact := _EXACT_TIME.fullmatch(text):
        return Moment(_clocked(exact, text))
    if text.isascii() and text.isdigit() and len(text) <= 4:
        whole = _MILITARY.fullmatch(text) if len(text) > 2 else None
        seconds = int(whole["hour"]) * 3_600 + int(whole["minute"]) * 60 if whole else int(text) * 3_600
        if seconds > 86_400 or (whole and int(whole["minute"]) > 59):
            raise ValueError(text)
        return Moment(seconds)
    folded = _ZERO_OCLOCK.sub("12", text)
    if slot := is_time_only(folded):
        return Moment(clock=slot.start, end=slot.end)
    return _with_day(folded, is_month_first=is_month_first)


def _with_day(text: str, *, is_month_first: bool) -> Moment | None:
    """Read a date and a time in one cell, in either order."""
    dates = [(short.start(), short.end()) for short in _SHORT.finditer(text)]
    dates += [(found.begin, found.end) for found in dates_in(text)] if not dates else []
    if len(dates) != 1:
        if is_impossible(text):
            raise ValueError(text)
        return None
    begin, end = dates[0]
    day = day_in(text[begin:end], is_month_first=is_month_first)
    rest = (text[:begin] + " " + text[end:]).strip(" ,;-–T@")
    rest = re.sub(r"^(?:at|um|à|a las|в|[^\W\d_]+,)\s", "", rest.strip())
    slot = leading_slot(rest)
    if slot is None or slot[1].strip(" .)") or day is None:
        return None
    return Moment(clock=slot[0].start, end=slot[0].end, day=day)


def _clocked(found: re.Match[str], text: str) -> int:
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    seconds = hour * 3_600 + minute * 60 + second
    if minute > 59 or second > 59 or seconds > 86_400:
        raise ValueError(text)
    return seconds


def _short_date(found: re.Match[str], *, is_month_first: bool) -> date:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    is_month_first = is_month_first and found[2] != "."
    if len(found[4]) == 2:
        year += 1900 if year >= CENTURY else 2000
    day, month = (second, first) if is_month_first else (first, second)
    return _date(year, month, day, found[0])


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(text) from None


def _settled(heading: DayHeading, text: str) -> Day:
    """Return the date itself where the heading has its year."""
    found: Found | None = heading.found
    if found is None or found.year is None:
        return heading
    day = found.on(found.year)
    if day is None:
        raise ValueError(text)
    return day
