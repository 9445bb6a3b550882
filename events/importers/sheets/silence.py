"""What a file of sheets does not say: fields that stay as they are in the draft (``events.keeping``).

A sheet without a column for something leaves it alone; an empty cell in one says that there is none.
"""

from __future__ import annotations

from events.importers.sheets.headings import Table
from events.importers.sheets.second import Beside
from events.importers.unsaid import unsaid
from events.programme import Programme

FACTS = {
    "conference.short_title",
    "conference.theme",
    "conference.summary",
    "conference.description",
    "conference.organiser",
    "conference.language",
    "conference.format",
    "conference.venue",
    "conference.stream_url",
}
ROLE_COLUMNS = {"chair", "moderator", "keynote", "panellist", "rapporteur", "interpreter"}
FIELDS: dict[
    str, tuple[set[str], set[str]]
] = {  # the field: the columns of the sessions that can say it, and the further sheets that can
    "session.kind": ({"kind"}, set()),
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
    "session.credits": ({"people"} | ROLE_COLUMNS, set()),
    "session.materials": ({"materials"}, {"materials"}),
    "conference.materials": (set(), {"materials"}),
    "room.order": (set(), {"rooms"}),
    "track.order": (set(), {"tracks"}),
    "room.capacity": (set(), {"rooms.capacity"}),
    "room.stream_url": (set(), {"rooms.stream_url"}),
    "track.colour": (set(), {"tracks.colour"}),
    "person.country": (set(), {"people.country"}),
    "person.biography": (set(), {"people.biography"}),
    "person.photo": (set(), {"people.photo"}),
    "person.links": (set(), {"people.links"}),
}


def silent_on(
    tables: list[Table], beside: Beside, programme: Programme, *, has_title: bool
) -> frozenset[str]:
    """Return the fields that no column and no sheet of the file can say.

    Cells of people may say roles and what is billed, and seldom do: that is looked for in them all.
    """
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
    silent |= {"session.ends_at", *(unsaid(programme) & {"credit.affiliation"})}
    if not columns & ROLE_COLUMNS:
        silent |= unsaid(programme) & {"credit.role"}
    if "number" not in columns:
        silent |= unsaid(programme) & {"session.number"}
    for name in ("honorific", "post", "affiliation"):
        if f"people.{name}" not in beside.said and not any(
            getattr(person, name) for person in programme.people
        ):
            silent.add(f"person.{name}")
    return frozenset(silent)
