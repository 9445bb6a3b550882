"""Which session, question and person of an incoming programme is which of those we have.

An import seldom knows our uids. Matching is by uid, then by title (a question's text, a person's name),
then by time and room (a question's number), each only where it is not ambiguous. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar
from uuid import UUID

from events.programme import Person, Programme, Question, Session
from speakers.names import folded

Part = TypeVar("Part", Session, Question, Person)
Addressed = TypeVar("Addressed", Session, Person)
Key = Callable[[Part], Hashable | None]


def reconcile(
    incoming: Programme, current: Programme, *, withdrawn: frozenset[UUID] = frozenset()
) -> Programme:
    """Return ``incoming`` with the uids of ``current`` wherever the two mean the same thing.

    ``current`` may hold sessions and questions that were ``withdrawn``, by uid, so that what comes back
    keeps its comments; but only under its own name: never because something else has its place now.
    A match other than by uid also keeps our slug, so that addresses stay.
    """
    people = _matches(
        incoming.people,
        current.people,
        [lambda person: folded(person.name), lambda person: folded(person.full_name)],
    )
    sessions = _matches(
        incoming.sessions,
        current.sessions,
        [_printed, lambda session: folded(session.title)],
        place=lambda session: (session.starts_at, session.room),
        withdrawn=withdrawn,
    )
    addresses = _slugs(incoming.people, people)
    slugs = {person.slug: addresses[person.uid] for person in incoming.people}
    own = _slugs(incoming.sessions, sessions)
    document = incoming.model_dump() | {
        "people": [
            _with_our_honorific(person, people.get(person.uid)).model_copy(
                update={"uid": _uid(person, people), "slug": addresses[person.uid]}
            )
            for person in incoming.people
        ],
        "sessions": [
            _as_session(session, sessions.get(session.uid), slugs, withdrawn).model_copy(
                update={"slug": own[session.uid]}
            )
            for session in incoming.sessions
        ],
    }
    return Programme.model_validate(document)


def _with_our_honorific(person: Person, ours: Person | None) -> Person:
    """Keep the name parted from its honorific as we have it, where both say the same: "Dr Ada Byron".

    A document that knows our uid knows how to part them.
    """
    if ours is None or ours.uid == person.uid or ours.full_name != person.full_name:
        return person
    return person.model_copy(update={"honorific": ours.honorific, "name": ours.name})


def _matches(
    incoming: Iterable[Part],
    current: Iterable[Part],
    names: list[Key[Part]],
    *,
    place: Key[Part] | None = None,
    withdrawn: frozenset[UUID] = frozenset(),
) -> dict[UUID, Part]:
    """Map the uid of each incoming part to the part of ours that it is, where there is one.

    What is left when all ``names`` were compared is matched by its ``place``, if it still stands there.
    """
    ours = {part.uid: part for part in current}
    found = {part.uid: ours.pop(part.uid) for part in incoming if part.uid in ours}
    for name in names:
        _pair(incoming, ours, found, name)
    if place is not None:
        _pair(incoming, {uid: p for uid, p in ours.items() if uid not in withdrawn}, found, place)
    return found


def _pair(incoming: Iterable[Part], ours: dict[UUID, Part], found: dict[UUID, Part], key: Key[Part]) -> None:
    """Move from ``ours`` to ``found`` what one of the others alone shares the key with."""
    theirs_by_key = _unambiguous((part for part in incoming if part.uid not in found), key)
    ours_by_key = _unambiguous(ours.values(), key)
    for name in theirs_by_key.keys() & ours_by_key.keys():
        match = ours_by_key[name]
        found[theirs_by_key[name].uid] = match
        del ours[match.uid]


def _unambiguous(parts: Iterable[Part], key: Key[Part]) -> dict[Hashable, Part]:
    by_key: dict[Hashable, list[Part]] = {}
    for part in parts:
        by_key.setdefault(key(part), []).append(part)
    return {name: found[0] for name, found in by_key.items() if name is not None and len(found) == 1}


def _uid(part: Part, matches: dict[UUID, Part]) -> UUID:
    return matches[part.uid].uid if part.uid in matches else part.uid


def _as_session(
    session: Session, match: Session | None, slugs: dict[str, str], withdrawn: frozenset[UUID]
) -> Session:
    questions = _matches(
        session.questions,
        match.questions if match else (),
        [lambda question: folded(question.text)],
        place=lambda question: question.number,
        withdrawn=withdrawn,
    )
    return session.model_copy(
        update={
            "uid": match.uid if match else session.uid,
            "credits": tuple(
                credit.model_copy(update={"person": slugs[credit.person]}) for credit in session.credits
            ),
            "questions": tuple(
                question.model_copy(update={"uid": _uid(question, questions)})
                for question in session.questions
            ),
        }
    )


def _slugs(incoming: Iterable[Addressed], matches: dict[UUID, Addressed]) -> dict[UUID, str]:
    """Choose each part's slug: its own when it came with our uid, ours when matched otherwise, a free one."""
    incoming = list(incoming)
    known = [part for part in incoming if part.uid in matches]
    same = [part for part in known if matches[part.uid].uid == part.uid]
    other = [part for part in known if matches[part.uid].uid != part.uid]
    wanted = [(part.uid, part.slug) for part in same]
    wanted += [(part.uid, matches[part.uid].slug) for part in other]
    wanted += [(part.uid, part.slug) for part in incoming if part.uid not in matches]
    taken: set[str] = set()
    return {uid: _free(slug, taken) for uid, slug in wanted}


def _free(slug: str, taken: set[str]) -> str:
    """Return the slug, with a number after it when others have it, and take it."""
    candidate, number = slug, 2
    while candidate in taken:
        ending = f"-{number}"
        candidate, number = slug[: 120 - len(ending)] + ending, number + 1
    taken.add(candidate)
    return candidate


def _printed(session: Session) -> Hashable | None:
    title = folded(session.title)
    return title and (session.kind, session.number, title)
