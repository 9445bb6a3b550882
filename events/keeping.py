"""What an import leaves alone: fields that its format has no way to say stay as they are in the draft. Pure.

A field is named as in ``docs/formats.md``: ``session.recording_url``, ``person.biography``.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from events.programme import Programme

Dump = dict[str, Any]


def keep(
    incoming: Programme, current: Programme, silent_on: frozenset[str], *, withdrawn: frozenset[UUID]
) -> Programme:
    """Return ``incoming``, which has our uids, with the fields in ``silent_on`` as ``current`` has them.

    What is ``withdrawn`` and comes back has no status to keep: it takes place again.
    """
    if not silent_on:
        return incoming
    new, old = incoming.model_dump(), current.model_dump()
    _copy("conference", new, old, silent_on)
    _copy_parts("session", new["sessions"], old["sessions"], silent_on, by="uid", withdrawn=withdrawn)
    _copy_parts("person", new["people"], old["people"], silent_on, by="uid")
    _copy_parts("room", new["rooms"], old["rooms"], silent_on, by="slug")
    _copy_parts("track", new["tracks"], old["tracks"], silent_on, by="slug")
    _copy_parts("question", _questions(new), _questions(old), silent_on, by="uid")
    return Programme.model_validate(new)


def _copy_parts(
    kind: str,
    new: list[Dump],
    old: list[Dump],
    silent_on: frozenset[str],
    *,
    by: str,
    withdrawn: frozenset[UUID] = frozenset(),
) -> None:
    ours = {part[by]: part for part in old}
    for part in new:
        if part[by] in ours:
            again = part[by] in withdrawn
            _copy(kind, part, ours[part[by]], silent_on - {"session.status"} if again else silent_on)


def _questions(programme: Dump) -> list[Dump]:
    return [question for session in programme["sessions"] for question in session["questions"]]


def _copy(kind: str, new: Dump, old: Dump, silent_on: frozenset[str]) -> None:
    for name in silent_on:
        part, _, field = name.partition(".")
        if part == kind and field in old:
            new[field] = old[field]
