"""Guiding questions: as items of a list, as lines of their own, or run into a paragraph."""

from __future__ import annotations

import re

from events.importers.text.matching import fold

_SENTENCE_END = re.compile(r"(?<=[.!?？؟…])[\"”»'’)]?\s{1,3}(?=[\"“«'‘(¿]?\w)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|cf|vs|mr|mrs|ms|dr|prof|no|st|art)|\b\w)\.$", re.I)


_ITEM = re.compile(r"(?:^|\n)- ")


def is_question(text: str) -> bool:
    """Say whether ``text`` ends as a question does."""
    return fold(text).rstrip(" \"'»)*_").endswith("?")


def tidy(text: str) -> str:
    """Return a question without the semicolon that parts it from the next."""
    return text.strip().rstrip(";；").strip()


def sentences(text: str) -> list[str]:
    """Split ``text`` into sentences; "e.g. this" stays whole."""
    parts: list[str] = []
    begin = 0
    for found in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text[max(begin, found.start() - 12) : found.start()]):
            parts.append(text[begin : found.end()].strip())
            begin = found.end()
    return [part for part in [*parts, text[begin:].strip()] if part]


def listed_in(text: str) -> list[str]:
    """Return the questions that stand on the label's own line: one, or several sentences."""
    parts = sentences(text)
    return parts if all(is_question(part) for part in parts) else [text]


def run_in(paragraph: str) -> tuple[str, list[str]]:
    """Split a paragraph that ends in two or more questions into what stands before and the questions.

    A list is split where all of its items are questions.
    """
    if paragraph.startswith("- "):
        items = [" ".join(item.split()) for item in _ITEM.split(paragraph) if item.strip()]
        return ("", items) if all(map(is_question, items)) else (paragraph, [])
    parts = sentences(paragraph)
    first = len(parts)
    while first and is_question(parts[first - 1]):
        first -= 1
    if len(parts) - first < 2:
        return paragraph, []
    return " ".join(parts[:first]), parts[first:]
