"""The token that a page sends back with what it asks for: what it showed, and when. Pure.

Whoever changes something compares it with what stands now, so that nobody overwrites what they have not seen:
the board (``scheduling``) and the forms of admin (``admin.seeing``).
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime


def token(said: object, at: datetime) -> str:
    """Return the token of a page that shows this at that instant; ``said`` is plain values, in order."""
    return f"{_digest(said)}.{at.timestamp():.6f}"


def is_stale(seen: str, said: object) -> bool:
    """Say whether what is said now differs from what the token saw."""
    return seen.partition(".")[0] != _digest(said)


def seen_at(seen: str) -> datetime | None:
    """Return when the page of the token was shown, None where it is no token of ours."""
    try:
        return datetime.fromtimestamp(float(seen.partition(".")[2]), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _digest(said: object) -> str:
    return hashlib.blake2s(repr(said).encode(), digest_size=8).hexdigest()
