"""Real files of other programs, where the folder of shared programmes is present beside the project."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest
from lxml import etree

from events import publishing
from events.diffing import Change, diff
from events.errors import ProgrammeError
from events.exporters import write
from events.importers import Hint, Imported, format_of, read
from events.keeping import keep
from events.matching import reconcile
from events.programme import Programme
from tests.events.carried import HEADS, carried
from tests.events.exporters.test_ical import published
from tests.shared import FOLDER, shared

BERLIN = Hint(time_zone="Europe/Berlin", date=date(1999, 8, 6))
NOWHERE = Hint()
AGENDA = Hint(time_zone="Europe/Berlin", date=date(2020, 1, 1), slug="an-agenda")
# What each holds by its index, or by a count of its own: zone, sessions, rooms, days, people, tracks.
FILES: list[tuple[str, str, Hint, tuple[Any, ...]]] = [
    ("01-fosdem-2026.xml", "frab", NOWHERE, ("Europe/Brussels", 883, 30, 2, 927, 62)),
    ("03-fosdem-2007.xml", "frab", NOWHERE, ("Europe/Brussels", 215, 18, 2, 244, 25)),
    ("04-31c3.xml", "frab", BERLIN, ("Europe/Berlin", 138, 4, 4, 198, 8)),
    ("04b-31c3-guidfixed-DERIVED.xml", "frab", BERLIN, ("Europe/Berlin", 138, 4, 4, 198, 8)),
    ("06-cccamp11.en.xml", "frab", BERLIN, ("Europe/Berlin", 73, 2, 5, 75, 7)),
    ("07-europython-2014.xml", "frab", BERLIN, ("Europe/Berlin", 188, 12, 7, 117, 0)),
    ("09-pyconfr-2025.pretalx-schedule.json", "pretalx", NOWHERE, ("Etc/GMT-1", 93, 13, 4, 87, 0)),
    ("10-cccamp2019.frab.json", "frab-json", NOWHERE, ("Europe/Berlin", 79, 2, 5, 90, 7)),
    ("11-rc3.pretalx.json", "frab-json", BERLIN, ("Europe/Berlin", 48, 5, 4, 56, 5)),
    ("12-democon.pretalx.json", "frab-json", BERLIN, ("Europe/Berlin", 36, 2, 3, 27, 2)),
    ("13-hub-schedule2.json", "frab-json", NOWHERE, ("Europe/Berlin", 2, 5, 2, 4, 2)),
    ("15-scottishsummit.sessionize.json", "sessionize", BERLIN, ("Europe/Berlin", 61, 7, 2, 76, 6)),
    ("17-moca24.ics", "ical", NOWHERE, ("Europe/Rome", 88, 4, 3, 0, 0)),
    ("19-pyconus-2025.ics", "ical", NOWHERE, ("UTC", 224, 21, 6, None, 0)),
    ("20-pyconus-2025.conference.json", "symposion", NOWHERE, ("Etc/GMT+4", 163, 18, 5, 131, 0)),
    ("21-railsconf-2017.ics", "ical", NOWHERE, ("America/Phoenix", 113, 14, 3, 0, 0)),
    ("22-voc-schedule-example.xlsx", "xlsx", BERLIN, ("Europe/Berlin", 13, 2, 1, 15, 0)),
    ("23-sendezentrum-31c3.csv", "csv", BERLIN, ("Europe/Berlin", 21, 0, 4, None, None)),
    ("24-camp99.csv", "csv", BERLIN, ("Europe/Berlin", 32, 1, 3, 30, 0)),
]
NAMES = [name for name, *_rest in FILES]
HINTS = {name: hint for name, _format, hint, _expected in FILES}


@cache  # a programme is frozen
def programme_in(name: str, *, slug: str | None = None) -> Programme:
    hint = HINTS[name]
    data = shared(f"schedules/{name}").read_bytes()
    return read(data, hint=Hint(hint.time_zone, hint.date, slug)).programme


@pytest.mark.parametrize(("name", "format", "hint", "expected"), FILES, ids=NAMES)
def test_every_event_room_day_person_and_track_arrives(
    name: str, format: str, hint: Hint, expected: tuple[Any, ...]
) -> None:
    data = shared(f"schedules/{name}").read_bytes()
    assert format_of(data) == format
    programme = read(data, hint=hint).programme
    found: list[Any] = [programme.time_zone, len(programme.sessions), len(programme.rooms)]
    found.append(len({session.starts_at.date() for session in programme.sessions}))
    found.append(len(programme.people))
    found.append(len({session.track for session in programme.sessions if session.track}))
    assert [one for one, other in zip(found, expected, strict=True) if other is not None] == [
        other for other in expected if other is not None
    ]


def test_what_fosdem_says_of_an_event_arrives_as_it_stands() -> None:
    path = shared("schedules/01-fosdem-2026.xml")
    programme = programme_in("01-fosdem-2026.xml")
    people = {person.slug: person.full_name for person in programme.people}
    rooms = {room.slug: room.name for room in programme.rooms}
    found = {
        str(session.uid): (
            session.title,
            session.starts_at.isoformat(),
            rooms[session.room or ""],
            {people[credit.person] for credit in session.credits},
        )
        for session in programme.sessions
    }
    said = {
        event.get("guid"): (
            " ".join((event.findtext("title") or "").split()),
            event.findtext("date"),
            event.findtext("room"),
            {" ".join((person.text or "").split()) for person in event.iterfind("persons/person")},
        )
        for event in etree.parse(path).iterfind("day/room/event")
    }
    assert found == said


def test_after_midnight_is_the_next_date() -> None:
    camp = programme_in("06-cccamp11.en.xml")
    late = [session for session in camp.sessions if session.starts_at.hour < 6]
    assert [(session.title, session.starts_at.isoformat()) for session in late][:1] == [
        ("We suck.", "2011-08-11T00:00:00+02:00")
    ]
    assert len(late) == 4
    congress = programme_in("04-31c3.xml")
    assert sum(1 for session in congress.sessions if session.starts_at.hour < 6) == 4


def test_html_of_an_abstract_is_markdown() -> None:
    programme = programme_in("01-fosdem-2026.xml")
    texts = [session.description or "" for session in programme.sessions]
    assert sum("](https://" in text for text in texts) > 150
    assert [text for text in texts if "<p>" in text or "</a>" in text or "&amp;" in text] == []


def test_a_file_that_names_a_zone_which_none_of_its_times_keeps_is_doubted() -> None:
    imported = read(shared("schedules/12-democon.pretalx.json").read_bytes())
    assert imported.programme.time_zone == "Etc/GMT-1"
    assert [notice.message for notice in imported.warnings] == [
        "The schedule names UTC, but no time in it is of that zone; Etc/GMT-1 is taken."
    ]


def test_the_file_that_is_meant_to_be_invalid_is_refused_with_its_line() -> None:
    data = shared("schedules/14-invalid-example.json").read_bytes()
    with pytest.raises(ProgrammeError) as caught:
        read(data)
    lines = data.decode().split("\n")
    assert caught.value.line is not None
    assert '"rooms"' in lines[caught.value.line - 1]
    assert str(caught.value).startswith("line 59: schedule.rooms: found [")
    mended = json.loads(data)
    del mended["schedule"]["rooms"]
    again = json.dumps(mended, indent=1).encode()
    with pytest.raises(ProgrammeError) as caught:
        read(again)
    assert caught.value.line is not None
    assert '"id": "2814"' in again.decode().split("\n")[caught.value.line - 1]


@pytest.mark.parametrize("name", [f"25-indico-docs-event-{number}.json" for number in (1, 2, 3)])
def test_json_of_a_program_that_we_do_not_read_is_refused_by_its_names(name: str) -> None:
    with pytest.raises(ProgrammeError, match="Found JSON that is no programme; its names are: “count”"):
        read(shared(f"schedules/{name}").read_bytes())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format", HEADS)
def test_what_a_format_carries_of_a_real_schedule_is_written_and_read_again_the_same(
    name: str, format: str
) -> None:
    assert_carried(programme_in(name, slug="a-conference"), format)


AGENDAS = sorted(path.name for path in (FOLDER / "agendas").glob("*.txt"))


@pytest.mark.parametrize("name", AGENDAS or ["any agenda"])
@pytest.mark.parametrize("format", HEADS)
def test_what_a_format_carries_of_a_real_agenda_is_written_and_read_again_the_same(
    name: str, format: str
) -> None:
    data = shared(f"agendas/{name}").read_bytes()
    assert_carried(read(data, hint=AGENDA).programme, format)


def assert_carried(before: Programme, format: str) -> None:
    """That all which docs/formats.md says the format keeps comes back, and as an import changes nothing."""
    hint = Hint(time_zone=before.time_zone, slug=before.slug)
    found = read(write(before, format, context=published()), format=format, hint=hint)
    assert carried(found.programme, format) == carried(before, format)
    matched = reconcile(found.programme, before, made_up=found.made_up)
    assert diff(before, keep(matched, before, found.silent_on, withdrawn=frozenset())) == ()


@pytest.mark.django_db
@pytest.mark.looks
@pytest.mark.parametrize("name", NAMES)
def test_importing_the_same_file_twice_changes_nothing(name: str) -> None:
    data, hint = shared(f"schedules/{name}").read_bytes(), HINTS[name]
    first = read(data, hint=Hint(hint.time_zone, hint.date, "a-conference"))
    assert imported(first)
    again = read(data, hint=Hint(hint.time_zone, hint.date, "a-conference"))
    assert imported(again) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", AGENDAS or ["any agenda"])
def test_importing_the_same_agenda_twice_changes_nothing(name: str) -> None:
    data = shared(f"agendas/{name}").read_bytes()
    for is_first in (True, False):
        assert bool(imported(read(data, hint=AGENDA))) is is_first


def imported(found: Imported) -> list[Change]:
    """What an import of what was read changes."""
    _conference, changes = publishing.import_programme(
        found.programme, by=None, silent_on=found.silent_on, made_up=found.made_up
    )
    return changes
