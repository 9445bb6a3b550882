"""Whatever bytes come: a programme or a refusal, soon, and nothing but ``ProgrammeError``."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.errors import ProgrammeError
from events.importers import Hint, read
from events.importers.text.form import SIGNATURE
from tests.events.exporters.test_text import FULL
from tests.events.importers.test_docx import body, built, package
from tests.events.importers.test_html import PAGE

HINT = Hint(time_zone="Europe/Zurich", date=date(2027, 6, 14))
SOON = 10  # seconds, the most that issue 3 gives a file
FRAB = b"<schedule><conference><title>T</title></conference><day date='2027-06-14'>%s</day></schedule>"
FORM = f"T\nTime zone: UTC\n{SIGNATURE}\nMonday, 14 June 2027\n".encode()
WORD = built("# Forum", "9:00-10:00\tLaw", "Speakers:", "- Ada Byron, Director")

TAGS = st.sampled_from(
    [
        *["<p>", "</p>", "<table>", "</table>", "<tr>", "<td rowspan=2>", "<td colspan='3'>", "<th>", "<ul>"],
        *[
            "<li>",
            "<h1>",
            "<br>",
            "<pre>",
            "<nav>",
            "</nav>",
            "<div hidden>",
            "<title>",
            "<!--",
            "-->",
            "&amp;",
        ],
        *[
            "&#0;",
            "&nbsp;",
            "<script>",
            "9:00-10:00",
            "Time",
            "Session",
            "Room A",
            "Speakers:",
            "Ada Byron",
            "\n",
        ],
        *["<td rowspan=0>", "<td colspan=-1>", "<td colspan=99999999999>", "<", ">", "\x01", "İ"],
    ]
)
ELEMENTS = st.sampled_from(
    [
        *[
            "<w:p>",
            "</w:p>",
            "<w:r><w:t>9:00-10:00 Law</w:t></w:r>",
            "<w:tbl>",
            "</w:tbl>",
            "<w:tr>",
            "</w:tr>",
        ],
        *["<w:tc>", "</w:tc>", "<w:tcPr><w:vMerge/></w:tcPr>", "<w:tcPr><w:gridSpan w:val='x'/></w:tcPr>"],
        *[
            "<w:r><w:tab/></w:r>",
            "<w:r><w:br/></w:r>",
            "<w:sdt>",
            "</w:sdt>",
            "<!-- -->",
            "<?pi?>",
            "<w:del/>",
        ],
        *["<w:pPr><w:numPr/></w:pPr>", "<w:pPr><w:outlineLvl w:val='99'/></w:pPr>", "text"],
    ]
)


def attempt(data: bytes, format: str | None) -> str:
    try:
        return read(data, hint=HINT, format=format).programme.title
    except ProgrammeError as refusal:
        return str(refusal)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["html", "docx", "text"]))
def test_any_bytes_give_a_programme_or_a_refusal(data: bytes, format: str) -> None:
    assert attempt(data, format)


@settings(max_examples=120, deadline=None)
@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_tags_give_a_programme_or_a_refusal(page: str) -> None:
    assert attempt(page.encode(errors="ignore"), "html")


@settings(max_examples=100, deadline=None)
@given(st.lists(ELEMENTS, max_size=20).map("".join))
def test_any_elements_give_a_programme_or_a_refusal(xml: str) -> None:
    assert attempt(body(xml), "docx")


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([("html", PAGE.encode()), ("docx", WORD), ("text", FULL.encode())]),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.binary(max_size=4),
)
def test_a_file_that_was_cut_or_damaged_gives_a_programme_or_a_refusal(
    whole: tuple[str, bytes], begin: int, end: int, between: bytes
) -> None:
    format, data = whole
    begin, end = sorted((begin % len(data), end % len(data)))
    assert attempt(data[:begin] + between + data[end:], format)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(FULL.split("\n")), max_size=40))
def test_the_lines_of_our_form_in_any_order_give_a_programme_or_a_refusal(lines: list[str]) -> None:
    assert attempt("\n".join(["Title", SIGNATURE, *lines]).encode(), "text")


def many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(6_000):
            archive.writestr(f"word/{number}", "")
    return out.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"<div>" * 700_000,
        lambda: b"<table><tr>" + b"<td colspan=1000 rowspan=1000>x" * 50_000,
        lambda: (b"<table><tr>" + b"<td colspan=100>x" * 990 + b"</table>") * 200,
        lambda: b"<table>" + b"<tr><td rowspan=100>9:00-10:00<td rowspan=100>x" * 60_000,
        lambda: b"<ul>" + b"<li>9:00 - 10:00 Talk by Ada Byron" * 100_000,
        lambda: b"<p>" + b"<b>x</b>" * 80_000,
        lambda: b"<p>&" + b"&amp" * 900_000,
        lambda: b"9:00-10:00 Talk by Ada Byron\n" * 130_000,
        lambda: b"9:00-10:00 Law\nQuestions:\n" + b"Why?\n" * 19_900,
        lambda: b"9:00-10:00 Law\nSpeakers:\n" + b"Ada Byron, Director, Institute\n" * 19_900,
        lambda: b"9:00-10:00 Law\nA paragraph.\n" + b"Ada Byron, Director, Institute\n" * 19_900,
        lambda: b"9:00-10:00 Law\n" + b"Ada Byron\nDirector, Institute\n" * 9_900,
        lambda: (b"9:00-10:00 " + b"A - " * 4_900 + b"\n") * 200,
        lambda: b"Session 1\nChair: Ada Byron\n" * 9_900 + b"9:00-10:00 Law\n",
        lambda: b"x" * 4_000_000,
        lambda: (b"9:00\t" + b"a\t" * 9_900 + b"\n") * 200,
        lambda: (b"9:00 a" + b" " * 19_900 + b"b\n") * 200,
        lambda: (b"9:00-10:00 A " + b"(" * 19_900 + b"\n") * 200,
        lambda: FRAB % (b'<room name="%d"/>' * 200_000 % tuple(range(200_000))),
        lambda: b"9:00-10:00 Law\n" + b"\n" * 3_900_000,
        lambda: b"date,start,title\n" + b",,\n" * 1_200_000,
        lambda: (
            f"T\nTime zone: UTC\n{SIGNATURE}\nMonday, 14 June 2027\n".encode() + b"9:00-10:00 T\n" * 99_000
        ),
        lambda: package(b"<w:document " + b" " * 11_900_000),
        lambda: body("<w:p/>" * 1_900_000),
        many_parts,
    ],
)
def test_a_file_that_is_made_to_cost_is_answered_soon(make: object) -> None:
    assert callable(make)
    data = make()
    begun = time.process_time()
    assert attempt(data, None)
    assert time.process_time() - begun < SOON
