"""When an event repeats: by rule, by listed dates, within bounds. All in wall times of the event's zone.

Rules are tried day by day for a year. dateutil's would not do: a rule that no day satisfies keeps it busy
until the year 9999, whatever its UNTIL.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from events.importers.ical.content import Component

MAX_OCCURRENCES = 100  # of one event in a programme
MAX_RULES = 500  # in one calendar; a thousand take a second
HORIZON = 366  # days after the first: no conference goes on for longer
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"}

_BY_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}")


@dataclass(frozen=True)
class Repeats:
    """The wall times at which an event occurs, the first too, and what in them was left out."""

    walls: list[datetime]
    doubt: str | None = None


@dataclass(frozen=True)
class Rule:
    """A rule of repetition by days (RFC 5545, 3.3.10). ``days`` are which one in the month, and weekday."""

    frequency: str
    interval: int
    days: tuple[tuple[int | None, int], ...]
    month_days: tuple[int, ...]
    months: tuple[int, ...]
    week_start: int
    first: date

    def has(self, day: date) -> bool:
        """Say whether the rule falls on ``day``, on or after the first."""
        return (
            self._is_in_step(day)
            and (not self.months or day.month in self.months)
            and (not self.month_days or bool({day.day, day.day - _length(day) - 1} & set(self.month_days)))
            and (not self.days or any(self._is_weekday(day, nth, weekday) for nth, weekday in self.days))
            and (bool(self.days or self.month_days) or self._is_like_first(day))
        )

    def _is_in_step(self, day: date) -> bool:
        steps = {
            "DAILY": (day - self.first).days,
            "WEEKLY": (self._week(day) - self._week(self.first)).days // 7,
            "MONTHLY": (day.year - self.first.year) * 12 + day.month - self.first.month,
            "YEARLY": day.year - self.first.year,
        }
        return steps[self.frequency] % self.interval == 0

    def _week(self, day: date) -> date:
        return day - timedelta(days=(day.weekday() - self.week_start) % 7)

    def _is_weekday(self, day: date, nth: int | None, weekday: int) -> bool:
        at = (day.day - 1) // 7 + 1, -((_length(day) - day.day) // 7 + 1)
        return day.weekday() == weekday and (nth is None or nth in at)

    def _is_like_first(self, day: date) -> bool:
        if self.frequency == "WEEKLY":
            return day.weekday() == self.first.weekday()
        is_month = self.frequency != "YEARLY" or bool(self.months) or day.month == self.first.month
        return self.frequency == "DAILY" or (day.day == self.first.day and is_month)


def occurrences(
    event: Component,
    first: datetime,
    *,
    until: datetime | None,
    listed: list[datetime],
    left_out: set[datetime],
) -> Repeats:
    """Expand the rule of ``event``, which first occurs at ``first``.

    ``until`` is the rule's last wall time, ``listed`` and ``left_out`` are the dates added and taken away.
    """
    walls, doubt = [first], None
    found = event.get("RRULE")
    if found is not None:
        ruled, doubt = _by_rule(found.value, first, until)
        walls += ruled
    if len(event.all("RRULE")) > 1:
        doubt = _("The event has several rules of repetition; the first is taken.")
    walls = sorted({wall for wall in [*walls, *listed] if wall not in left_out})
    if len(walls) > MAX_OCCURRENCES:
        doubt = _("The event occurs more than %(limit)d times; the first %(limit)d are taken.") % {
            "limit": MAX_OCCURRENCES
        }
    return Repeats(walls[:MAX_OCCURRENCES], doubt)


def _by_rule(text: str, first: datetime, until: datetime | None) -> tuple[list[datetime], str | None]:
    parts = dict(each.partition("=")[::2] for each in text.strip().upper().split(";") if each)
    rule = _rule(parts, first.date())
    if rule is None:
        return [], _("The rule of repetition is not understood; the event is taken once.")
    count = int(parts["COUNT"]) if re.fullmatch(r"[0-9]{1,9}", parts.get("COUNT", "")) else None
    if count is None and until is None:
        return [], _("The event repeats without end; it is taken once.")
    days = (first + timedelta(days=after) for after in range(HORIZON + 1))
    found = [wall for wall in days if rule.has(wall.date()) and (until is None or wall <= until)][:count]
    if count is not None and len(found) < count and until is None:
        return found, _("The event repeats for more than a year; what is within a year is taken.")
    return found, None


def _rule(parts: dict[str, str], first: date) -> Rule | None:
    """Read the parts of a rule; None for what goes beyond days of the week, the month and the year."""
    frequency = parts.get("FREQ", "")
    days = [_BY_DAY.fullmatch(each) for each in parts.get("BYDAY", "").split(",") if each]
    lists = [parts.get(name, "") for name in ("BYMONTHDAY", "BYMONTH", "INTERVAL")]
    numbers = [[each for each in said.split(",") if each] for said in lists]
    has_nth = any(day and day[1] for day in days)
    is_known = (
        set(parts) <= PARTS
        and frequency in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
        and all(days)
        and all(_NUMBER.fullmatch(each) for said in numbers for each in said)
        and not (has_nth and (frequency in {"DAILY", "WEEKLY"} or (frequency == "YEARLY" and not numbers[1])))
    )
    interval = int(numbers[2][0]) if is_known and numbers[2] else 1
    if not is_known or interval < 1:
        return None
    return Rule(
        frequency,
        interval,
        tuple((int(day[1]) if day[1] else None, DAYS.index(day[2])) for day in days if day),
        tuple(map(int, numbers[0])),
        tuple(map(int, numbers[1])),
        DAYS.index(parts["WKST"]) if parts.get("WKST") in DAYS else 0,
        first,
    )


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]
