"""Addresses and permanent ids for what an import brings, the same each time the same source is read."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable

from django.utils.text import slugify

from events.matching import MadeUp
from events.programme import Programme

NAMESPACE = uuid.UUID("6f3a2d0e-8c1b-5e47-9d25-41a7c0b9e8f3")  # of all ids that importers make up
MAX_SLUG = 120


def uid(*path: str) -> uuid.UUID:
    """Return the id of the thing at ``path``, e.g. conference slug, "session", session slug."""
    return uuid.uuid5(NAMESPACE, "/".join(path))


def slug_of(text: str, *, fallback: str) -> str:
    """Return ``text`` as an address of letters of any script, digits and hyphens; never empty."""
    kept = "".join(char for char in slugify(text, allow_unicode=True) if _is_kept(char))
    return kept[:MAX_SLUG].strip("-_") or fallback


class Inventions:
    """Makes uids up, and remembers which uids and addresses are made up."""

    def __init__(self) -> None:
        self._uids: set[uuid.UUID] = set()
        self._addresses: set[uuid.UUID] = set()

    def uid(self, *path: str) -> uuid.UUID:
        """Return an id as ``uid`` does, of what the source gives none."""
        made = uid(*path)
        self._uids.add(made)
        return made

    def address(self, of: uuid.UUID) -> None:
        """Note that the address of the part with the uid ``of`` is made up."""
        self._addresses.add(of)

    @property
    def made_up(self) -> MadeUp:
        """All of them."""
        return MadeUp(frozenset(self._uids), frozenset(self._addresses))


def all_made_up(programme: Programme) -> MadeUp:
    """Return that every uid and address of ``programme`` was made up: its source has none."""
    addressed = {session.uid for session in programme.sessions} | {each.uid for each in programme.people}
    asked = {question.uid for session in programme.sessions for question in session.questions}
    return MadeUp(frozenset(addressed | asked), frozenset(addressed))


class Slugs:
    """Gives out addresses, each once: ``lunch``, ``lunch-2``, ``lunch-3``."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def take(self, text: str, *, fallback: str) -> str:
        """Return an address for ``text`` that was not given out before."""
        base = slug_of(text, fallback=fallback)
        if base not in self._taken:
            self._taken.add(base)
            return base
        number = self._next.get(base, 2)
        while (slug := _numbered(base, number)) in self._taken:
            number += 1
        self._next[base] = number + 1
        self._taken.add(slug)
        return slug


def _numbered(base: str, number: int) -> str:
    ending = f"-{number}"
    return base[: MAX_SLUG - len(ending)] + ending


def _is_kept(char: str) -> bool:
    return char in "-_" or unicodedata.category(char) in {"Ll", "Lm", "Lo", "Lt", "Lu", "Nd"}
