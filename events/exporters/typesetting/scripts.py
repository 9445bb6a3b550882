"""Which fonts a text takes, how a name keeps its direction, and where a word breaks that no line can hold."""

from __future__ import annotations

import re
import unicodedata

from events.directions import STRONG, Direction

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"  # UAX 9, 2.2
# Controls that say nothing on paper, and what is no character at all.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Longer than any word that a line of the page could not hold; scripts without blanks break anywhere.
LONG_WORD = re.compile(r"[!-\u2dff]{30,}")
ZERO_WIDTH_SPACE = "\u200b"
PIECE = 15  # characters, fewer than the narrowest column holds

SERIF = "Libertinus Serif"  # comes with the typesetter: Latin, Greek, Cyrillic, Hebrew, signs
# Up to U+058F and from Latin Extended Additional to the mathematical signs: what that font, or the others
# that come with the typesetter, have a glyph for. What is beyond needs the fonts of the system.
BEYOND = re.compile(r"[^\u0000-\u052f\u0590-\u05ff\u1e00-\u22ff\ufb1d-\ufb4f\ufeff]")
ARABIC = ["Noto Naskh Arabic", "Amiri", "Noto Sans Arabic"]
HAN = {
    "ja": ["Noto Serif CJK JP", "Noto Sans CJK JP"],
    "ko": ["Noto Serif CJK KR", "Noto Sans CJK KR"],
    "zh-hant": ["Noto Serif CJK TC", "Noto Sans CJK TC"],
    "zh": ["Noto Serif CJK SC", "Noto Sans CJK SC"],
}
OTHERS = ["Noto Serif", "Noto Sans", "DejaVu Serif", "DejaVu Sans", "Noto Color Emoji"]


def isolated(text: str, base: Direction) -> str:
    """Keep a name from being torn apart, or from tearing its line apart, where it runs against the line."""
    text = breakable(text)
    if any(STRONG.get(unicodedata.bidirectional(letter), base) != base for letter in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def breakable(text: str) -> str:
    """Leave out what cannot be printed, and let words break that no line could hold."""
    text = UNPRINTABLE.sub("", text)
    return LONG_WORD.sub(
        lambda word: ZERO_WIDTH_SPACE.join(
            word[0][start : start + PIECE] for start in range(0, len(word[0]), PIECE)
        ),
        text,
    )


def needs_system_fonts(text: str) -> bool:
    """Say whether a text has letters that the fonts of the typesetter's own do not have."""
    return BEYOND.search(text) is not None


def fonts(language: str, *, with_system: bool) -> list[str]:
    """Return the families in the order in which a glyph is looked for, there or not."""
    if not with_system:
        return [SERIF]
    code = language.lower().replace("_", "-")
    is_traditional = code.startswith("zh") and any(part in code.split("-") for part in ("hant", "tw", "hk"))
    own = HAN.get("zh-hant" if is_traditional else code.split("-")[0], [])
    return [SERIF, *ARABIC, *dict.fromkeys([*own, *HAN["zh"], *HAN["ja"], *HAN["ko"]]), *OTHERS]
