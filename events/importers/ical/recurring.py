"""When an event repeats: by rule, by listed dates, within bounds. All in wall times of the event's zone."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, rrulestr
from django.utils.translation import gettext as _

from events.importers.ical.content import Component

MAX_OCCURRENCES = 100  # of one event in a programme
HORIZON = timedelta(days=366)  # after the first: no conference goes on for longer
FREQUENCIES = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST", "BYSETPOS"}


@dataclass(frozen=True)
class Repeats:
    """The wall times at which an event occurs, the first too, and what in them was left out."""

    walls: list[datetime]
    doubt: str | None = None


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
    parts = {
        name.strip(): said
        for name, _is, said in (each.partition("=") for each in text.upper().split(";"))
        if name
    }
    if not set(parts) <= PARTS or parts.get("FREQ") not in FREQUENCIES or _is_long(parts):
        return [], _("The rule of repetition is not understood; the event is taken once.")
    if "COUNT" not in parts and "UNTIL" not in parts:
        return [], _("The event repeats without end; it is taken once.")
    count = int(parts["COUNT"]) if parts.get("COUNT", "").isdigit() else MAX_OCCURRENCES + 1
    kept = ";".join(f"{name}={said}" for name, said in parts.items() if name not in {"COUNT", "UNTIL"})
    last = min(first + HORIZON, until or first + HORIZON)
    try:
        rule = rrulestr(f"{kept};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=first)
        assert isinstance(rule, rrule)
        found = list(itertools.islice(rule, min(count, MAX_OCCURRENCES + 1)))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError):
        return [], _("The rule of repetition is not understood; the event is taken once.")
    if "COUNT" in parts and len(found) < min(count, MAX_OCCURRENCES + 1):
        return found, _("The event repeats for more than a year; what is within a year is taken.")
    return found, None


def _is_long(parts: dict[str, str]) -> bool:
    """Say whether a part could keep the expansion busy: an interval of nothing, lists without end."""
    interval = parts.get("INTERVAL", "1")
    return (
        not interval.isdigit()
        or not 1 <= int(interval[:6]) <= 1_000
        or any(len(said) > 100 for said in parts.values())
    )
