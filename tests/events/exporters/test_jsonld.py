"""What search engines are told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from events.exporters import Site
from events.exporters.jsonld import of_person, of_programme, of_question, of_session
from events.layout import lay_out
from events.programme import Programme
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.programmes import programmes

SITE = Site("https://conference.example")
HOME = "https://conference.example/c/"
ADA = {
    "@type": "Person",
    "@id": f"{HOME}speakers/ada/",
    "url": f"{HOME}speakers/ada/",
    "name": "Ada Example",
    "jobTitle": "Director",
    "affiliation": {"@type": "Organization", "name": "Institute of Examples"},
}
VENUE = {"@type": "Place", "name": "Palais", "address": "Avenue de la Paix 8, Geneva"}
STREAM = {"@type": "VirtualLocation", "url": "https://stream.example/live"}


def make_hybrid(**overrides: Any) -> Programme:
    """A panel with a person, a break and a cancelled talk, in Geneva and online."""
    fields = {
        "slug": "c",
        "title": "The conference",
        "summary": "It is *about* peace.",
        "format": "hybrid",
        "organiser": {"name": "Institute", "url": "https://institute.example"},
        "venue": {"name": "Palais", "address": "Avenue de la Paix 8\nGeneva"},
        "stream_url": "https://stream.example/live",
        "rooms": [{"slug": "r", "name": "Room I"}],
        "people": [
            person_node(
                slug="ada",
                honorific="Dr",
                name="Ada Example",
                post="Director",
                affiliation="Institute of Examples",
                biography="She *wrote*.",
                photo="/media/ada.jpg",
                links=[{"title": "Home", "url": "https://ada.example"}],
            )
        ],
        "sessions": [
            session_node(slug="panel", title="Norms", room="r", language="fr", credits=[{"person": "ada"}]),
            session_node(
                slug="coffee",
                kind="break",
                title="Coffee",
                starts_at="2021-12-03T10:00:00+01:00",
                ends_at="2021-12-03T10:15:00+01:00",
            ),
            session_node(
                slug="talk",
                title="Talk",
                status="cancelled",
                starts_at="2021-12-03T10:15:00+01:00",
                ends_at="2021-12-03T11:00:00+01:00",
            ),
        ],
    } | overrides
    return make_programme(**fields)


def brief(slug: str, name: str, start: str, end: str, status: str = "EventScheduled") -> dict[str, Any]:
    return {
        "@type": "Event",
        "@id": f"{HOME}sessions/{slug}/",
        "url": f"{HOME}sessions/{slug}/",
        "name": name,
        "startDate": f"2021-12-03T{start}:00+01:00",
        "endDate": f"2021-12-03T{end}:00+01:00",
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [VENUE, STREAM],
    }


ROOM = {"@type": "Place", "name": "Room I", "address": VENUE["address"], "containedInPlace": VENUE}
PANEL = brief("panel", "Norms", "09:00", "10:00") | {"location": [ROOM, STREAM]}
CONFERENCE = {
    "@type": "Event",
    "@id": HOME,
    "url": HOME,
    "name": "The conference",
    "startDate": "2021-12-03T09:00:00+01:00",
    "endDate": "2021-12-03T11:00:00+01:00",
    "eventStatus": "https://schema.org/EventScheduled",
    "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
    "inLanguage": "en",
    "location": [VENUE, STREAM],
}
ORGANISER = {"@type": "Organization", "name": "Institute", "url": "https://institute.example"}


def test_a_programme_is_an_event_with_its_sessions_and_people() -> None:
    agenda = lay_out(make_hybrid())
    assert of_programme(agenda, agenda.entries, SITE) == {
        "@context": "https://schema.org",
        **CONFERENCE,
        "description": "It is about peace.",
        "organizer": ORGANISER,
        "performer": [ADA],
        "subEvent": [PANEL, brief("talk", "Talk", "10:15", "11:00", "EventCancelled")],
    }


def test_a_session_is_an_event_within_the_conference() -> None:
    agenda = lay_out(make_hybrid())
    assert of_session(agenda.entries[0], agenda, SITE) == {
        "@context": "https://schema.org",
        **PANEL,
        "inLanguage": "fr",
        "organizer": ORGANISER,
        "performer": [ADA],
        "superEvent": CONFERENCE,
    }


@pytest.mark.parametrize(
    ("outcome", "answer"),
    [(None, {}), ("They *agreed*.", {"acceptedAnswer": {"@type": "Answer", "text": "They agreed."}})],
)
def test_a_question_is_asked_in_its_session_and_answered_by_its_outcome(
    outcome: str | None, answer: dict[str, Any]
) -> None:
    asked = question_node(text="Who pays?", outcome=outcome)
    agenda = lay_out(make_hybrid(sessions=[session_node(slug="panel", title="Norms", questions=[asked])]))
    (entry,) = agenda.entries
    assert of_question(entry.session.questions[0], entry, agenda, SITE) == {
        "@context": "https://schema.org",
        "@type": "Question",
        "@id": f"{HOME}sessions/panel/questions/1/",
        "url": f"{HOME}sessions/panel/questions/1/",
        "name": "Who pays?",
        "inLanguage": "en",
        "about": brief("panel", "Norms", "09:00", "10:00"),
        **answer,
    }


def test_a_person_is_named_with_what_they_take_part_in() -> None:
    programme = make_hybrid()
    agenda, (person,) = lay_out(programme), programme.people
    assert of_person(person, agenda.of(person), agenda, SITE) == {
        "@context": "https://schema.org",
        **ADA,
        "honorificPrefix": "Dr",
        "description": "She wrote.",
        "image": "https://conference.example/media/ada.jpg",
        "sameAs": ["https://ada.example"],
        "performerIn": [PANEL],
    }


@pytest.mark.parametrize(
    ("format", "stream", "locations"),
    [
        ("in_person", None, [VENUE]),
        ("in_person", "https://stream.example/live", [VENUE]),
        ("online", "https://stream.example/live", [STREAM]),
        ("online", None, [{"@type": "VirtualLocation", "url": HOME}]),
        ("hybrid", None, [VENUE, {"@type": "VirtualLocation", "url": HOME}]),
    ],
)
def test_every_way_of_attending_has_its_location(
    format: str, stream: str | None, locations: list[dict[str, str]]
) -> None:
    agenda = lay_out(make_hybrid(format=format, stream_url=stream))
    assert of_programme(agenda, [], SITE)["location"] == locations


def test_what_is_not_known_is_not_said() -> None:
    agenda = lay_out(make_programme(slug="c", sessions=[]))
    assert of_programme(agenda, agenda.entries, SITE) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": HOME,
        "url": HOME,
        "name": "A conference",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "inLanguage": "en",
    }


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(programmes())
def test_any_programme_can_be_described(programme: Programme) -> None:
    agenda = lay_out(programme)
    shown = of_programme(agenda, agenda.entries, SITE)
    assert len(shown.get("subEvent", [])) == sum(not entry.is_minor for entry in agenda.entries)
    for entry in agenda.entries:
        assert of_session(entry, agenda, SITE)["startDate"] == entry.starts_at.isoformat()
