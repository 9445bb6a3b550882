"""Identifiers that sort by time."""

from __future__ import annotations

import re
import secrets
import threading
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, whose letters sort as their values do
LENGTH = 16
RANDOM_BITS = 30  # beside 50 bits of milliseconds, which last until the year 37648
IDENTIFIER = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")

_lock = threading.Lock()
_last = 0


def new_identifier(*, milliseconds: int | None = None) -> str:
    """Return 16 characters that sort bytewise by the millisecond they were made in.

    ``milliseconds`` counts from 1970-01-01 UTC and is now when not given. What one process makes within
    one millisecond sorts in the order it was made in; of two processes' the order is random then, and two
    are equal once in 2**30.
    """
    moment = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    number = _after_the_last(moment << RANDOM_BITS | secrets.randbits(RANDOM_BITS))
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def is_identifier(text: str) -> bool:
    """Say whether the text could be an identifier, before it is looked up."""
    return IDENTIFIER.fullmatch(text) is not None


def _after_the_last(number: int) -> int:
    global _last
    with _lock:
        if number >> RANDOM_BITS == _last >> RANDOM_BITS:
            number = max(number, _last + 1)
        _last = number
    return number
