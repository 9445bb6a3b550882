"""Identifiers that sort by time."""

from __future__ import annotations

import secrets
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, whose letters sort as their values do
LENGTH = 16
RANDOM_BITS = 30  # beside 50 bits of milliseconds, which last until the year 37648


def new_identifier(*, milliseconds: int | None = None) -> str:
    """Return 16 characters that sort bytewise by the millisecond they were made in.

    ``milliseconds`` counts from 1970-01-01 UTC and is now when not given. Within one millisecond
    the order is random; two of one millisecond are equal once in 2**30.
    """
    moment = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    number = moment << RANDOM_BITS | secrets.randbits(RANDOM_BITS)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))
