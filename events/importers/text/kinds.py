"""What kind of session a title tells of, its number, and titles that are cut short."""

from __future__ import annotations

import re

from events.importers.text.matching import fold, has, pattern
from events.importers.text.words import (
    CLOSING_PHRASES,
    DANGLING,
    KINDS_ANYWHERE,
    KINDS_EDGE,
    NUMBERED_PANELS,
    OPENING_PHRASES,
    phrases,
)
from events.programme import SessionKind

MAX_TOLD = 3_000  # characters of a title with the people in it; a longer one is refused

_ANYWHERE: list[tuple[SessionKind, frozenset[str]]] = [
    (kind, phrases(words)) for kind, words in KINDS_ANYWHERE
]
_EDGE: list[tuple[SessionKind, re.Pattern[str]]] = [
    (kind, pattern(phrases(words))) for kind, words in KINDS_EDGE
]
_REMARKS: list[tuple[SessionKind, frozenset[str]]] = [
    ("opening", phrases(OPENING_PHRASES)),
    ("closing", phrases(CLOSING_PHRASES)),
]
_NUMBERED = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(phrases(NUMBERED_PANELS), key=len, reverse=True)))})\s{{1,3}}"
    r"(?:no\.?\s?|#)?(?P<number>\d{1,2}[a-z]?|[ivx]{1,5})(?!\w)\s{0,3}(?P<mark>[-:.|,)]{0,2})\s{0,3}"
)
_DANGLING = re.compile(
    r"[\s,]{1,3}(?:" + "|".join(map(re.escape, phrases(DANGLING))) + r")\s{0,3}[:.…]{0,3}$"
)


def kind_of(title: str) -> SessionKind:
    """Tell the kind from the words of ``title``: those before its first colon or dash go first."""
    folded = fold(title[:MAX_TOLD])
    head = re.split(r"\s-+\s|:\s", folded, maxsplit=1)[0]
    if head != folded and (kind := _kind(head)) is not None:
        return kind
    return _kind(folded) or "other"


def numbered(title: str) -> tuple[str, str] | None:
    """Split "Panel 1 – Threats" into "1" and "Threats"; only panels have their number apart."""
    found = _NUMBERED.match(fold(title))
    if not found:
        return None
    rest = title[found.end() :].strip()
    if rest and not found["mark"]:
        return None  # "Panel 1 continued": the number is part of the title
    number = title[found.start("number") : found.end("number")]
    return (number, rest) if rest else None


def without_dangling(title: str) -> str:
    """Return ``title`` without a last word that announces what is missing ("opening remarks by")."""
    found = _DANGLING.search(fold(title[-40:]))
    return title[: len(title) - len(title[-40:]) + found.start()].rstrip() if found else title


def _kind(folded: str) -> SessionKind | None:
    folded = folded.replace("break-out", "breakout")
    for kind, words in _ANYWHERE:
        if has(folded, words):
            return kind
    if folded.strip(" .:!") in {
        "coffee",
        "tea",
        "kaffee",
        "café",
        "tea and coffee",
        "coffee and tea",
        "coffee & tea",
    }:
        return "break"
    for kind, edge in _EDGE:
        if any(_is_edge(folded, found) for found in edge.finditer(folded)):
            return kind
    return next((kind for kind, words in _REMARKS if has(folded, words)), None)


def _is_edge(folded: str, found: re.Match[str]) -> bool:
    return not folded[: found.start()].strip(" .:-\"'") or not folded[found.end() :].strip(
        " .:!-\"'0123456789"
    )
