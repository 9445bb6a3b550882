"""By what sessions, questions and people are known again, from what tells most to what tells least. Pure.

``made_up`` are the uids that no source said, ``addressed`` those of them whose address one did.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable
from datetime import datetime
from uuid import UUID

from events.matching.pairs import Pairs
from events.programme import Person, Programme, Question, Session
from speakers.names import folded


def people(
    incoming: Programme, current: Programme, made_up: Container[UUID], addressed: Container[UUID]
) -> dict[UUID, Person]:
    """Map the uid of each incoming person to who of ours that is, where somebody is."""
    pairs = Pairs(incoming.people, current.people)
    pairs.by_uid(but=made_up)
    pairs.by(lambda person: person.slug if person.uid in addressed else None, lambda person: person.slug)
    pairs.by(lambda person: person.full_name)
    pairs.by(lambda person: folded(person.full_name))
    pairs.by(lambda person: folded(person.name))
    pairs.by(lambda person: (folded(person.full_name), person.affiliation, person.post))
    pairs.by(lambda person: (folded(person.name), person.affiliation))
    pairs.by(lambda person: person.uid)
    return pairs.found


def questions(
    incoming: Iterable[Question],
    current: Iterable[Question],
    made_up: Container[UUID],
    *,
    withdrawn: Container[UUID],
) -> dict[UUID, Question]:
    """Map the uid of each incoming question of a session to which of that session's it is with us."""
    pairs = Pairs(incoming, current, withdrawn=withdrawn)
    known = pairs.by_uid(but=made_up)
    pairs.by(lambda question: _words(question.text))
    pairs.by(lambda question: (_words(question.text), question.number))
    pairs.by(lambda question: question.uid)
    pairs.by(
        lambda question: question.number if not known or question.uid in made_up else None,
        lambda question: question.number,
        standing=True,
    )
    return pairs.found


def sessions(
    incoming: Programme,
    current: Programme,
    people: dict[str, str],
    made_up: Container[UUID],
    addressed: Container[UUID],
    *,
    withdrawn: Container[UUID],
) -> dict[UUID, Session]:
    """Map the uid of each incoming session to which of ours it is.

    ``people`` are the addresses of the incoming people with us. The same title at the same time is the same
    session. Of several with one title, what is left when those are found was moved: they stay in their order,
    or the nearest in time is taken. A title of its own at another time was moved, too; another title at the
    same time and in the same room was renamed. What is renamed and moved is a new session.
    """
    pairs = Pairs(incoming.sessions, current.sessions, withdrawn=withdrawn)
    known = pairs.by_uid(but=made_up)
    pairs.by(lambda session: session.slug if session.uid in addressed else None, lambda session: session.slug)
    pairs.by(lambda s: _all_of(s, [people.get(c.person) for c in s.credits]), lambda s: _all_of(s, _named(s)))
    pairs.by(
        lambda s: _at(s, *sorted(people.get(c.person) or "" for c in s.credits)),
        lambda s: _at(s, *sorted(_named(s))),
    )
    pairs.by(lambda session: _at(session, session.room))
    pairs.by(_at)
    pairs.by(lambda session: (session.uid, session.starts_at))
    pairs.by(lambda session: (_printed(session), session.kind))
    pairs.by(_printed)
    pairs.by(lambda session: (_words(session.title), session.starts_at))
    pairs.by(lambda session: _words(session.title))
    pairs.in_order(lambda session: (_printed(session), session.starts_at.date()))
    pairs.in_order(_printed)
    pairs.nearest(_printed, _start)
    pairs.by(lambda session: session.uid)
    has_rooms = bool(incoming.rooms)
    pairs.by(
        lambda session: _place(session, has_rooms) if not known or session.uid in made_up else None,
        lambda session: _place(session, has_rooms),
        standing=True,
    )
    return pairs.found


def _all_of(session: Session, people: Iterable[str | None]) -> Hashable:
    texts = tuple(_words(question.text) for question in session.questions)
    facts = (session.ends_at, session.room, session.track, session.description)
    return _at(session, *facts, texts, tuple(people))


def _named(session: Session) -> list[str]:
    return [credit.person for credit in session.credits]


def _at(session: Session, *told: Hashable) -> Hashable:
    """Return what is printed of a session with its start and what else ``told`` of it."""
    return (_printed(session), session.starts_at, *told)


def _place(session: Session, has_rooms: bool) -> Hashable:
    """Return time and room; the time alone for a source that knows of no rooms."""
    return (session.starts_at, session.room if has_rooms else None)


def _start(session: Session) -> datetime:
    return session.starts_at


def _printed(session: Session) -> Hashable:
    return (session.number, _words(session.title))


def _words(text: str) -> str:
    """Return what is compared of a text: its words, or the text itself where it is of signs alone."""
    return folded(text) or text
