"""Schedules that the field's programs accept."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft6Validator
from lxml import etree

from events.exporters import write
from events.importers import Hint, read
from events.programme import Programme
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.exporters.test_ical import published
from tests.events.programmes import programmes
from tests.events.whole import whole_programme
from tests.shared import shared

BOTH = pytest.mark.parametrize("format", ["frab", "frab-json"])
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


def tree_of(programme: Programme) -> etree._Element:
    return etree.fromstring(write(programme, "frab", context=published()))


def json_of(programme: Programme) -> Any:
    return json.loads(write(programme, "frab-json", context=published()))


def again(programme: Programme, format: str) -> Programme:
    data = write(programme, format, context=published())
    return read(data, format=format, hint=Hint(slug=programme.slug)).programme


@settings(deadline=None, max_examples=40)
@given(programmes())
def test_any_programme_is_valid_by_the_xml_schema(programme: Programme) -> None:
    schema = etree.XMLSchema(file=str(shared("validators/schedule.xml.xsd")))
    schema.assertValid(tree_of(programme).getroottree())


@settings(deadline=None, max_examples=40)
@given(programmes())
def test_any_programme_is_valid_by_the_json_schema(programme: Programme) -> None:
    schema = json.loads(shared("validators/schedule.schema.json").read_text())
    Draft6Validator(schema, format_checker=Draft6Validator.FORMAT_CHECKER).validate(json_of(programme))


@pytest.mark.parametrize(
    "programme",
    [
        whole_programme(),
        make_programme(sessions=[]),
        make_programme(slug="ü", time_zone="Etc/GMT-1"),
        make_programme(slug="中国", time_zone="America/Argentina/Salta"),
        make_programme(sessions=[session_node(ends_at="2021-12-13T10:00:00+01:00")]),
        make_programme(sessions=[session_node(ends_at=None, starts_at="2021-12-03T09:00:30+01:00")]),
    ],
    ids=["whole", "empty", "short name", "no Latin name", "ten days", "no end, seconds"],
)
def test_odd_programmes_are_valid_by_both_schemas(programme: Programme) -> None:
    etree.XMLSchema(file=str(shared("validators/schedule.xml.xsd"))).assertValid(
        tree_of(programme).getroottree()
    )
    schema = json.loads(shared("validators/schedule.schema.json").read_text())
    Draft6Validator(schema).validate(json_of(programme))


def test_the_xml_says_when_where_what_and_who() -> None:
    root = tree_of(whole_programme().model_copy(update={"language": "en"}))
    event = root.find("day/room/event")
    assert event is not None
    assert {child.tag: child.text for child in event if child.text and child.text.strip()} == {
        "room": "Aula",
        "title": "Panel 2a – Who repairs what",
        "type": "Panel",
        "date": "2021-12-03T09:00:00+01:00",
        "start": "09:00",
        "duration": "01:00",
        "abstract": "On *ships*.",
        "track": "Repairs",
        "language": "en",
        "description": "This session is not confirmed yet.\n\nRepair ships are **few**.\n\n"
        "This panel asks who sends them.\n\nModerator: Dr Ada Byron, Harbour University\n\n"
        "Guiding questions\n1. Who pays?",
        "url": "https://conference.example/cables-27/sessions/repairs-27/",
    }
    assert [person.text for person in event.iterfind("persons/person")] == ["Dr Ada Byron"]
    assert event.get("guid") == "6f0e5b6c-6f0c-4d61-9a55-0d4f7d2f6a01"
    assert event.findtext("recording/url") == "https://video.example/2a"
    day = root.find("day")
    assert day is not None
    assert dict(day.attrib) == {
        "date": "2021-12-03",
        "start": "2021-12-03T09:00:00+01:00",
        "end": "2021-12-03T10:00:00+01:00",
        "index": "1",
    }


def test_a_session_after_midnight_stands_on_the_day_it_starts() -> None:
    night = session_node(starts_at="2021-12-03T23:30:00+01:00", ends_at="2021-12-04T01:15:00+01:00")
    dawn = session_node(starts_at="2021-12-04T00:30:00+01:00", ends_at="2021-12-04T01:00:00+01:00")
    root = tree_of(make_programme(sessions=[night, dawn]))
    found = [
        (day.get("date"), [e.findtext("duration") for e in day.iter("event")]) for day in root.iter("day")
    ]
    assert found == [("2021-12-03", ["01:45"]), ("2021-12-04", ["00:30"])]


def test_both_hours_of_a_change_of_clocks_are_told_apart() -> None:
    twice = [
        session_node(
            title=str(n), starts_at=f"2027-10-31T02:30:00+0{2 - n}:00", ends_at="2027-10-31T04:00:00+01:00"
        )
        for n in range(2)
    ]
    programme = make_programme(sessions=twice)
    for format in ("frab", "frab-json"):
        found = again(programme, format).sessions
        assert [session.starts_at for session in found] == [
            session.starts_at for session in programme.sessions
        ]
        assert [session.starts_at.isoformat()[-6:] for session in found] == ["+02:00", "+01:00"]


def test_ids_are_small_positive_unique_and_the_same_in_the_next_release() -> None:
    sessions = [session_node(uid=UUID(int=number * (2**31 - 2) + 5)) for number in range(1, 40)]
    found = []
    for _release in range(2):
        events = tree_of(make_programme(sessions=sessions)).iter("event")
        found.append({event.get("guid"): int(event.get("id", "0")) for event in events})
    assert len(set(found[0].values())) == 39
    assert all(0 < number < 2**31 for number in found[0].values())
    assert found[0] == found[1]


@BOTH
@settings(deadline=None, max_examples=40)
@given(programmes())
def test_sessions_people_and_questions_of_any_programme_come_back(format: str, programme: Programme) -> None:
    found = again(programme, format) if programme.sessions else programme
    kept = ("uid", "slug", "kind", "number", "starts_at", "ends_at", "status", "language")
    for before, after in zip(programme.sessions, found.sessions, strict=True):
        assert {name: getattr(after, name) for name in kept} == {name: getattr(before, name) for name in kept}
        assert " ".join(after.title.split()) == " ".join(before.title.split())
        assert len(after.questions) == len(before.questions)
        assert {p.uid for p in _cast(found, after)} == {p.uid for p in _cast(programme, before)}


@BOTH
@given(text=ANY)
def test_any_text_is_carried_but_what_xml_cannot_hold(format: str, text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(char for char in lines if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))
    programme = make_programme(sessions=[session_node(description=f"a{text}z")])
    (session,) = again(programme, format).sessions
    assert session.description == f"a{shown}z"


@BOTH
def test_roles_and_what_is_billed_come_back(format: str) -> None:
    people = [
        person_node(slug="ada", name="Ada Byron", honorific="Dr", affiliation="Institute for Ports"),
        person_node(slug="bo", name="Bo Lindt"),
    ]
    credits = [{"person": "ada", "role": "moderator"}, {"person": "ada", "role": "keynote"}]
    credits += [{"person": "bo", "role": "panellist"}]
    session = session_node(questions=[question_node(1), question_node(2)], credits=credits)
    found = again(make_programme(people=people, sessions=[session]), format)
    assert [(each.person, each.role) for each in found.sessions[0].credits] == [
        ("ada-byron", "moderator"),
        ("ada-byron", "keynote"),
        ("bo-lindt", "panellist"),
    ]
    assert [(p.full_name, p.affiliation) for p in found.people] == [
        ("Dr Ada Byron", "Institute for Ports"),
        ("Bo Lindt", None),
    ]


def test_the_version_is_the_release() -> None:
    assert tree_of(whole_programme()).findtext("version") == "1"
    assert json_of(whole_programme())["schedule"]["version"] == "1"


def test_our_own_paths_are_whole_addresses() -> None:
    material = {"title": "Paper", "url": "/media/paper.pdf"}
    programme = make_programme(sessions=[session_node(materials=[material])])
    (attachment,) = tree_of(programme).iter("attachment")
    assert attachment.get("href") == "https://conference.example/media/paper.pdf"
    (event,) = (
        e
        for day in json_of(programme)["schedule"]["conference"]["days"]
        for r in day["rooms"].values()
        for e in r
    )
    assert [each["url"] for each in event["attachments"]] == ["https://conference.example/media/paper.pdf"]


def _cast(programme: Programme, session: Any) -> list[Any]:
    people = {person.slug: person for person in programme.people}
    return [people[credit.person] for credit in session.credits]


@BOTH
def test_a_room_whose_name_has_what_xml_cannot_say_keeps_its_sessions(format: str) -> None:
    whole = whole_programme()
    rooms = [room.model_copy(update={"name": f"{room.name}\x07 wing"}) for room in whole.rooms]
    odd = whole.model_copy(update={"rooms": tuple(rooms)})
    sessions = [session.title for session in whole.sessions]
    assert (
        [session.title for session in again(odd, format).sessions]
        == sessions
        == [session.title for session in again(whole, format).sessions]
    )
