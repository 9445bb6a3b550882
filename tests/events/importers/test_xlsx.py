"""Workbooks of other programs, and files that were made to do harm."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from events.errors import ProgrammeError
from events.exporters import write
from events.importers import Hint, Imported, format_of, read
from tests.events.exporters.test_ical import published
from tests.events.whole import whole_programme
from tests.events.workbooks import SHEET, saved, with_part, workbook

HINT = Hint(time_zone="Europe/Zurich", date=date(2027, 6, 14))
HEAD = ["Date", "Start", "End", "Title"]
DAY = date(2027, 6, 14)


def imported(data: bytes, hint: Hint = HINT) -> Imported:
    return read(data, format="xlsx", hint=hint)


def sessions(data: bytes, *names: str) -> list[tuple[Any, ...]]:
    """The named fields of each session, instants in short."""
    found = [[getattr(each, name) for name in names] for each in imported(data).programme.sessions]
    return [tuple(f"{v:%d %H:%M}" if hasattr(v, "hour") else v for v in values) for values in found]


def notices(data: bytes) -> list[tuple[int | None, str, str]]:
    return [(each.line, each.text, each.message) for each in imported(data).warnings]


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(ProgrammeError) as caught:
        imported(data)
    return caught.value.code, caught.value.message


def with_rows(rows: bytes) -> bytes:
    """A workbook with ``rows`` as the XML of its second and further rows."""
    head, tail = b"</row>", b"</sheetData>"
    return with_part(workbook(HEAD), SHEET, lambda xml: xml.replace(head + tail, head + rows + tail))


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        (DAY, time(9, 15), time(10, 30)),
        (datetime(2027, 6, 14), datetime(2027, 6, 14, 9, 15), datetime(2027, 6, 14, 10, 30)),  # noqa: DTZ001
        (46187, 0.385416666666667, 0.4375),
        ("14/06/2027", "9:15", "10:30"),
        (None, datetime(2027, 6, 14, 9, 15), time(10, 30)),  # noqa: DTZ001
        (DAY, timedelta(hours=9, minutes=15), timedelta(hours=10, minutes=30)),
        (DAY, 915, 1030),
        (DAY, "9:15-10:30", None),
        (DAY, 46187.385416666667, 46187.4375),
    ],
)
def test_dates_and_times_are_read_in_any_kind_of_cell(day: Any, start: Any, end: Any) -> None:
    data = workbook(HEAD, [day, start, end, "Talk"])
    assert format_of(data) == "xlsx"
    assert sessions(data, "title", "starts_at", "ends_at") == [("Talk", "14 09:15", "14 10:30")]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    data = workbook(HEAD, [DAY - timedelta(days=1462), time(9), time(10), "Talk"])
    macintosh = with_part(
        data, "xl/workbook.xml", lambda xml: xml.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)
    )
    assert sessions(macintosh, "starts_at") == [("14 09:00",)]


def test_numbers_are_texts_where_a_text_is_meant() -> None:
    data = workbook([*HEAD, "Room", "Number", "ID"], [DAY, 9, 10, 2027, 101.0, 1, 1001])
    programme = imported(data).programme
    (session,) = programme.sessions
    assert (session.title, session.number, programme.rooms[0].name) == ("2027", "1", "101")


def test_merged_cells_hold_for_all_their_rows() -> None:
    book = Workbook()
    for row in [HEAD, [DAY, time(9), time(10), "A"], [None, time(10), time(11), "B"]]:
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    assert sessions(saved(book), "title", "starts_at") == [("A", "14 09:00"), ("B", "14 10:00")]
    assert notices(saved(book))[1:] == []


def test_formulas_count_with_their_stored_value_and_are_said_without_one() -> None:
    data = workbook([*HEAD, "Room"], [DAY, time(9), "=B2+1/24", "Talk", "=A9"])
    stored = with_part(
        data, SHEET, lambda xml: xml.replace(b"B2+1/24</f><v></v>", b"B2+1/24</f><v>0.4375</v>")
    )
    stored = with_part(
        stored, SHEET, lambda xml: xml.replace(b"B2+1/24</f><v />", b"B2+1/24</f><v>0.4375</v>")
    )
    assert sessions(stored, "ends_at", "room") == [("14 10:30", None)]
    message = "The formula in this cell has no stored value; left out. Save the file from Excel or such."
    assert notices(stored)[1:] == [(2, "E2", message)]
    assert (2, "C2", message) in notices(data)


def test_errors_and_hidden_sheets_are_said() -> None:
    book = Workbook()
    for row in [[*HEAD, "Room"], [DAY, time(9), time(10), "Talk", "#REF!"]]:
        book.active.append(row)
    book.create_sheet("Old").sheet_state = "hidden"
    assert notices(saved(book)) == [
        (None, "", "No title was found. Give the conference one in admin."),
        (None, "Old", "This sheet is hidden; left out."),
        (2, "E2: #REF!", "This cell shows an error; left out."),
    ]


def test_sheets_of_questions_people_rooms_and_the_conference_are_read() -> None:
    data = workbook(
        [*HEAD, "Room", "People", "ID"],
        [DAY, time(9), time(10), "Repairs", "Aula", "Chair: Ada Byron, Harbour University\nAlan Grey", 17],
        Leitfragen=[
            ["Sitzung", "Frage", "Ergebnis"],
            ["Repairs", "Who pays?", "Owners"],
            [17, "When?", None],
        ],
        People=[
            ["Name", "Organisation", "Links"],
            ["Dr Ada Byron", "Ports Inc.", "Page: https://a.example/"],
        ],
        Rooms=[["Name", "Seats"], ["Attic", "ten"], ["Aula", 80]],
        Tracks=[["Track", "Colour"], ["Ports", "#336699"]],
        Materials=[["Session", "Title", "Link", "Kind"], ["repairs", "Deck", "https://d.example/", "slides"]],
        Conference=[
            ["Title", "Forum on Cables"],
            ["Venue", "Palais"],
            ["Time zone", "Asia/Tokyo"],
            ["Mood", "good"],
        ],
    )
    found = imported(data)
    programme = found.programme
    (session,) = programme.sessions

    assert (programme.title, programme.time_zone, programme.venue and programme.venue.name) == (
        "Forum on Cables",
        "Asia/Tokyo",
        "Palais",
    )
    assert [(q.number, q.text, q.outcome) for q in session.questions] == [
        (1, "Who pays?", "Owners"),
        (2, "When?", None),
    ]
    assert [(each.full_name, each.affiliation) for each in programme.people] == [
        ("Dr Ada Byron", "Ports Inc."),
        ("Alan Grey", None),
    ]
    assert [(each.person, each.role, each.affiliation) for each in session.credits] == [
        ("ada-byron", "chair", "Harbour University"),
        ("alan-grey", "speaker", None),
    ]
    assert [(room.name, room.capacity) for room in programme.rooms] == [("Attic", None), ("Aula", 80)]
    assert [(track.name, track.colour) for track in programme.tracks] == [("Ports", "#336699")]
    assert [(each.title, each.url, each.kind) for each in session.materials] == [
        ("Deck", "https://d.example/", "slides")
    ]
    assert notices(data) == [
        (2, "ten", "Expected a number of seats; left out."),
        (4, "Mood", "This fact of the conference is not understood; left out."),
    ]


def test_a_sheet_a_day_has_its_day_as_its_name() -> None:
    rows = [["Time", "Title"], ["9:00-10:00", "Talk"]]
    data = workbook(**{"Monday": rows, "15 June": rows, "Notes": [["Ada", "brings cake"]]})
    assert sessions(data, "starts_at") == [("14 09:00",), ("15 09:00",)]
    assert (
        None,
        "Notes",
        "No row of this sheet has headings such as “Title” and “Start”; left out.",
    ) in notices(data)


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (
            with_rows(
                b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(2, 6_000))
            ),
            "too_many_rows",
            "Found more than 5000 rows. Expected at most so many sessions in one sheet.",
        ),
        (
            with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            "too_many_columns",
            "Found a row of more than 256 cells. Expected a column for each fact of a session.",
        ),
        (
            with_part(workbook(HEAD), SHEET, lambda xml: xml + b" " * 5_000_000),
            "too_large",
            None,
        ),
        (
            with_part(workbook(HEAD), SHEET, lambda xml: xml + b" " * 50_000_000),
            "too_large",
            None,
        ),
        (
            with_part(
                workbook(HEAD),
                SHEET,
                lambda xml: b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + xml,
            ),
            "xml_entities",
            "The workbook's XML declares a document type. Expected a file without entities.",
        ),
        (
            workbook(HEAD)[:2_000],
            "workbook",
            "The workbook cannot be opened: File is not a zip file. Expected an unencrypted .xlsx file.",
        ),
        (
            with_part(workbook(HEAD), SHEET, lambda xml: xml[:150]),
            "workbook",
            "The workbook cannot be opened: unclosed token: line 1, column 146. "
            "Expected an unencrypted .xlsx file.",
        ),
        (
            workbook(HEAD, [DAY, time(17), time(16), "Talk"]),
            "end_before_start",
            "Sheet “Sheet”, column “End”: found “17:00:00–16:00:00”: the end is not after the start. "
            "Expected an end after the start.",
        ),
    ],
)
def test_hostile_and_broken_workbooks_are_refused(data: bytes, code: str, message: str | None) -> None:
    found = refusal(data)
    assert found == (code, message or found[1])


def test_a_million_small_elements_are_refused_before_they_take_long() -> None:
    noise = b"".join(uuid4().bytes for _ in range(10_000)).hex().encode()  # so that the ratio is a usual one
    strings = b"<sst>" + b"<si><t/></si>" * 1_000_000 + b"<!--" + noise + b"--></sst>"
    data = with_part(_whole(), "xl/sharedStrings.xml", lambda _xml: strings)
    assert refusal(data) == (
        "too_large",
        "The workbook has more than 1500000 cells. Expected a sheet of sessions.",
    )


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_any_damage_to_a_workbook_is_an_answer_or_a_refusal(data: st.DataObject) -> None:
    whole = _whole()
    parts = ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", SHEET, "xl/_rels/workbook.xml.rels"]
    begin = data.draw(st.integers(0, 3_000))
    inserted, length = data.draw(st.binary(max_size=8)), data.draw(st.integers(0, 40))
    damaged = with_part(
        whole,
        data.draw(st.sampled_from(parts)),
        lambda xml: xml[:begin] + inserted + xml[begin + length :],
    )
    for source in (damaged, whole[:begin] + inserted + whole[begin + length :]):
        with suppress(ProgrammeError):
            assert imported(source) == imported(source)


def _whole() -> bytes:
    return write(whole_programme(), "xlsx", context=published())
