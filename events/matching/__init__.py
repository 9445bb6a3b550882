"""Which session, question and person of an incoming programme is which of those we have.

An import seldom knows our uids. What the source itself calls by an id of its own is known by that. All else
is matched by what it says, from what tells most to what tells least: title and time, title, time and room,
each only where it is not ambiguous. A uid that an importer made up, of a title and its place among equal
ones, says no more than these. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID, uuid5

from events.matching import keys, places
from events.matching.namesakes import Namesakes
from events.programme import Credit, Person, Programme, Question, Session

Part = TypeVar("Part", Session, Question, Person)
Addressed = TypeVar("Addressed", Session, Person)

__all__ = ["NOTHING", "MadeUp", "reconcile"]


@dataclass(frozen=True)
class MadeUp:
    """What the source of a programme does not say and its importer made up.

    ``uids`` are of sessions, questions and people, ``addresses`` the uids of those whose slug is made up.
    """

    uids: frozenset[UUID] = frozenset()
    addresses: frozenset[UUID] = frozenset()


NOTHING = MadeUp()  # of a document of our own


def reconcile(
    incoming: Programme,
    current: Programme,
    *,
    withdrawn: frozenset[UUID] = frozenset(),
    made_up: MadeUp = NOTHING,
) -> Programme:
    """Return ``incoming`` with the uids of ``current`` wherever the two mean the same thing, and our rooms.

    ``current`` may hold sessions and questions that were ``withdrawn``, by uid, so that what comes back
    keeps its comments; but only under its own name: never because something else has its place now.
    A match keeps our slug, so that addresses stay, but where the source knows our uid and says another.
    """
    return _Reconciling(places.known(incoming, current), current, withdrawn, made_up).done()


class _Reconciling:
    def __init__(
        self, incoming: Programme, current: Programme, withdrawn: frozenset[UUID], made_up: MadeUp
    ) -> None:
        self.incoming, self.current = incoming, current
        self.withdrawn, self.made_up = withdrawn, made_up
        self.addressed = made_up.uids - made_up.addresses
        self.taken = {*_uids(current), *_uids(incoming)}
        self.ours = set(_uids(current))
        self.said = set(_questions(incoming)) - made_up.uids
        self.people = keys.people(incoming, current, made_up.uids, self.addressed)
        self.namesakes = Namesakes(incoming, current, self.people)
        self.by_slug = {person.slug: person for person in incoming.people}

    def done(self) -> Programme:
        """Return the incoming programme with what is ours."""
        slugs = self._slugs(self.incoming.people, self.people, set(self.namesakes.addresses))
        persons = {person.slug: slugs[person.uid] for person in self.incoming.people}
        people = [self._person(person, slugs[person.uid]) for person in self.incoming.people]
        sessions = self._sessions(persons)  # which tells of whom the people miss one
        people += self.namesakes.found.values()
        return Programme.model_validate(self.incoming.model_dump() | {"people": people, "sessions": sessions})

    def _sessions(self, persons: dict[str, str]) -> list[Session]:
        matches = keys.sessions(
            self.incoming,
            self.current,
            persons,
            self.made_up.uids,
            self.addressed,
            withdrawn=self.withdrawn,
        )
        slugs = self._slugs(self.incoming.sessions, matches, set())
        return [
            self._session(session, matches.get(session.uid), slugs[session.uid], persons)
            for session in self.incoming.sessions
        ]

    def _person(self, person: Person, slug: str) -> Person:
        """Keep the name parted from its honorific as we have it, where both say the same: "Dr Ada Byron".

        A document that knows our uid knows how to part them.
        """
        ours = self.people.get(person.uid)
        update: dict[str, object] = {"uid": self._uid(person, ours), "slug": slug}
        if ours is not None and ours.full_name == person.full_name and not self._is_known(person, ours):
            update |= {"honorific": ours.honorific, "name": ours.name}
        return person.model_copy(update=update)

    def _session(self, session: Session, ours: Session | None, slug: str, persons: dict[str, str]) -> Session:
        asked = [each for each in (ours.questions if ours else ()) if not self._is_elsewhere(each, session)]
        questions = keys.questions(session.questions, asked, self.made_up.uids, withdrawn=self.withdrawn)
        return session.model_copy(
            update={
                "uid": self._uid(session, ours),
                "slug": slug,
                "credits": self._credits(session, ours, persons),
                "questions": tuple(
                    question.model_copy(update={"uid": self._uid(question, questions.get(question.uid))})
                    for question in session.questions
                ),
            }
        )

    def _is_elsewhere(self, question: Question, session: Session) -> bool:
        """Say whether the source has our question in another session: so no other takes its uid."""
        return question.uid in self.said and question.uid not in {each.uid for each in session.questions}

    def _credits(self, session: Session, ours: Session | None, persons: dict[str, str]) -> tuple[Credit, ...]:
        """Credit people by their addresses with us, each once in a role."""
        once: dict[tuple[str, str], Credit] = {}
        for credit in session.credits:
            person = self._credited(credit, ours, persons)
            once.setdefault((person, credit.role), credit.model_copy(update={"person": person}))
        return tuple(once.values())

    def _credited(self, credit: Credit, ours: Session | None, persons: dict[str, str]) -> str:
        """Return the address of somebody; of several of one name, of who is in the session with us."""
        person = self.by_slug[credit.person]
        if person.uid not in self.made_up.uids or person.uid in self.addressed:
            return persons[credit.person]
        meant = self.namesakes.meant(person, credit.role, ours)
        return persons[credit.person] if meant is None else meant.slug

    def _uid(self, part: Part, ours: Part | None) -> UUID:
        """Return our uid, else the part's own; another where it is made up and something of ours has it."""
        if ours is not None:
            return ours.uid
        if part.uid not in self.made_up.uids or part.uid not in self.ours:
            return part.uid
        number = 2
        while (uid := uuid5(part.uid, str(number))) in self.taken:
            number += 1
        self.taken.add(uid)
        return uid

    def _is_known(self, part: Addressed, ours: Addressed) -> bool:
        """Say whether the source calls the part by the uid that it has with us."""
        return part.uid == ours.uid and part.uid not in self.made_up.uids

    def _slugs(
        self, incoming: Collection[Addressed], matches: dict[UUID, Addressed], taken: set[str]
    ) -> dict[UUID, str]:
        """Choose each part's slug: the source's where it knows our uid, ours where matched, a free one.

        What of ours is matched by what it says keeps its slug: no other takes it, in this import or the next.
        """
        wanted: list[list[tuple[UUID, str]]] = [[], [], []]
        told = {
            part.uid: part.slug
            for part in incoming
            if (ours := matches.get(part.uid)) is not None
            and self._is_known(part, ours)
            and part.uid not in self.made_up.addresses
        }
        staying = {ours.slug for uid, ours in matches.items() if uid not in told}
        for part in incoming:
            ours = matches.get(part.uid)
            if ours is None:
                wanted[2].append((part.uid, part.slug))
            elif part.uid in told and part.slug not in staying:
                wanted[0].append((part.uid, part.slug))
            else:
                wanted[1].append((part.uid, ours.slug))
        return {uid: _free(slug, taken) for each in wanted for uid, slug in each}


def _uids(programme: Programme) -> Iterable[UUID]:
    yield from (person.uid for person in programme.people)
    yield from (session.uid for session in programme.sessions)
    yield from _questions(programme)


def _questions(programme: Programme) -> Iterable[UUID]:
    return (question.uid for session in programme.sessions for question in session.questions)


def _free(slug: str, taken: set[str]) -> str:
    """Return the slug, with a number after it when others have it, and take it."""
    candidate, number = slug, 2
    while candidate in taken:
        ending = f"-{number}"
        candidate, number = slug[: 120 - len(ending)] + ending, number + 1
    taken.add(candidate)
    return candidate
