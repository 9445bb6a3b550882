"""Importing the same file twice after staff have filled in what it says nothing of changes nothing."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from events import importers, publishing
from events.importers import Hint, Imported
from events.models import Appearance, Room
from events.programme import Programme, Role
from speakers.models import Speaker

HINT = Hint(time_zone="Europe/Zurich", slug="forum")
FRAB = """<schedule><conference><title>Forum</title></conference>
<day index="1" date="2027-06-14"><room name="Aula">
<event id="7"><start>09:00</start><duration>00:45</duration><title>Who repairs</title>
<persons><person id="3">Ada Byron</person></persons></event></room></day></schedule>"""
FRAB_JSON: dict[str, Any] = {
    "schedule": {
        "conference": {
            "title": "Forum",
            "days": [
                {
                    "date": "2027-06-14",
                    "rooms": {
                        "Aula": [
                            {
                                "id": 7,
                                "start": "09:00",
                                "duration": "00:45",
                                "title": "Who repairs",
                                "persons": [{"id": 3, "public_name": "Ada Byron"}],
                            }
                        ]
                    },
                }
            ],
        }
    }
}
PRETALX = [
    {
        "code": "ABC",
        "title": "Who repairs",
        "state": "confirmed",
        "submission_type": None,
        "speakers": [{"code": "XYZ", "name": "Ada Byron"}],
        "slot": {"room": "Aula", "start": "2027-06-14T09:00:00+02:00", "end": "2027-06-14T09:45:00+02:00"},
    }
]
SESSIONIZE = {
    "rooms": [{"id": 1, "name": "Aula"}],
    "speakers": [{"id": "a", "fullName": "Ada Byron"}],
    "sessions": [
        {
            "id": "11",
            "title": "Who repairs",
            "startsAt": "2027-06-14T09:00:00",
            "endsAt": "2027-06-14T09:45:00",
            "speakers": ["a"],
            "roomId": 1,
        }
    ],
}
SYMPOSION = {
    "schedule": [
        {
            "conf_key": 1,
            "name": "Who repairs",
            "start": "2027-06-14T09:00:00+02:00",
            "end": "2027-06-14T09:45:00+02:00",
            "rooms": ["Aula"],
            "speakers": [{"id": 3, "name": "Ada Byron"}],
        }
    ]
}
ICAL = """BEGIN:VCALENDAR
NAME:Forum
BEGIN:VEVENT
UID:7@elsewhere.example
DTSTART;TZID=Europe/Zurich:20270614T090000
SUMMARY:Who repairs
LOCATION:Aula
DESCRIPTION:Speaker: Ada Byron
END:VEVENT
END:VCALENDAR
"""
CSV = "Date,Start,Title,Room,Speakers\n2027-06-14,9:00,Who repairs,Aula,Ada Byron\n"
TEXT = "Forum\n14 June 2027, Geneva\n\n9:00 Who repairs\nRoom: Aula\nSpeaker: Ada Byron\n"
HTML = "<h1>Forum</h1><p>14 June 2027</p><h3>9:00 Who repairs</h3><p>Room: Aula</p><p>Speaker: Ada Byron</p>"
FILES = {
    "frab": FRAB.encode(),
    "frab-json": json.dumps(FRAB_JSON).encode(),
    "pretalx": json.dumps(PRETALX).encode(),
    "sessionize": json.dumps(SESSIONIZE).encode(),
    "symposion": json.dumps(SYMPOSION).encode(),
    "ical": ICAL.replace("\n", "\r\n").encode(),
    "csv": CSV.encode(),
    "text": TEXT.encode(),
    "html": HTML.encode(),
}
# What a text or a page says in words: without them, there is none.
SAID_BY_TEXTS = {"number", "description", "questions", "credits", "room"}


def read(format: str, data: bytes | None = None) -> Imported:
    return importers.read(data or FILES[format], format=format, hint=HINT)


def imported(found: Imported) -> list[tuple[str, Any]]:
    """Import what was read; what changes, in short."""
    _conference, changes = publishing.import_programme(
        found.programme, by=None, silent_on=found.silent_on, made_up=found.made_up
    )
    return [(change.kind, change.before | change.after) for change in changes]


def draft() -> Programme:
    return publishing.build(publishing.Conference.objects.get(slug="forum"))


def filled(programme: Programme, *, but: set[str]) -> Programme:
    """The programme with every field that is empty filled in, as staff would."""
    whole = programme.model_dump()
    material = {"title": "Deck", "url": "https://m.example/1", "kind": "slides"}
    _fill(
        whole,
        theme="Peace",
        summary="In short.",
        description="At length.",
        organiser={"name": "Institute", "url": "https://o.example"},
        venue={"name": "Palais", "address": "Avenue 8"},
        stream_url="https://live.example",
        materials=[material],
        tracks=[{"slug": "law", "name": "Law", "colour": "#0055aa"}],
    )
    whole |= {"format": "hybrid", "language": "fr"}
    for room in whole["rooms"]:
        _fill(room, capacity=30, stream_url="https://aula.example")
    for person in whole["people"]:
        _fill(person, honorific="Dr", post="Director", affiliation="Bank", country="Ghana")
        _fill(person, biography="Writes.", photo="https://a.example/a.jpg")
        _fill(person, links=[{"title": "Page", "url": "https://ada.example"}])
    for session in whole["sessions"]:
        question = {"uid": UUID(int=9), "number": 1, "text": "Who?", "outcome": "We."}
        values = {
            "number": "4b",
            "summary": "Short.",
            "description": "Long.",
            "ends_at": session["starts_at"].replace(hour=11),
            "track": "law",
            "language": "es",
            "stream_url": "https://live.example/1",
            "recording_url": "https://video.example/1",
            "questions": [question],
            "materials": [material],
        }
        _fill(session, **{name: value for name, value in values.items() if name not in but})
    return Programme.model_validate(whole)


def _fill(part: dict[str, Any], **values: Any) -> None:
    part |= {name: value for name, value in values.items() if not part[name]}


@pytest.mark.django_db
@pytest.mark.parametrize("format", FILES)
def test_what_staff_fill_in_where_a_file_says_nothing_stays(format: str) -> None:
    imported(read(format))
    first = draft()
    staffs = filled(first, but=SAID_BY_TEXTS if format in {"text", "html"} else set())
    publishing.import_programme(staffs, by=None)
    assert imported(read(format)) == []
    assert draft() == staffs != first


@pytest.mark.django_db
@pytest.mark.parametrize("format", FILES)
def test_a_room_that_staff_made_under_another_address_stays_the_one_room(format: str) -> None:
    imported(read(format))
    assert Room.objects.update(slug="main-hall", capacity=30) == 1
    assert imported(read(format)) == []
    assert [*Room.objects.values_list("slug", "name", "capacity")] == [("main-hall", "Aula", 30)]


@pytest.mark.django_db
@pytest.mark.parametrize("format", FILES)
def test_what_staff_bill_somebody_with_in_a_session_stays(format: str) -> None:
    imported(read(format))
    assert Appearance.objects.update(affiliation="Harbour Institute") == 1
    assert imported(read(format)) == []
    assert draft().sessions[0].credits[0].affiliation == "Harbour Institute"


@pytest.mark.django_db
@pytest.mark.parametrize("format", sorted(FILES.keys() - {"text", "html"}))
def test_the_roles_that_staff_give_stay_where_a_file_names_none(format: str) -> None:
    imported(read(format))
    Appearance.objects.update(role="moderator", affiliation="Harbour Institute")
    (row,) = Appearance.objects.all()
    Appearance.objects.create(session=row.session, speaker=row.speaker, role="keynote", position=1)
    assert imported(read(format)) == []
    roles: list[tuple[Role, str | None]] = [("moderator", "Harbour Institute"), ("keynote", None)]
    assert [(credit.role, credit.affiliation) for credit in draft().sessions[0].credits] == roles


@pytest.mark.django_db
@pytest.mark.parametrize("format", FILES)
def test_who_is_new_in_a_changed_file_appears_beside_what_staff_have_said_of_the_others(format: str) -> None:
    imported(read(format))
    Appearance.objects.update(affiliation="Harbour Institute")
    data = FILES[format]
    if format in {"frab"}:
        data = data.replace(b"</persons>", b'<person id="4">Alan Grey</person></persons>')
    elif format in {"csv", "ical", "text", "html"}:
        data = data.replace(b"Ada Byron", b"Ada Byron; Alan Grey")
    else:
        document = json.loads(data)
        _add_person(document)
        data = json.dumps(document).encode()
    imported(read(format, data))
    assert [(credit.person, credit.affiliation) for credit in draft().sessions[0].credits] == [
        ("ada-byron", "Harbour Institute"),
        ("alan-grey", None),
    ]


def _add_person(document: Any) -> None:
    """Add somebody to each list of people, by the same names as the first."""
    for name, value in document.items() if isinstance(document, dict) else enumerate(document):
        if name in {"speakers", "persons"} and value == ["a"]:
            value.append("b")
        elif name in {"speakers", "persons"}:
            other = json.loads(json.dumps(value[0]).replace("Ada Byron", "Alan Grey"))
            ids = {"a": "b", "XYZ": "ZYX", 3: 4}
            value.append({key: ids.get(each, each) for key, each in other.items()})
        elif isinstance(value, dict | list):
            _add_person(value)


@pytest.mark.django_db
@pytest.mark.parametrize("format", ["frab", "text"])
def test_an_honorific_that_staff_part_from_the_name_stays_apart(format: str) -> None:
    named = FILES[format].replace(b"Ada Byron", b"Mme Ada Byron")
    imported(read(format, named))
    Speaker.objects.update(honorific="Mme", name="Ada Byron")
    assert imported(read(format, named)) == []
    changed = imported(read(format, FILES[format].replace(b"Ada Byron", b"Mme Ada King")))
    assert [kind for kind, _values in changed] != []
