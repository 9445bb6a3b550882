"""What does not fit together in a programme, and how that is said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from events import phrases
from events.conflicts import Conflict, Days, errors, find
from events.programme import Programme
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.programmes import programmes

ADA = {"slug": "ada", "name": "Ada Adams"}


def at(start: str, end: str | None, **overrides: Any) -> dict[str, Any]:
    """A talk on 3 December in Zurich, between two times of the clock."""
    ends_at = f"2021-12-03T{end}:00+01:00" if end else None
    node = {"kind": "talk", "starts_at": f"2021-12-03T{start}:00+01:00", "ends_at": ends_at}
    return session_node(**node | overrides)


def hall(*sessions: dict[str, Any], **overrides: Any) -> Programme:
    """A programme in a hall and an attic, with Ada among its people."""
    rooms = [{"slug": "hall", "name": "Hall"}, {"slug": "attic", "name": "Attic"}]
    facts = {"rooms": rooms, "people": [person_node(**ADA)], "sessions": sessions}
    return make_programme(**facts | overrides)


def found(programme: Programme, **told: Any) -> list[tuple[str, str, list[str]]]:
    return [
        (conflict.severity, conflict.kind, [session.title for session in conflict.sessions])
        for conflict in find(programme, **told)
    ]


def said(programme: Programme, **told: Any) -> list[str]:
    return [phrases.told(each, ZoneInfo("Europe/Zurich")) for each in find(programme, **told)]


def test_what_fits_together_has_no_conflict() -> None:
    credits = [{"person": "ada", "role": "chair"}]
    panel = at("09:00", "10:00", kind="panel", room="hall", credits=credits, questions=[question_node()])
    assert find(hall(panel, at("10:00", "11:00", room="hall"), at("09:00", "10:00", room="attic"))) == ()


def test_a_session_without_an_end_is_an_error() -> None:
    programme = hall(at("09:00", None, title="Norms"))
    assert found(programme) == [("error", "no_end", ["Norms"])]
    assert said(programme) == ["“Norms” has no end. Please say when it ends."]


def test_a_room_that_is_used_twice_is_an_error_and_says_when() -> None:
    programme = hall(
        at("09:00", "10:30", title="Norms", kind="panel", number="2", room="hall",
           credits=[{"person": "ada", "role": "moderator"}], questions=[question_node()]),
        at("10:00", "11:00", title="Law", room="hall"),
    )  # fmt: skip
    assert found(programme) == [("error", "room", ["Norms", "Law"])]
    assert said(programme) == [
        "Hall is used twice: Panel 2 (“Norms”) (3 December, 09:00–10:30) and “Law” (10:00–11:00). "
        "Please give one of them another time or room."
    ]


def test_each_session_within_a_long_one_clashes_with_it() -> None:
    long = at("09:00", "12:00", title="Long", room="hall")
    inner = [at(f"{hour}:00", f"{hour}:30", title=str(hour), room="hall") for hour in (10, 11)]
    assert [titles for _, _, titles in found(hall(long, *inner))] == [["Long", "10"], ["Long", "11"]]


@pytest.mark.parametrize(
    ("other", "severity"),
    [
        ({"room": "attic"}, []),
        ({"room": None}, []),
        ({"status": "cancelled"}, []),
        ({"kind": "social"}, []),
        ({"status": "tentative"}, ["warning"]),
        ({}, ["error"]),
    ],
)
def test_what_takes_no_room_does_not_clash_with_it(other: dict[str, Any], severity: list[str]) -> None:
    second = at("09:30", "10:30", **{"room": "hall"} | other)
    assert [each[0] for each in found(hall(at("09:00", "10:00", room="hall"), second))] == severity


def test_a_session_outside_the_days_of_the_conference_is_an_error() -> None:
    programme = hall(at("09:00", "10:00", title="Norms"))
    for days in (Days(first=date(2021, 12, 4)), Days(last=date(2021, 12, 2))):
        assert found(programme, days=days) == [("error", "days", ["Norms"])]
    assert found(programme, days=Days(date(2021, 12, 3), date(2021, 12, 3))) == []
    assert said(programme, days=Days(last=date(2021, 12, 2))) == [
        "“Norms” starts on 3 December 2021, 09:00, which is outside the days of the conference. "
        "Please change its day, or the days of the conference."
    ]


def test_somebody_in_two_places_is_warned_of_once_whatever_their_roles() -> None:
    both = [{"person": "ada", "role": role} for role in ("moderator", "speaker")]
    programme = hall(
        at("09:00", "10:00", title="Norms", credits=both),
        at("09:30", "10:30", title="Law", credits=both),
    )
    assert said(programme) == [
        "Ada Adams is in two places: “Norms” (3 December, 09:00–10:00) and “Law” (09:30–10:30). "
        "Please move one of them, or ask somebody else."
    ]
    assert found(programme) == [("warning", "person", ["Norms", "Law"])]


@pytest.mark.parametrize(("start", "room", "kinds"), [
    ("10:04", "attic", ["short_break"]),
    ("10:00", "attic", ["short_break"]),
    ("10:05", "attic", []),
    ("10:04", "hall", []),
    ("10:04", None, []),
    ("09:59", "attic", ["person"]),
])  # fmt: skip
def test_a_way_to_another_room_takes_five_minutes(start: str, room: str | None, kinds: list[str]) -> None:
    credits = [{"person": "ada"}]
    first = at("09:00", "10:00", room="hall", credits=credits)
    second = at(start, "11:00", room=room, credits=credits)
    assert [kind for _, kind, _ in found(hall(first, second))] == kinds


def test_a_short_way_is_told_in_minutes() -> None:
    credits = [{"person": "ada"}]
    first = at("09:00", "10:00", title="Norms", room="hall", credits=credits)
    second = at("10:03", "11:00", title="Law", room="attic", credits=credits)
    assert said(hall(first, second)) == [
        "Ada Adams has 3 min to go from “Norms” (3 December, 09:00–10:00) to “Law” (10:03–11:00) "
        "in another room."
    ]


@pytest.mark.parametrize(
    ("pause", "kinds"),
    [
        ({}, ["break"]),
        ({"room": "hall"}, ["break"]),
        ({"room": "foyer"}, ["break"]),  # where nothing else takes place: it is for everybody
        ({"room": "attic"}, []),  # whose programme pauses, while that of the hall goes on
        ({"status": "cancelled"}, []),
        ({"kind": "social"}, []),
    ],
)
def test_what_takes_place_during_a_break_is_warned_of(pause: dict[str, Any], kinds: list[str]) -> None:
    panel = at("12:00", "12:45", title="Norms", room="hall")
    other = at("14:00", "15:00", title="Law", room="attic")
    lunch = at("12:30", "13:30", **{"kind": "break", "title": "Lunch"} | pause)
    rooms = [{"slug": slug, "name": slug} for slug in ("hall", "attic", "foyer")]
    programme = hall(panel, lunch, other, at("13:30", "13:50", title="After", room="hall"), rooms=rooms)
    assert found(programme) == [("warning", kind, ["Lunch", "Norms"]) for kind in kinds]
    words = "“Norms” (3 December, 12:00–12:45) takes place during “Lunch” (12:30–13:30). "
    assert said(programme) == [f"{words}Please move one of them, unless people are to choose."] * len(kinds)


def test_a_panel_wants_somebody_who_leads_it_and_questions() -> None:
    assert said(hall(at("09:00", "10:00", title="Norms", kind="panel", credits=[{"person": "ada"}]))) == [
        "“Norms” has neither a moderator nor a chair.",
        "“Norms” has no guiding question.",
    ]


def test_whoever_has_not_consented_is_warned_of() -> None:
    programme = hall(at("09:00", "10:00", credits=[{"person": "ada"}]))
    assert said(programme, without_consent={"ada", "somebody-else"}) == [
        "Ada Adams has not consented to be published, as far as is noted."
    ]


def test_sessions_alike_in_title_are_warned_of_but_breaks_are_alike() -> None:
    programme = hall(
        at("09:00", "10:00", title="Norms"),
        at("10:00", "11:00", title=" norms "),
        at("11:00", "11:30", title="Lunch", kind="break"),
        at("12:00", "12:30", title="Lunch", kind="break"),
    )
    assert said(programme) == [
        "Several sessions have the title “Norms”: 3 December, 09:00 and 3 December, 10:00."
    ]


@pytest.mark.parametrize(
    ("facts", "session", "count"),
    [
        ({"format": "hybrid"}, {}, 1),
        ({"format": "online"}, {}, 1),
        ({"format": "in_person"}, {}, 0),
        ({"format": "hybrid", "stream_url": "https://example.org/live"}, {}, 0),
        ({"format": "hybrid"}, {"stream_url": "https://example.org/live"}, 0),
        ({"format": "hybrid"}, {"kind": "break"}, 0),
        ({"format": "hybrid"}, {"room": "streamed"}, 0),
    ],
)
def test_a_session_of_a_hybrid_conference_wants_a_stream(
    facts: dict[str, Any], session: dict[str, Any], count: int
) -> None:
    rooms = [{"slug": "streamed", "name": "S", "stream_url": "https://example.org/s"}]
    other = at("10:00", "11:00", title="Law", stream_url="https://example.org/law")
    programme = hall(at("09:00", "10:00", title="Norms", **session), other, rooms=rooms, **facts)
    words = ["“Norms” has no stream, and neither its room nor the conference has one."]
    assert said(programme) == words * count


def test_a_hybrid_conference_without_any_stream_is_warned_of_once() -> None:
    programme = hall(at("09:00", "10:00", title="Norms"), at("10:00", "11:00", title="Law"), format="hybrid")
    assert found(programme) == [("warning", "stream", [])]
    assert said(programme) == [
        "No stream is named, for the conference or any session, though people take part online."
    ]


@given(programmes())
def test_every_conflict_of_any_programme_can_be_told(programme: Programme) -> None:
    everybody = {person.slug for person in programme.people}
    conflicts = find(programme, days=Days(last=date(2000, 1, 1)), without_consent=everybody)
    assert all(phrases.told(conflict, ZoneInfo(programme.time_zone)) for conflict in conflicts)
    assert list(conflicts[: len(errors(conflicts))]) == errors(conflicts)


@given(programmes())
def test_a_room_clashes_exactly_where_two_of_its_sessions_overlap(programme: Programme) -> None:
    taking = [s for s in programme.sessions if s.status != "cancelled" and s.kind not in {"break", "social"}]
    overlapping = {
        session.uid
        for index, session in enumerate(taking)
        for other in taking[:index]
        if other.room and other.room == session.room
        and other.starts_at < (session.ends_at or session.starts_at + timedelta.resolution)
        and session.starts_at < (other.ends_at or other.starts_at)
    }  # fmt: skip
    clashing = {c.sessions[1].uid for c in find(programme) if c.kind == "room"}
    assert clashing == overlapping


def test_two_documents_have_the_same_conflict_when_it_is_about_the_same() -> None:
    first, second = at("09:00", "10:00", room="hall"), at("09:30", "10:30", room="hall")

    def keys(*sessions: dict[str, Any]) -> set[object]:
        return {conflict.key for conflict in find(hall(*sessions))}

    assert keys(first, second) == keys(first | {"title": "Another"}, second)
    assert keys(first, second) != keys(first, second | {"status": "tentative"})
    assert isinstance(find(hall(first, second))[0], Conflict)
