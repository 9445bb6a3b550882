"""When each session was last changed for its readers, read from the changes of the releases.

iCalendar asks of every event for a ``SEQUENCE`` that grows with each revision and for the instant of
the last one (RFC 5545, 3.8.7.4 and 3.8.7.3; RFC 5546, 2.1.4). Releases are the revisions: a session that
release n changed has the sequence n - 1, whichever release is being written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from events.diffing import is_translation
from events.programme import Programme, Session

# Fields of the conference that are printed in every event: a change of one revises them all.
PRINTED_FACTS = {"slug", "title", "language", "time_zone", "format", "venue", "rooms", "tracks", "stream_url"}


@dataclass(frozen=True)
class Edition:
    """What a release changed: ``Change``s of ``events.diffing`` as JSON, brief or whole."""

    number: int
    published_at: datetime
    changes: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, order=True)
class Revision:
    """The state of one event: how often it may have changed before, and when it did last."""

    sequence: int
    modified_at: datetime


@dataclass(frozen=True)
class History:
    """The last revision of each session, of each person and of the conference's printed facts.

    ``last`` is the release itself that is written, where it is not the first.
    """

    first: Revision
    facts: Revision
    sessions: Mapping[UUID, Revision] = field(default_factory=dict)
    people: Mapping[UUID, Revision] = field(default_factory=dict)
    removed: Mapping[UUID, Session] = field(default_factory=dict)
    last: Revision | None = None

    @property
    def newest(self) -> Revision:
        """The release that is written."""
        return self.last or self.first

    def revision(self, session: Session, programme: Programme) -> Revision:
        """Return the last revision of the session, of somebody in it, or of a fact printed with it."""
        people: list[Revision | None] = []
        if self.people:
            credited = {credit.person for credit in session.credits}
            people = [self.people.get(each.uid) for each in programme.people if each.slug in credited]
        found = [self.first, self.facts, self.sessions.get(session.uid), *people]
        return max(revision for revision in found if revision is not None)

    def gone(self, programme: Programme) -> list[Session]:
        """Return what was announced once and the programme no longer has: as last announced, withdrawn."""
        standing = {session.uid for session in programme.sessions}
        return [session for uid, session in self.removed.items() if uid not in standing]


def history(editions: Iterable[Edition]) -> History:
    """Read the releases of one conference, first to last, up to the one that is written."""
    ordered = sorted(editions, key=lambda edition: edition.number)
    first = facts = _revision(ordered[0])
    sessions: dict[UUID, Revision] = {}
    people: dict[UUID, Revision] = {}
    removed: dict[UUID, Session] = {}
    for edition in ordered:
        revision = _revision(edition)
        for change in edition.changes:
            if is_translation(change["before"] or {}, change["after"] or {}):
                continue
            if change["subject"] == "session":
                sessions[UUID(change["uid"])] = revision
            elif change["subject"] == "person":
                people[UUID(change["uid"])] = revision
            elif PRINTED_FACTS & {*(change["before"] or ()), *(change["after"] or ())}:
                facts = revision
            if (change["subject"], change["kind"]) == ("session", "removed"):
                removed[UUID(change["uid"])] = _last_announced(change)
    return History(first, facts, sessions, people, removed, _revision(ordered[-1]))


def _revision(edition: Edition) -> Revision:
    return Revision(edition.number - 1, edition.published_at)


def _last_announced(change: Mapping[str, Any]) -> Session:
    """Return the removed session as far as the release kept it: its name, its time and its room."""
    label = {
        "uid": change["uid"],
        "slug": change["uid"],
        "title": change["title"],
        "kind": change["session_kind"],
        "number": change["number"],
    }
    return Session.model_validate({**label, **change["before"], "status": "withdrawn"})
