"""When a notification is due, and when it is tried again. Arithmetic: clock and zone are passed in."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cyberconf.accounts.models import User

DIGEST_HOUR = 7  # before the working day, on the reader's own clock
LEASE = timedelta(minutes=10)  # that a sender has for what it took; then another takes it
TRIES_FOR = timedelta(hours=48)  # a mail server that is away for a weekend's day comes back (DISCUSSION, P4)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)


def due(preference: str, zone: ZoneInfo, *, at: datetime) -> datetime:
    """Return when somebody with that mail preference is told of what happens at the instant ``at``.

    At once, unless they want one mail a day: then with the next digest, at ``DIGEST_HOUR`` in ``zone``.
    """
    if preference != User.Mail.DAILY:
        return at
    local = at.astimezone(zone)
    today = datetime.combine(local.date(), time(DIGEST_HOUR), zone)
    if local < today:
        return today
    return datetime.combine(local.date() + timedelta(days=1), time(DIGEST_HOUR), zone)


def next_try(attempts: int, first: datetime, *, at: datetime) -> datetime | None:
    """Return when to try again what failed at ``at``, or None when it is given up.

    ``attempts`` counts those that failed, ``first`` is when the first of them was. The pauses double from
    ``FIRST_PAUSE`` to ``LONGEST_PAUSE``; the last try is no later than ``TRIES_FOR`` after the first.
    """
    pause = min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
    last = first + TRIES_FOR
    if at >= last:
        return None
    again: datetime = min(at + pause, last)
    return again
