"""Finding the words of a table in a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from events.importers.text.words import ABBREVIATED

_DASHES = "‐‑‒–—―－~〜～"
_SAME_LENGTH = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | {
        "：": ":",
        "．": ".",
        "，": ",",
        "；": ";",
        "（": "(",
        "）": ")",
        "？": "?",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
    }
    | {"،": ",", "؛": ";", "؟": "?", "٫": ".", "“": '"', "”": '"', "„": '"', "|": "|"}
)
_ABBREVIATIONS = frozenset(ABBREVIATED.split())
_NO_BLANKS_BETWEEN_WORDS = r"[\u0600-\u06ff\u3040-\u30ff\u3400-\u9fff]"


def fold(text: str) -> str:
    """Return ``text`` of the same length with ASCII digits, hyphens, quotes and colons, in lower case."""
    if text.isascii():
        return text.lower()
    folded = "".join(_digit(char) for char in text.translate(_SAME_LENGTH))
    lower = folded.lower()
    return lower if len(lower) == len(text) else "".join(_lower(char) for char in folded)


@lru_cache(maxsize=256)
def pattern(words: frozenset[str]) -> re.Pattern[str]:
    """Return what matches any of ``words`` in folded text: whole words, but in Arabic and Chinese parts."""
    spaced = sorted((w for w in words if not _is_unspaced(w)), key=len, reverse=True)
    unspaced = sorted((w for w in words if _is_unspaced(w)), key=len, reverse=True)
    forms = []
    if spaced:
        forms.append(r"(?<!\w)(?:" + "|".join(map(_escaped, spaced)) + r")(?!\w)")
    forms += [re.escape(fold(word)) for word in unspaced]
    return re.compile("|".join(forms) or r"(?!)")


def has(text: str, words: frozenset[str]) -> bool:
    """Say whether folded ``text`` has one of ``words``."""
    return pattern(words).search(text) is not None


def is_one_of(text: str, words: frozenset[str]) -> bool:
    """Say whether folded ``text`` is, but for punctuation around it, one of ``words``."""
    return text.strip(" .:;,-()[]*!?\"'") in _folded(words)


def named(text: str, tables: Iterable[tuple[str, frozenset[str]]]) -> str | None:
    """Return the key of the first table that has folded ``text`` as a whole."""
    return next((key for key, words in tables if is_one_of(text, words)), None)


@lru_cache(maxsize=256)
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression's alternatives for ``words`` in folded text, the longest first."""
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))


def without_stop(text: str) -> str:
    """Return ``text`` without a full stop or semicolon at its end; an abbreviation keeps its own: "S.A."."""
    bare = text.rstrip(" ;")
    last = fold(bare).rstrip(".").rpartition(" ")[2].lstrip("([")
    is_abbreviated = "." in last or len(last) == 1 or last in _ABBREVIATIONS
    return bare if is_abbreviated and bare.endswith(".") and not bare.endswith(").") else bare.rstrip(" .;")


def _escaped(word: str) -> str:
    return re.escape(fold(word)).replace(r"\ ", r"\s+")


def _is_unspaced(word: str) -> bool:
    return re.match(_NO_BLANKS_BETWEEN_WORDS, word) is not None


def _digit(char: str) -> str:
    value = unicodedata.digit(char, None) if not char.isascii() and char.isdecimal() else None
    return char if value is None else str(value)


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char
