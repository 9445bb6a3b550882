"""How a text is made one harmless line, as a mail's subject, or fewer of its words, and where lines break."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import get_language_bidi

SUBJECT_LENGTH = 120  # characters; mail programs show some 70
NBSP = "\u00a0"
# The signs without a shape that what stands before them is read with: left to right, and right to left.
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
_OF_LETTERS = {"L": LEFT_TO_RIGHT, "R": RIGHT_TO_LEFT, "AL": RIGHT_TO_LEFT}
_DAY_OF_MONTH = re.compile(r"(?<!\S)\d{1,2} (?:de )?(?=[^\W\d_])")  # “3 December”, “3 de diciembre”
_DASH = re.compile(r"(?<=\d)–(?=\d)")
# What is of a number and words alone: “5-year”, “5-year-old”, but not “2021-report.org”.
_HYPHEN = re.compile(r"(?<![^\s(“«])(\d+)-(?=[^\W\d_]+(?:-[^\W\d_]+)*[.,;:!?)”»]*(?:\s|\Z))")


def one_line(text: str) -> str:
    """Return the text without anything that could end a header's line or turn its direction around.

    The language that is spoken tells on which side of the words a line that is cut has its ellipsis.
    """
    shown = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text)
    kept = "".join(char for char in shown if unicodedata.category(char) not in {"Cf", "Cs"})
    return in_line(" ".join(kept.split()), SUBJECT_LENGTH)


def in_line(text: str, most: int) -> str:
    """Return ``whole_words`` to stand in a line of the language that is spoken.

    Where they run against it, a sign without a shape after the ellipsis keeps that beside them.
    """
    words = whole_words(text, most)
    return words if words == text else words + _held(words)


def whole_words(text: str, most: int) -> str:
    """Return the text, or as many of its whole words as ``most`` characters hold, with an ellipsis.

    Where words are not written apart, as in Chinese, or one is very long, it ends within one.
    """
    if len(text) <= most:
        return text
    end = most - 1
    while end and unicodedata.combining(text[end]):
        end -= 1  # a letter keeps its accent
    cut = text[:most]
    whole = cut.rstrip() if cut[-1].isspace() else "".join(cut.rsplit(maxsplit=1)[:-1])
    apart = whole.rstrip(" .,;:(–-")
    return (apart if len(apart) > most * 2 // 3 else text[:end]) + "…"


def unbroken(told: str) -> str:
    """Keep each day in a sentence with its month, and each time with the one it runs to, on one line."""
    return _DASH.sub("–\u2060", _DAY_OF_MONTH.sub(lambda found: found[0].replace(" ", NBSP), told))


def joined(text: str) -> str:
    """Keep a number and the word that a hyphen joins to it on one line: “5-year”, in no address."""
    return _HYPHEN.sub("\\1-\u2060", text)


def _held(words: str) -> str:
    """Return the sign that keeps an ellipsis beside words which run against the language that is spoken."""
    runs = (_OF_LETTERS.get(unicodedata.bidirectional(char)) for char in reversed(words))
    sign = next(filter(None, runs), "")
    return "" if sign == (RIGHT_TO_LEFT if get_language_bidi() else LEFT_TO_RIGHT) else sign
