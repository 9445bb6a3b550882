"""Letters that brief speakers: their sessions as published, a calendar of them, a link to their entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.web import languages
from cyberconf.web.lists import together
from events import editions, layout, outbox, publishing, roster
from events.errors import ProgrammeError
from events.exporters import Context
from events.exporters.ical import write_some
from events.layout import Entry, Part
from events.models import Conference, Letter
from events.phrases import dates, words
from events.programme import Person
from events.publishing import Published
from speakers import links
from speakers.models import EditLink, FormerEntry, Speaker

MAX_NOTE = 5_000  # characters of what staff say beside the programme
SUBJECT = 180  # characters of a subject


@dataclass(frozen=True)
class Recipient:
    """Somebody who appears in what was published: as an entry, and as the document has them."""

    speaker: Speaker
    person: Person
    parts: Sequence[tuple[Entry, Part]]


@dataclass(frozen=True)
class Draft:
    """A letter before it is sent."""

    subject: str
    text: str
    calendar: str


class Briefing:
    """One release, from which letters are written. Made in a constant number of queries.

    ``by`` writes to those whose entries they may change (``roster``); ``others`` are whom they may not. None
    writes to everybody.

    Raises:
        ProgrammeError: with the code ``no_release``, where nothing was published yet.
    """

    def __init__(self, conference: Conference, *, by: User | None) -> None:
        release = conference.releases.select_related("conference").light().first()
        if release is None:
            message = _("Nothing of this conference is published yet. Letters tell what is published.")
            raise ProgrammeError("no_release", message)
        self.published: Published = publishing.as_published(release)
        self.agenda = layout.lay_out(self.published.programme)
        history = editions.history_until(conference.pk, release.number)
        self.context = Context(settings.SITE_URL, history)
        self.recipients, self.others = self._recipients(by)

    def write(self, to: Recipient, *, note: str = "", link: EditLink | None = None) -> Draft:
        """Write to somebody; without a ``link`` the letter says where it will stand."""
        programme = self.published.programme
        with languages.speaking(programme.language):
            said = {
                "to": to,
                "note": note.strip(),
                "programme": programme,
                "site_url": settings.SITE_URL,
                "sessions": [self._told(entry, part) for entry, part in to.parts],
                "zone": words.zone_of(programme).key,
                "entry_address": links.address(link) if link else _("(a link of their own, once it is sent)"),
                "until": dates.day_of_year(link.expires_at.date()) if link else "",
            }
            subject = _("Your part in %(title)s") % {"title": programme.title}
            text = render_to_string("events/email/briefing.txt", said).strip() + "\n"
        sessions = [entry.session for entry in dict.fromkeys(entry for entry, _part in to.parts)]
        calendar = write_some(programme, sessions, self.context).decode()
        return Draft(" ".join(subject.split())[:SUBJECT], text, calendar)

    def _told(self, entry: Entry, part: Part) -> dict[str, object]:
        programme, session = self.published.programme, entry.session
        end = entry.ends_at
        others = [other for other in entry.parts if other.person.slug != part.person.slug]
        is_public = self.published.conference.status != Conference.Status.DRAFT
        return {
            "label": f"{entry.label}: {session.title}" if session.number else session.title,
            "status": session.status,
            "day": dates.day_of_year(entry.date),
            "time": words.time(entry.starts_at) + (f"–{words.time(end)}" if end else ""),
            "zone": dates.zone_at(programme, entry.starts_at),
            "room": entry.room.name if entry.room else "",
            "role": part.role,
            "others": together(f"{each.person.full_name} ({each.role})" for each in others),
            "stream": session.stream_url or programme.stream_url,
            "questions": session.questions,
            "address": self.context.address(programme, session) if is_public else "",
        }

    def _recipients(self, by: User | None) -> tuple[list[Recipient], list[Person]]:
        """Return who appears and has an entry of ``by``, by name; and the people whose entry is not."""
        people = self.published.programme.people
        entries = _entries_of(person.uid for person in people)
        own = _own(entries.values(), by)
        by_pk: dict[int, Recipient] = {}
        others = [each for each in people if each.uid in entries and entries[each.uid].pk not in own]
        for person in people:
            speaker = entries.get(person.uid)
            if speaker is None or speaker.pk not in own:
                continue
            parts = self.agenda.of(person)
            known = by_pk.get(speaker.pk)  # merged since: the document has two
            whole = sorted([*(known.parts if known else ()), *parts], key=lambda pair: pair[0].index)
            by_pk[speaker.pk] = Recipient(speaker, person, whole)
        return sorted(by_pk.values(), key=lambda each: (each.speaker.name, each.speaker.pk)), others


@transaction.atomic
def send(
    briefing: Briefing, recipients: Iterable[Recipient], *, note: str, press: UUID, by: User | None
) -> list[Letter]:
    """Put a letter to each, with a link to their own entry, into the outbox.

    ``press`` is the same where the same button is pressed again.

    Raises:
        ProgrammeError: with the code ``sent``, where that press was answered already; ``nobody``, where none
            of them has an e-mail address; or ``note``. Nothing is written.
    """
    refuse_note(note)
    wanted = [each for each in recipients if each.speaker.email]
    if not wanted:
        raise ProgrammeError("nobody", _("Nobody was chosen. Expected somebody with an e-mail address."))
    conference = briefing.published.conference
    letters = []
    for each in wanted:
        draft = briefing.write(each, note=note, link=links.make(each.speaker, by=by))
        letters.append(
            Letter(
                kind=Letter.Kind.BRIEFING,
                conference=conference,
                speaker=each.speaker,
                name=str(each.speaker)[:300],
                email=each.speaker.email,
                subject=draft.subject,
                text=draft.text,
                language=briefing.published.programme.language,
                calendar=draft.calendar,
                press=press,
                sent_by=by,
            )
        )
    try:
        with transaction.atomic():
            outbox.post(letters)
    except IntegrityError as problem:
        raise ProgrammeError("sent", _("This was sent already. Nothing was sent again.")) from problem
    return letters


def refuse_note(note: str) -> None:
    """Refuse a note that is too long.

    Raises:
        ProgrammeError: with the code ``note``.
    """
    if len(note) > MAX_NOTE:
        message = _("The note has %(found)d characters. Expected at most %(most)d.")
        raise ProgrammeError("note", message % {"found": len(note), "most": MAX_NOTE})


def _entries_of(uids: Iterable[UUID]) -> dict[UUID, Speaker]:
    """Return the entries by uid, those that were merged by their former one. Two queries."""
    wanted = list(uids)
    found = {row.uid: row for row in Speaker.objects.filter(uid__in=wanted)}
    merged = FormerEntry.objects.filter(uid__in=wanted).select_related("speaker")
    return found | {row.uid: row.speaker for row in merged if row.uid}


def _own(speakers: Iterable[Speaker], by: User | None) -> set[int]:
    """Return the keys of those that ``by`` may change."""
    keys = {speaker.pk for speaker in speakers}
    if by is None:
        return keys
    return set(roster.changed_by(by, Speaker.objects.filter(pk__in=keys)).values_list("pk", flat=True))
