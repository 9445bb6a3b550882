"""Texts folded for searching, and where a script writes words on to each other."""

from __future__ import annotations

import re

from cyberconf.web.letters import APOSTROPHES, fold

UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"  # no blanks between words
UNPARTED = re.compile(rf"[{UNSPACED}\u0590-\u08ff\uac00-\ud7af]")  # a word may be written on to others
RUN = re.compile(rf"[{UNSPACED}]+|[^\s{UNSPACED}]+")  # what of a word is in scripts of one sort
IS_UNSPACED = re.compile(rf"[{UNSPACED}]")
AFTER_APOSTROPHE = re.compile(rf"(?<=\w[{APOSTROPHES}])\w+")


def fold_field(text: str) -> str:
    """Fold a text, each word after a blank, and again what follows an apostrophe: " lavenir avenir "."""
    words = [*RUN.findall(fold(text)), *RUN.findall(fold(" ".join(AFTER_APOSTROPHE.findall(text))))]
    return f" {' '.join(words)} "
