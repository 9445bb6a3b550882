"""Single rules by which ordinary texts are read, and what they do not reach."""

from __future__ import annotations

import pytest

from events.errors import ProgrammeError
from events.importers import read
from events.importers.text.times import minutes_of
from tests.events.importers.test_text_more_forms import ZURICH, only, people_of, programme_of


def test_one_year_beside_the_agenda_is_that_of_its_dates() -> None:
    found = read(b"Timetable 2027 (v2)\nSunday 4 July\n9:00-10:00 Law", hint=ZURICH)
    assert found.programme.sessions[0].starts_at.date().isoformat() == "2027-07-04"
    assert [notice.message for notice in found.warnings if "year" in notice.message] == [
        "The year of the dates is taken from here."
    ]


def test_two_years_beside_the_agenda_tell_nothing() -> None:
    with pytest.raises(ProgrammeError, match="without a year"):
        read(b"Timetable 2027\nAfter the forum of 2026\nSunday 4 July\n9:00-10:00 Law", hint=ZURICH)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15 minutes", 15),
        ("15 min.", 15),
        ("2 h", 120),
        ("1 hour", 60),
        ("20分钟", 20),
        ("0 min", None),
        ("Law", None),
    ],
)
def test_a_length_is_read_in_minutes(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize(
    ("row", "end"),
    [
        ("9:00 | 9:15 | Opening", "09:15"),
        ("9:00 | 15 min | Opening", "09:15"),
        ("11:50 am | 20 minutes | Opening", "12:10"),
        ("11:50 pm | 20 minutes | Opening", "00:10"),
    ],
)
def test_the_cell_after_a_start_can_say_when_it_ends(row: str, end: str) -> None:
    session = only(f"| {row} |")
    assert (session.title, session.ends_at and session.ends_at.strftime("%H:%M")) == ("Opening", end)


def test_cells_that_are_numbered_alike_are_sessions_side_by_side() -> None:
    programme = programme_of(
        "| 9:00-10:00 | WS 1: Law | WS 2: Trade |", "| 10:00-11:00 | Lunch | WS 3 is full |"
    )
    assert [session.title for session in programme.sessions] == ["WS 1: Law", "WS 2: Trade", "Lunch"]


def test_names_after_colons_are_people_where_most_titles_end_so() -> None:
    lines = [
        "9:00-10:00 Old rules: Ada Byron",
        "10:00-11:00 New ports: Alan Grey",
        "11:00-12:00 Ships: Eve Black",
    ]
    assert people_of(programme_of(*lines)) == [
        ("speaker", "Ada Byron", None),
        ("speaker", "Alan Grey", None),
        ("speaker", "Eve Black", None),
    ]
    assert people_of(programme_of(lines[0], "10:00-11:00 Trade", "11:00-12:00 Ships")) == []


def test_a_list_of_people_below_a_text_is_read_and_a_place_is_none() -> None:
    people = ["Ada Byron, Director, Institute of Ports", "Alan Grey, Ministry of Trade"]
    assert len(people_of(programme_of("9:00-10:00 Law", "What States said of it.", "", *people))) == 2
    places = ["Geneva, Switzerland", "Accra, Ghana"]
    assert people_of(programme_of("9:00-10:00 Law", "What was said in these cities:", "", *places)) == []


def test_one_person_below_a_text_stays_text() -> None:
    session = only(
        "9:00-10:00 Law", "It was written by a friend.", "", "Ada Byron, Director, Institute of Ports"
    )
    assert session.credits == ()
    assert "Ada Byron" in (session.description or "")


def test_a_post_on_the_next_line_is_that_of_the_name_above() -> None:
    programme = programme_of("9:00-10:00 Law", "Speakers", "Ada Byron", "Director of Ports, Institute of Law")
    assert people_of(programme) == [("speaker", "Ada Byron", "Institute of Law")]
    assert programme.people[0].post == "Director of Ports"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Byron, Jr., Director, Institute of Ports", ("Ada Byron, Jr.", "Institute of Ports")),
        (
            "His Excellency Minister Alan Grey, Ministry of Trade",
            ("His Excellency Minister Alan Grey", "Ministry of Trade"),
        ),
        ("Adm. Alan Grey (ret.), Institute of Ports", ("Adm. Alan Grey", "Institute of Ports")),
    ],
)
def test_what_belongs_to_a_name_and_what_does_not(line: str, expected: tuple[str, str]) -> None:
    found = people_of(programme_of("9:00-10:00 Law", "Speakers:", f"• {line}"))
    assert [each[1:] for each in found] == [expected]


def test_a_moderator_alone_has_an_institution_and_several_are_named() -> None:
    one = programme_of(
        "9:00-10:00 Law", "Moderator: Ada Byron, Grey Partners", "Alan Grey, Ministry of Trade"
    )
    assert people_of(one) == [
        ("moderator", "Ada Byron", "Grey Partners"),
        ("speaker", "Alan Grey", "Ministry of Trade"),
    ]
    several = programme_of("9:00-10:00 Law", "Moderators: Ada Byron, Alan Grey")
    assert [each[:2] for each in people_of(several)] == [
        ("moderator", "Ada Byron"),
        ("moderator", "Alan Grey"),
    ]


def test_whom_a_title_is_with_is_read_and_the_title_stays() -> None:
    programme = programme_of("9:00-10:00 A talk with Dr Ada Byron", "10:00-11:00 Working with Latin America")
    assert people_of(programme) == [("speaker", "Dr Ada Byron", None)]
    assert [session.title for session in programme.sessions] == [
        "A talk with Dr Ada Byron",
        "Working with Latin America",
    ]


def test_the_last_session_can_be_called_end() -> None:
    sessions = programme_of("9:00-10:00 Law", "10:00 – End").sessions
    assert [(session.title, session.ends_at is None) for session in sessions] == [
        ("Law", False),
        ("End", True),
    ]
    reception = only("18:00 – end Reception")
    assert (reception.title, reception.ends_at) == ("Reception", None)


def test_columns_that_blanks_keep_apart_hold_the_room_and_a_warning_says_so() -> None:
    found = read(b"Forum 14 June 2027\n\n9:00-10:00 Law            Long Gallery", hint=ZURICH)
    assert [room.name for room in found.programme.rooms] == ["Long Gallery"]
    assert "taken as the room" in " ".join(notice.message for notice in found.warnings)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("15 حزيران 2027", "2027-06-15"),
        ("١٥ كانون الثاني ٢٠٢٧", "2027-01-15"),
        ("۱۵ كانون الأول ۲۰۲۷", "2027-12-15"),
        ("3 تشرين الثاني/نوفمبر 2027", "2027-11-03"),
        ("3 تشرين الاول 2027م", "2027-10-03"),
        ("يوم الثلاثاء الموافق 15 حزيران 2027", "2027-06-15"),
        ("5 شباط 2027", "2027-02-05"),
        ("5 آذار 2027", "2027-03-05"),
        ("5 نيسان 2027", "2027-04-05"),
        ("5 أيار 2027", "2027-05-05"),
        ("5 تموز 2027", "2027-07-05"),
        ("5 آب 2027", "2027-08-05"),
        ("5 أيلول 2027", "2027-09-05"),
        ("5 جانفي 2027", "2027-01-05"),
        ("5 فيفري 2027", "2027-02-05"),
        ("5 أفريل 2027", "2027-04-05"),
        ("5 ماي 2027", "2027-05-05"),
        ("5 جوان 2027", "2027-06-05"),
        ("5 جويلية 2027", "2027-07-05"),
        ("5 أوت 2027", "2027-08-05"),
        ("14. Juni 2027", "2027-06-14"),
        ("14. und 15. Juni 2027", "2027-06-14"),
    ],
)
def test_a_day_is_read_by_each_name_of_its_month(day: str, expected: str) -> None:
    programme = programme_of("9:00-10:00 Law", head=("Forum", day))
    assert programme.sessions[0].starts_at.date().isoformat() == expected


def test_a_point_with_uhr_is_a_time_beside_hours_without_one() -> None:
    programme = programme_of("ab 9 Uhr Kaffee", "9.30 Uhr Begrüßung", "ca. 14 Uhr Ende")
    assert [session.starts_at.strftime("%H:%M") for session in programme.sessions] == [
        "09:00",
        "09:30",
        "14:00",
    ]


def test_hours_with_h_are_times_where_the_text_writes_them_so_and_lengths_elsewhere() -> None:
    programme = programme_of("9h Accueil", "9h30 Débat", "2h atelier")
    assert [session.title for session in programme.sessions] == ["Accueil", "Débat"]
    assert [session.title for session in programme_of("9:00 Law", "9h workshop").sessions] == ["Law"]


def test_points_are_times_where_most_lines_begin_with_them() -> None:
    mostly = programme_of("9.30 Law", "10.30 Trade", "11:30 Lunch")
    assert [session.title for session in mostly.sessions] == ["Law", "Trade", "Lunch"]
    hardly = programme_of("9:30 Law", "10:30 Trade", "1.30 million people")
    assert [session.title for session in hardly.sessions] == ["Law", "Trade"]


@pytest.mark.parametrize("gap", ["      ", " ....... ", "\t"])
def test_a_start_that_stands_apart_at_a_lines_end_begins_a_session(gap: str) -> None:
    programme = programme_of(f"Doors open{gap}8:30", f"Law{gap}9:00 - 10:00")
    times = [(session.title, session.starts_at.strftime("%H:%M")) for session in programme.sessions]
    assert times == [("Doors open", "08:30"), ("Law", "09:00")]


@pytest.mark.parametrize(
    ("heading", "line", "start"),
    [
        ("Afternoon", "1:30-2:30 Workshop", "13:30"),
        ("下午", "1:30-2:30 工作坊", "13:30"),
        ("| Nachmittag | | |", "1:30-2:30 Workshop", "13:30"),
        ("Evening", "9:00 Concert", "21:00"),
        ("Afternoon", "13:30-14:30 Workshop", "13:30"),
    ],
)
def test_a_heading_says_which_half_of_the_day_is_meant(heading: str, line: str, start: str) -> None:
    programme = programme_of("11:50-13:30 Lunch", heading, line)
    assert programme.sessions[-1].starts_at.strftime("%H:%M") == start


def test_a_time_that_goes_back_to_the_night_is_warned_of() -> None:
    found = read(b"Forum\n14 June 2027\n11:50-13:30 Lunch\n1:30-2:30 Law", hint=ZURICH)
    assert [notice.line for notice in found.warnings if "earlier than the session" in notice.message] == [4]
