"""Programmes of any shape, written as sheets and calendars and read again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cyberconf.web import catalogues
from events.diffing import diff
from events.exporters import write
from events.importers import Hint, Imported, read
from events.matching import reconcile
from events.programme import Programme
from tests.events.exporters.test_ical import published
from tests.events.programmes import programmes
from tests.events.whole import whole_programme

SHEETS = pytest.mark.parametrize("format", ["csv", "xlsx"])
ALL = pytest.mark.parametrize("format", ["csv", "xlsx", "ical"])
NAMES = ["Ada Byron", "Dr Alan Grey", "Prof. Bo Lindt", "Eve Black"]
SENTENCES = ["Who pays?", "Ships are few.", "Which norms bind whom, and why?", "Ports; harbours, and cables."]


def again(programme: Programme, format: str) -> Imported:
    """The programme, written and read."""
    return read(write(programme, format, context=published()), format=format, hint=Hint(slug=programme.slug))


@settings(deadline=None)
@given(programmes())
def test_a_workbook_keeps_all_of_any_programme(programme: Programme) -> None:
    assume(programme.sessions)
    assert again(programme, "xlsx").programme == programme


@settings(deadline=None)
@given(programmes())
def test_csv_keeps_sessions_with_questions_and_people_of_any_programme(programme: Programme) -> None:
    assume(programme.sessions)
    assert _told_in_csv(again(programme, "csv").programme) == _told_in_csv(programme)


@settings(deadline=None)
@given(programmes())
def test_a_calendar_keeps_times_titles_and_places_of_any_programme(programme: Programme) -> None:
    assume(programme.sessions)
    kept = ("uid", "slug", "kind", "number", "title", "starts_at", "ends_at", "status")
    told = [{name: getattr(session, name) for name in kept} for session in programme.sessions]
    found = again(programme, "ical").programme
    assert [{name: getattr(each, name) for name in kept} for each in found.sessions] == told
    assert _named_places(found) == _named_places(programme)


@settings(deadline=None)
@given(st.data())
def test_a_calendar_keeps_people_and_questions_that_are_written_as_people_write(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
    asked = data.draw(st.lists(st.sampled_from(SENTENCES), max_size=3))
    text = data.draw(st.none() | st.lists(st.sampled_from(SENTENCES), min_size=1).map("\n\n".join))
    base = whole_programme().model_dump()
    session = base["sessions"][0] | {
        "description": text and text.replace("\n\n", " "),
        "questions": [{"uid": _uid(n), "number": n, "text": each} for n, each in enumerate(asked, 1)],
        "credits": [{"person": f"p{n}", "role": "panellist"} for n in range(len(names))],
    }
    people = [
        {"uid": _uid(n + 50), "slug": f"p{n}", "name": name, "affiliation": "Harbour Watch, Accra"}
        for n, name in enumerate(names)
    ]
    programme = Programme.model_validate(base | {"sessions": [session], "people": people})

    found = again(programme, "ical").programme

    (before,), (after,) = programme.sessions, found.sessions
    named = {person.slug: person.full_name for person in found.people}
    assert [question.text for question in after.questions] == asked
    assert [named[credit.person] for credit in after.credits] == names
    assert {person.affiliation for person in found.people} <= {"Harbour Watch, Accra"}
    assert (after.summary, after.description) == (before.summary, before.description)


@ALL
def test_reading_what_was_written_changes_nothing_that_the_format_can_say(format: str) -> None:
    programme = whole_programme()
    first, second = again(programme, format), again(programme, format)
    assert second == first
    assert diff(first.programme, reconcile(second.programme, first.programme)) == ()


@pytest.mark.parametrize("language", catalogues.languages())
@pytest.mark.parametrize("format", ["ical", "frab", "frab-json"])
def test_what_is_said_of_a_session_in_any_language_of_the_site_is_understood(
    format: str, language: str
) -> None:
    english, theirs = (
        again(whole_programme().model_copy(update={"language": code}), format).programme
        for code in ("en", language)
    )
    names = [[person.name for person in found.people] for found in (theirs, english)]
    assert (theirs.sessions, names[0]) == (english.sessions, names[1])


@SHEETS
def test_a_changed_file_changes_just_what_changed(format: str) -> None:
    before = whole_programme()
    changed = before.model_dump() | {
        "sessions": [before.sessions[0].model_dump() | {"title": "Who mends what"}]
    }
    first = again(before, format).programme
    second = again(Programme.model_validate(changed), format).programme
    changes = diff(first, reconcile(second, first))
    assert [(change.kind, change.before, change.after) for change in changes] == [
        ("renamed", {"title": "Who repairs what"}, {"title": "Who mends what"})
    ]


def _uid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def _named_places(programme: Programme) -> list[tuple[str | None, str | None]]:
    rooms = {room.slug: room.name for room in programme.rooms}
    tracks = {track.slug: track.name for track in programme.tracks}
    return [(rooms.get(each.room or ""), tracks.get(each.track or "")) for each in programme.sessions]


def _told_in_csv(programme: Programme) -> dict[str, Any]:
    """All of a programme that CSV can say, with people, rooms and tracks by name, in the order of uids."""
    people = {person.slug: person.model_dump(exclude={"uid", "slug"}) for person in programme.people}
    places = dict(zip((each.uid for each in programme.sessions), _named_places(programme), strict=True))
    sessions = {}
    for session in programme.sessions:
        said = session.model_dump(exclude={"room", "track", "questions", "credits"})
        said["questions"] = [(each.number, each.text, each.outcome) for each in session.questions]
        said["credits"] = [(people[each.person], each.role, each.affiliation) for each in session.credits]
        sessions[session.uid] = said | {"places": places[session.uid]}
    return {"title": programme.title, "zone": programme.time_zone, "sessions": sessions}
