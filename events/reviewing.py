"""What publishing would do: how the draft differs from the newest release, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from events import conflicts, phrases, publishing
from events.comparing import Pair
from events.conflicts import Conflict
from events.diffing import Change, Subject, diff
from events.models import Conference, Release
from events.phrases import Names
from events.phrases.sides import pairs
from events.programme import Programme
from speakers.models import Speaker


@dataclass(frozen=True)
class Told:
    """One change in words, with what was and what is said beside each other."""

    sentence: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Group:
    """What changes about one session, one person or the conference. ``uid`` is None for the conference."""

    subject: Subject
    uid: UUID | None
    heading: str
    changes: tuple[Told, ...]


@dataclass(frozen=True)
class Review:
    """The draft beside the newest release, ``last``, or beside nothing where there is none.

    ``conflicts`` are what does not fit together in the draft; of these, ``fresh`` were not published yet.
    """

    draft: Programme
    last: Release | None
    before: Programme
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    fresh: tuple[Conflict, ...]

    def groups(self, zone: ZoneInfo) -> list[Group]:
        """Return the changes in words: the conference's, each session's, each person's."""
        return grouped(self.changes, zone, Names.of(self.before, self.draft))


def review(conference: Conference) -> Review:
    """Compare the draft with the newest release, in ten queries at any size.

    Raises:
        ProgrammeError: see ``publishing.build``.
    """
    draft = publishing.build(conference)
    last = conference.releases.first()
    before = publishing.decoded(last) if last else publishing.nothing_of(draft)
    return compared(conference, draft, last, before)


def compared(conference: Conference, draft: Programme, last: Release | None, before: Programme) -> Review:
    """Compare what may be published with ``before``, the document of the release ``last``, in one query."""
    found, known = conflicts_of(conference, draft, before)
    keys = {conflict.key for conflict in known}
    fresh = tuple(conflict for conflict in found if conflict.key not in keys)
    return Review(draft, last, before, diff(before, draft), found, fresh)


def conflicts_of(conference: Conference, *programmes: Programme) -> list[tuple[Conflict, ...]]:
    """Return what does not fit together in each of these programmes of the conference, in one query."""
    people = Speaker.objects.filter(sessions__conference=conference, consents_to_publish=False)
    silent = set(people.values_list("slug", flat=True))
    return [conflicts.find(each, days=conference.days, without_consent=silent) for each in programmes]


def grouped(changes: Iterable[Change], zone: ZoneInfo, names: Names) -> list[Group]:
    """Return changes in words by what they are about, in the order given."""
    groups = []
    for (subject, uid), run in groupby(changes, key=lambda change: (change.subject, change.uid)):
        about = list(run)
        told = tuple(
            Told(phrases.sentence(change, zone, names), tuple(pairs(change, zone, names))) for change in about
        )
        groups.append(Group(subject, uid, phrases.heading(about[0]), told))
    return groups
