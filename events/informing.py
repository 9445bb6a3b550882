"""Letters to the speakers whose sessions a release changes: to each one, of their own sessions alone.

They are in the language of the programme and at the time of the venue, with the sessions concerned as a
calendar that updates what people have of the public one: the same ids, the same sequence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.web import clocks, languages
from cyberconf.web.wording import one_line
from events import editions, hooks, outbox, phrases
from events.diffing import Change, diff, is_translation
from events.errors import ProgrammeError
from events.exporters import Context, Site, ical
from events.models import Conference, Letter, Release, Session
from events.phrases import Names, words
from events.programme import Programme
from events.programme import Session as Shown
from speakers.models import Speaker

PRESSES = UUID("5a0c5b0e-0d3f-4c5e-9d5a-2f1f5c9d7b11")  # one letter a person and release: of these ids
BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Concerned:
    """Somebody, and what changes about the sessions that they were in or are in now."""

    speaker: Speaker
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Affected:
    """Who is concerned: speakers who can be told, those of whom no address is known, and how many others.

    ``marking`` counts the people who have marked a changed session for their agenda and want to be mailed.
    """

    told: tuple[Concerned, ...] = ()
    unreachable: tuple[Concerned, ...] = ()
    marking: int = 0

    def __bool__(self) -> bool:
        return bool(self.told or self.unreachable or self.marking)

    @property
    def can_be_told(self) -> bool:
        """Whether anybody can."""
        return bool(self.told or self.marking)


def affected(before: Programme, after: Programme) -> Affected:
    """Return whose sessions differ, by name, in two queries."""
    changes = [change for change in _told(before, after) if change.subject == "session" and change.uid]
    by_person: dict[UUID, list[Change]] = {}
    people = _people(before, after)
    for change in changes:
        for uid in people.get(change.uid, ()) if change.uid else ():
            by_person.setdefault(uid, []).append(change)
    rows = Speaker.objects.filter(uid__in=by_person).order_by("name", "pk")
    found = [Concerned(row, tuple(by_person[row.uid])) for row in rows]
    told = tuple(each for each in found if each.speaker.email)
    unreachable = tuple(each for each in found if not each.speaker.email)
    return Affected(told, unreachable, _marking(changes, told).count())


def those_marking(changes: Iterable[Change], told: Iterable[Concerned]) -> QuerySet[User]:
    """Return who has marked a session that changes, but for the speakers who are told of their own."""
    return _marking([change for change in changes if change.subject == "session"], told)


def inform(release: Release, before: Programme, after: Programme) -> Affected:
    """Post a letter to every speaker whose sessions the release changes, and return who is told.

    Who has marked one of them is told by whoever has registered for it (``hooks.informed``).

    ``before`` is the programme of the release before it, ``after`` its own. One letter a person and release,
    however often this is called.

    Raises:
        ProgrammeError: with the code ``unseen``, while the conference is a draft.
    """
    refuse_unseen(release.conference)
    found = affected(before, after)
    history = editions.history_until(release.conference_id, release.number)
    context = Context(settings.SITE_URL, history)
    writer = Writer(after, Names.of(before, after), note=release.note)
    written = [writer.letter(each, release, context) for each in found.told]
    outbox.post(written, once=True)
    for tell in hooks.informed:
        tell(release, those_marking(_told(before, after), found.told))
    return found


def refuse_unseen(conference: Conference) -> None:
    """Refuse to tell anybody of a programme that they could not see.

    Raises:
        ProgrammeError: with the code ``unseen``.
    """
    if conference.status == Conference.Status.DRAFT:
        message = _("Nobody can be told yet: the conference is a draft, and speakers would not see it.")
        raise ProgrammeError("unseen", message)


class Writer:
    """Writes the letters of the release whose programme is ``after``."""

    def __init__(self, after: Programme, names: Names, *, note: str) -> None:
        self.after, self.names, self.note = after, names, note
        self.zone = ZoneInfo(after.time_zone)
        self.site = Site(settings.SITE_URL)
        self.standing = {session.uid: session for session in after.sessions}

    def letter(self, concerned: Concerned, release: Release, context: Context) -> Letter:
        """Return the whole letter, not posted yet."""
        sessions = [self._session(uid, context) for uid in _uids(concerned.changes)]
        calendar = ical.write_some(self.after, [each for each in sessions if each], context)
        return Letter(
            kind=Letter.Kind.CHANGES,
            conference=release.conference,
            speaker=concerned.speaker,
            name=str(concerned.speaker),
            email=concerned.speaker.email,
            subject=one_line(self.subject()),
            text=self.text(concerned),
            language=self.after.language,
            calendar=calendar.decode(),
            press=uuid5(PRESSES, str(release.pk)),
            sent_by=release.published_by,
        )

    def subject(self) -> str:
        """Return what the letters are about."""
        with languages.speaking(self.after.language):
            return _("Changes to your sessions: %(title)s") % {"title": self.after.title}

    def text(self, concerned: Concerned) -> str:
        """Return the words of a letter."""
        with languages.speaking(self.after.language):
            said = {
                "name": str(concerned.speaker),
                "programme": self.after,
                "site_url": settings.SITE_URL,
                "note": self.note.strip(),
                "sessions": self.told(concerned.changes),
                "address": self.site.address(self.after),
            }
            text = render_to_string("events/email/changed.txt", said)
            return BLANK_LINES.sub("\n\n", text).strip() + "\n"

    def told(self, changes: Iterable[Change]) -> list[dict[str, Any]]:
        """Return what is said of each session that changes, in the language that is current."""
        groups = groupby(changes, key=lambda change: change.uid)
        return [self._told(uid, list(run)) for uid, run in groups if uid]

    def _told(self, uid: UUID, changes: list[Change]) -> dict[str, Any]:
        """Return what is said of one session: what changes, and how it stands now."""
        session = self.standing.get(uid)
        lines = phrases.sentences(changes, self.zone, self.names)
        said: dict[str, Any] = {"heading": phrases.heading(changes[0]), "lines": lines, "session": session}
        if session is not None:
            start = session.starts_at.astimezone(self.zone)
            end = session.ends_at and session.ends_at.astimezone(self.zone)
            said["time"] = f"{words.span(start, end, year=True)} ({self.zone.key}, {clocks.offset(start)})"
            said["room"] = self.names.room(session.room) if session.room else ""
            said["address"] = self.site.address(self.after, session)
        return said

    def _session(self, uid: UUID, context: Context) -> Shown | None:
        return self.standing.get(uid) or context.history.removed.get(uid)


def _told(before: Programme, after: Programme) -> list[Change]:
    """Return what changes of the original: nobody is told that they were translated."""
    return [each for each in diff(before, after) if not is_translation(each.before, each.after)]


def _marking(changes: Iterable[Change], told: Iterable[Concerned]) -> QuerySet[User]:
    sessions = Session.objects.filter(uid__in=[change.uid for change in changes])
    marking = User.objects.filter(is_active=True, bookmarks__session__in=sessions).distinct()
    marking = marking.exclude(email__in=[each.speaker.email.lower() for each in told])
    return marking.exclude(mail_preference=User.Mail.NEVER)


def _people(*programmes: Programme) -> dict[UUID, set[UUID]]:
    """Return, by the ids of sessions, the ids of who is in them in one of the programmes or the other."""
    found: dict[UUID, set[UUID]] = {}
    for programme in programmes:
        uids = {person.slug: person.uid for person in programme.people}
        for session in programme.sessions:
            found.setdefault(session.uid, set()).update(uids[credit.person] for credit in session.credits)
    return found


def _uids(changes: Iterable[Change]) -> list[UUID]:
    return list(dict.fromkeys(change.uid for change in changes if change.uid))
