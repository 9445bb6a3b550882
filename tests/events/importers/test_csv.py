"""CSV as people and programs write it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.errors import ProgrammeError
from events.importers import Hint, Imported, format_of, read
from events.importers.sheets import words

HINT = Hint(time_zone="Europe/Zurich", date=date(2027, 6, 14), slug="ports")


def imported(text: str | bytes, hint: Hint = HINT) -> Imported:
    return read(text.encode() if isinstance(text, str) else text, format="csv", hint=hint)


def sessions(text: str | bytes, *names: str) -> list[tuple[Any, ...]]:
    """The named fields of each session, instants in short."""
    found = [[getattr(each, name) for name in names] for each in imported(text).programme.sessions]
    return [tuple(f"{v:%d %H:%M}" if hasattr(v, "hour") else v for v in values) for values in found]


def notices(text: str | bytes) -> list[tuple[int | None, str, str]]:
    return [(each.line, each.text, each.message) for each in imported(text).warnings if each.line]


def refusal(text: str | bytes, hint: Hint = HINT) -> tuple[str, str]:
    with pytest.raises(ProgrammeError) as caught:
        imported(text, hint)
    return caught.value.code, str(caught.value)


def people(cell: str) -> list[tuple[Any, ...]]:
    """Role, name with honorific, post and affiliation of everybody in a cell of people."""
    programme = imported(f'Date,Start,End,Title,People\n2027-06-14,9:00,10:00,Talk,"{cell}"\n').programme
    known = {person.slug: person for person in programme.people}
    credits = programme.sessions[0].credits
    persons = [(credit.role, known[credit.person]) for credit in credits]
    return [(role, person.full_name, person.post, person.affiliation) for role, person in persons]


def test_each_row_is_a_session_with_what_its_headings_say() -> None:
    (session,) = imported(
        "Date,Start,End,Kind,Number,Title,Room,Track,Summary,Description,Language,Status,Questions,Address\n"
        '14.06.2027,9:15,10:30,Panel,1,Who repairs what,Aula,Repairs,In short,"A line.\nAnother.",en,'
        'tentative,"1. Who pays?\n2. Who repairs?",repairs\n'
    ).programme.sessions

    assert session.model_dump(mode="json", exclude={"uid", "questions", "credits", "materials"}) == {
        "slug": "repairs",
        "kind": "panel",
        "number": "1",
        "title": "Who repairs what",
        "summary": "In short",
        "description": "A line.\nAnother.",
        "starts_at": "2027-06-14T09:15:00+02:00",
        "ends_at": "2027-06-14T10:30:00+02:00",
        "room": "aula",
        "track": "repairs",
        "language": "en",
        "status": "tentative",
        "stream_url": None,
        "recording_url": None,
    }
    assert [question.text for question in session.questions] == ["Who pays?", "Who repairs?"]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_headings_are_understood_in_every_language(language: str) -> None:
    fields = ["date", "start", "end", "title", "room", "people", "status"]
    heads = ";".join(words.SESSIONS.said(field, language) for field in fields)
    cancelled = words.STATUSES.said("cancelled", language)
    text = f"{heads}\n14.6.2027;9:00;10:00;Ports;Aula;Ada Byron;{cancelled}\n"

    assert format_of(text.encode()) == "csv"
    assert sessions(text, "title", "starts_at", "ends_at", "room", "status") == [
        ("Ports", "14 09:00", "14 10:00", "aula", "cancelled")
    ]


@pytest.mark.parametrize("table", [value for value in vars(words).values() if isinstance(value, words.Words)])
def test_what_we_write_in_any_language_is_what_is_read(table: words.Words) -> None:
    assert {
        (key, language): table.key_of(table.said(key, language))
        for key in table.words
        for language in words.LANGUAGES
    } == {(key, language): key for key in table.words for language in words.LANGUAGES}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("9:15", "10:30", ("14 09:15", "14 10:30")),
        ("2:00 p.m.", "3 pm", ("14 14:00", "14 15:00")),
        ("10:00 p.m.", "11:59 p.m.", ("14 22:00", "14 23:59")),
        ("0:00 a.m.", "2:00 a.m.", ("14 00:00", "14 02:00")),
        ("12:00 p.m.", "2:00 p.m.", ("14 12:00", "14 14:00")),
        ("14", "15", ("14 14:00", "14 15:00")),
        ("0930", "1100", ("14 09:30", "14 11:00")),
        ("24", "", ("15 00:00", None)),
        ("9h15", "10h30", ("14 09:15", "14 10:30")),
        ("9.15 Uhr", "10 Uhr", ("14 09:15", "14 10:00")),
        ("9:15 – 10:30", "", ("14 09:15", "14 10:30")),
        ("11:30", "1:00", ("14 11:30", "14 13:00")),
        ("20:00", "0:30", ("14 20:00", "15 00:30")),
        ("23:00", "24:00", ("14 23:00", "15 00:00")),
        ("2027-06-15 09:00", "2027-06-16T01:00", ("15 09:00", "16 01:00")),
        ("15 June 2027, 9:00", "", ("15 09:00", None)),
        ("2027-06-14T07:00:00Z", "2027-06-14T09:00:00+01:00", ("14 09:00", "14 10:00")),
        ("0.375", "", None),
        ("tbd", "", None),
    ],
)
def test_times_are_read_in_any_usual_form(start: str, end: str, expected: tuple[str, str] | None) -> None:
    text = f'Date,Start,End,Title\n2027-06-14,"{start}","{end}",Talk\n2027-06-14,13:30,14:00,Sure\n'
    found = {
        title: (begin, finish) for title, begin, finish in sessions(text, "title", "starts_at", "ends_at")
    }
    assert found.get("Talk") == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-06-15", "15"),
        ("15.6.2027", "15"),
        ("15/06/27", "15"),
        ("06/15/2027", "15"),
        ("Tuesday, 15 June 2027", "15"),
        ("15 juin", "15"),
        ("15 июня 2027 года", "15"),
        ("2027年6月15日", "15"),
        ("Mittwoch", "16"),
        ("Day 3", "16"),
        ("46188", None),
    ],
)
def test_days_are_read_in_any_usual_form(day: str, expected: str | None) -> None:
    text = f'Date,Start,End,Title\n"{day}",9:00,10:00,Talk\n'
    if expected is None:
        assert notices(text)[0][2] == "Column “Date”: expected a date; not understood."
    else:
        assert sessions(text, "starts_at") == [(f"{expected} 09:00",)]


def test_a_day_before_the_month_is_told_from_the_whole_column_or_said() -> None:
    rows = "Date,Start,End,Title\n{},9:00,10:00,A\n{},9:00,10:00,B\n"
    assert sessions(rows.format("01/06/27", "14/06/27"), "title", "starts_at") == [
        ("A", "01 09:00"),
        ("B", "14 09:00"),
    ]
    assert sessions(rows.format("06/01/27", "06/14/27"), "title", "starts_at") == [
        ("A", "01 09:00"),
        ("B", "14 09:00"),
    ]
    assert notices(rows.format("01/06/27", "02/06/27")) == [
        (2, "01/06/27", "Dates such as this are read day first: 2027-06-01.")
    ]
    assert refusal(rows.format("14/06/27", "06/14/27")) == (
        "dates",
        "line 3: Column “Date”: the date in row 2 begins with the day, this one with the month.",
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ada Byron", [("speaker", "Ada Byron", None, None)]),
        (
            "Dr Ada Byron, Director, Institute for Ports; Alan Grey (Harbour University)",
            [
                ("speaker", "Dr Ada Byron", "Director", "Institute for Ports"),
                ("speaker", "Alan Grey", None, "Harbour University"),
            ],
        ),
        (
            "Moderator: Ada Byron\nChair: Alan Grey\n- Bo Lindt",
            [
                ("moderator", "Ada Byron", None, None),
                ("chair", "Alan Grey", None, None),
                ("speaker", "Bo Lindt", None, None),
            ],
        ),
        (
            'Speaker: ""Dr, no"", ""H.E."", ""Head, acting"", ""Ports; Inc."", ""Billed""',
            [("speaker", "H.E. Dr, no", "Head, acting", "Ports; Inc.")],
        ),
        ("tbd", []),
    ],
)
def test_people_are_read_from_one_cell(cell: str, expected: list[tuple[Any, ...]]) -> None:
    assert people(cell) == expected


def test_columns_of_roles_posts_and_affiliations_are_read() -> None:
    text = (
        "Date,Start,End,Title,Moderator,Chair,Post,Affiliation\n"
        "2027-06-14,9:00,10:00,A,Ada Byron,,Director,Institute for Ports\n"
        "2027-06-14,9:00,10:00,B,Ada Byron,Alan Grey,Director,\n"
    )
    programme = imported(text).programme
    assert [(each.name, each.post, each.affiliation) for each in programme.people] == [
        ("Ada Byron", "Director", "Institute for Ports"),
        ("Alan Grey", None, None),
    ]
    assert (3, "Director", "Whose this is cannot be told; left out.") in notices(text)


def test_what_is_not_understood_is_said_with_its_row() -> None:
    text = (
        "Date,Start,End,Title,Room,Mood,,Status,People\n"
        "2027-06-14,9:00,later,Talk,Aula,good,odd,perhaps,ada\n"
        "2027-06-14,,,Lunch,,,,,\n"
        "2027-06-14,soon,,Dinner,,,,,\n"
        "2027-06-14,15:00,16:00,,Aula,,,,\n"
        "2027-06-14,17:00,18:00,,,,,,\n"
    )
    assert notices(text) == [
        (1, "", "Column G has no heading; left out."),
        (1, "Mood", "The heading of column F is not understood; left out."),
        (2, "later", "Column “End”: expected a time of day such as 9:15; not understood."),
        (2, "perhaps", "Column “Status”: not understood; left out."),
        (2, "Talk", "No end is given."),
        (2, "ada", "Read as one person's name."),
        (3, "Lunch", "A row without a start; left out."),
        (4, "Dinner", "A row without a start; left out."),
        (4, "soon", "Column “Start”: expected a time of day such as 9:15; not understood."),
        (5, "", "A row without a title; called “Untitled”."),
        (6, "", "A row with a time and nothing else; left out."),
    ]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "Date,Start,End,Title\n2027-06-14,17:30,17:00,Talk\n",
            "end_before_start",
            "line 2: Column “End”: found “17:30–17:00”: the end is not after the start. "
            "Expected an end after the start.",
        ),
        (
            "Date,Start,Title\n2027-02-30,9:00,Talk\n",
            "no_such_time",
            "line 2: Column “Date”: found “2027-02-30”, which does not exist. "
            "Expected a time or a date that does.",
        ),
        (
            "Date,Start,Title\n2027-06-14,25:00,Talk\n",
            "no_such_time",
            "line 2: Column “Start”: found “25:00”, which does not exist. "
            "Expected a time or a date that does.",
        ),
        (
            "Date,Start,Title\n2027-03-28,02:30,Talk\n",
            "no_such_time",
            "line 2: Column “Start”: found 2027-03-28 02:30, which the clocks skip in Europe/Zurich. "
            "Expected a time that exists.",
        ),
        (
            "Name,Colour\nAda,red\n",
            "no_headings",
            "No row has headings of sessions. "
            "Expected a row such as “Date, Start, End, Title, Room, People”.",
        ),
        (
            "Date,Start,Title\n,,\n",
            "no_times",
            "No row has a start, so no session was found. Expected a time such as 9:15 below “Start”.",
        ),
        (
            'Date,Start,Title\n2027-06-14,9:00,"Talk" more\n',
            "quotes",
            "line 2: Found a quote out of place: ',' expected after '\"'. "
            "Expected a quote within quotes to be doubled.",
        ),
        (
            "Date,Start,Title\n2027-06-14,9:00," + "x" * 301 + "\n",
            "long_title",
            "line 2: Column “Title”: found 301 characters. Expected at most 300.",
        ),
        (
            "Date,Start,Title\n" + "2027-06-14,9:00,Talk\n" * 5_001,
            "too_many_rows",
            "line 5001: Found more than 5000 rows. Expected at most so many sessions in one sheet.",
        ),
        (
            "Date,Start,Title\n" + "," * 256,
            "too_many_columns",
            "line 2: Found a row of more than 256 cells. Expected a column for each fact of a session.",
        ),
        (
            "Date,Start,Title\n2027-06-14,9:00," + "x" * 200_000,
            "long_cell",
            "line 2: Found a cell of more than 131072 characters, or a quote that is never closed.",
        ),
        ("Привет,Start,Title\n".encode("cp1251"), "encoding", None),
        (b"Date,Start,Title\n2027-06-14,9:00,Ta\x00lk\n", "binary", None),
    ],
)
def test_what_cannot_be_is_refused_with_row_and_heading(
    text: str | bytes, code: str, message: str | None
) -> None:
    found = refusal(text)
    assert found == (code, message or found[1])


def test_a_sheet_without_zone_or_date_is_refused() -> None:
    assert refusal("Start,Title\n9:00,Talk\n", Hint(time_zone="UTC"))[0] == "no_date"
    assert refusal("Date,Start,Title\n2027-06-14,9:00,Talk\n", Hint())[0] == "no_zone"
    zoned = "Date,Start,Title,Time zone\n2027-06-14,9:00,Talk,Asia/Tokyo\n"
    assert imported(zoned).programme.time_zone == "Asia/Tokyo"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_usual_mark_and_encoding_is_found(encoding: str, mark: str) -> None:
    rows = [["Datum", "Beginn", "Ende", "Titel"], ["14.6.2027", "9:00", "10:00", "Öffnung, für alle; ja"]]
    text = "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    assert format_of(text.encode(encoding)) == "csv"
    assert sessions(text.encode(encoding), "title") == [("Öffnung, für alle; ja",)]


def test_a_text_is_no_sheet() -> None:
    text = "Conference on Ports\n14 June 2027, Geneva\n\n9:00-10:00 Opening, with a title\n"
    assert format_of(text.encode()) == "text"


def test_a_prefix_that_keeps_a_formula_from_running_is_taken_off() -> None:
    text = "Date,Start,End,Title\n2027-06-14,9:00,10:00,'=1+1\n2027-06-14,9:30,10:00,'Tis\n"
    assert sessions(text, "title") == [("=1+1",), ("'Tis",)]


def test_a_column_that_is_not_there_leaves_its_field_alone() -> None:
    silent = imported("Date,Start,End,Title,Status\n2027-06-14,9:00,10:00,Talk,\n").silent_on
    assert {"session.description", "session.credits", "conference.theme", "person.post"} <= silent
    assert "session.status" not in silent


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
@example(b"Date,Start,Title\n\x81,9:00,a")
@example(b"Date,Start,Title,UID\n1/1/1,9:00,a," + b"0" * 32)
@example(b"Date,Start,Title\n0001-01-01,0:00,a\n9999-12-31,24:00,b")
def test_any_bytes_after_headings_are_an_answer_or_a_refusal(data: bytes) -> None:
    for source in (data, b"Date,Start,End,Title,People,Questions,Room\n" + data):
        with suppress(ProgrammeError):
            assert imported(source) == imported(source)
