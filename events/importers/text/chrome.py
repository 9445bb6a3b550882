"""Telling the web page around a programme from the programme."""

from __future__ import annotations

from events.importers.text.matching import fold, is_one_of
from events.importers.text.words import CHROME_LINES, CHROME_STARTS, CHROME_TAIL, phrases

_TAIL, _LINES, _STARTS = phrases(CHROME_TAIL), phrases(CHROME_LINES), tuple(phrases(CHROME_STARTS))
MAX_LENGTH = 300


def opens_tail(text: str) -> bool:
    """Say whether from ``text`` on the page speaks of itself: the comment form, related posts."""
    return len(text) <= 60 and is_one_of(fold(text), _TAIL)


def is_chrome(text: str) -> bool:
    """Say whether ``text`` is a line of the page's own, such as "Log in" or a cookie notice."""
    if len(text) > MAX_LENGTH:
        return False
    folded = fold(text)
    return is_one_of(folded, _LINES) or folded.lstrip(" *").startswith(_STARTS)
