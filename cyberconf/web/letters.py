"""Texts without what people leave out when they look for something: case, accents, the width of letters."""

from __future__ import annotations

import unicodedata

APOSTROPHES = "'’ʼ"
TATWEEL = "\u0640"  # makes an Arabic word longer, and says nothing
MOST_KEPT = 20_000  # characters: more than programmes are written in, and few of all that somebody can type
# Letters that no decomposition tells the likeness of.
ALIKE = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ک": "ك",
}


def fold(text: str) -> str:
    """Return the text in small letters without accents, one blank between words, nothing else but letters."""
    return " ".join("".join(fold_each(text)).split())


def fold_each(text: str) -> list[str]:
    """Fold each character on its own, so that places in the text can be told: "" where nothing remains."""
    return list(map(FOLDS.__getitem__, text))


class _Folds(dict[str, str]):
    """Characters with what remains of each, found out when one is met first; begun anew where many are."""

    def __missing__(self, character: str) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        self[character] = remains = _fold_character(character)
        return remains


FOLDS = _Folds()


def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    kept = [c for c in decomposed if unicodedata.category(c)[0] in "LN" and c != TATWEEL]
    if kept:
        return "".join(_like(c) for c in kept)
    is_within = unicodedata.category(character)[0] == "M" or character in (TATWEEL, *APOSTROPHES)
    return "" if is_within else " "


def _like(letter: str) -> str:
    digit = unicodedata.decimal(letter, None)
    return ALIKE.get(letter, letter) if digit is None else str(digit)
