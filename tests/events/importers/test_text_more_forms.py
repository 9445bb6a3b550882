"""More forms of ordinary texts, each read by a general rule."""

from __future__ import annotations

from typing import Any

import pytest

from events.importers import Hint, read
from events.programme import Programme, Session

ZURICH = Hint(time_zone="Europe/Zurich")


def programme_of(*lines: str, head: tuple[str, ...] = ("Forum on Cables", "14 June 2027")) -> Programme:
    return read("\n".join([*head, "", *lines]).encode(), hint=ZURICH).programme


def only(*lines: str) -> Session:
    (session,) = programme_of(*lines).sessions
    return session


def people_of(programme: Programme) -> list[tuple[str, str, str | None]]:
    people = {person.slug: person for person in programme.people}
    return [
        (credit.role, people[credit.person].full_name, people[credit.person].affiliation)
        for session in programme.sessions
        for credit in session.credits
    ]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Tuesday 15 June – Wednesday 16 June 2027", "15 June"),
        ("Berlin, 15. und 16. Juni 2027", "Dienstag, 15. Juni"),
        ("Москва, 15–16 июня 2027 г.", "15 июня, вторник"),
    ],
)
def test_days_have_the_year_of_the_conferences_own_line(head: str, day: str) -> None:
    programme = programme_of(day, "9:00-10:00 Law", head=("Forum", head))
    assert [session.starts_at.date().isoformat() for session in programme.sessions] == ["2027-06-15"]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("12:00 noon – 1:30 pm Lunch", "12:00", "13:30"),
        ("10:15 – 12:00 noon Law", "10:15", "12:00"),
        ("7 pm – 0:30 am Dinner", "19:00", "00:30"),
        ("ab 10 Uhr Abschluss", "10:00", None),
        ("9 Uhr bis 10 Uhr Abschluss", "09:00", "10:00"),
    ],
)
def test_times_as_people_write_them(line: str, start: str, end: str | None) -> None:
    session = only(line)
    assert session.starts_at.strftime("%H:%M") == start
    assert (session.ends_at.strftime("%H:%M") if session.ends_at else None) == end


def test_a_length_is_no_time() -> None:
    assert [session.title for session in programme_of("9:00-10:00 Law", "2h workshop").sessions] == ["Law"]


def test_a_room_in_brackets_is_the_room() -> None:
    session = only("9:00-10:00 Panel 1: Sharing data (Room: Aurora)")
    assert (session.title, session.room) == ("Sharing data", "aurora")


def test_a_list_of_questions_below_people_asks_though_nothing_announces_it() -> None:
    session = only(
        "9:00-10:00 Panel 1: Sharing data",
        "Moderator: Dr Ilse Brandt, Water Institute",
        "- Who owns the data of a",
        "  river that crosses five states?",
        "- Who pays for sensors?",
    )
    assert [question.text for question in session.questions] == [
        "Who owns the data of a river that crosses five states?",
        "Who pays for sensors?",
    ]
    assert [credit.role for credit in session.credits] == ["moderator"]


def test_a_list_that_does_not_only_ask_stays_the_background() -> None:
    session = only("9:00-10:00 Panel 1: Sharing data", "- Who pays?", "- The state of the network")
    assert (session.questions, "Who pays?" in (session.description or "")) == ((), True)


def test_people_after_several_labels_on_one_line() -> None:
    line = "9:00-10:00 | Setting the scene | Chair: Dr. John Otieno (UNDP); Speakers: Fatima Diallo (Bank)"
    programme = programme_of(line)
    assert programme.sessions[0].title == "Setting the scene"
    assert people_of(programme) == [
        ("chair", "Dr. John Otieno", "UNDP"),
        ("speaker", "Fatima Diallo", "Bank"),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("9:00-10:00 Panel: Law", "Moderated by Ada Byron (Bank)"), [("moderator", "Ada Byron", "Bank")]),
        (("9:00-10:00 Table ronde", "Animée par Jean Lefèvre"), [("moderator", "Jean Lefèvre", None)]),
        (
            ("9:00-9:20 Inauguración a cargo de la Dra. Elena Ruiz (UNAM)",),
            [("opening", "Dra. Elena Ruiz", "UNAM")],
        ),
        (("9:00-9:30 Ada Byron (Bank), Cables in the cold",), [("speaker", "Ada Byron", "Bank")]),
        (
            ("9:00-10:00 Panel: Law", "Модератор: Смирнова Анна, НИУ ВШЭ"),
            [("moderator", "Смирнова Анна", "НИУ ВШЭ")],
        ),
    ],
)
def test_people_as_lines_name_them(lines: tuple[str, ...], expected: list[Any]) -> None:
    assert people_of(programme_of(*lines)) == expected


def test_a_quoted_mail_is_read_without_its_marks_and_its_head() -> None:
    text = (
        "> From: Events\n> Subject: Agenda\n>\n> Forum on Cables\n> 14 June 2027, Nairobi\n> 9:00-10:00 Law"
    )
    programme = read(text.encode()).programme
    assert (programme.title, [session.title for session in programme.sessions]) == (
        "Forum on Cables",
        ["Law"],
    )


def test_one_quoted_line_is_no_mail() -> None:
    assert only("9:00-10:00 Law", "> Ships are few.").description == "> Ships are few."


def test_a_venue_and_how_one_takes_part_on_one_line() -> None:
    head = ("Forum", "15 June 2027", "Hotel Astoria, Geneva (CEST) · hotel, and online")
    programme = programme_of("9:00-10:00 Law", head=head)
    assert (programme.format, programme.venue and programme.venue.name) == ("hybrid", "Hotel Astoria")
