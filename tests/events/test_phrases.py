"""Every kind of change becomes sentences that a person can read."""

from __future__ import annotations

import re
from itertools import product
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from events.diffing import KINDS, Change, diff
from events.phrases import TELLERS, Names, heading, sentence, sentences
from events.phrases.words import FIELDS
from events.programme import Person, Programme, Session
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.programmes import programmes

ZURICH = ZoneInfo("Europe/Zurich")
ROOMS = [{"slug": "xxvi", "name": "Room XXVI"}, {"slug": "aula", "name": "Aula"}]
ADA = person_node(slug="p-ada", name="Ada Byron")
ALAN = person_node(slug="p-alan", name="Alan Grey")


def told(old: Programme, new: Programme) -> list[str]:
    """What a reader is told of what differs."""
    return sentences(diff(old, new), ZURICH, Names.of(old, new))


def told_of_session(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What is told of a panel 1, “Norms”, whose fields differ so."""
    node = session_node(slug="s-norms", title="Norms", number="1")
    frame: dict[str, Any] = {"slug": "c", "rooms": ROOMS, "people": [ADA, ALAN]}
    # Everybody is credited in another session too, so that nobody joins or leaves the whole.
    others = session_node(
        starts_at="2021-12-03T18:00:00+01:00",
        ends_at="2021-12-03T19:00:00+01:00",
        credits=[{"person": "p-ada"}, {"person": "p-alan"}],
    )
    old, new = (make_programme(**frame, sessions=[node | fields, others]) for fields in (before, after))
    return told(old, new)


def told_of_conference(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What is told of a conference whose facts differ so."""
    frame = {"slug": "c", "title": "Forum", "sessions": []}
    return told(make_programme(**frame | before), make_programme(**frame | after))


NINE, TEN = "2021-12-03T09:00:00+01:00", "2021-12-03T10:00:00+01:00"
FIRST, SECOND = question_node(1, text="Who pays?"), question_node(2, text="Who repairs?")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            {},
            {"starts_at": "2021-12-03T09:30:00+01:00", "ends_at": "2021-12-03T10:30:00+01:00"},
            ["Panel 1 moves from 09:00 to 09:30."],
        ),
        (
            {},
            {"starts_at": "2021-12-04T09:00:00+01:00", "ends_at": "2021-12-04T10:00:00+01:00"},
            ["Panel 1 moves from 3 December, 09:00 to 4 December, 09:00."],
        ),
        (
            {},
            {"starts_at": "2022-01-04T09:00:00+01:00", "ends_at": "2022-01-04T10:30:00+01:00"},
            ["Panel 1 moves from 3 December 2021, 09:00–10:00 to 4 January 2022, 09:00–10:30."],
        ),
        (
            {},
            {"starts_at": "2021-12-03T09:15:00+01:00"},
            ["Panel 1 starts at 09:15 instead of 09:00."],
        ),
        (
            {},
            {"starts_at": "2021-12-02T23:00:00+01:00"},
            ["Panel 1 starts at 23:00 on 2 December instead of 09:00 on 3 December."],
        ),
        ({}, {"ends_at": "2021-12-03T10:15:00+01:00"}, ["Panel 1 ends at 10:15 instead of 10:00."]),
        ({"ends_at": None}, {"ends_at": TEN}, ["Panel 1 ends at 10:00."]),
        ({}, {"ends_at": None}, ["The end of Panel 1 is open."]),
        (
            {},
            {"starts_at": "2021-12-03T08:00:00+00:00"},
            ["Panel 1 keeps its time, written with another offset from UTC."],
        ),
        (
            {},
            {"starts_at": "2021-12-03T08:00:00+00:00", "ends_at": "2021-12-03T09:00:00+00:00"},
            ["Panel 1 keeps its time, written with another offset from UTC."],
        ),
        ({}, {"room": "aula"}, ["Panel 1 takes place in Aula."]),
        ({"room": "aula"}, {"room": "xxvi"}, ["Panel 1 moves from Aula to Room XXVI."]),
        ({"room": "aula"}, {}, ["Panel 1 is no longer in Aula."]),
        ({}, {"title": "Rules"}, ["Panel 1 is renamed from “Norms” to “Rules”."]),
        ({"number": None}, {"number": None, "title": "Rules"}, ["“Norms” is renamed to “Rules”."]),
        ({}, {"number": "2"}, ["“Norms” is now marked Panel 2 instead of Panel 1."]),
        (
            {},
            {"kind": "workshop", "title": "Rules"},
            [
                "“Rules” is now marked Workshop 1 instead of Panel 1. "
                "Workshop 1 is renamed from “Norms” to “Rules”."
            ],
        ),
        ({}, {"status": "cancelled"}, ["Panel 1 is cancelled."]),
        ({"status": "cancelled"}, {}, ["Panel 1 is back in the programme."]),
        (
            {"status": "cancelled"},
            {"status": "tentative"},
            ["Panel 1 is back in the programme. It is not confirmed yet."],
        ),
        ({}, {"status": "tentative"}, ["Panel 1 is no longer confirmed."]),
        ({"status": "tentative"}, {}, ["Panel 1 is confirmed."]),
        (
            {},
            {"credits": [{"person": "p-ada", "role": "chair"}, {"person": "p-ada", "role": "speaker"}]},
            ["Ada Byron joins Panel 1 (chair and speaker)."],
        ),
        (
            {"credits": [{"person": "p-ada"}]},
            {"credits": [{"person": "p-ada", "role": "moderator"}, {"person": "p-alan"}]},
            ["Ada Byron is now moderator in Panel 1 instead of speaker. Alan Grey joins Panel 1 (speaker)."],
        ),
        (
            {"credits": [{"person": "p-ada"}]},
            {"credits": [{"person": "p-ada", "affiliation": "Elsewhere"}]},
            ["Ada Byron is billed differently in Panel 1."],
        ),
        ({"credits": [{"person": "p-ada"}]}, {}, ["Ada Byron leaves Panel 1."]),
        (
            {"credits": [{"person": "p-ada"}, {"person": "p-alan"}]},
            {"credits": [{"person": "p-alan"}, {"person": "p-ada"}]},
            ["The people of Panel 1 stand in another order."],
        ),
        (
            {"questions": [FIRST]},
            {"questions": [FIRST, SECOND]},
            ["Question 2 of Panel 1 is new: “Who repairs?”."],
        ),
        (
            {"questions": [FIRST, SECOND]},
            {"questions": [FIRST]},
            ["Question 2 of Panel 1 is taken out: “Who repairs?”."],
        ),
        (
            {"questions": [FIRST]},
            {"questions": [FIRST | {"text": "Who  pays\nmore?"}]},
            ["Question 1 of Panel 1 now reads “Who pays more?” instead of “Who pays?”."],
        ),
        (
            {"questions": [FIRST]},
            {"questions": [FIRST | {"outcome": "All."}]},
            ["Question 1 of Panel 1 has an outcome."],
        ),
        (
            {"questions": [FIRST | {"outcome": "All."}]},
            {"questions": [FIRST | {"outcome": "Some."}]},
            ["The outcome of question 1 of Panel 1 is reworded."],
        ),
        (
            {"questions": [FIRST | {"outcome": "All."}]},
            {"questions": [FIRST]},
            ["Question 1 of Panel 1 has no outcome any more."],
        ),
        (
            {"questions": [FIRST, SECOND]},
            {"questions": [SECOND | {"number": 1}, FIRST | {"number": 2}]},
            ["The questions of Panel 1 stand in another order."],
        ),
        (
            {},
            {"description": "Background", "language": "fr", "slug": "s-other"},
            ["Changed in Panel 1: address, description and language."],
        ),
    ],
)
def test_what_changes_in_a_session_is_said(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    assert told_of_session(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"title": "Other"}, ["The conference is renamed from “Forum” to “Other”."]),
        ({}, {"short_title": "Fo"}, ["The short title of the conference is now “Fo”."]),
        ({"short_title": "Fo"}, {}, ["The conference has no short title any more."]),
        ({}, {"theme": "Seas"}, ["The theme of the conference is “Seas”."]),
        ({"theme": "Seas"}, {}, ["The conference has no theme any more."]),
        (
            {"theme": "Seas"},
            {"theme": "Skies"},
            ["The theme of the conference is now “Skies” instead of “Seas”."],
        ),
        (
            {},
            {"time_zone": "UTC"},
            ["The conference’s time zone is now UTC instead of Zurich."],
        ),
        (
            {"time_zone": "America/Kentucky/Louisville"},
            {"time_zone": "Etc/GMT-3"},
            ["The conference’s time zone is now UTC+3 instead of Louisville."],
        ),
        (
            {"time_zone": "America/Louisville"},
            {"time_zone": "America/Kentucky/Louisville"},
            ["The conference’s time zone is now America/Kentucky/Louisville instead of America/Louisville."],
        ),
        ({}, {"venue": {"name": "Palais", "address": "Geneva"}}, ["The venue is Palais, Geneva."]),
        (
            {"venue": {"name": "Palais"}},
            {"venue": {"name": "Dome"}, "format": "hybrid"},
            ["The venue is now Dome instead of Palais. The conference is now hybrid instead of in person."],
        ),
        (
            {"venue": {"name": "Palais"}},
            {},
            ["The conference has no venue any more; before, it was Palais."],
        ),
        ({}, {"rooms": ROOMS}, ["New room: “Room XXVI” and “Aula”."]),
        ({"rooms": ROOMS}, {"rooms": ROOMS[:1]}, ["No longer a room: “Aula”."]),
        (
            {"rooms": ROOMS},
            {"rooms": [ROOMS[0], ROOMS[1] | {"name": "Great Hall"}]},
            ["The room “Aula” is now called “Great Hall”."],
        ),
        (
            {"rooms": ROOMS},
            {"rooms": ROOMS[::-1]},
            ["Changed about the conference: rooms."],
        ),
        (
            {"tracks": [{"slug": "law", "name": "Law"}, {"slug": "t", "name": "Tech"}]},
            {"tracks": [{"slug": "law", "name": "Law and order"}, {"slug": "n", "name": "New"}]},
            ["New track: “New”. No longer a track: “Tech”. The track “Law” is now called “Law and order”."],
        ),
        (
            {},
            {"summary": "S", "organiser": {"name": "O"}, "materials": [{"title": "P", "url": "https://x"}]},
            ["Changed about the conference: summary, organiser and materials."],
        ),
    ],
)
def test_what_changes_about_the_conference_is_said(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    assert told_of_conference(before, after) == expected


def test_who_and_what_comes_and_goes_is_said() -> None:
    norms = session_node(title="Norms", number="1", room="aula", credits=[{"person": "p-ada"}])
    dinner = session_node(
        title="Dinner",
        kind="social",
        starts_at="2021-12-03T22:00:00+01:00",
        ends_at="2021-12-04T01:00:00+01:00",
    )
    full = make_programme(slug="c", rooms=ROOMS, sessions=[norms, dinner], people=[ADA])
    empty = make_programme(slug="c", rooms=ROOMS, sessions=[], people=[])

    assert told(empty, full) == [
        "Panel 1 “Norms” is new: 3 December, 09:00–10:00, Aula.",
        "“Dinner” is new: 3 December, 22:00 – 4 December, 01:00.",
        "Ada Byron is new among the people.",
    ]
    assert told(full, empty) == [
        "Panel 1 “Norms” is taken out of the programme.",
        "“Dinner” is taken out of the programme.",
        "Ada Byron is no longer among the people.",
    ]


def test_what_changes_about_a_person_is_said() -> None:
    sessions = [session_node(credits=[{"person": "p-ada"}])]
    old = make_programme(slug="c", sessions=sessions, people=[ADA])
    new = make_programme(
        slug="c",
        sessions=sessions,
        people=[ADA | {"name": "Ada Lovelace", "honorific": "Dr", "post": "Analyst", "photo": "/a.jpg"}],
    )
    assert told(old, new) == [
        "Ada Byron is now named Dr Ada Lovelace.",
        "Changed about Ada Lovelace: post and photo.",
    ]


def test_a_stored_change_reads_as_the_whole_one_does() -> None:
    old = make_programme(slug="c", sessions=[], people=[])
    new = make_programme(
        slug="c",
        rooms=ROOMS,
        sessions=[session_node(room="aula", credits=[{"person": "p-ada"}])],
        people=[ADA],
    )
    names = Names.of(old, new)
    for one, other in ((old, new), (new, old)):
        changes = diff(one, other)
        stored = [Change.model_validate_json(change.brief.model_dump_json()) for change in changes]
        assert sentences(stored, ZURICH, names) == sentences(changes, ZURICH, names)


def test_times_are_told_as_the_clock_at_the_venue_showed() -> None:
    node = session_node(number="1")
    old = make_programme(slug="c", sessions=[node])
    new = make_programme(slug="c", sessions=[node | {"ends_at": "2021-12-03T10:30:00+01:00"}])
    assert sentences(diff(old, new), ZoneInfo("Asia/Kathmandu")) == [
        "Panel 1 ends at 15:15 instead of 14:45."
    ]


def test_a_long_text_is_shortened_and_stands_on_one_line() -> None:
    (said,) = told_of_session({"questions": [FIRST]}, {"questions": [FIRST | {"text": "long\n" * 100}]})
    assert said == (f"Question 1 of Panel 1 now reads “{'long ' * 31}long…” instead of “Who pays?”.")


def test_a_heading_names_the_thing_in_full() -> None:
    changes = [
        Change(kind="text", subject="session", title="Norms", session_kind="panel", number="2"),
        Change(kind="text", subject="session", title="Lunch", session_kind="break"),
        Change(kind="text", subject="person", title="Ada Byron"),
        Change(kind="text", subject="conference", title="Forum"),
    ]
    assert list(map(heading, changes)) == ["Panel 2 – Norms", "Lunch", "Ada Byron", "The conference"]


def test_every_kind_of_change_that_can_be_found_has_its_words() -> None:
    found = {(subject, kind) for subject, kinds in KINDS.items() for kind in (*kinds, "text")}
    found |= set(product(["session", "person"], ["added", "removed"])) | {("session", "reinstated")}
    assert set(TELLERS) == found


def test_every_field_that_a_text_change_can_name_has_a_word() -> None:
    for subject, model in (("conference", Programme), ("session", Session), ("person", Person)):
        named = {name for names in KINDS[subject].values() for name in names}  # type: ignore[index]
        fields = set(model.model_fields) - named - {"uid", "sessions", "people"}
        assert fields <= set(FIELDS)


@given(programmes(), programmes())
def test_any_difference_can_be_said_and_leaks_no_slug_where_there_is_a_name(
    old: Programme, new: Programme
) -> None:
    old, new = marked(old), marked(new)
    changes = diff(old, new)
    said = sentences(changes, ZURICH, Names.of(old, new))
    stored = sentences([change.brief for change in changes], ZURICH, Names.of(old, new))

    assert [text for text in said + stored if "zzslug" in text] == []
    assert all(re.fullmatch(r"\S.*[.…]", text, re.DOTALL) for text in said)
    assert len(said) == len(changes)


def test_without_names_slugs_are_at_least_made_readable() -> None:
    (change,) = diff(
        make_programme(slug="c", rooms=ROOMS, sessions=[node := session_node(title="Norms")]),
        make_programme(slug="c", rooms=ROOMS, sessions=[node | {"room": "aula"}]),
    )
    assert sentence(change, ZURICH) == "“Norms” takes place in aula."


def marked(programme: Programme) -> Programme:
    """The programme with slugs that would be seen in a sentence."""

    def walk(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: walk(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [walk(part) for part in value]
        if key in {"slug", "room", "track", "person"} and value is not None:
            return f"zzslug-{value}"[:120]
        return value

    return Programme.model_validate(walk(programme.model_dump(mode="json")))


def test_the_kinds_of_the_document_and_of_the_sentences_are_the_same() -> None:
    assert set(get_args(Change.model_fields["kind"].annotation)) == {kind for _, kind in TELLERS}
