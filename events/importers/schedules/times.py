"""Times and durations as schedules write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from django.utils.dateparse import parse_datetime

_CLOCK = re.compile(r"(\d{1,2}):?(\d\d)(?::(\d\d))?")
_LENGTH = re.compile(r"(\d{1,4}):(\d\d)(?::(\d\d))?")
_ISO_LENGTH = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?")
_MINUTES = re.compile(r"\d{1,5}")


def moment_in(text: str) -> datetime | None:
    """Read an instant, or a wall time where it has no offset (ISO 8601)."""
    try:
        found = parse_datetime(text.strip())
    except ValueError:  # well formed, and no such date
        return None
    return found.replace(microsecond=0) if found else None


def between(starts_at: datetime, ends_at: datetime | None) -> timedelta | None:
    """Return how long it takes; nothing where only one has an offset, or it ends before it starts."""
    if ends_at is None or (starts_at.tzinfo is None) != (ends_at.tzinfo is None) or ends_at < starts_at:
        return None
    return ends_at - starts_at


def day_in(text: str) -> date | None:
    """Read a date (ISO 8601), alone or at the beginning of an instant."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def clock_in(text: str) -> time | None:
    """Read "09:30", "0930" or "09:30:00"."""
    found = _CLOCK.fullmatch(text.strip())
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0)) if found else None
    except ValueError:
        return None


def length_in(text: str) -> timedelta | None:
    """Read "01:30", "01:30:00", "PT1H30M", or minutes; nothing for what is no length, or none at all."""
    text = text.strip()
    if found := _LENGTH.fullmatch(text):
        length = timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=int(found[3] or 0))
    elif (found := _ISO_LENGTH.fullmatch(text)) and text not in {"P", "PT"}:
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    elif _MINUTES.fullmatch(text):
        length = timedelta(minutes=int(text))
    else:
        return None
    return length or None
