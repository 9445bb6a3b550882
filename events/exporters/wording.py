"""A session in plain words: for calendars, and for whatever else cannot show a page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.web.markdown import plain
from events import models
from events.programme import Credit, Programme, Session

STATUS_NOTES = {
    "tentative": gettext_lazy("This session is not confirmed yet."),
    "cancelled": gettext_lazy("This session has been cancelled."),
    "withdrawn": gettext_lazy("This session is no longer in the programme."),
}


def heading(session: Session) -> str:
    """Return the title as it is printed: “Panel 2 – International law”."""
    if session.number is None:
        return session.title
    return f"{kind(session)} {session.number} – {session.title}"


def kind(session: Session) -> str:
    """Return the kind with a capital letter."""
    return capfirst(str(models.Session.Kind(session.kind).label))


def categories(session: Session, programme: Programme) -> list[str]:
    """Return the kind, and the track where there is one."""
    tracks = {track.slug: track.name for track in programme.tracks}
    return [kind(session), *([tracks[session.track]] if session.track in tracks else [])]


def place(session: Session, programme: Programme) -> str:
    """Return room, venue and its address on one line; "Online" for what meets nowhere else."""
    rooms = {room.slug: room.name for room in programme.rooms}
    parts = [rooms.get(session.room or "")]
    if programme.venue is not None:
        parts += [programme.venue.name, programme.venue.address]
    if not any(parts) and programme.format == "online":
        return _("Online")
    return ", ".join(
        line.strip(" ,") for part in parts if part for line in part.splitlines() if line.strip(" ,")
    )


def description(session: Session, programme: Programme, address: str) -> str:
    """Return all that a reader away from the site needs, ending in the session's address."""
    return "\n\n".join([*_paragraphs(session), *_people(session, programme), *_questions(session), address])


def _paragraphs(session: Session) -> Iterator[str]:
    if session.status in STATUS_NOTES:
        yield str(STATUS_NOTES[session.status])
    for text in (session.summary, session.description):
        if text is not None:
            yield plain(text)
    if session.recording_url is not None:
        yield _("Recording: %(address)s") % {"address": session.recording_url}


def _people(session: Session, programme: Programme) -> Iterator[str]:
    names = {person.slug: person for person in programme.people}
    lines = []
    for credit in session.credits:
        if person := names.get(credit.person):
            billed = credit.affiliation or person.affiliation
            lines.append(f"{_role(credit)}: " + ", ".join(filter(None, [person.full_name, billed])))
    if lines:
        yield "\n".join(lines)


def _role(credit: Credit) -> str:
    return capfirst(str(models.Appearance.Role(credit.role).label))


def _questions(session: Session) -> Iterator[str]:
    if session.questions:
        lines = [f"{question.number}. {question.text}" for question in session.questions]
        yield "\n".join([_("Guiding questions"), *lines])
