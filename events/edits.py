"""Recording what is done to a draft. Whoever changes one does it within ``Recording``, or calls ``note``.

A recording reads what it may change before and after, and stores the difference as an ``Edit``. What was
withdrawn is in no programme, so what changes about it is not recorded until it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from pydantic import ValidationError as DocumentError

from cyberconf.accounts.models import User
from events import drafts
from events.diffing import Change, diff
from events.models import Appearance, Conference, Edit, EditPart, Session
from events.programme import Person, Programme
from speakers.models import Speaker


class Recording:
    """What stood before a deed; ``finish`` compares it with what stands after it.

    ``sessions`` are the keys of the sessions that it touches, with their people; None is the whole draft.
    With ``made``, they, or the conference, were made only now, and nothing was known of them before.
    Each reading takes eight queries at most.
    """

    def __init__(
        self,
        conference: Conference,
        *,
        by: User | None,
        via: str,
        sessions: Iterable[int] | None = None,
        made: bool = False,
    ) -> None:
        self.conference, self._by, self._via = conference, by, via
        self._keys = None if sessions is None else list(sessions)
        self._before = self._nothing() if made else self._read(self._keys)

    def add(self, *sessions: int) -> None:
        """Take in sessions that the deed makes."""
        if self._keys is not None:
            self._keys += sessions

    def finish(self) -> Edit | None:
        """Store what differs now; None when nothing does."""
        after = self._read(self._keys)
        if self._before is None or after is None:  # a draft that was no programme, or is none: who and when
            return _store(self.conference, [], by=self._by, via=self._via)
        return note(self.conference, self._before, after, by=self._by, via=self._via, sessions=self._keys)

    def _nothing(self) -> Programme | None:
        """What there was before sessions were made, or before the conference itself was."""
        if self._keys is not None:
            return self._read([])
        made = self.conference
        return Programme(slug=made.slug, title=made.title, time_zone=made.time_zone)

    def _read(self, keys: list[int] | None) -> Programme | None:
        try:
            return Programme.model_validate(drafts.read(self.conference, sessions=keys))
        except DocumentError:
            return None


@contextmanager
def of_speakers(
    speakers: Iterable[Speaker], *, by: User | None, via: str, but: Conference | None = None
) -> Iterator[list[Conference]]:
    """Record what is done within to entries, in every draft in which one appears; give these conferences.

    ``but`` is one whose draft is recorded anyway. All or nothing.
    """
    rows = Session.objects.filter(appearances__speaker__in=list(speakers)).select_related("conference")
    found: dict[Conference, set[int]] = {}
    for session in rows.exclude(conference=but) if but else rows:
        found.setdefault(session.conference, set()).add(session.pk)
    with transaction.atomic():
        lock(found)
        recordings = [
            Recording(conference, by=by, via=via, sessions=keys) for conference, keys in found.items()
        ]
        yield list(found)
        for recording in recordings:
            recording.finish()


@contextmanager
def of_people(
    people: Iterable[Person], conference: Conference, *, by: User | None, via: str
) -> Iterator[None]:
    """Record, in the other drafts that share them, that the conference's document changes people's entries.

    What it says of them in other languages is its own, and changes nothing elsewhere.
    Within ``lock_with_people``. Costs one query where it changes none that is known.
    """
    wanted = {person.uid: person.model_copy(update={"translations": ()}) for person in people}
    known = Speaker.objects.filter(uid__in=list(wanted))
    changed = [row for row in known if Person.model_validate(drafts.read_person(row)) != wanted[row.uid]]
    with of_speakers(changed, by=by, via=via, but=conference):
        yield


def lock(conferences: Iterable[Conference]) -> None:
    """Have the drafts to oneself until the transaction ends: before their people, as whoever imports does.

    In one order, so that no two who want several wait for each other.
    """
    _lock({conference.pk for conference in conferences})


def lock_with_people(conference: Conference, uids: Iterable[UUID] = ()) -> Conference:
    """Have the draft to oneself, with all others that share its people; return it as it is now.

    Whoever writes people from a document begins with this; ``uids`` are those of its people, who may be in
    other drafts alone. Two queries.

    Raises:
        Conference.DoesNotExist: somebody deleted it meanwhile.
    """
    own = Appearance.objects.filter(session__conference=conference)
    meant = Q(pk__in=own.values("speaker")) | Q(uid__in=(uids := list(uids)))
    people = Speaker.objects.filter(meant | Q(former_entries__uid__in=uids))
    shared = Appearance.objects.filter(speaker__in=people.values("pk"))
    locked = _lock({conference.pk, *shared.values_list("session__conference", flat=True)})
    for each in locked:
        if each.pk == conference.pk:
            return each
    raise Conference.DoesNotExist


def _lock(keys: Iterable[int]) -> list[Conference]:
    return list(Conference.objects.select_for_update().filter(pk__in=sorted(keys)).order_by("pk"))


def note(
    conference: Conference,
    before: Programme,
    after: Programme,
    *,
    by: User | None,
    via: str,
    undoes: Edit | None = None,
    sessions: Iterable[int] | None = None,
) -> Edit | None:
    """Store what leads from one document to the other as an edit; None when nothing does.

    ``sessions`` are the keys of those that the documents hold; None: they are whole.
    """
    changes = list(diff(before, after))
    if sessions is not None:
        changes = _without_those_elsewhere(changes, conference, sessions)
    return _store(conference, changes, by=by, via=via, undoes=undoes) if changes else None


def _without_those_elsewhere(
    changes: list[Change], conference: Conference, sessions: Iterable[int]
) -> list[Change]:
    """Leave out the people who came to these sessions, or went from them, and are in others as before."""
    moved = {c.uid for c in changes if c.uid and c.subject == "person" and c.kind in {"added", "removed"}}
    if not moved:
        return changes
    others = conference.sessions.exclude(pk__in=sessions).exclude(status=Session.Status.WITHDRAWN)
    there = set(Speaker.objects.filter(uid__in=moved, sessions__in=others).values_list("uid", flat=True))
    return [c for c in changes if c.subject != "person" or c.uid not in moved & there]


def _store(
    conference: Conference,
    changes: Iterable[Change],
    *,
    by: User | None,
    via: str,
    undoes: Edit | None = None,
) -> Edit:
    edit = Edit.objects.create(conference=conference, by=by, via=via, undoes=undoes)
    EditPart.objects.bulk_create([EditPart.of(change, edit=edit) for change in changes], batch_size=500)
    return edit
