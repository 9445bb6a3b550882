"""What moves along where something begins late or takes longer, and how far."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from events.programme import Programme
from events.shifting import Moved, cut, day_of, moved, pushed, shifted
from tests.builders import make_programme, make_session, session_node

ZURICH = ZoneInfo("Europe/Zurich")
TEN = timedelta(minutes=10)
ZERO = timedelta(0)


def on(day: str, start: str, end: str | None, title: str, **overrides: Any) -> dict[str, Any]:
    """A talk between two times of the clock in Zurich; an end before the start is the next day's."""
    starts_at = datetime.fromisoformat(f"{day}T{start}").replace(tzinfo=ZURICH)
    ends_at = datetime.fromisoformat(f"{day}T{end}").replace(tzinfo=ZURICH) if end else None
    if ends_at and ends_at < starts_at:
        ends_at += timedelta(days=1)
    node = {"kind": "talk", "title": title, "starts_at": starts_at, "ends_at": ends_at}
    return session_node(**node | overrides)


def at(start: str, end: str | None, title: str, **overrides: Any) -> dict[str, Any]:
    return on("2021-12-03", start, end, title, **overrides)


def day(*sessions: dict[str, Any]) -> Programme:
    rooms = [{"slug": "hall", "name": "Hall"}, {"slug": "attic", "name": "Attic"}]
    return make_programme(rooms=rooms, sessions=sessions)


def told(programme: Programme, times: list[Moved]) -> list[tuple[str, str, str | None]]:
    """The title of each session that moves, with its times in UTC, 09:00 being 10:00 in a winter's Zurich."""
    titles = {session.uid: session.title for session in programme.sessions}
    return [(titles[uid], f"{start:%H:%M}", end and f"{end:%H:%M}") for uid, start, end in times]


def overrun(programme: Programme, title: str, **options: Any) -> list[tuple[str, str, str | None]]:
    """What happens when the session takes ten minutes longer."""
    session = next(each for each in programme.sessions if each.title == title)
    return told(programme, pushed(programme.sessions, moved(session, ZERO, TEN), **options))


def follow(programme: Programme, after: str, by: timedelta = TEN, **options: Any) -> list[Any]:
    at = datetime.fromisoformat(after).replace(tzinfo=ZURICH)
    return told(programme, shifted(programme.sessions, at, by, zone=ZURICH, **options))


def test_all_that_follows_on_the_day_moves_gaps_and_breaks_with_it() -> None:
    programme = day(
        at("10:00", "11:00", "Norms"),
        at("11:00", "11:15", "Coffee", kind="break"),
        at("15:00", None, "Law"),
        on("2021-12-04", "10:00", "11:00", "Tomorrow"),
    )
    assert follow(programme, "2021-12-03T11:00") == [("Coffee", "10:10", "10:25"), ("Law", "14:10", None)]


def test_what_follows_can_come_earlier_too() -> None:
    programme = day(at("10:00", "11:00", "Norms"))
    assert follow(programme, "2021-12-03T10:00", -TEN) == [("Norms", "08:50", "09:50")]


def test_nothing_moves_by_nothing() -> None:
    assert follow(day(at("10:00", "11:00", "Norms")), "2021-12-03T10:00", ZERO) == []


def test_one_room_moves_alone() -> None:
    programme = day(
        at("10:00", "11:00", "Norms", room="hall"),
        at("10:00", "11:00", "Law", room="attic"),
        at("11:00", "12:00", "Lunch"),
    )
    assert follow(programme, "2021-12-03T10:00", room="hall") == [("Norms", "09:10", "10:10")]


def test_a_day_goes_on_past_midnight_until_five() -> None:
    programme = day(
        at("22:00", "01:00", "Music"),
        on("2021-12-04", "01:00", "02:00", "Last round"),
        on("2021-12-04", "05:00", "06:00", "A run"),
    )
    assert follow(programme, "2021-12-03T22:00") == [
        ("Music", "21:10", "00:10"),
        ("Last round", "00:10", "01:10"),
    ]
    assert follow(programme, "2021-12-04T00:00") == [("Last round", "00:10", "01:10")]


@pytest.mark.parametrize(("wall", "belongs"), [("04:59", 2), ("05:00", 3), ("23:59", 3)])
def test_the_day_of_an_instant_is_that_of_the_venue(wall: str, belongs: int) -> None:
    instant = datetime.fromisoformat(f"2021-12-03T{wall}").replace(tzinfo=ZURICH)
    assert day_of(instant.astimezone(UTC), ZURICH) == date(2021, 12, belongs)


def test_ten_minutes_are_ten_minutes_when_the_clocks_go_forward_and_back() -> None:
    forward = day(on("2027-03-28", "01:55", "04:00", "Night"))
    assert follow(forward, "2027-03-28T00:00") == [("Night", "01:05", "02:10")]  # 03:05 to 04:10, two hours
    back = day(on("2027-10-31", "01:55", "04:00", "Night"))
    assert follow(back, "2027-10-31T00:00") == [("Night", "00:05", "03:10")]  # 02:05, the first, to 04:10


def test_the_second_of_two_hours_of_one_name_comes_after_the_first() -> None:
    start = datetime(2027, 10, 31, 2, 30, tzinfo=ZURICH)  # shown twice; this is the first
    programme = day(on("2027-10-31", "01:00", None, "Night", starts_at=start.replace(fold=1)))
    rows = [type("Row", (), vars(programme.sessions[0]) | {"starts_at": start.replace(fold=1)})()]
    after = datetime(2027, 10, 31, 2, 45, tzinfo=ZURICH)  # the first again: the session comes later
    assert told(programme, shifted(rows, after, TEN, zone=ZURICH)) == [("Night", "01:40", None)]


def test_an_overrun_moves_what_it_meets_until_a_gap_takes_it_up() -> None:
    programme = day(
        at("10:00", "11:00", "Norms"),
        at("11:00", "12:00", "Law"),
        at("12:06", "13:00", "Peace"),
        at("13:06", "14:00", "War"),
    )
    assert overrun(programme, "Norms") == [
        ("Norms", "09:00", "10:10"),
        ("Law", "10:10", "11:10"),
        ("Peace", "11:10", "12:04"),
    ]


def test_a_break_takes_up_a_delay_where_it_may() -> None:
    programme = day(
        at("10:00", "11:00", "Norms"),
        at("11:00", "11:12", "Coffee", kind="break"),
        at("11:12", "12:00", "Law"),
    )
    assert overrun(programme, "Norms", absorbing={"break"}) == [
        ("Norms", "09:00", "10:10"),
        ("Coffee", "10:10", "10:15"),  # five minutes are left of it
        ("Law", "10:15", "11:03"),
    ]
    assert overrun(programme, "Norms") == [
        ("Norms", "09:00", "10:10"),
        ("Coffee", "10:10", "10:22"),
        ("Law", "10:22", "11:10"),
    ]


def test_a_long_break_takes_up_all_of_it() -> None:
    lunch = at("11:00", "12:00", "Lunch", kind="break")
    programme = day(at("10:00", "11:00", "Norms"), lunch, at("12:00", "13:00", "Law"))
    assert overrun(programme, "Norms", absorbing={"break"}) == [
        ("Norms", "09:00", "10:10"),
        ("Lunch", "10:10", "11:00"),
    ]


def test_a_break_of_three_minutes_stays_one() -> None:
    programme = day(at("10:00", "11:00", "Norms"), at("11:00", "11:03", "Breath", kind="break"))
    assert overrun(programme, "Norms", absorbing={"break"})[1:] == [("Breath", "10:10", "10:13")]


def test_an_overrun_in_one_room_leaves_the_other_alone() -> None:
    programme = day(
        at("10:00", "11:00", "Norms", room="hall"),
        at("11:00", "12:00", "Law", room="attic"),
        at("11:00", "12:00", "Peace", room="hall"),
    )
    expected = [("Norms", "09:00", "10:10"), ("Peace", "10:10", "11:10")]
    assert overrun(programme, "Norms") == expected
    assert overrun(programme, "Norms", room="hall") == expected


def test_what_is_for_everybody_moves_all_rooms() -> None:
    programme = day(
        at("10:00", "11:00", "Opening"),
        at("11:00", "12:00", "Law", room="attic"),
        at("11:05", "12:00", "Peace", room="hall"),
    )
    assert overrun(programme, "Opening") == [
        ("Opening", "09:00", "10:10"),
        ("Law", "10:10", "11:10"),
        ("Peace", "10:10", "11:05"),
    ]


def test_what_runs_beside_it_and_what_is_cancelled_stay() -> None:
    programme = day(
        at("09:00", "18:00", "Registration", kind="other"),
        at("10:00", "11:00", "Norms"),
        at("11:00", "12:00", "Fallen ill", status="cancelled"),
        at("11:00", "12:00", "Law"),
    )
    assert overrun(programme, "Norms") == [("Norms", "09:00", "10:10"), ("Law", "10:10", "11:10")]


def test_what_would_still_run_ends_when_the_next_begins_early() -> None:
    programme = day(
        at("09:00", "18:00", "Registration", kind="other"),
        at("10:00", "11:00", "Norms"),
        at("11:00", "12:00", "Law"),
    )
    law = moved(programme.sessions[-1], -TEN, -TEN)
    assert told(programme, cut(programme.sessions, law)) == [("Norms", "09:00", "09:50")]
    assert told(programme, cut(programme.sessions, moved(programme.sessions[-1], TEN, TEN))) == []


@pytest.mark.django_db
def test_rows_of_the_draft_are_moved_as_a_documents_sessions_are() -> None:
    session = make_session()
    times = shifted([session], session.starts_at, TEN, session.room, zone=ZURICH)
    assert times == [Moved(session.uid, session.starts_at + TEN, session.ends_at + TEN)]
