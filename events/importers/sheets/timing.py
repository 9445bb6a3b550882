"""When each row's session starts and ends: from cells to instants in the conference's zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Notice
from events.importers.sheets.grid import Row, shown
from events.importers.sheets.headings import Column, Table
from events.importers.sheets.when import (
    Day,
    Moment,
    day_in,
    duration_in,
    is_open,
    moment_in,
    month_first,
    offset_in,
)
from events.importers.text.clock import (
    AFTERNOON_HOURS,
    LONGEST_BY_TWELVE,
    LONGEST_PAST_MIDNIGHT,
    LONGEST_PAST_NOON,
)
from events.importers.text.dates import DayHeading, nth_day

HOUR = 3_600
NOON, MIDNIGHT = 12 * HOUR, 24 * HOUR
YEARS = range(1900, 2101)


@dataclass
class Slot:
    """What one row says of its time, before the days are settled. ``starts_at`` and ``ends_at`` come last."""

    table: Table
    row: Row
    day: Day | None
    start: Moment
    end: Moment | None
    end_day: Day | None
    duration: timedelta | None


@dataclass
class Timing:
    """Reads the times of all rows. ``given`` is the first day that something beside the rows tells."""

    given: date | None
    notices: list[Notice] = field(default_factory=list)
    first: date | None = None
    year: int | None = None
    is_month_first: bool = False
    _uses_24_hours: bool = True
    _last: tuple[date, int] | None = None
    _carried: dict[str, Day] = field(default_factory=dict)
    _has_noted_carrying: bool = False

    def slots(self, tables: list[Table]) -> list[Slot]:
        """Read the cells of time in every row; a row without a start gets a notice and no slot."""
        self._tell_order(tables)
        found = [slot for table in tables for row in table.rows if (slot := self._slot(table, row))]
        days = [day for slot in found for day in (slot.day, slot.start.day) if isinstance(day, date)]
        self.first = min(days, default=self.given)
        self.year = self.first.year if self.first else None
        clocks = [m for slot in found for m in (slot.start, slot.end) if m]
        self._uses_24_hours = any(m.since_midnight >= 13 * HOUR or (m.clock and m.clock.half) for m in clocks)
        return found

    def start(self, slot: Slot, zone: str) -> datetime:
        """Return when the session of ``slot`` starts.

        Raises:
            ProgrammeError: ``no_date``, ``no_such_date``, ``no_such_time``.
        """
        day = self._date(slot, slot.start.day or slot.day)
        seconds = self._start_seconds(slot, day)
        return self._at(slot, "start", day, seconds, zone, slot.start.offset or self._offset(slot, "offset"))

    def end(self, slot: Slot, starts_at: datetime, zone: str) -> datetime | None:
        """Return when it ends, None where nothing says.

        Raises:
            ProgrammeError: ``end_before_start`` and those of ``start``.
        """
        if slot.end is None:
            return self._by_duration(slot, starts_at, zone)
        local = starts_at.astimezone(ZoneInfo(zone))
        begun = (local.hour * 60 + local.minute) * 60 + local.second
        said = slot.end.day or slot.end_day
        day, seconds = local.date(), slot.end.since_midnight
        if said is not None:
            day = self._date(slot, said)
        else:
            seconds = self._end_seconds(slot, slot.end, begun)
        offset = slot.end.offset or self._offset(slot, "end_offset")
        ends_at = self._at(slot, "end", day, seconds, zone, offset)
        if offset is None and ends_at.astimezone(UTC) <= starts_at.astimezone(UTC):
            ends_at = ends_at.replace(fold=1)  # of a time that occurs twice, the one after the start
        if ends_at.astimezone(UTC) <= starts_at.astimezone(UTC):
            raise self._end_before_start(slot)
        return ends_at

    def _tell_order(self, tables: list[Table]) -> None:
        texts, column = [], None
        for table in tables:
            for name in ("date", "start", "end", "end_date"):
                for each in table.columns.get(name, ()):
                    column = column or each
                    texts += [
                        (row.number, cell)
                        for row in table.rows
                        if isinstance(cell := row.at(each.index), str)
                    ]
        self.is_month_first, notices = month_first(texts, column)
        self.notices += notices

    def _slot(self, table: Table, row: Row) -> Slot | None:
        if row.is_blank:
            return None
        day = self._day(table, row, "date")
        start = self._moment(table, row, "start")
        if start is None and (column := table.column("date")):
            start = self._read(table, row, column, moment_in)  # date and time in the column of the date
            start = None if start is None or start.day is None else start
        if start is None:
            if day is not None or table.text(row, "title"):
                self._say(row, table.text(row, "title"), _("A row without a start; left out."))
            return None
        end = self._moment(table, row, "end") or (Moment(clock=start.end) if start.end else None)
        duration = None
        if end is None and (column := table.column("duration")):
            cell = row.at(column.index)
            duration = duration_in(cell)
            if duration is None and shown(cell):
                self._say(row, shown(cell), _("Expected a duration such as 0:45; left out."))
        return Slot(table, row, day, start, end, self._day(table, row, "end_date"), duration)

    def _day(self, table: Table, row: Row, name: str) -> Day | None:
        """Read the day of a row: its own, the sheet's, or that of the row above."""
        found: Day | None = None
        for column in table.columns.get(name, ()):
            read: Day | None = self._read(table, row, column, day_in)
            found = found or read
            if not found and shown(row.at(column.index)) and not self._read(table, row, column, moment_in):
                text = shown(row.at(column.index))
                self._say(
                    row,
                    text,
                    _("Column “%(heading)s”: expected a date; not understood.") % {"heading": column.heading},
                )
        if name != "date":
            return found
        if found is not None:
            self._carried[table.sheet] = found
            return found
        if (named := day_in(table.sheet, is_month_first=False)) is not None:
            return named
        if (above := self._carried.get(table.sheet)) and not self._has_noted_carrying:
            self._has_noted_carrying = True
            self._say(row, table.text(row, "title"), _("A row without a date has that of the row above it."))
        return above

    def _moment(self, table: Table, row: Row, name: str) -> Moment | None:
        for column in table.columns.get(name, ()):
            cell = row.at(column.index)
            moment: Moment | None = self._read(table, row, column, moment_in)
            if moment is not None:
                return moment
            if shown(cell) and (name == "end" or not is_open(cell)):
                message = _("Column “%(heading)s”: expected a time of day such as 9:15; not understood.")
                self._say(row, shown(cell), message % {"heading": column.heading})
        return None

    def _read(self, table: Table, row: Row, column: Column, reader: Callable[..., Any]) -> Any:
        try:
            return reader(row.at(column.index), is_month_first=self.is_month_first)
        except ValueError as problem:
            message = _(
                "%(where)s: found “%(text)s”, which does not exist. Expected a time or a date that does."
            )
            values = {"where": where(table, column), "text": str(problem)[:60]}
            raise ProgrammeError("no_such_time", message % values, line=row.number) from None

    def _date(self, slot: Slot, day: Day | None) -> date:
        column = slot.table.column("date") or slot.table.column("start")
        found = self._settle(day, slot)
        if found is None:
            message = _(
                "%(where)s: no date was found. Expected one such as 3 December 2021 in the row. "
                "Say it with --date, e.g. --date 2027-06-14."
            )
            raise ProgrammeError(
                "no_date", message % {"where": where(slot.table, column)}, line=slot.row.number
            )
        if found.year not in YEARS:
            message = _("%(where)s: found the date %(date)s. Expected a year from %(first)d to %(last)d.")
            values = {"where": where(slot.table, column), "date": found, "first": YEARS[0], "last": YEARS[-1]}
            raise ProgrammeError("no_such_date", message % values, line=slot.row.number)
        return found

    def _settle(self, day: Day | None, slot: Slot) -> date | None:
        if isinstance(day, date):
            return day
        if day is None:
            return self.given
        if day.found is not None:
            found = day.found.on(self.year) if self.year else None
            self._check_weekday(found, day, slot)
            return found
        if self.first is None:
            return None
        if day.number is not None:
            return nth_day(self.first, day.number)
        return nth_day(self.first, ((day.weekday or 0) - self.first.weekday()) % 7 + 1)

    def _check_weekday(self, found: date | None, day: DayHeading, slot: Slot) -> None:
        if found and day.weekday is not None and found.weekday() != day.weekday:
            message = _("%(date)s is a %(weekday)s. The date is taken, not the weekday.")
            values = {"date": found.isoformat(), "weekday": WEEKDAYS[found.weekday()]}
            self._say(slot.row, slot.table.text(slot.row, "date"), message % values)

    def _start_seconds(self, slot: Slot, day: date) -> int:
        """Return the start; a bare "2:00" after a morning row is 14:00 where no cell tells 24 hours."""
        seconds, clock = slot.start.since_midnight, slot.start.clock
        last = self._last if self._last and self._last[0] == day else None
        is_bare = clock is not None and clock.half is None and not self._uses_24_hours
        if (
            last
            and is_bare
            and clock
            and clock.hour in AFTERNOON_HOURS
            and seconds < last[1] <= seconds + NOON
        ):
            seconds = self._decided(slot, clock, seconds + NOON)
        self._last = (day, seconds)
        return seconds

    def _end_seconds(self, slot: Slot, end: Moment, begun: int) -> int:
        seconds = end.since_midnight
        if seconds > begun:
            return seconds
        longest = (LONGEST_PAST_NOON if self._uses_24_hours else LONGEST_BY_TWELVE) * 60
        if end.clock and not end.is_sure and begun < seconds + NOON <= begun + longest:
            return self._decided(slot, end.clock, seconds + NOON)
        is_night = begun >= NOON and seconds + MIDNIGHT - begun <= LONGEST_PAST_MIDNIGHT * 60
        if seconds % MIDNIGHT == 0 or is_night:
            return seconds % MIDNIGHT + MIDNIGHT
        raise self._end_before_start(slot)

    def _by_duration(self, slot: Slot, starts_at: datetime, zone: str) -> datetime | None:
        if slot.duration is None:
            self._say(slot.row, slot.table.text(slot.row, "title"), _("No end is given."))
            return None
        return (starts_at.astimezone(UTC) + slot.duration).astimezone(ZoneInfo(zone))

    def _at(
        self, slot: Slot, name: str, day: date, seconds: int, zone: str, offset: timedelta | None
    ) -> datetime:
        wall = datetime.combine(day, time()) + timedelta(seconds=seconds)
        if offset is not None:
            return (wall - offset).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
        at = wall.replace(tzinfo=ZoneInfo(zone))
        if at.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
            message = _(
                "%(where)s: found %(wall)s, which the clocks skip in %(zone)s. Expected a time that exists."
            )
            values = {
                "where": where(slot.table, slot.table.column(name)),
                "wall": f"{wall:%Y-%m-%d %H:%M}",
                "zone": zone,
            }
            raise ProgrammeError("no_such_time", message % values, line=slot.row.number)
        if at.utcoffset() != at.replace(fold=1).utcoffset():
            message = _("%(time)s occurs twice that night; the earlier one is taken.")
            self._say(slot.row, slot.table.text(slot.row, "title"), message % {"time": f"{wall:%H:%M}"})
        return at

    def _offset(self, slot: Slot, name: str) -> timedelta | None:
        return offset_in(slot.table.text(slot.row, name))

    def _end_before_start(self, slot: Slot) -> ProgrammeError:
        column = slot.table.column("end") or slot.table.column("start")
        cells = [slot.table.column(name) for name in ("start", "end")]
        said = "–".join(shown(slot.row.at(cell.index)) for cell in cells if cell)
        message = _(
            "%(where)s: found “%(said)s”: the end is not after the start. Expected an end after the start."
        )
        return ProgrammeError(
            "end_before_start",
            message % {"where": where(slot.table, column), "said": said},
            line=slot.row.number,
        )

    def _decided(self, slot: Slot, clock: object, seconds: int) -> int:
        message = _("“%(clock)s” is read as %(hour)02d:%(minute)02d.")
        values = {"clock": clock, "hour": seconds // HOUR, "minute": seconds // 60 % 60}
        self._say(slot.row, slot.table.text(slot.row, "title"), message % values)
        return seconds

    def _say(self, row: Row, text: str, message: str) -> None:
        self.notices.append(Notice(row.number, text[:200], message))


def where(table: Table, column: Column | None) -> str:
    """Return sheet and heading as a refusal names them."""
    heading = column.heading if column else ""
    if table.sheet:
        return _("Sheet “%(sheet)s”, column “%(heading)s”") % {"sheet": table.sheet, "heading": heading}
    return _("Column “%(heading)s”") % {"heading": heading}
