"""A text as lines: cleaned of invisible characters, with bullet, heading level and table cells told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from events.importers.text.words import MONTHS

_LINE_ENDS = re.compile(r"\r\n|[\r\n\x0b\u2028\u2029]")
_SPACES = {ord(char): " " for char in "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"}
_INVISIBLE = dict.fromkeys(
    [
        *[*range(0x09), *range(0x0B, 0x20), 0x7F, *range(0x80, 0xA0), 0xAD],
        *[0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
    ]
)
_HEADING = re.compile(r"(#{1,6})\s+")
_BULLET = re.compile(r"(?:[-–—](?=[\s\w¿«“\"'(\[*_‘])|[•·▪‣◦●○■□►▶➢➤✓→⁃∙](?=.)|[*+o](?=\s))\s*")
_MONTH = "|".join(map(re.escape, MONTHS))
_DAY = rf"(?i:[0-9]{{1,2}}\.\s?(?:(?:und|bis|u\.|[-–/])\s?[0-9]{{1,2}}\.\s?)?(?:{_MONTH})(?!\w))"
_NUMBER = re.compile(
    rf"(?!{_DAY})"  # "14. Juni 2027" is a date and no item
    r"(?:[(（]?[0-9]{1,2}[)）]|[0-9]{1,2}(?:\.(?=\s)|、)|\(?[a-z]\)(?=\s)|[①-⑳])\s*"
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)")
_STRUCK = re.compile(r"~~[^~]*~~\s?")
_EMPHASIS = re.compile(r"\*\*|__(?=\S)|(?<=\S)__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|`")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|\{%[^%]{0,200}%\}|\{:[^{}]{0,200}\}")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_RULE = re.compile(r"[-–—_=*~#|:+\s]+$")


@dataclass(frozen=True)
class Line:
    """One line of the source; ``number`` counts from 1, ``raw`` is as typed but for odd spaces."""

    number: int
    raw: str

    @cached_property
    def text(self) -> str:
        """What is said, with its Markdown, without heading marks and bullet."""
        return self._parts[2]

    @cached_property
    def plain(self) -> str:
        """What is said, without Markdown."""
        return unmarked(self.text)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """The cells of a table's row (separated by tabs or bars), or nothing."""
        if "\t" in self.raw:
            return tuple(unmarked(cell.strip()) for cell in self.raw.split("\t"))
        if self.raw.lstrip().startswith("|") and self.raw.count("|") > 1:
            return tuple(_lines_in(cell) for cell in self.raw.strip().strip("|").split("|"))
        return ()

    @property
    def is_blank(self) -> bool:
        """Nothing, or only tags and rules."""
        return not self.plain

    @property
    def level(self) -> int:
        """1 to 6 for a Markdown heading, else 0."""
        return self._parts[0]

    @property
    def bullet(self) -> bool:
        """Whether the line is an item of a list."""
        return self._parts[1]

    @cached_property
    def _parts(self) -> tuple[int, bool, str]:
        text = self.raw.strip()
        if _RULE.match(text):
            return 0, False, ""
        if heading := _HEADING.match(text):
            return len(heading[1]), False, text[heading.end() :].rstrip("#").rstrip()
        if found := _BULLET.match(text) or _NUMBER.match(text):
            return 0, True, text[found.end() :]
        return 0, False, text


def _lines_in(cell: str) -> str:
    """Return a cell of Markdown with the breaks that only HTML can write there as line ends."""
    return "\n".join(filter(None, (unmarked(part.strip()) for part in _BREAK.split(cell))))


def lines_of(text: str) -> list[Line]:
    """Split ``text``; no-break and other wide spaces become spaces, invisible characters go."""
    clean = text.translate(_SPACES)
    rows = [raw.translate(_INVISIBLE) for raw in _LINE_ENDS.split(clean)]
    return [Line(number, raw) for number, raw in enumerate(rows, start=1)]


def unmarked(text: str) -> str:
    """Return ``text`` without Markdown's links, emphasis and struck-out words, and without tags."""
    if not any(mark in text for mark in "[*_`<{~\t"):
        return text.strip()
    text = _STRUCK.sub("", text) if "~~" in text else text
    text = _LINK.sub(r"\1", text) if "](" in text else text
    text = _TAG.sub("", text)
    text = _EMPHASIS.sub("", text)
    return re.sub(r"\s+", " ", text).strip()
