"""Edits in words: what was done to a session, a person or a whole draft, by whom and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from events import phrases
from events.diffing import Change
from events.models import Edit, Room
from events.phrases import Names
from speakers.models import Speaker


@dataclass(frozen=True)
class ToldEdit:
    """An edit and what it changed, in words. ``names`` call rooms and people as they are called now."""

    edit: Edit
    changes: tuple[Change, ...]
    names: Names

    @property
    def sentences(self) -> list[str]:
        """Say each change, at the venue's times."""
        return phrases.sentences(self.changes, self.edit.conference.zone, self.names)


def told(edits: Iterable[Edit], *, about: Collection[UUID | None] | None = None) -> list[ToldEdit]:
    """Put edits, loaded by ``told``, into words: two queries at any size.

    ``about`` are the permanent ids of what alone is to be told of, None among them the conference itself;
    without ``about`` it is everything.
    """
    kept = {
        edit: tuple(part.change for part in edit.parts.all() if about is None or part.uid in about)
        for edit in edits
    }
    rooms = _rooms(kept)
    people = _people(change for changes in kept.values() for change in changes)
    return [
        ToldEdit(edit, changes, Names(rooms[edit.conference_id], people).knowing(changes))
        for edit, changes in kept.items()
    ]


def _rooms(edits: Iterable[Edit]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    conferences = {edit.conference_id for edit in edits}
    for conference, slug, name in Room.objects.filter(conference__in=conferences).values_list(
        "conference", "slug", "name"
    ):
        found[conference][slug] = name
    return found


def _people(changes: Iterable[Change]) -> dict[str, str]:
    slugs = {
        credit["person"]
        for change in changes
        for dump in (change.before, change.after)
        for credit in dump.get("credits", ())
    }
    return dict(Speaker.objects.filter(slug__in=slugs).values_list("slug", "name"))
