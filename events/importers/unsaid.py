"""What a file says of nothing, though its format could: it stays as it is (``events.keeping``)."""

from __future__ import annotations

from collections.abc import Iterable

from events.importers.text.bodies import ROLES_OF_KINDS
from events.programme import Programme

# By kind of part: the fields, and what goes with one that nothing has.
FIELDS: dict[str, tuple[str, ...]] = {
    "conference": (
        *("short_title", "theme", "summary", "description", "organiser", "venue", "stream_url", "materials"),
    ),
    "room": ("capacity", "stream_url"),
    "track": ("colour",),
    "session": (
        *("number", "summary", "description", "room", "track", "language", "stream_url", "recording_url"),
        *("questions", "credits", "materials"),
    ),
    "question": ("outcome",),
    "credit": ("affiliation",),
    "person": ("post", "affiliation", "country", "biography", "photo", "links"),
}
BESIDE = {
    "session.room": "conference.rooms",
    "session.track": "conference.tracks",
    "session.credits": "conference.people",
}


def unsaid(programme: Programme, *, but: Iterable[str] = ()) -> frozenset[str]:
    """Return the fields that nothing in ``programme`` has, without those in ``but``.

    The roles are among them where everybody is what people are taken for of whom no role is said.
    """
    credits = [credit for session in programme.sessions for credit in session.credits]
    parts = {
        "conference": [programme],
        "room": programme.rooms,
        "track": programme.tracks,
        "session": programme.sessions,
        "question": [question for session in programme.sessions for question in session.questions],
        "credit": credits,
        "person": programme.people,
    }
    silent = {
        f"{kind}.{field}"
        for kind, fields in FIELDS.items()
        for field in fields
        if not any(getattr(part, field) for part in parts[kind])
    }
    if _has_usual_roles(programme):
        silent.add("credit.role")
    silent -= set(but)
    named = {"conference.rooms": programme.rooms, "conference.tracks": programme.tracks}
    return frozenset(
        silent | {beside for field, beside in BESIDE.items() if field in silent and not named.get(beside)}
    )


def _has_usual_roles(programme: Programme) -> bool:
    """Say whether everybody is what people of whom no role is said are taken for in such a session."""
    return all(
        credit.role in {"speaker", ROLES_OF_KINDS.get(session.kind)}
        for session in programme.sessions
        for credit in session.credits
    )
