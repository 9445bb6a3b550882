"""Which way a text is read."""

from __future__ import annotations

import unicodedata
from typing import Literal

Direction = Literal["ltr", "rtl"]

STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl", "AN": "rtl"}
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "syr", "ug", "ur", "yi"}


def direction(text: str, default: Direction | None = None) -> Direction | None:
    """Return the direction of the first letter that has one (UAX 9, P2), or the default."""
    found = (STRONG.get(unicodedata.bidirectional(letter)) for letter in text if letter.isalpha())
    return next((each for each in found if each is not None), default)


def direction_of_language(language: str) -> Direction:
    """Return the direction in which a language is written by default."""
    return "rtl" if language.lower().replace("_", "-").split("-")[0] in RIGHT_TO_LEFT else "ltr"
