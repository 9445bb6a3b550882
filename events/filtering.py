"""Part of an agenda: the sessions of a kind, track, room or language, marked ones, those with some words.

No queries. A filter is offered only where there is a choice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from events import models, search
from events.layout import Entry, Layout

KEPT = 16  # agendas whose choices a process knows, as many as it knows layouts
FIELDS = ("kind", "track", "room", "language")


@dataclass(frozen=True)
class Filters:
    """What is asked for: "" for anything. ``marked`` is which sessions count as marked, None for any."""

    kind: str = ""
    track: str = ""
    room: str = ""
    language: str = ""
    text: str = ""
    marked: frozenset[UUID] | None = None

    def __bool__(self) -> bool:
        return self != Filters()


def values(layout: Layout) -> dict[str, tuple[str, ...]]:
    """Return what each filter can be, in the programme's own order; nothing for one without a choice."""
    return {field: known for field, known in _known(layout).items() if len(known) > 1}


def label(layout: Layout, field: str, value: str) -> str:
    """Say what a value of a filter is called."""
    if field == "kind":
        return str(models.Session.Kind(value).label)
    if field == "language":
        return _language(value)
    named = layout.programme.tracks if field == "track" else layout.programme.rooms
    return next(one.name for one in named if one.slug == value)


def apply(filters: Filters, layout: Layout, index: search.Index) -> tuple[Entry, ...]:
    """Return the sessions that are asked for, in the order of the agenda."""
    found = search.sessions(index, filters.text) if filters.text else None
    return tuple(entry for entry in layout.entries if _fits(entry, filters, found, layout))


def _fits(entry: Entry, filters: Filters, found: Collection[UUID] | None, layout: Layout) -> bool:
    session = entry.session
    wanted = (filters.kind, filters.track, filters.room, filters.language)
    has = (session.kind, session.track, session.room, session.language or layout.programme.language)
    return (
        all(want in ("", had) for want, had in zip(wanted, has, strict=True))
        and (filters.marked is None or session.uid in filters.marked)
        and (found is None or session.uid in found)
    )


@lru_cache(maxsize=KEPT)
def _known(layout: Layout) -> dict[str, tuple[str, ...]]:
    programme, entries = layout.programme, layout.entries
    used: dict[str, set[str | None]] = {
        "kind": {entry.session.kind for entry in entries},
        "track": {entry.session.track for entry in entries},
        "room": {entry.session.room for entry in entries},
        "language": {entry.session.language or programme.language for entry in entries},
    }
    order = {
        "kind": [str(kind) for kind in models.Session.Kind.values],
        "track": [track.slug for track in programme.tracks],
        "room": [room.slug for room in programme.rooms],
        "language": sorted(filter(None, used["language"])),
    }
    return {field: tuple(value for value in order[field] if value in used[field]) for field in FIELDS}


def _language(code: str) -> str:
    try:
        return _(get_language_info(code)["name"])
    except KeyError:  # no language that Django knows
        return code
