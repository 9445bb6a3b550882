"""What spreadsheet programs find in our sheets. openpyxl reads what XlsxWriter wrote."""

from __future__ import annotations

import csv
import io
from datetime import datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from events.exporters import EXPORTERS, write
from events.importers import Hint, read
from events.importers.sheets.notation import exact, exact_in, neutral, numbered, numbered_in, without_prefix
from events.importers.sheets.words import LANGUAGES
from events.programme import Programme
from tests.builders import make_programme, person_node, session_node
from tests.events.exporters.test_ical import published
from tests.events.whole import whole_programme

BAD = ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "＝1", "'=1", "''+1"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def opened(programme: Programme) -> Any:
    return load_workbook(io.BytesIO(write(programme, "xlsx", context=published())))


def rows_of(programme: Programme) -> list[dict[str, str]]:
    """The rows of the CSV by heading, as a program reads them."""
    written = write(programme, "csv", context=published()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written, newline="")))


def test_a_row_of_csv_says_all_of_a_session() -> None:
    (row,) = rows_of(whole_programme().model_copy(update={"language": "en"}))
    assert row == {
        "Date": "2021-12-03",
        "Start": "09:00",
        "End": "10:00",
        "Kind": "Panel",
        "Number": "2a",
        "Title": "Who repairs what",
        "Room": "Aula",
        "Track": "Repairs",
        "People": 'Moderator: "Ada Byron", "Dr", "Director", "Institute for Ports", "Harbour University"',
        "Questions": "1. Who pays?",
        "Outcomes": "1. *Owners* do.",
        "Summary": "On *ships*.",
        "Description": "Repair ships are **few**.\n\nThis panel asks who sends them.",
        "Language": "en",
        "Status": "Tentative",
        "Live stream": "https://stream.example/2a",
        "Recording": "https://video.example/2a",
        "Materials": "[Slides] Deck: https://ports.example/deck.pdf",
        "Conference": "Forum on Cables",
        "Time zone": "Europe/Zurich",
        "Address": "repairs-27",
        "ID": "6f0e5b6c-6f0c-4d61-9a55-0d4f7d2f6a01",
    }


def test_people_stand_as_one_would_write_them_where_that_is_clear() -> None:
    people = [
        person_node(
            slug="a", honorific="Dr", name="Ada Byron", post="Director", affiliation="Port Authority"
        ),
        person_node(slug="b", name="Alan Grey"),
    ]
    credits = [{"person": "a", "role": "moderator"}, {"person": "b", "role": "panellist"}]
    programme = make_programme(people=people, sessions=[session_node(credits=credits)])
    said = "Moderator: Dr Ada Byron, Director, Port Authority\nPanellist: Alan Grey"
    assert rows_of(programme)[0]["People"] == said
    assert opened(programme)["Sessions"]["I2"].value == "Moderator: Dr Ada Byron\nPanellist: Alan Grey"


def test_a_workbook_has_a_sheet_for_each_kind_of_thing() -> None:
    book = opened(whole_programme().model_copy(update={"language": "en"}))
    assert {sheet.title: [cell.value for cell in sheet[1]] for sheet in book} == {
        "Sessions": [
            *("Date", "Start", "End", "Kind", "Number", "Title", "Room", "Track", "People", "Summary"),
            *("Description", "Language", "Status", "Live stream", "Recording", "Address", "ID"),
        ],
        "Questions": ["Session", "Title of the session", "Number", "Question", "Outcomes", "ID"],
        "People": [
            *("Name", "Honorific", "Post", "Affiliation", "Country", "Biography", "Photo", "Links"),
            *("Address", "ID"),
        ],
        "Rooms": ["Name", "Capacity", "Live stream", "Address"],
        "Tracks": ["Name", "Colour", "Address"],
        "Materials": ["Session", "Title of the session", "Title", "URL", "Kind"],
        "Conference": ["Title", "Forum on Cables"],
    }


def test_a_workbook_is_made_for_the_eye() -> None:
    sheet = opened(whole_programme().model_copy(update={"language": "en"}))["Sessions"]
    day, start, title = sheet["A2"], sheet["B2"], sheet["F2"]
    assert (day.value, day.number_format) == (datetime(2021, 12, 3), "ddd d mmm yyyy")  # noqa: DTZ001
    assert (start.value, start.number_format) == (time(9), "hh:mm")
    assert (title.alignment.wrap_text, title.alignment.vertical) == (True, "top")
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("A2", "A1:Q2", True)
    assert sheet.column_dimensions["F"].width > 40
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_in_the_programmes_language_and_come_back(language: str) -> None:
    programme = whole_programme().model_copy(update={"language": language})
    assert opened(programme).worksheets[0].sheet_view.rightToLeft in (
        {True} if language == "ar" else {None, False}
    )
    assert read(write(programme, "xlsx", context=published()), hint=Hint()).programme == programme


@pytest.mark.parametrize("text", BAD)
def test_no_cell_is_a_formula(text: str) -> None:
    programme = make_programme(sessions=[session_node(title=text, description=text)])
    row = rows_of(programme)[0]
    assert row["Title"][0] not in "=+-@\t\r＝＋－＠" and row["Description"][0] not in "=+-@\t\r＝＋－＠"  # noqa: PT018
    cells = [cell for line in opened(programme)["Sessions"] for cell in line]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "d"}
    for format in ("csv", "xlsx"):
        found = read(write(programme, format, context=published()), format=format).programme.sessions[0]
        assert (found.title, found.description) == (text.strip(), text.strip())


def test_a_text_longer_than_a_cell_goes_on_in_the_next_and_is_not_cut() -> None:
    text = "Ports and harbours. \U0001f6a2 " * 4_000
    programme = make_programme(sessions=[session_node(description=text.strip())])
    book = opened(programme)
    heads = [str(cell.value) for cell in book["Sessions"][1]]
    parts = range(2, len(text) // 16_000 + 2)
    assert [head for head in heads if head.startswith("Description")] == [
        "Description",
        *(f"Description ({part})" for part in parts),
    ]
    assert max(len(str(cell.value).encode("utf-16-le")) // 2 for cell in book["Sessions"][2]) <= 32_767
    for format in ("csv", "xlsx"):
        found = read(write(programme, format, context=published()), format=format).programme.sessions[0]
        assert found.description == text.strip()


def test_times_that_the_clocks_show_twice_and_ends_on_later_days_come_back() -> None:
    night = session_node(starts_at="2027-10-31T02:30:00+02:00", ends_at="2027-10-31T02:30:00+01:00")
    late = session_node(starts_at="2027-10-31T02:45:00+01:00", ends_at="2027-11-02T01:00:00+01:00")
    back = session_node(starts_at="2027-10-31T02:50:00+02:00", ends_at="2027-10-31T02:10:00+01:00")
    programme = make_programme(sessions=[night, late, back])
    assert [(row["End date"], row["UTC offset"], row["UTC offset at end"]) for row in rows_of(programme)] == [
        ("", "'+02:00", "'+01:00"),
        ("", "'+02:00", "'+01:00"),
        ("2027-11-02", "'+01:00", ""),
    ]
    for format in ("csv", "xlsx"):
        found = read(write(programme, format, context=published()), format=format).programme
        assert [(each.starts_at, each.ends_at) for each in found.sessions] == [
            (each.starts_at, each.ends_at) for each in programme.sessions
        ]


def test_the_same_programme_gives_the_same_bytes() -> None:
    programme = whole_programme()
    for format in ("csv", "xlsx"):
        assert write(programme, format, context=published()) == write(programme, format, context=published())


def test_the_types_are_what_browsers_know() -> None:
    assert [(EXPORTERS[name].content_type, EXPORTERS[name].extension) for name in ("csv", "xlsx")] == [
        ("text/csv; charset=utf-8", "csv"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ]


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_any_text_of_a_session_can_be_written_and_read(title: str, text: str, name: str) -> None:
    session = session_node(title=f"A{title}", description=f"{text}.", room="r")
    programme = make_programme(sessions=[session], rooms=[{"slug": "r", "name": f"R{name}"}])
    for format in ("csv", "xlsx"):
        written = write(programme, format, context=published())
        found = read(written, format=format, hint=Hint(slug=programme.slug))
        again = read(
            write(found.programme, format, context=published()), format=format, hint=Hint(slug=programme.slug)
        )
        assert again.programme == found.programme
        assert [each.uid for each in found.programme.sessions] == [each.uid for each in programme.sessions]


@given(st.lists(TEXTS.map(lambda text: " ".join(text.split())), min_size=1, max_size=6))
def test_the_exact_form_of_a_person_comes_back(parts: list[str]) -> None:
    said = exact_in(
        f'"Name", {", ".join(chr(34) + part.replace(chr(34), chr(34) * 2) + chr(34) for part in parts[:5])}'
    )
    assert said is not None
    assert exact_in(exact(said)) == said


@given(st.lists(TEXTS.map(lambda text: text.strip().replace("\r", "")).filter(bool), max_size=12))
def test_numbered_lines_come_back(texts: list[str]) -> None:
    rows = list(enumerate(texts, start=1))
    assert numbered_in(numbered(rows)) == (rows or None)


@given(TEXTS)
def test_what_keeps_a_formula_from_running_is_taken_off_again(text: str) -> None:
    assert without_prefix(neutral(text)) == text
