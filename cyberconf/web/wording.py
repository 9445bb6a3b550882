"""How a text is made one harmless line, as the subject of a mail, or fewer of its words, as in a list."""

from __future__ import annotations

import unicodedata

SUBJECT_LENGTH = 120  # characters; mail programs show some 70


def one_line(text: str) -> str:
    """Return the text without anything that could end a header's line or turn its direction around."""
    shown = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text)
    kept = "".join(char for char in shown if unicodedata.category(char) not in {"Cf", "Cs"})
    return whole_words(" ".join(kept.split()), SUBJECT_LENGTH)


def whole_words(text: str, most: int) -> str:
    """Return the text, or as many of its whole words as ``most`` characters hold, with an ellipsis.

    Where words are not written apart, as in Chinese, or one is very long, it ends within one.
    """
    if len(text) <= most:
        return text
    end = most - 1
    while end and unicodedata.combining(text[end]):
        end -= 1  # a letter keeps its accent
    apart = "".join(text[:most].rsplit(maxsplit=1)[:-1]).rstrip(" .,;:(–-")
    return (apart if len(apart) > most * 2 // 3 else text[:end]) + "…"
