"""That ``docs/formats.md`` says of each field what a format that we both write and read does with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel

from events import exporters, importers
from events.exporters import Context
from events.exporters.revisions import History, Revision
from events.programme import (
    Credit,
    Link,
    Material,
    Organiser,
    Person,
    Programme,
    Question,
    Room,
    Session,
    Track,
    Venue,
)
from tests.events.carried import HEADS, ROWS

FIRST = Revision(0, datetime(2027, 1, 1, tzinfo=UTC))
CONTEXT = Context("https://cyber.example", History(FIRST, FIRST))


def said(field: str) -> list[dict[str, str]]:
    return [{"language": "ar", "field": field, "text": "قول", "of": "0123456789abcdef"}]


# Every field has a value here that nothing would make up.
WHOLE = Programme.model_validate(
    {
        "slug": "c-1",
        "title": "Forum",
        "short_title": "Peace 21",
        "theme": "Peace",
        "summary": "In short.",
        "description": "At *length*.\n\nTwice.",
        "organiser": {"name": "Institute", "url": "https://o.example"},
        "language": "fr",
        "languages": ["ar"],
        "translations": said("title"),
        "time_zone": "Europe/Zurich",
        "format": "hybrid",
        "venue": {"name": "Palais", "address": "Geneva"},
        "stream_url": "https://live.example",
        "rooms": [
            {
                "slug": "r-1",
                "name": "Aula",
                "capacity": 30,
                "stream_url": "https://aula.example",
                "translations": said("name"),
            }
        ],
        "tracks": [{"slug": "t-1", "name": "Law", "colour": "#0055aa", "translations": said("name")}],
        "people": [
            {
                "uid": UUID(int=1),
                "slug": "p-1",
                "honorific": "Dr",
                "name": "Ada Byron",
                "post": "Director",
                "affiliation": "Bank",
                "country": "Ghana",
                "biography": "Writes.\n\nReads.",
                "photo": "https://ada.example/a.jpg",
                "translations": said("post"),
                "links": [{"title": "Page", "url": "https://ada.example"}],
            }
        ],
        "sessions": [
            {
                "uid": UUID(int=2),
                "slug": "s-1",
                "kind": "workshop",
                "number": "4b",
                "title": "Norms",
                "summary": "Short.",
                "description": "Long.\n\n- list",
                "starts_at": "2027-06-14T09:00:00+02:00",
                "ends_at": "2027-06-14T10:30:00+02:00",
                "room": "r-1",
                "track": "t-1",
                "language": "es",
                "status": "tentative",
                "stream_url": "https://live.example/1",
                "recording_url": "https://video.example/1",
                "questions": [
                    {
                        "uid": UUID(int=3),
                        "number": 1,
                        "text": "Who?",
                        "outcome": "We.",
                        "translations": said("text"),
                    }
                ],
                "translations": said("title"),
                "credits": [{"person": "p-1", "role": "rapporteur", "affiliation": "Harbour Institute"}],
                "materials": [{"title": "Slides", "url": "https://m.example/1", "kind": "slides"}],
            }
        ],
        "materials": [{"title": "Note", "url": "https://m.example/2", "kind": "recording"}],
    }
)
NODES: dict[str, tuple[type[BaseModel], Any]] = {
    "conference": (Programme, lambda whole: whole),
    "organiser": (Organiser, lambda whole: whole.organiser),
    "venue": (Venue, lambda whole: whole.venue),
    "room": (Room, lambda whole: whole.rooms[0]),
    "track": (Track, lambda whole: whole.tracks[0]),
    "session": (Session, lambda whole: whole.sessions[0]),
    "question": (Question, lambda whole: whole.sessions[0].questions[0]),
    "credit": (Credit, lambda whole: whole.sessions[0].credits[0]),
    "person": (Person, lambda whole: whole.people[0]),
    "link": (Link, lambda whole: whole.people[0].links[0]),
    "material": (Material, lambda whole: whole.sessions[0].materials[0]),
}
PARTS = {"organiser", "venue", "rooms", "tracks", "people", "sessions", "questions", "credits", "links"}
FIELDS = [
    (name, field)
    for name, (model, _find) in NODES.items()
    for field in model.model_fields
    if field not in PARTS | {"schema_version", "materials", "original"}  # which none of our own has
]


def found_in(whole: Programme, name: str, field: str) -> Any:
    try:
        return getattr(NODES[name][1](whole), field)
    except (AttributeError, IndexError):
        return None


def measured(format: str) -> dict[str, str]:
    """Say of each field whether writing and reading keeps it, makes another value, or loses it."""
    again = importers.read(exporters.write(WHOLE, format, context=CONTEXT), format=format).programme
    told = {}
    for name, field in FIELDS:
        value, default = found_in(again, name, field), NODES[name][0].model_fields[field].default
        was = found_in(WHOLE, name, field)
        otherwise = "lost" if value in (None, default) else "derived"
        told[f"{name}.{field}"] = "kept" if value == was else otherwise
    return told


def test_every_field_of_a_programme_has_its_row() -> None:
    assert list(ROWS) == [f"{name}.{field}" for name, field in FIELDS]


@pytest.mark.parametrize("format", [head for head in HEADS if head in exporters.EXPORTERS])
def test_the_table_says_what_a_format_does(format: str) -> None:
    assert {row: cells[format] for row, cells in ROWS.items()} == measured(format)
