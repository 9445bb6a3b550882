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
    people, slugs = _joined(incoming, now, _standing(incoming, now, current))
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


def _standing(incoming: Programme, now: dict[UUID, Former], current: Programme) -> dict[UUID, str]:
    """Map the uids of who people are now to the slugs of those in the document who are they already."""
    here = {person.uid for person in current.people}
    by_uid: dict[UUID, str] = {}
    strangers: dict[str | None, str] = {}
    for person in incoming.people:
        by_uid.setdefault(person.uid, person.slug)
        if person.uid not in now and person.uid not in here:
            strangers.setdefault(folded(person.name), person.slug)
    found = {who.uid: by_uid.get(who.uid) or strangers.get(folded(who.name)) for who in now.values()}
    return {uid: slug for uid, slug in found.items() if slug}


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
