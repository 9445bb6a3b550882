"""Some of what an import would change, and not the rest. Pure: programmes in, a programme out.

What differs between two programmes comes in ``Unit``s that can each be taken or left: mostly one change, or
several that make sense together alone, such as two sessions that swap their addresses. Whichever are taken,
the programme is sound: a session brings its room and track along, people come and go with their parts.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from events.diffing import Change, Dump, diff
from events.programme import Person, Programme, Session

LENGTH = 12  # hexadecimal digits of an id: among 10,000 units two are alike once in some five million times


@dataclass(frozen=True)
class Unit:
    """Changes that are made together or not at all."""

    changes: tuple[Change, ...]

    @cached_property
    def id(self) -> str:
        """The same for the same changes; another as soon as one of them is another."""
        said = [change.model_dump(mode="json") for change in self.changes]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:LENGTH]


@dataclass(frozen=True)
class Parting:
    """What differs in ``units``; ``followers`` are the people who come or go with their parts in sessions."""

    units: tuple[Unit, ...]
    followers: tuple[Change, ...]


def parted(before: Programme, after: Programme) -> Parting:
    """Return what differs in units, in the order of ``diff`` by the first change of each."""
    ties = _Ties(before, after)
    changes = [part for change in diff(before, after) for part in _parts(change)]
    tied = [(change, ties.of(change)) for change in changes]
    followers = [change for change, names in tied if not names and _comes_or_goes(change)]
    units = _joined([each for each in tied if each[1] or not _comes_or_goes(each[0])])
    return Parting(tuple(Unit(tuple(group)) for group in units), tuple(followers))


def pick(before: Programme, after: Programme, *, left_out: Collection[str]) -> Programme:
    """Return ``before`` with what leads to ``after``, but for the units whose ids are ``left_out``."""
    if not left_out:
        return after
    parting = parted(before, after)
    taken = [change for unit in parting.units if unit.id not in left_out for change in unit.changes]
    come = [change for change in parting.followers if change.kind == "added"]
    whole = before.model_dump(mode="json")
    for change in taken:
        if change.subject == "conference":
            whole |= change.after
    whole["sessions"] = _patched(whole["sessions"], [c for c in taken if c.subject == "session"])
    whole["people"] = _patched(whole["people"], [c for c in [*taken, *come] if c.subject == "person"])
    for name, key in (("rooms", "room"), ("tracks", "track")):
        used = {session[key] for session in whole["sessions"]}
        whole[name] = with_used(whole[name], used, _places(before, after, name))
    return Programme.model_validate(whole)


def with_used(chosen: list[Dump], used: set[str | None], others: Iterable[Dump]) -> list[Dump]:
    """Add to rooms or tracks those of the ``others`` that are used and were not chosen."""
    missing = used - {place["slug"] for place in chosen}
    return [*chosen, *(place for place in others if place["slug"] in missing)]


def _parts(change: Change) -> Iterator[Change]:
    """Part what differs about the conference at large by its fields: rooms, tracks, each text."""
    if change.subject != "conference" or change.kind != "text":
        yield change
        return
    for name in change.after:
        only = {"before": {name: change.before[name]}, "after": {name: change.after[name]}}
        yield change.model_copy(update=only)


def _comes_or_goes(change: Change) -> bool:
    """Say whether it is about somebody who comes or goes, which their parts in sessions decide."""
    return change.subject == "person" and change.kind in {"added", "removed"}


def _patched(dumps: list[Dump], changes: Iterable[Change]) -> list[Dump]:
    parts = {dump["uid"]: dump for dump in dumps}
    for change in changes:
        uid = str(change.uid)
        if change.kind == "removed":
            del parts[uid]
        elif change.kind == "added":
            parts[uid] = change.after
        else:
            parts[uid] = parts[uid] | change.after
    return list(parts.values())


def _places(before: Programme, after: Programme, name: str) -> list[Dump]:
    """Return the rooms or tracks of both, in their newer state."""
    places = {node.slug: node for programme in (before, after) for node in getattr(programme, name)}
    return [node.model_dump(mode="json") for node in places.values()]


# What ties changes to each other. Two that share a tie are made together.


class _Ties:
    """Names what cannot be parted: addresses and questions that change hands, and a zone with its times."""

    def __init__(self, before: Programme, after: Programme) -> None:
        self.is_rezoned = before.time_zone != after.time_zone
        self.addresses = _contested(_addresses(before.sessions), _addresses(after.sessions))
        self.questions = _contested(_homes(before), _homes(after))
        self.people = _unsteady(_addresses(before.people), _addresses(after.people))

    def of(self, change: Change) -> set[Hashable]:
        """Return the ties of a change."""
        return set(self._named(change))

    def _named(self, change: Change) -> Iterator[Hashable]:
        if change.kind == "retimed" and self.is_rezoned:
            yield "zone"
        for dump in (change.before, change.after):
            if change.subject == "person" and dump.get("slug") in self.people:
                yield "person", dump["slug"]
            if change.subject == "session":
                yield from self._of_session(dump)

    def _of_session(self, dump: Dump) -> Iterator[Hashable]:
        if dump.get("slug") in self.addresses:
            yield "address", dump["slug"]
        for question in dump.get("questions", ()):
            if question["uid"] in self.questions:
                yield "question", question["uid"]
        for credit in dump.get("credits", ()):
            if credit["person"] in self.people:
                yield "person", credit["person"]


def _addresses(parts: Iterable[Session] | Iterable[Person]) -> dict[str, UUID]:
    return {part.slug: part.uid for part in parts}


def _homes(programme: Programme) -> dict[str, UUID]:
    """Return the session of each question."""
    return {
        str(question.uid): session.uid for session in programme.sessions for question in session.questions
    }


def _contested(before: dict[str, UUID], after: dict[str, UUID]) -> set[str]:
    """Return what is one's before and another's after."""
    return {name for name in before.keys() & after.keys() if before[name] != after[name]}


def _unsteady(before: dict[str, UUID], after: dict[str, UUID]) -> set[str]:
    """Return what is another's after, and what somebody who is in both is called in one of them alone."""
    both = set(before.values()) & set(after.values())
    moved = {
        name
        for name in before.keys() ^ after.keys()
        if (before[name] if name in before else after[name]) in both
    }
    return _contested(before, after) | moved


def _joined(tied: list[tuple[Change, set[Hashable]]]) -> list[list[Change]]:
    """Put together the changes that share a tie, one by another, in the order given."""
    root: dict[Any, Any] = {}

    def find(name: Hashable) -> Hashable:
        while root.setdefault(name, name) != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for place, (_change, names) in enumerate(tied):
        for name in names:
            root[find(name)] = find(place)
    groups: dict[Hashable, list[Change]] = defaultdict(list)
    for place, (change, _names) in enumerate(tied):
        groups[find(place)].append(change)
    return list(groups.values())
