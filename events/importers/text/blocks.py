"""Heads and chairs of several sessions: "Session 2: People", "Chair: Liv Strand" above the talks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from events.importers.text.labels import Label, label_of
from events.importers.text.lines import Line
from events.importers.text.matching import fold
from events.importers.text.words import BLOCKS, phrases
from events.programme import SessionKind

MAX_HEAD = 150  # characters
MAX_CHAIRS = 3  # lines
IDLE: frozenset[SessionKind] = frozenset({"break", "social"})

_WORDS = "|".join(map(re.escape, sorted(phrases(BLOCKS), key=len, reverse=True)))
_HEAD = re.compile(
    rf"(?:{_WORDS})\s?(?:no\.?\s?|№\s?|n[°º]\s?)?(?:\d{{1,2}}[a-z]?|[ivx]{{1,5}}|[a-h])(?!\w)"
    r"\s?(?:[-:.|(]|$)"
)
_SEGMENT = re.compile(r"\s[-–—|]\s|[;,]\s|\s{2,}")
_ORDINAL = re.compile(
    rf"(?:\d\.|\d{{1,2}}(?:st|nd|rd|th|e|er|re|ª|º|°)|(?:الجلسة|المحور) \w+)\s?(?:{_WORDS})?\s?[-:.]"
)


@dataclass
class Block:
    """What governs the sessions below it until the next block, or the day's end."""

    title: str | None = None
    chairs: list[tuple[Line, Label]] = field(default_factory=list)


def block_at(lines: list[Line], index: int, slots: set[int]) -> tuple[Block, int] | None:
    """Read a block's head at ``index``: a number, chairs, then a session; and where that stands."""
    line = lines[index]
    folded = fold(line.plain)
    if len(folded) > MAX_HEAD or not (_HEAD.match(folded) or _ORDINAL.match(folded)):
        return None
    block = Block(*_with_chair(line))
    for at in range(index + 1, len(lines)):
        if at in slots:
            return block, at
        if lines[at].is_blank:
            continue
        label = label_of(lines[at].plain)
        if not is_chair(label) or len(block.chairs) >= MAX_CHAIRS:
            return None
        assert label is not None
        block.chairs.append((lines[at], label))
    return None


def _with_chair(line: Line) -> tuple[str, list[tuple[Line, Label]]]:
    """Split "Session 1: Law – Chair: Ada Byron"."""
    for found in _SEGMENT.finditer(line.plain):
        label = label_of(line.plain[found.end() :])
        if is_chair(label) and label:
            return line.plain[: found.start()].rstrip(" :"), [(line, label)]
    return line.plain.rstrip(" :"), []


def is_chair(label: Label | None) -> bool:
    """Say whether a line names who presides."""
    if label is None or label.what != "role":
        return False
    return label.role in {"chair", "moderator"} and bool(label.rest)
