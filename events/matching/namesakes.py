"""People of one name, whom a source that makes them one person cannot tell apart. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from uuid import UUID

from events.programme import Person, Programme, Role, Session
from speakers.names import folded


class Namesakes:
    """Those of our people whose names others of ours have too; a session tells who of them is meant.

    ``matched`` are those of ours who were found, by the uid of who is them in ``incoming``; ``addresses`` are
    those of the others, which nobody else may get.
    """

    def __init__(self, incoming: Programme, current: Programme, matched: dict[UUID, Person]) -> None:
        by_name: dict[str | None, list[Person]] = defaultdict(list)
        for person in current.people:
            by_name[folded(person.full_name)].append(person)
        names = Counter(folded(person.full_name) for person in incoming.people)
        self._by_name = {
            name: people for name, people in by_name.items() if len(people) > 1 and names[name] == 1
        }
        self._matched = {ours.uid: uid for uid, ours in matched.items()}
        self.addresses = {
            each.slug for people in self._by_name.values() for each in people if each.uid not in self._matched
        }
        self.found: dict[UUID, Person] = {}

    def meant(self, person: Person, role: Role, session: Session | None) -> Person | None:
        """Return who appears by the name of ``person`` in our ``session``; of several, who has the ``role``.

        Whom the source has no one for is kept in ``found``, with what it says of ``person``.
        """
        if session is None or not self._by_name:
            return None
        there = {credit.person for credit in session.credits}
        alike = [
            each
            for each in self._by_name.get(folded(person.full_name), ())
            if each.slug in there and self._matched.get(each.uid, person.uid) == person.uid
        ]
        if len(alike) > 1:
            in_role = {credit.person for credit in session.credits if credit.role == role}
            alike = [each for each in alike if each.slug in in_role]
        if len(alike) != 1:
            return None
        (ours,) = alike
        if ours.uid not in self._matched:
            own = {name: getattr(ours, name) for name in ("uid", "slug", "honorific", "name")}
            self.found.setdefault(ours.uid, person.model_copy(update=own))
        return ours
