"""A programme in which every field says something, for what writes and reads them."""

from __future__ import annotations

from uuid import UUID

from events.programme import Programme
from tests.builders import person_node, question_node, session_node


def whole_programme() -> Programme:
    """A programme of one panel in which no field is empty, has its default, or follows from another."""
    return Programme(
        slug="cables-27",
        title="Forum on Cables",
        short_title="Cables 27",
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
