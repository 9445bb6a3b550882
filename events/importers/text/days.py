"""Which date each day of a text has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Hint, Notice
from events.importers.text.dates import DayHeading, Found, dates_in, nth_day
from events.importers.text.lines import Line
from events.importers.text.outline import Outline

_YEAR = re.compile(r"(?<![\w/-])20\d\d(?![\w/-])")
PROSE = 150  # characters; a date in a longer line is a date among others


@dataclass
class Calendar:
    """The year and the first day of a conference, as far as they are known."""

    year: int | None
    first: date | None
    notices: list[Notice]

    def date_of(self, day: DayHeading | None, line: Line) -> date:
        """Return the date of a session at ``line`` under the heading ``day``.

        Raises:
            ProgrammeError: ``no_date``, ``no_year`` or ``no_such_date``.
        """
        if day is None:
            return self._first(line)
        if day.found is not None:
            return self.resolve(day.found, line)
        if day.number is not None:
            return nth_day(self._first(line), day.number) or self._first(line)
        return self._on_weekday(day.weekday or 0, line)

    def resolve(self, found: Found, line: Line) -> date:
        """Return the date meant by ``found``, in the conference's year where it has none.

        Raises:
            ProgrammeError: ``no_year`` or ``no_such_date``.
        """
        if found.year is None and self.year is None:
            raise ProgrammeError(
                "no_year",
                _(
                    "Found the date “%(text)s” without a year, and the text gives none. "
                    "Say it with --date, e.g. --date 2027-06-14."
                )
                % {"text": line.plain[found.begin : found.end]},
                line=line.number,
            )
        day = found.on(self.year or 0)
        if day is None:
            raise ProgrammeError(
                "no_such_date",
                _("Found “%(text)s”, which is no date of the calendar. Expected one that exists.")
                % {"text": line.plain[found.begin : found.end]},
                line=line.number,
            )
        return day

    def _first(self, line: Line) -> date:
        if self.first is None:
            raise ProgrammeError(
                "no_date",
                _(
                    "No date was found. Expected one in the text (“3 December 2021”). "
                    "Say it with --date, e.g. --date 2027-06-14."
                ),
            )
        return self.first

    def _on_weekday(self, weekday: int, line: Line) -> date:
        first = self._first(line)
        return nth_day(first, (weekday - first.weekday()) % 7 + 1) or first


def calendar_of(outline: Outline, *, hint: Hint) -> Calendar:
    """Find year and first day: headings and the conference's own lines, then the hint, then prose."""
    sure = _sure_dates(outline)
    subject = [outline.subject[0]] if outline.subject else []
    around = [*subject, *outline.before, *outline.after]
    prose = [(line, found) for line in around if len(line.plain) > PROSE for found in dates_in(line.plain)]
    short = [(line, found) for line in around if len(line.plain) <= PROSE for found in dates_in(line.plain)]
    told = next((dates for dates in (sure, short, prose) if _has_year(dates)), [])
    year = _year([found for _line, found in told], hint)
    calendar = Calendar(year, None, [])
    if year is None:
        calendar.year = _lone_year(outline, calendar.notices)
    candidates = sure or (short if not hint.date or _has_year(short) else [])
    if candidates:
        calendar.first = min(calendar.resolve(found, line) for line, found in candidates)
    elif hint.date:
        calendar.first = hint.date
    elif prose:
        line, found = prose[0]
        calendar.first = calendar.resolve(found, line)
        calendar.notices.append(
            Notice(line.number, line.plain[:200], _("The conference's date is taken from here."))
        )
    if len({(found.month, found.day) for _line, found in short}) > 1 and not sure and candidates:
        line, _found = short[0]
        calendar.notices.append(
            Notice(line.number, line.plain[:200], _("Several dates were found; the earliest is taken."))
        )
    calendar.notices += _mismatches(calendar, [*sure, *short])
    return calendar


def _sure_dates(outline: Outline) -> list[tuple[Line, Found]]:
    """Return the dates of day headings and of the conference's own line."""
    headed = [(line, day.found) for line, day in outline.headings if day.found is not None]
    headed = [(line, _shifted(line, found)) for line, found in headed]
    own = [(line, dates_in(line.plain)[0]) for line in outline.facts]
    by_row = [
        (draft.line, draft.day.found)
        for draft in outline.drafts
        if draft.row.get("date") and draft.day and draft.day.found
    ]
    numbered = [day.number for _line, day in outline.headings if day.found is None and day.number]
    return headed + by_row + own if not numbered else headed + own + by_row


def _shifted(line: Line, found: Found) -> Found:
    return next(
        (each for each in dates_in(line.plain) if (each.month, each.day) == (found.month, found.day)), found
    )


def _has_year(dates: list[tuple[Line, Found]]) -> bool:
    return any(found.year for _line, found in dates)


def _year(dates: list[Found], hint: Hint) -> int | None:
    years = [found.year for found in dates if found.year]
    return years[0] if years else hint.date.year if hint.date else None


def _lone_year(outline: Outline, notices: list[Notice]) -> int | None:
    """Return the one year that lines around the agenda name apart from a date: "Timetable 2024"."""
    named = [
        (int(found[0]), line)
        for line in [*outline.before, *outline.after, *outline.facts]
        if len(line.plain) <= PROSE
        for found in _YEAR.finditer(line.plain)
    ]
    if len({year for year, _line in named}) != 1:
        return None
    year, line = named[0]
    notices.append(Notice(line.number, line.plain[:200], _("The year of the dates is taken from here.")))
    return year


def _mismatches(calendar: Calendar, dates: list[tuple[Line, Found]]) -> list[Notice]:
    """Return a notice for each date whose weekday is another one."""
    notices = []
    for line, found in dates:
        day = found.on(found.year or calendar.year or 0) if found.year or calendar.year else None
        if day and found.weekday is not None and day.weekday() != found.weekday:
            message = _("%(date)s is a %(weekday)s. The date is taken, not the weekday.")
            values = {"date": day.isoformat(), "weekday": WEEKDAYS[day.weekday()]}
            notices.append(Notice(line.number, line.plain[:200], message % values))
    return notices
