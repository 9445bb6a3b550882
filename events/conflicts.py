"""What does not fit together in a programme. Pure: it reads a document, and knows no database.

An error makes a programme that cannot be true, and is refused when it is published; a warning is something
that staff should have seen before. Sessions that are cancelled clash with nothing. A session whose end is
not after its start never comes here: no Programme holds one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from events.programme import Person, Programme, Room, Session

Severity = Literal["error", "warning"]
Kind = Literal[
    "no_end",
    "room",
    "days",
    "person",
    "short_break",
    "break",
    "moderator",
    "questions",
    "consent",
    "title",
    "stream",
]

SHORTEST_BREAK = timedelta(minutes=5)  # to go from one room to another
INFORMAL = {"break", "social"}  # they share rooms with what is set up there, and are named alike
LEADING = {"moderator", "chair"}


@dataclass(frozen=True)
class Days:
    """The days on which a conference takes place, both included; None where that is not said."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Conflict:
    """One thing that does not fit: the sessions that it is about, earliest first, and the person or room.

    What takes place during a break comes after the break, whichever starts earlier.
    """

    kind: Kind
    severity: Severity
    sessions: tuple[Session, ...] = ()
    person: Person | None = None
    room: Room | None = None

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What makes two of them, in two documents, the same one."""
        person, room = self.person and self.person.uid, self.room and self.room.slug
        return (self.kind, self.severity, frozenset(session.uid for session in self.sessions), person, room)


def find(
    programme: Programme, *, days: Days | None = None, without_consent: Collection[str] = ()
) -> tuple[Conflict, ...]:
    """Return what does not fit together: errors first, then by kind, then by time.

    Args:
        programme: the draft, or any document.
        days: when the conference takes place at the venue, where staff have said so.
        without_consent: the slugs of people who have not consented to be published.
    """
    sessions = [session for session in programme.sessions if session.status != "cancelled"]
    found = [
        *_open_ends(sessions),
        *_rooms(programme, sessions),
        *_outside(sessions, days or Days()),
        *_people(programme, sessions),
        *_breaks(sessions),
        *_panels(sessions),
        *(Conflict("consent", "warning", person=p) for p in programme.people if p.slug in without_consent),
        *_titles(sessions),
        *_streams(programme, sessions),
    ]
    return tuple(sorted(found, key=lambda conflict: conflict.severity))


def errors(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Return those for which publishing is refused."""
    return [conflict for conflict in conflicts if conflict.severity == "error"]


def _open_ends(sessions: Iterable[Session]) -> Iterator[Conflict]:
    return (Conflict("no_end", "error", (session,)) for session in sessions if session.ends_at is None)


def _rooms(programme: Programme, sessions: Iterable[Session]) -> Iterator[Conflict]:
    formal = [session for session in sessions if session.room and session.kind not in INFORMAL]
    by_room = _grouped(formal, lambda session: [session.room])
    for room in programme.rooms:
        for earlier, later in _overlaps(by_room[room.slug]):
            is_sure = {earlier.status, later.status} == {"confirmed"}
            yield Conflict("room", "error" if is_sure else "warning", (earlier, later), room=room)


def _outside(sessions: Iterable[Session], days: Days) -> Iterator[Conflict]:
    for session in sessions:
        is_early = days.first is not None and session.starts_at.date() < days.first
        is_late = days.last is not None and session.starts_at.date() > days.last
        if is_early or is_late:
            yield Conflict("days", "error", (session,))


def _people(programme: Programme, sessions: Iterable[Session]) -> Iterator[Conflict]:
    by_person = _grouped(sessions, lambda session: {credit.person for credit in session.credits})
    for person in programme.people:
        own = by_person[person.slug]
        for pair in _overlaps(own):
            yield Conflict("person", "warning", pair, person=person)
        for earlier, later in pairwise(own):
            moves = earlier.room and later.room and earlier.room != later.room
            if moves and timedelta(0) <= later.starts_at - _end(earlier) < SHORTEST_BREAK:
                yield Conflict("short_break", "warning", (earlier, later), person=person)


def _breaks(sessions: list[Session]) -> Iterator[Conflict]:
    """Find what takes place during a break, unless it is one of another room, where the programme goes on."""
    formal = [session for session in sessions if session.kind not in INFORMAL]
    used = {session.room for session in formal}
    for pause in (session for session in sessions if session.kind == "break"):
        for session in formal:
            is_elsewhere = pause.room in used and pause.room != session.room and pause.room is not None
            if not is_elsewhere and session.starts_at < _end(pause) and pause.starts_at < _end(session):
                yield Conflict("break", "warning", (pause, session))


def _panels(sessions: Iterable[Session]) -> Iterator[Conflict]:
    for session in sessions:
        if session.kind != "panel":
            continue
        if not any(credit.role in LEADING for credit in session.credits):
            yield Conflict("moderator", "warning", (session,))
        if not session.questions:
            yield Conflict("questions", "warning", (session,))


def _titles(sessions: Iterable[Session]) -> Iterator[Conflict]:
    formal = [session for session in sessions if session.kind not in INFORMAL]
    for alike in _grouped(formal, lambda session: [" ".join(session.title.casefold().split())]).values():
        if len(alike) > 1:
            yield Conflict("title", "warning", tuple(alike))


def _streams(programme: Programme, sessions: Iterable[Session]) -> Iterator[Conflict]:
    if programme.format == "in_person" or programme.stream_url:
        return
    streamed = {room.slug for room in programme.rooms if room.stream_url}
    formal = [session for session in sessions if session.kind not in INFORMAL]
    silent = [session for session in formal if not session.stream_url and session.room not in streamed]
    if silent and len(silent) == len(formal):
        yield Conflict("stream", "warning")  # once, of the conference
    else:
        yield from (Conflict("stream", "warning", (session,)) for session in silent)


def _grouped(
    sessions: Iterable[Session], keys: Callable[[Session], Iterable[Hashable]]
) -> defaultdict[Hashable, list[Session]]:
    """Put each session, in their order, below each of its keys."""
    groups: defaultdict[Hashable, list[Session]] = defaultdict(list)
    for session in sessions:
        for key in keys(session):
            groups[key].append(session)
    return groups


def _overlaps(sessions: Iterable[Session]) -> Iterator[tuple[Session, Session]]:
    """Pair each session with whichever of those before it, ordered by start, is still on longest."""
    longest: Session | None = None
    for session in sessions:
        if longest is not None and session.starts_at < _end(longest):
            yield longest, session
        if longest is None or _end(session) > _end(longest):
            longest = session


def _end(session: Session) -> datetime:
    return session.ends_at or session.starts_at
