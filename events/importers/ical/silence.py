"""What a calendar cannot say of a conference, so that an import leaves it as staff made it."""

from __future__ import annotations

from collections.abc import Iterable

from events.importers.ical.content import Component
from events.importers.unsaid import unsaid
from events.programme import Programme

NEVER_SAID = {
    "conference.short_title",
    "conference.theme",
    "conference.description",
    "conference.organiser",
    "conference.materials",
    "room.order",
    "room.capacity",
    "room.stream_url",
    "track.order",
    "track.colour",
    "session.materials",
    "session.ends_at",
    "question.outcome",
    "credit.affiliation",  # one of them stands for that of the person
    "person.honorific",
    "person.post",
    "person.affiliation",  # what is billed in a session may stand for it
    "person.country",
    "person.biography",
    "person.photo",
    "person.links",
}
PLAIN_IN_OURS = {"conference.markup", "session.markup"}  # texts that are Markdown with us
OURS_ALONE = {  # what stands in properties of our own
    "conference.language",
    "conference.format",
    "conference.venue",
    "session.summary",
    "session.recording_url",
}


def silent_on(
    programme: Programme, events: Iterable[Component], *, is_ours: bool, has_title: bool
) -> frozenset[str]:
    """Return what the calendar of these events cannot say, or never says where another program made it."""
    silent = set(NEVER_SAID)
    silent |= PLAIN_IN_OURS if is_ours else {*OURS_ALONE, *unsaid(programme)}
    if not has_title:
        silent.add("conference.title")
    if not any(event.get("CATEGORIES") for event in events):
        silent.add("session.kind")
    return frozenset(silent)
