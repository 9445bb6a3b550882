"""A document that knows people as they were before: under names and ids of entries that became one. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from events.programme import Credit, Person, Programme
from speakers.names import folded


@dataclass(frozen=True)
class Former:
    """A name that somebody had, and a uid where it was an entry of its own; then who they are now."""

    former_name: str
    former_uid: UUID | None
    uid: UUID
    slug: str
    honorific: str | None
    name: str


def join(incoming: Programme, former: Iterable[Former], current: Programme) -> Programme:
    """Return ``incoming`` with people as who they are now, each once.

    A former uid counts anywhere; a former name only where ``current`` has the person and nobody of that name.
    """
    now = _known(incoming, list(former), current)
    if not now:
        return incoming
    same = {each.uid: _same(incoming, each, now, current) for each in now.values()}
    people, slugs = _joined(incoming, now, {uid: person.slug for uid, person in same.items() if person})
    document = incoming.model_dump() | {
        "people": people,
        "sessions": [
            session.model_copy(update={"credits": _credits(session.credits, slugs)})
            for session in incoming.sessions
        ],
    }
    return Programme.model_validate(document)


def _known(incoming: Programme, former: list[Former], current: Programme) -> dict[UUID, Former]:
    """Map the uids of those who were somebody else to who they are."""
    here = {person.uid for person in current.people}
    names = {folded(name) for person in current.people for name in (person.name, person.full_name)}
    by_uid = {each.former_uid: each for each in former if each.former_uid}
    by_name: dict[str | None, set[UUID]] = {}
    for each in former:
        if each.uid in here and folded(each.former_name) not in names:
            by_name.setdefault(folded(each.former_name), set()).add(each.uid)
    who = {each.uid: each for each in former}
    found = {}
    for person in incoming.people:
        named = by_name.get(folded(person.name)) or by_name.get(folded(person.full_name)) or set()
        if person.uid in by_uid:
            found[person.uid] = by_uid[person.uid]
        elif person.uid not in here and len(named) == 1:
            found[person.uid] = who[next(iter(named))]
    return found


def _same(incoming: Programme, who: Former, now: dict[UUID, Former], current: Programme) -> Person | None:
    """Return who stands in the document as the person that ``who`` is now, if it names them both."""
    here = {person.uid for person in current.people}
    for person in incoming.people:
        is_stranger = person.uid not in now and person.uid not in here
        if person.uid == who.uid or (is_stranger and folded(person.name) == folded(who.name)):
            return person
    return None


def _joined(
    incoming: Programme, now: dict[UUID, Former], slugs_now: dict[UUID, str]
) -> tuple[list[Person], dict[str, str]]:
    """Return the people, each once, and the slug by which each former one is credited.

    ``slugs_now`` are of those who stand in the document already.
    """
    taken = {person.slug for person in incoming.people}
    known = dict(slugs_now)
    people, slugs = [], {}
    for person in incoming.people:
        if person.uid not in now:
            people.append(person)
            continue
        who = now[person.uid]
        if who.uid not in known:
            known[who.uid] = who.slug if who.slug not in taken else person.slug
            said = {"uid": who.uid, "slug": known[who.uid], "honorific": who.honorific, "name": who.name}
            people.append(person.model_copy(update=said))
        slugs[person.slug] = known[who.uid]
    return people, slugs


def _credits(credits: Iterable[Credit], slugs: dict[str, str]) -> tuple[Credit, ...]:
    """Credit people by their slugs of now, each once in a role."""
    once: dict[tuple[str, str], Credit] = {}
    for credit in credits:
        person = slugs.get(credit.person, credit.person)
        once.setdefault((person, credit.role), credit.model_copy(update={"person": person}))
    return tuple(once.values())
