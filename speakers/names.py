"""Names as they are compared. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple


class Entry(NamedTuple):
    """What is compared of a person."""

    pk: int
    name: str
    email: str = ""


def folded(text: str) -> str | None:
    """Return the words of a text without case and marks between them; None where there are none."""
    words = re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
    return words or None


def likeness(name: str) -> str | None:
    """Return what names have in common that are likely one: no accents, and in whichever order."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    words = folded(bare)
    return words and " ".join(sorted(words.split()))


def likely_duplicates(entries: Iterable[Entry]) -> list[list[int]]:
    """Return the keys of those who are likely one person: by like names or the same e-mail address.

    The groups and what is in them keep the order of ``entries``.
    """
    entries = list(entries)
    by_key: dict[tuple[str, str], int] = {}  # of what two have in common to the first that has it
    leader: dict[int, int] = {}
    for entry in entries:
        leader[entry.pk] = entry.pk
        for key in _keys(entry):
            first = _leader(by_key.setdefault(key, entry.pk), leader)
            leader[_leader(entry.pk, leader)] = first
    groups: dict[int, list[int]] = {}
    for entry in entries:
        groups.setdefault(_leader(entry.pk, leader), []).append(entry.pk)
    return [group for group in groups.values() if len(group) > 1]


def _keys(entry: Entry) -> list[tuple[str, str]]:
    said = [("name", likeness(entry.name)), ("email", entry.email.strip().casefold())]
    return [(kind, value) for kind, value in said if value]


def _leader(pk: int, leader: dict[int, int]) -> int:
    while leader[pk] != pk:
        pk = leader[pk]
    return pk
