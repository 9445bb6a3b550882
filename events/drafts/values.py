"""What each part of a Programme says in the fields of its row. Pure."""

from __future__ import annotations

from typing import Any

from events import programme as document
from events.programme import Programme

TRANSLATED = {"translations", "original"}  # in rows of their own, and in no row
PARTS_OF_A_SESSION = {"uid", "room", "track", "questions", "credits", "materials"} | TRANSLATED  # likewise


def of_conference(programme: Programme) -> dict[str, Any]:
    """Return the conference's own facts."""
    organiser, venue = programme.organiser, programme.venue
    return {
        "title": programme.title,
        "short_title": programme.short_title,
        "theme": programme.theme,
        "summary": programme.summary,
        "description": programme.description,
        "organiser_name": organiser and organiser.name,
        "organiser_url": organiser and organiser.url,
        "language": programme.language,
        "time_zone": programme.time_zone,
        "format": programme.format,
        "venue_name": venue and venue.name,
        "venue_address": venue and venue.address,
        "stream_url": programme.stream_url,
    }


def of_named(node: document.Room | document.Track, position: int) -> dict[str, Any]:
    """Return what is said of a room or a track at its place among the others."""
    return node.model_dump(exclude={"slug"} | TRANSLATED) | {"position": position}


def of_person(person: document.Person) -> dict[str, Any]:
    """Return what is said of a person but for the photo, which may be a file of ours."""
    return person.model_dump(mode="json", exclude={"uid", "photo"} | TRANSLATED)


def of_session(node: document.Session) -> dict[str, Any]:
    """Return what is said of a session itself."""
    return node.model_dump(exclude=PARTS_OF_A_SESSION)


def of_question(question: document.Question) -> dict[str, Any]:
    """Return what is said of a question."""
    return {"text": question.text, "outcome": question.outcome, "position": question.number}
