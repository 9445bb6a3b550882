"""What publishing would do: how the draft differs from the newest release, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events import conflicts, models, phrases, publishing
from events.comparing import Pair, side_by_side
from events.conflicts import Conflict
from events.diffing import Change, Dump, Subject, diff
from events.models import Conference, Release
from events.phrases import Names
from events.phrases.words import FIELDS
from events.programme import Programme
from speakers.models import Speaker


@dataclass(frozen=True)
class Told:
    """One change in words, with the texts that differ beside each other."""

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
            Told(phrases.sentence(change, zone, names), tuple(pairs(change, names))) for change in about
        )
        groups.append(Group(subject, uid, phrases.heading(about[0]), told))
    return groups


def pairs(change: Change, names: Names) -> Iterator[Pair]:
    """Set the texts beside each other that a sentence cannot hold."""
    if change.kind == "text":
        for name in change.after:
            before, after = _shown(change.before[name]), _shown(change.after[name])
            yield side_by_side(capfirst(str(FIELDS[name])), before, after)
    elif change.kind == "questions":
        yield from _of_questions(change.before["questions"], change.after["questions"])
    elif change.kind == "people":
        credits = [_credits(dump["credits"], names) for dump in (change.before, change.after)]
        yield side_by_side(_("People"), *credits)


def _of_questions(before: list[Dump], after: list[Dump]) -> Iterator[Pair]:
    old = {question["uid"]: question for question in before}
    for question in after:
        was = old.get(question["uid"])
        for field, label in (
            ("text", _("Question %(number)s")),
            ("outcome", _("Outcome of question %(number)s")),
        ):
            if was and was[field] != question[field]:
                name = label % {"number": question["number"]}
                yield side_by_side(name, was[field] or "", question[field] or "")


def _credits(credits: list[Dump], names: Names) -> str:
    lines = []
    for credit in credits:
        parts = [str(models.Appearance.Role(credit["role"]).label), credit["affiliation"]]
        lines.append(f"{names.person(credit['person'])} ({', '.join(filter(None, parts))})")
    return "\n".join(lines)


def _shown(value: Any) -> str:
    """Write any value of the document as lines of text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(_shown(part) for part in value)
    if isinstance(value, dict):
        return " · ".join(str(part) for key, part in value.items() if part is not None and key != "slug")
    return str(value)
