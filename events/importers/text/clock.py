"""From times of day as written to instants: which half of the day, which day, and what the zone's clocks say.

All of TIME.md's traps of a text stand here: spans over midnight, the twelve-hour clock, hours that a change
of clocks skips or repeats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Notice
from events.importers.text.lines import Line
from events.importers.text.times import Clock, Slot

NOON, MIDNIGHT = 12 * 60, 24 * 60
LONGEST_PAST_NOON = 6 * 60  # "11:30 - 1:00" is read as 13:00 up to this length of a session,
LONGEST_BY_TWELVE = 9 * 60  # or this where the whole text has no time after 12:59 ("9:00 - 5:00")
LONGEST_PAST_MIDNIGHT = 6 * 60
EVENING, SMALL_HOURS = 18 * 60, 5 * 60
AFTERNOON_HOURS = range(1, 8)  # what "2:00" after "11:00" means where nothing is written past 12:59
HOURS_PAST_NOON = {"afternoon": AFTERNOON_HOURS, "evening": range(3, 12)}  # below such a heading


@dataclass(frozen=True)
class Placed:
    """Minutes after midnight, more than 1440 on the next day. ``end`` is None where none is given."""

    start: int
    end: int | None


@dataclass
class Clockwork:
    """Reads the slots of one text in order. ``notices`` collects what had to be decided."""

    uses_24_hours: bool
    notices: list[Notice] = field(default_factory=list)
    _day: date | None = None
    _last: Placed | None = None

    def place(self, slot: Slot, *, day: date, line: Line, part: str | None = None) -> Placed:
        """Say which minutes of ``day`` are meant by ``slot``, given the session before it.

        ``part`` is what a heading above says of the day: "morning", "afternoon" or "evening".

        Raises:
            ProgrammeError: ``end_before_start``.
        """
        if day != self._day:
            self._day, self._last = day, None
        start = self._start(slot.start, line, part)
        self._last = Placed(start, self._end(start, slot, line) if slot.end else None)
        return self._last

    def _start(self, clock: Clock, line: Line, part: str | None) -> int:
        start, last = clock.minutes, self._last
        if clock.half is None and clock.hour in HOURS_PAST_NOON.get(part or "", ()):
            return self._decided(start + NOON, clock, line)
        if last is None or start >= last.start:
            return start
        if clock.half == "am" and clock.hour == 12 and SMALL_HOURS < last.start <= NOON:
            return self._decided(NOON, clock, line)
        is_bare = clock.half is None and not self.uses_24_hours
        if is_bare and clock.hour in AFTERNOON_HOURS and start + NOON >= last.start:
            return self._decided(start + NOON, clock, line)
        if start < SMALL_HOURS and (last.start >= EVENING or (last.end or 0) > MIDNIGHT):
            return self._decided(start + MIDNIGHT, clock, line)
        if clock.half is None and clock.hour in AFTERNOON_HOURS:
            self._doubt(clock, line)
        return start

    def _doubt(self, clock: Clock, line: Line) -> None:
        """Warn of what goes back to the night or early morning after a session of the day."""
        message = _(
            "“%(clock)s” is earlier than the session above; read as %(clock)s before noon. "
            "Expected a time in order, or “pm” beside it."
        )
        self.notices.append(Notice(line.number, line.plain[:200], message % {"clock": clock}))

    def _end(self, start: int, slot: Slot, line: Line) -> int:
        clock = slot.end
        assert clock is not None
        end = clock.minutes + start // MIDNIGHT * MIDNIGHT
        if end > start:
            return end
        longest = LONGEST_PAST_NOON if self.uses_24_hours else LONGEST_BY_TWELVE
        if clock.half is None and 1 <= clock.hour <= 12 and start < end + NOON <= start + longest:
            return self._decided(end + NOON, clock, line)
        if end % MIDNIGHT == 0 or (start >= NOON and end + MIDNIGHT - start <= LONGEST_PAST_MIDNIGHT):
            return end + MIDNIGHT
        raise ProgrammeError(
            "end_before_start",
            _("Found “%(slot)s”: the end is not after the start. Expected an end after %(start)s.")
            % {"slot": slot, "start": slot.start},
            line=line.number,
        )

    def _decided(self, minutes: int, clock: Clock, line: Line) -> int:
        hour, minute = divmod(minutes % MIDNIGHT, 60)
        message = _("“%(clock)s” is read as %(hour)02d:%(minute)02d.")
        if minutes >= MIDNIGHT:
            message = _("“%(clock)s” is read as %(hour)02d:%(minute)02d of the next day.")
        values = {"clock": clock, "hour": hour, "minute": minute}
        self.notices.append(Notice(line.number, line.plain[:200], message % values))
        return minutes


def clockwork_for(slots: list[Slot]) -> Clockwork:
    """Return a reader for the slots of one text."""
    clocks = [clock for slot in slots for clock in (slot.start, slot.end) if clock]
    return Clockwork(
        uses_24_hours=any(clock.half is None and (clock.hour > 12 or clock.hour == 0) for clock in clocks)
    )


def instant(day: date, minutes: int, zone: str, *, line: Line) -> tuple[datetime, bool]:
    """Return the instant at ``minutes`` after midnight of ``day`` in ``zone``, and whether it occurs twice.

    Of a time that occurs twice the earlier one is meant.

    Raises:
        ProgrammeError: ``no_such_time`` for a time that a change of clocks skips.
    """
    try:
        wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
        local = wall.replace(tzinfo=ZoneInfo(zone))
        there_and_back = local.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except OverflowError:
        raise _no_such_time(day, minutes, zone, line) from None
    if there_and_back != wall:
        raise _no_such_time(day, minutes, zone, line)
    return local, local.utcoffset() != local.replace(fold=1).utcoffset()


def _no_such_time(day: date, minutes: int, zone: str, line: Line) -> ProgrammeError:
    return ProgrammeError(
        "no_such_time",
        _(
            "Found %(hour)02d:%(minute)02d on %(day)s, which the clocks skip in %(zone)s. "
            "Expected a time that exists."
        )
        % {"hour": minutes // 60 % 24, "minute": minutes % 60, "day": day.isoformat(), "zone": zone},
        line=line.number,
    )
