"""A day of a programme laid out on a board."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from events import board, conflicts
from events.board import Block, Board, Column, Gap, Place
from events.conflicts import Days
from events.programme import Programme
from tests.builders import make_programme, session_node

DAY = date(2021, 12, 3)
HALL, ATTIC = {"slug": "hall", "name": "Hall"}, {"slug": "attic", "name": "Attic"}


def at(start: str, end: str | None, title: str, **overrides: Any) -> dict[str, Any]:
    """A talk between two times of the third of December in Zurich."""
    times = {"starts_at": f"2021-12-03T{start}+01:00", "ends_at": end and f"2021-12-03T{end}+01:00"}
    return session_node(**{"kind": "talk", "title": title} | times | overrides)


def programme(*sessions: dict[str, Any], rooms: Iterable[dict[str, Any]] = (HALL, ATTIC)) -> Programme:
    return make_programme(rooms=list(rooms), sessions=sessions)


def laid_out(document: Programme, *, day: date = DAY, days: Days | None = None) -> Board:
    found = conflicts.find(document, days=days)
    return board.lay_out(document, found, day, days=days or Days())


def told(found: Board) -> list[tuple[str, str, int, int]]:
    """Each item by its title, or its length where it is a gap, with its span, lane and lanes."""
    return [
        (
            item.session.title if isinstance(item, Block) else f"+{item.minutes}",
            f"{board.clock(item.place.starts)}-{board.clock(item.place.ends)}",
            item.place.lane,
            0 if item.place.spans else item.place.lanes,
        )
        for item in found.items
    ]


def test_rooms_are_columns_and_what_nothing_is_on_is_a_gap() -> None:
    found = laid_out(
        programme(
            at("09:00", "10:00", "Law", room="hall"),
            at("10:20", "11:00", "War", room="hall"),
            at("09:00", "11:00", "Peace", room="attic"),
        )
    )
    assert [(column.room and column.room.name, column.lane) for column in found.columns] == [
        ("Hall", 1),
        ("Attic", 2),
    ]
    assert told(found) == [
        ("Law", "09:00-10:00", 1, 1),
        ("Peace", "09:00-11:00", 2, 1),
        ("+20", "10:00-10:20", 1, 1),
        ("War", "10:20-11:00", 1, 1),
    ]


def test_what_overlaps_in_a_room_stands_side_by_side_and_says_so() -> None:
    found = laid_out(
        programme(at("09:00", "10:00", "Law", room="hall"), at("09:30", "10:30", "War", room="hall"))
    )
    assert found.columns == (
        Column(found.columns[0].room, 1, 2),
        Column(found.columns[1].room, 3, 1),
    )
    assert told(found) == [
        ("Law", "09:00-10:00", 1, 1),
        ("+90", "09:00-10:30", 3, 1),
        ("War", "09:30-10:30", 2, 1),
    ]
    assert [(block.severity, [c.kind for c in block.conflicts]) for block in found.blocks] == [
        ("error", ["room"]),
        ("error", ["room"]),
    ]


def test_a_break_for_everybody_spans_the_rooms_and_leaves_no_gap() -> None:
    found = laid_out(
        programme(
            at("09:00", "10:00", "Law", room="hall"),
            at("10:00", "10:30", "Coffee", kind="break"),
            at("10:30", "11:00", "War", room="hall"),
        )
    )
    assert [column.room and column.room.name for column in found.columns] == ["Hall", "Attic"]
    assert told(found) == [
        ("Law", "09:00-10:00", 1, 1),
        ("+60", "09:00-10:00", 2, 1),
        ("Coffee", "10:00-10:30", 1, 0),
        ("War", "10:30-11:00", 1, 1),
        ("+30", "10:30-11:00", 2, 1),
    ]


@pytest.mark.parametrize(
    "other",
    [
        at("10:15", "11:00", "War", room="hall"),
        at("10:00", "10:10", "Press", kind="social"),
        at("12:00", "13:00", "A talk somewhere", kind="talk"),
    ],
    ids=["beside a session", "beside another break", "with a talk without room"],
)
def test_what_has_no_room_stands_in_a_column_of_its_own(other: dict[str, Any]) -> None:
    found = laid_out(programme(at("10:00", "10:30", "Coffee", kind="break"), other))
    assert [column.room and column.room.name for column in found.columns] == [None, "Hall", "Attic"]


def test_a_conference_without_rooms_has_one_column() -> None:
    found = laid_out(programme(at("09:00", "10:00", "Law"), at("10:30", "11:00", "War"), rooms=[]))
    assert (len(found.columns), found.lanes) == (1, 1)
    assert told(found) == [
        ("Law", "09:00-10:00", 1, 1),
        ("+30", "10:00-10:30", 1, 1),
        ("War", "10:30-11:00", 1, 1),
    ]


def test_an_hour_before_and_after_the_day_is_there_to_move_into() -> None:
    early = laid_out(programme(at("00:30", "01:15", "Night", room="hall")))
    assert (early.hours, laid_out(programme(at("09:15", "10:00", "Law"))).hours) == (
        (0, 1, 2, 3),
        (8, 9, 10, 11),
    )


def test_what_ends_after_midnight_goes_on_beyond_and_is_cut_off_at_six() -> None:
    party = at("22:00", None, "Party", room="hall", ends_at="2021-12-04T01:30:00+01:00")
    fair = at("10:00", None, "Fair", room="attic", ends_at="2021-12-05T18:00:00+01:00")
    found = laid_out(programme(party, fair))
    assert [(b.session.title, b.place.starts, b.place.ends) for b in found.blocks] == [
        ("Fair", 600, 1800),
        ("Party", 1320, 1530),
    ]
    assert found.hour_marks[-1] == (30, "6:00")


def test_a_session_without_an_end_is_drawn_for_half_an_hour() -> None:
    (block,) = laid_out(programme(at("09:00", None, "Law", room="hall"))).blocks
    assert (block.place.ends - block.place.starts, block.minutes) == (30, None)


def test_an_hour_that_is_there_twice_does_not_turn_a_session_round() -> None:
    times = {"starts_at": "2027-10-31T02:30:00+02:00", "ends_at": "2027-10-31T02:15:00+01:00"}
    document = make_programme(rooms=[HALL], sessions=[session_node(room="hall", **times)])
    (block,) = laid_out(document, day=date(2027, 10, 31)).blocks
    assert (block.place.starts, block.place.ends, block.minutes) == (150, 155, 45)


def test_a_day_has_a_tab_where_something_is_on_and_where_the_conference_is() -> None:
    document = programme(at("09:00", "10:00", "Law", room="hall"), at("09:30", "10:30", "War", room="hall"))
    days = Days(date(2021, 12, 2), date(2021, 12, 3))
    found = laid_out(document, day=date(2021, 12, 5), days=days)
    assert [(tab.date.day, tab.count, tab.severity) for tab in found.tabs] == [
        (2, 0, ""),
        (3, 2, "error"),
        (5, 0, ""),
    ]


def test_a_day_with_nothing_offers_each_room_whole() -> None:
    found = laid_out(programme(at("09:00", "10:00", "Law", room="hall")), day=date(2021, 12, 4))
    assert told(found) == [("+480", "09:00-17:00", 1, 1), ("+480", "09:00-17:00", 2, 1)]


def test_a_gap_begins_and_ends_at_what_a_drag_snaps_to() -> None:
    found = laid_out(
        programme(at("09:00", "09:58", "Law", room="hall"), at("10:12", "11:00", "War", room="hall"))
    )
    gaps = [item for item in found.items if isinstance(item, Gap) and item.room and item.room.slug == "hall"]
    assert [(gap.starts, gap.ends, gap.is_brief) for gap in gaps] == [("10:00", "10:10", True)]


def test_the_board_opens_today_while_the_conference_lasts_and_else_at_its_first_day() -> None:
    document, days = programme(at("09:00", "10:00", "Law")), Days(date(2021, 12, 1), date(2021, 12, 4))
    empty = programme()
    opened = [
        board.first_day(document, Days(), DAY),
        board.first_day(document, Days(), date(2026, 1, 1)),
        board.first_day(document, days, date(2021, 12, 4)),
        board.first_day(empty, Days(), date(2026, 1, 1)),
        board.first_day(empty, Days(date(2021, 12, 1)), date(2026, 1, 1)),
    ]
    assert [day.isoformat() for day in opened] == [
        "2021-12-03",
        "2021-12-03",
        "2021-12-04",
        "2026-01-01",
        "2021-12-01",
    ]


def test_the_names_for_the_style_sheet_say_where_a_thing_stands() -> None:
    places = [Place(9 * 60 + 50, 10 * 60 + 58, 12), Place(0, 30 * 60, 3, 2), Place(0, 60, 1, spans=True)]
    assert [place.classes for place in places] == [
        "h9 m10 H10 M12 t1 u2",
        "h0 m0 H30 M0 t0 u3 w2",
        "h0 m0 H1 M0 t0 u1 all",
    ]
