"""What a format keeps of a programme, measured: a programme that has every field, written and read again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from events.exporters import write
from events.importers import Hint, read
from events.programme import (
    Credit,
    Material,
    Person,
    Programme,
    Question,
    Room,
    Session,
    Track,
)
from tests.builders import person_node, question_node, session_node
from tests.events.exporters.test_ical import published

# Nodes of their own, which have rows of their own.
PARTS = {"schema_version", "rooms", "tracks", "sessions", "people", "questions", "credits"}
NODES: dict[str, Any] = {
    "conference": Programme,
    "session": Session,
    "question": Question,
    "credit": Credit,
    "person": Person,
    "room": Room,
    "track": Track,
    "material": Material,
}


def fields() -> list[str]:
    """Every field of the document as the table of docs/formats.md names it, in the document's order."""
    names = [f"{node}.{name}" for node, model in NODES.items() for name in model.model_fields]
    return [name for name in names if name.partition(".")[2] not in PARTS and name != "session.materials"]


def whole_programme() -> Programme:
    """A programme of one panel in which no field is empty, has its default, or follows from another."""
    return Programme(
        slug="cables-27",
        title="Forum on Cables",
        theme="Below the waves",
        summary="A day on *cables*.",
        description="First **paragraph**.\n\nSecond one.",
        organiser={"name": "Institute for Ports", "url": "https://ports.example/"},
        language="fr",
        time_zone="Europe/Zurich",
        format="hybrid",
        venue={"name": "Palais", "address": "Avenue 8\n1211 Geneva"},
        stream_url="https://stream.example/all",
        rooms=[{"slug": "a1", "name": "Aula", "capacity": 80, "stream_url": "https://stream.example/aula"}],
        tracks=[{"slug": "t1", "name": "Repairs", "colour": "#336699"}],
        people=[
            person_node(
                slug="ada-27",
                honorific="Dr",
                name="Ada Byron",
                post="Director",
                affiliation="Institute for Ports",
                country="Ghana",
                biography="She *repairs*.",
                photo="https://ports.example/ada.jpg",
                links=[{"title": "Her page", "url": "https://ada.example/"}],
            )
        ],
        sessions=[
            session_node(
                uid=UUID("6f0e5b6c-6f0c-4d61-9a55-0d4f7d2f6a01"),
                slug="repairs-27",
                number="2a",
                title="Who repairs what",
                summary="On *ships*.",
                description="Repair ships are **few**.\n\nThis panel asks who sends them.",
                room="a1",
                track="t1",
                language="en",
                status="tentative",
                stream_url="https://stream.example/2a",
                recording_url="https://video.example/2a",
                questions=[question_node(1, text="Who pays?", outcome="*Owners* do.")],
                credits=[{"person": "ada-27", "role": "moderator", "affiliation": "Harbour University"}],
                materials=[{"title": "Deck", "url": "https://ports.example/deck.pdf", "kind": "slides"}],
            )
        ],
        materials=[{"title": "Call", "url": "https://ports.example/call.pdf", "kind": "photo"}],
    )


def fate(format: str) -> dict[str, str]:
    """Say of each field whether it is kept, lost, or derived when the format is written and read."""
    before = whole_programme()
    after = read(write(before, format, context=published()), format=format, hint=Hint()).programme
    old, new = _values(before), _values(after)
    empty = {None, (), "", "in_person", "confirmed", "en", "paper"}
    return {
        name: "kept" if new[name] == old[name] else "lost" if new[name] in empty else "derived"
        for name in old
    }


def _values(programme: Programme) -> dict[str, Any]:
    session, person = programme.sessions[0], programme.people[0]
    nodes = {
        "conference": programme,
        "session": session,
        "question": session.questions[0],
        "credit": session.credits[0],
        "person": person,
        "room": programme.rooms[0],
        "track": programme.tracks[0],
        "material": next(iter(session.materials), None),
    }
    return {name: getattr(nodes[name.partition(".")[0]], name.partition(".")[2], None) for name in fields()}
