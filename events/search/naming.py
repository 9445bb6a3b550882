"""What something is called, so that whoever types it in full is known to mean it: a person, "Panel 3".

The order of the words is ignored, and so is whether they are written together, which sort of digits a number
has, an Arabic article, and a word that says no more than that a number follows: "panel no. ٣".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cyberconf.web.letters import fold
from events.search.folding import RUN
from events.search.words import without_article

NUMERALS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
NUMERAL = re.compile(r"[〇一二三四五六七八九十]+")  # Chinese: 三 is 3, 十二 is 12
NUMBER_WORDS = frozenset(["n", "no", "nr", "num", "numero", "number", "номер", "رقم", "第"])


def names(*texts: str) -> frozenset[str]:
    """Return what is compared of all ways to write a name: two have one in common, or are not alike."""
    return frozenset(key for text in texts for key in _keys(text))


def _keys(text: str) -> Iterator[str]:
    words = [without_article(word) for word in RUN.findall(NUMERAL.sub(_digits, fold(text)))]
    kept = [
        word
        for word, following in zip(words, [*words[1:], ""], strict=False)
        if not _announces(word, following)
    ]
    if kept:
        yield "".join(kept)
        yield "".join(sorted(kept))


def _announces(word: str, following: str) -> bool:
    return word in NUMBER_WORDS and following[:1].isdigit()


def _digits(numeral: re.Match[str]) -> str:
    """Write a Chinese numeral below a hundred in digits."""
    tens, ten, ones = numeral[0].partition("十")
    if not ten:
        return "".join(str(NUMERALS[each]) for each in tens)
    return f"{NUMERALS.get(tens, 1)}{NUMERALS.get(ones, 0)}"
