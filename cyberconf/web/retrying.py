"""When a mail that could not be sent is tried again. Arithmetic: the clock is passed in."""

from __future__ import annotations

from datetime import datetime, timedelta

LEASE = timedelta(minutes=10)  # that a sender has for what it took; then another takes it
TRIES_FOR = timedelta(hours=48)  # a mail server that is away for a weekend's day comes back (DISCUSSION, P4)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)


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
