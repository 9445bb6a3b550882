"""A session in plain words: for calendars, and for whatever else cannot show a page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.web.markdown import plain
from events import models
from events.programme import Programme, Session

NONE = "–"  # where a place has no name
STATUS_NOTES = {
    "tentative": gettext_lazy("This session is not confirmed yet."),
    "cancelled": gettext_lazy("This session has been cancelled."),
    "withdrawn": gettext_lazy("This session is no longer in the programme."),
}
QUESTIONS_HEAD = gettext_lazy("Guiding questions")


class Wording:
    """Words the sessions of one programme, in the language that is active."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.rooms = {room.slug: room.name for room in programme.rooms}
        self.tracks = {track.slug: track.name for track in programme.tracks}
        self.people = {person.slug: person for person in programme.people}
        self.kinds = {kind.value: capfirst(str(kind.label)) for kind in models.Session.Kind}
        self.roles = {role.value: capfirst(str(role.label)) for role in models.Appearance.Role}

    def heading(self, session: Session) -> str:
        """Return the title as it is printed: “Panel 2 – International law”."""
        if session.number is None:
            return session.title
        return f"{self.kinds[session.kind]} {session.number} – {session.title}"

    def categories(self, session: Session) -> list[str]:
        """Return the kind, and the track where there is one."""
        return [
            self.kinds[session.kind],
            *([self.tracks[session.track]] if session.track in self.tracks else []),
        ]

    def place(self, session: Session) -> str:
        """Return room, venue and its address on one line; "Online" for what meets nowhere else."""
        parts = [self.rooms.get(session.room or "")]
        if self.programme.venue is not None:
            parts += [self.programme.venue.name, self.programme.venue.address]
        if not any(parts) and self.programme.format == "online":
            return _("Online")
        return ", ".join(
            line.strip(" ,") for part in parts if part for line in part.splitlines() if line.strip(" ,")
        )

    def description(self, session: Session, address: str) -> str:
        """Return all that a reader away from the site needs, ending in the session's address."""
        return "\n\n".join([*_paragraphs(session), *self._people(session), *_questions(session), address])

    def beside_summary(self, session: Session) -> str:
        """Return what a schedule's description says: status, background in Markdown, people, questions."""
        told = [*_notes(session), *filter(None, [session.description])]
        return "\n\n".join([*told, *self._people(session), *_questions(session)])

    def _people(self, session: Session) -> Iterator[str]:
        lines = []
        for credit in session.credits:
            if person := self.people.get(credit.person):
                billed = credit.affiliation or person.affiliation
                lines.append(
                    f"{self.roles[credit.role]}: " + ", ".join(filter(None, [person.full_name, billed]))
                )
        if lines:
            yield "\n".join(lines)


def _notes(session: Session) -> Iterator[str]:
    if session.status in STATUS_NOTES:
        yield str(STATUS_NOTES[session.status])


def _paragraphs(session: Session) -> Iterator[str]:
    yield from _notes(session)
    for text in (session.summary, session.description):
        if text is not None:
            yield plain(text)
    if session.recording_url is not None:
        yield _("Recording: %(address)s") % {"address": session.recording_url}


def _questions(session: Session) -> Iterator[str]:
    if session.questions:
        lines = [f"{question.number}. {question.text}" for question in session.questions]
        yield "\n".join([str(QUESTIONS_HEAD), *lines])
