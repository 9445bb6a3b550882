"""Finds, step by step, which part of ours each incoming part is. Pure."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from events.programme import Person, Question, Session

Part = TypeVar("Part", Session, Question, Person)
Key = Callable[[Part], Hashable | None]


class Pairs(Generic[Part]):
    """Pairs of an incoming part and one of ours. What is paired takes no part in a later step.

    A key that is None pairs with nothing. In each step those of ours that stand go before the ``withdrawn``.
    """

    def __init__(
        self, incoming: Iterable[Part], current: Iterable[Part], *, withdrawn: Container[UUID] = ()
    ) -> None:
        self.theirs: dict[UUID, Part] = {part.uid: part for part in incoming}
        self.ours: dict[UUID, Part] = {part.uid: part for part in current}
        self.withdrawn = withdrawn
        self.found: dict[UUID, Part] = {}

    def by_uid(self, *, but: Container[UUID]) -> set[UUID]:
        """Pair what has the same uid, leaving out those in ``but``; return these uids."""
        same = {uid for uid in self.theirs if uid in self.ours and uid not in but}
        for uid in same:
            self._pair(self.theirs[uid], self.ours[uid])
        return same

    def by(self, key: Key[Part], ours: Key[Part] | None = None, *, standing: bool = False) -> None:
        """Pair what alone shares a key with one of ours, whose key is told by ``ours`` where that differs.

        ``standing``: with nothing that was withdrawn.
        """
        for takes_withdrawn in (False,) if standing else (False, True):
            mine = _grouped(self.ours.values() if takes_withdrawn else self._standing(), ours or key)
            other = _grouped(self.theirs.values(), key)
            for name in other.keys() & mine.keys():
                if len(other[name]) == len(mine[name]) == 1:
                    self._pair(other[name][0], mine[name][0])

    def in_order(self, key: Key[Part]) -> None:
        """Pair what shares a key, the first with the first and so on, where there are as many of both."""
        mine, other = _grouped(self._standing(), key), _grouped(self.theirs.values(), key)
        for name in other.keys() & mine.keys():
            if len(other[name]) == len(mine[name]):
                for part, match in zip(other[name], mine[name], strict=True):
                    self._pair(part, match)

    def nearest(self, key: Key[Part], at: Callable[[Part], datetime]) -> None:
        """Pair what shares a key and is nearest to each other in time, where no other is as near."""
        mine, other = _grouped(self._standing(), key), _grouped(self.theirs.values(), key)
        for name in other.keys() & mine.keys():
            theirs, ours = sorted(other[name], key=at), sorted(mine[name], key=at)
            for part in theirs:
                near = _nearest(at(part), ours, at)
                if near is not None and _nearest(at(near), theirs, at) is part:
                    self._pair(part, near)

    def _standing(self) -> list[Part]:
        return [part for part in self.ours.values() if part.uid not in self.withdrawn]

    def _pair(self, part: Part, match: Part) -> None:
        self.found[part.uid] = match
        del self.theirs[part.uid], self.ours[match.uid]


def _grouped(parts: Iterable[Part], key: Key[Part]) -> dict[Hashable, list[Part]]:
    groups: dict[Hashable, list[Part]] = defaultdict(list)
    for part in parts:
        if (name := key(part)) is not None:
            groups[name].append(part)
    return groups


def _nearest(instant: datetime, parts: list[Part], at: Callable[[Part], datetime]) -> Part | None:
    """Return which of ``parts``, in the order of time, is nearest; None where two are equally near."""
    index = bisect(parts, instant, key=at)
    near = sorted(parts[max(0, index - 2) : index + 2], key=lambda part: abs(at(part) - instant))
    if len(near) > 1 and abs(at(near[0]) - instant) == abs(at(near[1]) - instant):
        return None
    return near[0] if near else None
