"""The draft without its texts, read fast: what a board of a thousand sessions shows, and what clashes in it.

Nothing in it is checked: the rows are as their own constraints allow, and whoever publishes reads the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from events import models
from events.models import Conference
from events.programme import Credit, Person, Programme, Question, Role, Room, Session

FACTS = ("slug", "title", "time_zone", "format", "stream_url")
FIELDS = ("pk", "uid", "slug", "kind", "number", "title", "starts_at", "ends_at", "status", "stream_url")
ASKED = Count("questions", filter=Q(questions__is_withdrawn=False))
KEPT = 4096  # small parts that are frozen, and so made once for many sessions
SHOWN = ("kind", "number", "title", "starts_at", "ends_at", "room", "status", "credits")


@dataclass(frozen=True)
class Outline:
    """A draft as far as time, place and people go.

    ``programme`` has no texts, and a question without words for each that stands. ``keys`` are our keys of
    its sessions, ``withdrawn`` those that are no longer in it, ``silent`` who has not consented.
    """

    programme: Programme
    keys: Mapping[UUID, int]
    withdrawn: tuple[Session, ...] = ()
    silent: frozenset[str] = field(default_factory=frozenset)


def outline(conference: Conference) -> Outline:
    """Read the outline of a draft, in three queries at any size."""
    rooms = {row.pk: _room(row) for row in conference.rooms.all()}
    people, credits, silent = _people(models.Appearance.objects.filter(session__conference=conference))
    found = _sessions(conference.sessions.all(), conference, rooms, credits)
    place = {room.slug: index for index, room in enumerate(rooms.values())}
    ordered = sorted(
        found.items(),
        key=lambda each: (each[1].starts_at, place.get(each[1].room or "", -1), each[1].title, each[0]),
    )
    standing = tuple(session for _, session in ordered if session.status != "withdrawn")
    credited = {credit.person for session in standing for credit in session.credits}
    facts: dict[str, Any] = {name: getattr(conference, name) or None for name in FACTS}
    programme = Programme.model_construct(
        **facts,
        rooms=tuple(rooms.values()),
        sessions=standing,
        people=tuple(people[slug] for slug in sorted(credited)),
    )
    return Outline(
        programme,
        {session.uid: pk for pk, session in ordered},
        tuple(session for _, session in ordered if session.status == "withdrawn"),
        silent & credited,
    )


def outlined(session: models.Session) -> Session:
    """Return one session as the outline has it, in three queries."""
    conference = session.conference
    rooms = {row.pk: _room(row) for row in conference.rooms.all()}
    _, credits, _ = _people(models.Appearance.objects.filter(session=session))
    return _sessions(conference.sessions.filter(pk=session.pk), conference, rooms, credits)[session.pk]


def shown(session: Session) -> list[object]:
    """Return what tells this state of a session from every other, as far as an outline goes."""
    return [getattr(session, name) for name in SHOWN]


def _room(row: models.Room) -> Room:
    return Room.model_construct(
        slug=row.slug, name=row.name, capacity=row.capacity, stream_url=row.stream_url or None
    )


def _people(
    rows: QuerySet[models.Appearance],
) -> tuple[dict[str, Person], dict[int, list[Credit]], frozenset[str]]:
    """Return the people by slug, the credits by the key of their session, and who has not consented."""
    people: dict[str, Person] = {}
    credits: dict[int, list[Credit]] = defaultdict(list)
    silent = set()
    names = ("slug", "uid", "honorific", "name", "consents_to_publish")
    values = rows.order_by("position", "pk").values_list(
        "session", "role", "affiliation", *(f"speaker__{name}" for name in names)
    )
    for session, role, affiliation, slug, uid, honorific, name, consents in values:
        credits[session].append(_credit(slug, role, affiliation or None))
        if slug not in people:
            people[slug] = Person.model_construct(slug=slug, uid=uid, honorific=honorific or None, name=name)
        if not consents:
            silent.add(slug)
    return people, credits, frozenset(silent)


def _sessions(
    rows: QuerySet[models.Session],
    conference: Conference,
    rooms: Mapping[int, Room],
    credits: Mapping[int, Iterable[Credit]],
) -> dict[int, Session]:
    found = rows.order_by().annotate(asked=ASKED).values(*FIELDS, "room_id", "asked")
    return {row["pk"]: _session(row, conference, rooms, credits.get(row["pk"], ())) for row in found}


def _session(
    row: Mapping[str, Any], conference: Conference, rooms: Mapping[int, Room], credits: Iterable[Credit]
) -> Session:
    zone, ends_at = conference.zone, row["ends_at"]
    values: dict[str, Any] = {name: row[name] or None for name in FIELDS if name != "pk"} | {
        "starts_at": row["starts_at"].astimezone(zone),
        "ends_at": ends_at and ends_at.astimezone(zone),
        "room": rooms[row["room_id"]].slug if row["room_id"] else None,
        "credits": tuple(credits),
        "questions": _questions(row["asked"]),
    }
    return Session.model_construct(**values)


@lru_cache(maxsize=KEPT)
def _credit(person: str, role: Role, affiliation: str | None) -> Credit:
    return Credit.model_construct(person=person, role=role, affiliation=affiliation)


@lru_cache(maxsize=KEPT)
def _questions(count: int) -> tuple[Question, ...]:
    """Return so many questions without words."""
    values: list[dict[str, Any]] = [{"number": number} for number in range(1, count + 1)]
    return tuple(Question.model_construct(**each) for each in values)
