"""The document: what it refuses, its order, its hash, and that old ones stay readable."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from pydantic import ValidationError

from events.programme import Programme, Session
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.programmes import programmes

# A document of schema version 1 as releases store it. It is never changed: whatever reads documents reads it.
STORED = """
{"schema_version": 1, "slug": "norms-2021", "title": "Norms", "theme": null, "summary": null,
 "description": "*All* of them.", "organiser": {"name": "Institute", "url": null}, "language": "en",
 "time_zone": "Europe/Zurich", "format": "hybrid", "venue": {"name": "Palais", "address": "Geneva"},
 "stream_url": null,
 "rooms": [{"slug": "xxvi", "name": "Room XXVI", "capacity": 300, "stream_url": null}],
 "tracks": [{"slug": "law", "name": "Law", "colour": "#1a4f8b"}],
 "sessions": [{"uid": "0b0a66e2-1a0e-4c0e-8a75-6d5a7c1ea001", "slug": "law", "kind": "panel", "number": "1",
  "title": "International law", "summary": null, "description": "Background", "starts_at":
  "2021-12-03T09:50:00+01:00", "ends_at": "2021-12-03T10:55:00+01:00", "room": "xxvi", "track": "law",
  "language": null, "status": "confirmed", "stream_url": null, "recording_url": null,
  "questions": [{"uid": "0b0a66e2-1a0e-4c0e-8a75-6d5a7c1ea002", "number": 1, "text": "Which law?",
   "outcome": null}],
  "credits": [{"person": "ada", "role": "moderator", "affiliation": null}],
  "materials": [{"title": "Slides", "url": "https://example.org/s", "kind": "slides"}]}],
 "people": [{"uid": "0b0a66e2-1a0e-4c0e-8a75-6d5a7c1ea003", "slug": "ada", "honorific": "Dr",
  "name": "Ada Byron", "post": null, "affiliation": "Institute", "country": null, "biography": null,
  "photo": null, "links": [{"title": "Web", "url": "https://example.org"}]}],
 "materials": []}
"""
STORED_HASH = "0a881152fb87c30dc9f2178285b456fe5940566611ad76a5f5ac05d309462e55"


def refusal(**fields: Any) -> str:
    """Why such a programme is refused."""
    with pytest.raises(ValidationError) as refused:
        make_programme(**fields)
    (error,) = refused.value.errors()
    return error["msg"].removeprefix("Value error, ")


def test_a_document_stored_by_the_first_version_stays_readable_and_the_same() -> None:
    programme = Programme.model_validate_json(STORED)

    assert programme.model_dump(mode="json") == json.loads(STORED)
    assert programme.content_hash == STORED_HASH
    assert (programme.sessions[0].questions[0].text, programme.people[0].name) == ("Which law?", "Ada Byron")


def test_a_document_of_a_later_version_or_with_unknown_fields_is_refused() -> None:
    for change in ({"schema_version": 2}, {"weather": "fine"}):
        with pytest.raises(ValidationError):
            Programme.model_validate(json.loads(STORED) | change)


@given(programmes(offsets=(-5, 0, 1)))
def test_a_programme_comes_back_from_its_json(programme: Programme) -> None:
    back = Programme.model_validate_json(programme.model_dump_json())
    assert back == programme
    assert back.model_dump_json() == programme.model_dump_json()
    assert Programme.model_validate(json.loads(json.dumps(programme.model_dump(mode="json")))) == programme


@given(programmes())
def test_the_order_in_which_sessions_and_people_come_does_not_matter(programme: Programme) -> None:
    turned = programme.model_dump() | {
        "sessions": programme.model_dump()["sessions"][::-1],
        "people": programme.model_dump()["people"][::-1],
    }
    again = Programme.model_validate(turned)
    assert (again, again.content_hash) == (programme, programme.content_hash)


def test_the_hash_depends_on_every_field_of_a_session() -> None:
    whole = json.loads(STORED)
    others: dict[str, Any] = {
        "uid": "0b0a66e2-1a0e-4c0e-8a75-6d5a7c1ea009",
        "slug": "other",
        "kind": "talk",
        "number": "2",
        "title": "Other",
        "summary": "Other",
        "description": None,
        "starts_at": "2021-12-03T08:50:00+00:00",
        "ends_at": None,
        "room": None,
        "track": None,
        "language": "fr",
        "status": "tentative",
        "stream_url": "https://x",
        "recording_url": "https://x",
        "questions": [],
        "credits": [],
        "materials": [],
        "translations": [{"language": "fr", "field": "title", "text": "Autre", "of": "0" * 16}],
        "original": {"language": "de"},
    }
    whole["languages"] = ["fr"]
    before = Programme.model_validate(whole).content_hash
    assert set(others) == set(Session.model_fields)
    hashes = {
        Programme.model_validate(whole | {"sessions": [whole["sessions"][0] | {name: value}]}).content_hash
        for name, value in others.items()
    }
    assert len(hashes | {before}) == len(others) + 1


def test_sessions_stand_by_start_then_room_then_title() -> None:
    early = {"starts_at": "2021-12-03T08:00:00+01:00"}
    programme = make_programme(
        rooms=[{"slug": "b", "name": "B"}, {"slug": "a", "name": "A"}],
        sessions=[
            session_node(title="Room A", room="a"),
            session_node(title="Z without a room"),
            session_node(title="Room B", room="b"),
            session_node(title="A without a room"),
            session_node(title="Early", room="a", **early),
            session_node(title="Same instant elsewhere", starts_at="2021-12-03T02:00:00-05:00", ends_at=None),
        ],
    )
    assert [session.title for session in programme.sessions] == [
        "Same instant elsewhere",
        "Early",
        "A without a room",
        "Z without a room",
        "Room B",
        "Room A",
    ]


def test_what_is_withdrawn_and_who_appears_nowhere_is_left_out() -> None:
    programme = make_programme(
        sessions=[
            session_node(title="Stays", credits=[{"person": "ada"}]),
            session_node(title="Goes", status="withdrawn", credits=[{"person": "alan"}]),
        ],
        people=[person_node(slug=slug) for slug in ("ada", "alan", "nobody")],
    )
    assert [session.title for session in programme.sessions] == ["Stays"]
    assert [person.slug for person in programme.people] == ["ada"]


def test_an_instant_keeps_the_offset_of_its_zone_and_day() -> None:
    zone = ZoneInfo("Europe/Zurich")
    programme = make_programme(
        sessions=[
            session_node(
                starts_at=datetime(2027, 10, 31, 2, 30, tzinfo=zone),
                ends_at=datetime(2027, 10, 31, 2, 30, tzinfo=zone, fold=1),
            )
        ]
    )
    (session,) = programme.sessions
    assert session.ends_at is not None
    assert (session.starts_at.isoformat(), session.ends_at.isoformat()) == (
        "2027-10-31T02:30:00+02:00",
        "2027-10-31T02:30:00+01:00",
    )
    assert session.starts_at.tzinfo == timezone(timedelta(hours=2))


UID = UUID(int=7)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"sessions": [session_node(title="Norms", ends_at="2021-12-03T09:00:00+01:00")]},
            "“Norms” ends at 2021-12-03T09:00:00+01:00, which is not after its start at "
            "2021-12-03T09:00:00+01:00. Expected an end after the start.",
        ),
        (
            {"sessions": [session_node(title="Norms", questions=[question_node(2)])]},
            "“Norms” numbers its questions [2]. Expected 1, 2, 3 and so on.",
        ),
        (
            {
                "sessions": [session_node(title="Norms", credits=[{"person": "ada"}, {"person": "ada"}])],
                "people": [person_node(slug="ada")],
            },
            "The person and role in “Norms” ('ada', 'speaker') occurs twice. Expected each one once.",
        ),
        (
            {"sessions": [session_node(slug="a"), session_node(slug="a")]},
            "The session's address a occurs twice. Expected each one once.",
        ),
        (
            {"sessions": [session_node(uid=UID), session_node(uid=UID)]},
            f"The session's uid {UID} occurs twice. Expected each one once.",
        ),
        (
            {
                "sessions": [
                    session_node(questions=[question_node(uid=UID)]),
                    session_node(questions=[question_node(uid=UID)]),
                ]
            },
            f"The question's uid {UID} occurs twice. Expected each one once.",
        ),
        (
            {"rooms": [{"slug": "a", "name": "A"}, {"slug": "a", "name": "B"}]},
            "The room a occurs twice. Expected each one once.",
        ),
        (
            {"tracks": [{"slug": "a", "name": "A"}, {"slug": "a", "name": "B"}]},
            "The track a occurs twice. Expected each one once.",
        ),
        (
            {"sessions": [session_node(title="Norms", room="attic")]},
            "“Norms” names the room “attic”, which the programme does not have.",
        ),
        (
            {"sessions": [session_node(title="Norms", track="arts")]},
            "“Norms” names the track “arts”, which the programme does not have.",
        ),
        (
            {"sessions": [session_node(title="Norms", credits=[{"person": "ada"}])]},
            "“Norms” names the person “ada”, which the programme does not have.",
        ),
        ({"title": ""}, "String should have at least 1 character"),
        ({"slug": "a b"}, "String should match pattern '^[\\w-]+$'"),
        ({"slug": "a\n"}, "String should match pattern '^[\\w-]+$'"),
    ],
)
def test_what_contradicts_itself_is_refused_in_words(fields: dict[str, Any], message: str) -> None:
    assert refusal(**fields) == message


def test_a_time_without_an_offset_is_refused() -> None:
    assert refusal(sessions=[session_node(starts_at="2021-12-03T09:00:00")]) == (
        "Input should have timezone info"
    )


def test_a_document_cannot_be_changed() -> None:
    programme = make_programme()
    with pytest.raises(ValidationError, match="frozen"):
        programme.title = "Other"  # type: ignore[misc]  # what is tested
