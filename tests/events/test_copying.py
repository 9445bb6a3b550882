"""Last year's programme as next year's."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import copying
from events.copying import PARTS, Copy
from events.programme import Programme
from tests.builders import make_programme, person_node, question_node, session_node
from tests.events.programmes import programmes

AUDIO = {"title": "Audio", "url": "https://example.org/audio", "kind": "recording"}
PAPER = {"title": "Paper", "url": "https://example.org/paper"}


def copied(programme: Programme, days: int = 364, **overrides: Any) -> Copy:
    numbers = count(1)
    return copying.copied(
        programme,
        **{
            "slug": "ports-2022",
            "title": "Ports 2022",
            "days": days,
            "new_uid": lambda: UUID(int=next(numbers)),
        }
        | overrides,
    )


def at(zone: str, start: str, end: str | None = None) -> Programme:
    """A programme with one session, its times as the clock in the zone shows them."""
    place = ZoneInfo(zone)
    times = [datetime.fromisoformat(text).replace(tzinfo=place) if text else None for text in (start, end)]
    node = session_node(title="Night", starts_at=times[0], ends_at=times[1])
    return make_programme(time_zone=zone, sessions=[node])


def told(copy: Copy) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The times of the one session, and what is odd about it."""
    (session,) = copy.programme.sessions
    times = [each.isoformat(timespec="minutes") for each in (session.starts_at, session.ends_at) if each]
    return times, [(odd.kind, odd.wall.isoformat(timespec="minutes"), odd.lasted) for odd in copy.odd]


def full() -> Programme:
    """A programme with something of everything."""
    session = session_node(
        slug="cables",
        title="Cables",
        summary="Short.",
        description="Long.",
        room="hall",
        track="law",
        stream_url="https://example.org/live",
        recording_url="https://example.org/seen",
        questions=[question_node(text="Who?", outcome="We.")],
        credits=[{"person": "ann", "role": "chair", "affiliation": "ITU"}],
        materials=[AUDIO, PAPER],
    )
    return make_programme(
        title="Ports 2021",
        short_title="Ports 21",
        theme="Trust",
        summary="In short.",
        description="At length.",
        stream_url="https://example.org/live",
        organiser={"name": "Institute"},
        venue={"name": "Palais"},
        rooms=[{"slug": "hall", "name": "Hall", "capacity": 90, "stream_url": "https://example.org/hall"}],
        tracks=[{"slug": "law", "name": "Law"}],
        people=[person_node(slug="ann", name="Ann", uid=UUID(int=99))],
        sessions=[session],
        materials=[AUDIO, PAPER],
    )


def test_what_is_copied_has_other_ids_and_nothing_of_what_came_of_the_old_one() -> None:
    old = full()
    session = old.sessions[0]
    expected = old.model_dump(mode="json", exclude={"short_title"}) | {
        "slug": "ports-2022",
        "title": "Ports 2022",
        "stream_url": None,
        "rooms": [{"slug": "hall", "name": "Hall", "capacity": 90, "stream_url": None}],
        "materials": [],
        "sessions": [
            session.model_dump(mode="json")
            | {
                "uid": str(UUID(int=1)),
                "starts_at": "2022-12-02T09:00:00+01:00",
                "ends_at": "2022-12-02T10:00:00+01:00",
                "stream_url": None,
                "recording_url": None,
                "materials": [],
                "questions": [{"uid": str(UUID(int=2)), "number": 1, "text": "Who?", "outcome": None}],
            }
        ],
    }
    assert copied(old).programme.model_dump(mode="json") == expected


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (set(), (None, None, 0, 0, None, None, [], [])),
        ({"texts"}, ("Trust", "Short.", 0, 0, None, None, [], [])),
        ({"people"}, (None, None, 1, 0, None, None, [], [])),
        ({"questions"}, (None, None, 0, 1, None, None, [], [])),
        ({"questions", "outcomes"}, (None, None, 0, 1, "We.", None, [], [])),
        ({"recordings"}, (None, None, 0, 0, None, "https://example.org/seen", ["Audio"], ["Audio"])),
        ({"materials"}, (None, None, 0, 0, None, None, ["Paper"], ["Paper"])),
        (
            set(PARTS),
            (
                "Trust",
                "Short.",
                1,
                1,
                "We.",
                "https://example.org/seen",
                ["Audio", "Paper"],
                ["Audio", "Paper"],
            ),
        ),
    ],
)
def test_each_part_is_taken_along_where_it_is_asked_for(parts: set[Any], said: tuple[Any, ...]) -> None:
    programme = copied(full(), parts=parts).programme
    (session,) = programme.sessions
    assert programme.short_title is None  # it may name the year, as the title does
    assert (
        programme.theme,
        session.summary,
        len(programme.people),
        len(session.questions),
        session.questions[0].outcome if session.questions else None,
        session.recording_url,
        [material.title for material in session.materials],
        [material.title for material in programme.materials],
    ) == said


def test_people_stay_who_they_are() -> None:
    assert copied(full()).programme.people == full().people[:1]


def test_what_was_cancelled_is_left_out_and_named() -> None:
    nodes = [
        session_node(title="Off", status="cancelled", starts_at="2021-12-02T09:00:00+01:00"),
        session_node(),
    ]
    old = make_programme(sessions=nodes)
    copy = copied(old)
    assert ([s.title for s in copy.cancelled], len(copy.programme.sessions)) == (["Off"], 1)
    assert copying.first_day(old) == date(2021, 12, 3)


@pytest.mark.parametrize(
    ("programme", "days", "times", "odd"),
    [
        # summer time one year, winter time the next: the clock shows the same
        (
            at("Europe/Zurich", "2021-10-29T09:00", "2021-10-29T10:00"),
            370,
            ["2022-11-03T09:00+01:00", "2022-11-03T10:00+01:00"],
            [],
        ),
        # a time that does not exist (TIME.md, 1)
        (
            at("Europe/Zurich", "2026-03-27T02:30", "2026-03-27T04:00"),
            366,
            ["2027-03-28T03:30+02:00", "2027-03-28T04:00+02:00"],
            [("skipped", "2027-03-28T02:30", None), ("lasts", "2027-03-28T03:30", timedelta(minutes=90))],
        ),
        # ... and would end before it starts
        (
            at("Europe/Zurich", "2026-03-27T02:30", "2026-03-27T03:15"),
            366,
            ["2027-03-28T03:30+02:00", "2027-03-28T04:15+02:00"],
            [("skipped", "2027-03-28T02:30", None)],
        ),
        # a time that is there twice (2)
        (
            at("Europe/Zurich", "2026-10-30T02:30", "2026-10-30T02:45"),
            366,
            ["2027-10-31T02:30+02:00", "2027-10-31T02:45+02:00"],
            [("twice", "2027-10-31T02:30", None), ("twice", "2027-10-31T02:45", None)],
        ),
        # over the change (3)
        (
            at("Europe/Zurich", "2026-03-27T01:00", "2026-03-27T04:00"),
            366,
            ["2027-03-28T01:00+01:00", "2027-03-28T04:00+02:00"],
            [("lasts", "2027-03-28T01:00", timedelta(hours=3))],
        ),
        # midnight is not there (6); half an hour is skipped (7)
        (
            at("Africa/Cairo", "2026-04-30T00:30", "2026-04-30T02:00"),
            365,
            ["2027-04-30T01:30+03:00", "2027-04-30T02:00+03:00"],
            [("skipped", "2027-04-30T00:30", None), ("lasts", "2027-04-30T01:30", timedelta(minutes=90))],
        ),
        (
            at("Australia/Lord_Howe", "2026-10-03T02:15", None),
            365,
            ["2027-10-03T02:45+11:00"],
            [("skipped", "2027-10-03T02:15", None)],
        ),
        # last year's was over the change, this one is not
        (
            at("Europe/Brussels", "2027-10-30T20:00", "2027-10-31T04:00"),
            364,
            ["2028-10-28T20:00+02:00", "2028-10-29T04:00+01:00"],
            [],
        ),
        (
            at("Europe/Brussels", "2027-10-30T20:00", "2027-10-31T04:00"),
            357,
            ["2028-10-21T20:00+02:00", "2028-10-22T04:00+02:00"],
            [("lasts", "2028-10-21T20:00", timedelta(hours=9))],
        ),
    ],
)
def test_the_clock_at_the_venue_shows_the_same_and_what_cannot_be_is_told(
    programme: Programme, days: int, times: list[str], odd: list[Any]
) -> None:
    assert told(copied(programme, days)) == (times, odd)


@given(programmes(), st.integers(-4_000, 4_000))
def test_whatever_it_holds_a_copy_is_sound_and_has_no_id_of_the_old_one(old: Programme, days: int) -> None:
    new = copying.copied(old, slug="new", title="New", days=days, parts=PARTS).programme
    ids = [
        {s.uid for s in each.sessions} | {q.uid for s in each.sessions for q in s.questions}
        for each in (old, new)
    ]
    assert ids[0] & ids[1] == set()
    standing = [session for session in old.sessions if session.status != "cancelled"]
    walls = [
        sorted(session.starts_at.replace(tzinfo=None) for session in each)
        for each in (standing, new.sessions)
    ]
    moved = [wall + timedelta(days=days) for wall in walls[0]]
    assert [a - b for a, b in zip(walls[1], moved, strict=True)] == [timedelta(0)] * len(moved)


@pytest.mark.parametrize(
    ("first", "today", "day"),
    [
        (date(2021, 12, 3), date(2021, 12, 10), date(2022, 12, 2)),  # Fridays
        (date(2021, 12, 3), date(2022, 12, 2), date(2023, 12, 1)),
        (date(2021, 12, 3), date(2026, 11, 29), date(2026, 12, 4)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2029, 2, 27)),
    ],
)
def test_the_day_suggested_is_the_next_anniversary_with_its_weekday(
    first: date, today: date, day: date
) -> None:
    found = copying.suggested(first, today)
    assert (found, found.weekday()) == (day, first.weekday())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ports 2021", "Ports 2022"),
        ("From 1999 to 2021", "From 1999 to 2022"),
        ("Ports", "Ports"),
        ("ISO 12021", "ISO 12021"),
        ("ports-2021", "ports-2022"),
    ],
)
def test_the_last_year_in_a_name_becomes_the_new_one(text: str, said: str) -> None:
    assert copying.of_year(text, 2022) == said
