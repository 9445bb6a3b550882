"""People in the cells of a table: with roles among them, or in a column that nothing heads."""

from __future__ import annotations

import re

from events.importers.text import people
from events.importers.text.labels import label_of
from events.importers.text.people import Named
from events.programme import Role

ONE_ALONE: frozenset[Role] = frozenset({"moderator", "chair", "rapporteur"})
_PARTS = re.compile(r"\s*[\n;；؛]\s*")


def people_in(cell: str, role: Role, *, are_names: bool = True) -> list[tuple[Role, Named]]:
    """Read "Moderator: Ada Byron; Alan Grey (Bank), Eve Black".

    ``role`` is that of those without a word; ``are_names`` where a surname alone is one.
    """
    found: list[tuple[Role, Named]] = []
    now = role
    for part in filter(None, _PARTS.split(cell)):
        label = label_of(part)
        if label and label.what == "role":
            now, part = label.role, label.rest
        found += [(now, named) for named in people.several(part, are_names=are_names)]
        if part and now in ONE_ALONE:
            now = role
    return found


def is_unnamed(cell: str) -> bool:
    """Say whether somebody in a cell is still to be found: "Moderator: N.N.; Eve Black"."""
    for part in filter(None, _PARTS.split(cell)):
        label = label_of(part)
        if people.unnamed_in(label.rest if label and label.what == "role" else part):
            return True
    return False


def people_alone(cell: str, role: Role) -> list[tuple[Role, Named]]:
    """Read a cell under no known head; nothing unless each of its parts is surely a person."""
    parts = [part for part in _PARTS.split(cell) if part]
    for part in parts:
        label = label_of(part)
        if label and label.what == "role" and label.rest and people.several(label.rest):
            continue
        if not (people.names_only(part) or people.unlabelled(part) or _all_told(part)):
            return []
    return people_in(cell, role, are_names=False)


def _all_told(text: str) -> bool:
    found = people.several(text)
    return bool(found) and all(named.honorific or named.post or named.affiliation for named in found)
