"""What a file of sheets does not say: fields that stay as they are in the draft (``events.keeping``).

A sheet without a column for something leaves it alone; an empty cell in one says that there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from events.importers.sheets.headings import Table
from events.importers.sheets.second import Beside

FACTS = {
    "conference.theme",
    "conference.summary",
    "conference.description",
    "conference.organiser",
    "conference.language",
    "conference.format",
    "conference.venue",
    "conference.stream_url",
}
FIELDS = {  # the field: the columns of the sessions that can say it, and the further sheets that can
    "session.number": ({"number", "title"}, set()),
    "session.summary": ({"summary"}, set()),
    "session.description": ({"description"}, set()),
    "session.room": ({"room"}, set()),
    "conference.rooms": ({"room"}, set()),
    "session.track": ({"track"}, set()),
    "conference.tracks": ({"track"}, set()),
    "session.language": ({"language"}, set()),
    "session.status": ({"status"}, set()),
    "session.stream_url": ({"stream_url"}, set()),
    "session.recording_url": ({"recording_url"}, set()),
    "session.questions": ({"questions"}, {"questions"}),
    "question.outcome": ({"outcomes"}, {"questions.outcome"}),
    "session.credits": (
        {"people", "chair", "moderator", "keynote", "panellist", "rapporteur", "interpreter"},
        set[str](),
    ),
    "session.materials": ({"materials"}, {"materials"}),
    "conference.materials": (set(), {"materials"}),
    "room.capacity": (set(), {"rooms.capacity"}),
    "room.stream_url": (set(), {"rooms.stream_url"}),
    "track.colour": (set(), {"tracks.colour"}),
    "person.country": (set(), {"people.country"}),
    "person.biography": (set(), {"people.biography"}),
    "person.photo": (set(), {"people.photo"}),
    "person.links": (set(), {"people.links"}),
}


def silent_on(
    tables: list[Table], beside: Beside, people: Iterable[dict[str, Any]], *, has_title: bool
) -> frozenset[str]:
    """Return the fields that no column and no sheet of the file can say."""
    columns = {name for table in tables for name in table.columns}
    silent = {
        field for field, (by, sheets) in FIELDS.items() if not columns & by and not beside.said & sheets
    }
    if "session.credits" in silent:
        silent.add("conference.people")
    if not beside.has_facts:
        silent |= FACTS
    if not has_title:
        silent.add("conference.title")
    people = list(people)
    for name in ("honorific", "post", "affiliation"):
        if f"people.{name}" not in beside.said and not any(person.get(name) for person in people):
            silent.add(f"person.{name}")
    return frozenset(silent)
