"""Two texts side by side, with the words marked that only one of them has. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = (
    4_000  # of both texts: beyond that the comparison takes more than a second, and nothing is marked
)


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``is_marked`` where the other text does not have it."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Pair:
    """What something said before and what it says now; no pieces where it says nothing."""

    name: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def side_by_side(name: str, before: str, after: str) -> Pair:
    """Return both texts, cut where they differ. Nothing is marked where one of them is empty."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if not old or not new or len(old) + len(new) > MOST_WORDS:
        return Pair(name, _whole(before), _whole(after))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return Pair(
        name,
        tuple(_pieces((old[i1:i2], tag != "equal") for tag, i1, i2, _, _ in steps)),
        tuple(_pieces((new[j1:j2], tag != "equal") for tag, _, _, j1, j2 in steps)),
    )


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text),) if text else ()


def _pieces(runs: Iterator[tuple[list[str], bool]]) -> Iterator[Piece]:
    for words, is_marked in runs:
        if words:
            yield Piece("".join(words), is_marked)
