"""What the rules of a conference find in a text: links, and listed words in any of six languages.

Case, accents, vowel marks, width and invisible characters do not matter. A word is found whole, not within
another; Chinese is written without spaces, so there a word is found wherever its characters stand.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cyberconf.web import markdown

TATWEEL = "\u0640"  # lengthens an Arabic word and says nothing
LINK = re.compile(r"https?:|\bwww\.", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+")
# Scripts that are written without spaces: Han, Hiragana, Katakana.
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

Rules = tuple[dict[str, list[tuple[str, ...]]], list[str]]  # phrases by their first word; unspaced ones


def has_link(body: str) -> bool:
    """Say whether the text leads elsewhere, or would if a browser were told so."""
    return LINK.search(unicodedata.normalize("NFKC", body)) is not None


def listed_word(body: str, words: str) -> str | None:
    """Return the first of the listed words, one a line, that stands in the text; None if none does."""
    spaced, unspaced = _rules(words)
    if not spaced and not unspaced:
        return None
    for text in (body, markdown.plain(body)):  # with the marks of Markdown, and without: "b**a**d"
        folded = fold(text)
        found = _phrase_in(WORD.findall(folded), spaced) or _characters_in(folded, unspaced)
        if found is not None:
            return found
    return None


def fold(text: str) -> str:
    """Return the text without what does not matter when words are compared."""
    compatible = unicodedata.normalize("NFKD", text)
    kept = (char for char in compatible if unicodedata.category(char) not in {"Mn", "Me", "Cf"})
    # Folding the case can make a mark of a letter: "İ" becomes "i" and a dot above.
    folded = unicodedata.normalize("NFKD", "".join(kept).casefold())
    return "".join(char for char in folded if unicodedata.category(char) != "Mn" and char != TATWEEL)


@lru_cache(maxsize=64)
def _rules(words: str) -> Rules:
    spaced: dict[str, list[tuple[str, ...]]] = {}
    unspaced: list[str] = []
    for line in words.splitlines():
        folded = fold(line)
        phrase = tuple(WORD.findall(folded))
        if not phrase:
            continue
        if UNSPACED.search(folded):
            unspaced.append("".join(phrase))
        else:
            spaced.setdefault(phrase[0], []).append(phrase)
    return spaced, unspaced


def _phrase_in(words: list[str], phrases: dict[str, list[tuple[str, ...]]]) -> str | None:
    for place, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return " ".join(phrase)
    return None


def _characters_in(text: str, words: list[str]) -> str | None:
    joined = "".join(WORD.findall(text))
    return next((word for word in words if word in joined), None)
