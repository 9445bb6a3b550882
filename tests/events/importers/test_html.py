"""Web pages: what is kept of them, what is left out, and how they are decoded."""

from __future__ import annotations

from datetime import date

import pytest

from events.errors import ProgrammeError
from events.importers import Hint, Imported, Notice, format_of, html, read
from events.importers.structure import MAX_CELLS
from events.programme import Venue

HINT = Hint(time_zone="Europe/Zurich", date=date(2027, 6, 14))

PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Programme | Forum</title>
<style>p { margin: 0 }</style></head>
<body>
<nav><ul><li>8:00-9:00 is no session of ours</ul></nav>
<div class="cookie-banner">We like cookies. <button>Fine</button></div>
<main>
<h1>Harbour Forum: Below the waves</h1>
<p>Maritime House, Rotterdam, 14&ndash;15 June 2027</p>
<h2>Monday, 14 June 2027</h2>
<table>
<thead><tr><th>Time</th><th>Session</th><th>Speakers</th></tr></thead>
<tr><td>9:00&nbsp;&ndash;<br>9:30</td><td>Welcome</td><td>Dr Ada Byron, Director, Institute</td></tr>
<tr><td>9:30 – 10:30</td><td><strong>Panel 1: Who pays?</strong><br>Ports collect more than they use.</td>
<td><p>Moderator: Ines Calder</p><p>Tobias Renner (Port of Hamburg)</p></td></tr>
<tr><td>10:30 – 11:00</td><td colspan="2">Coffee break</td></tr>
<tr><td rowspan="2">11:00 – 12:00</td><td>Workshop A</td><td>Lena Fisk</td></tr>
<tr><td>Workshop B</td><td>Omar Haddad</td></tr>
</table>
<h2>Tuesday, 15 June 2027</h2>
<h3>13:00 – 14:00 Panel 2 – Ships</h3>
<p>First.</p><p>Second, <s>not</s> last.</p>
<p>Guiding questions:</p><ol><li>Who?</li><li>Why?</li></ol>
<ul><li>14:00 – 15:00 <b>Law</b><ul><li>Speakers:<ul><li>Ann Lee (UN)</li></ul></li></ul></li></ul>
</main>
<form><label>Leave a comment</label><textarea>15:00-16:00 Never</textarea></form>
<script>document.write("16:00-17:00 Never")</script>
<p hidden>17:00-18:00 Never</p><p style="display: none">18:00-19:00 Never</p>
</body></html>
"""


def page(body: str, hint: Hint = HINT) -> Imported:
    return read(f"<body>{body}</body>".encode(), hint=hint)


def told(found: Imported) -> list[tuple[str, str, list[tuple[str, str]], str | None]]:
    """Return time, title, people and description of each session."""
    names = {person.slug: person.name for person in found.programme.people}
    return [
        (
            f"{s.starts_at:%d %H:%M}" + (f"-{s.ends_at:%H:%M}" if s.ends_at else ""),
            s.title,
            [(c.role, names[c.person]) for c in s.credits],
            s.description,
        )
        for s in found.programme.sessions
    ]


def test_headings_lists_and_tables_are_read_and_the_page_around_them_is_left_out() -> None:
    found = read(PAGE.encode(), hint=Hint())
    assert told(found) == [
        ("14 09:00-09:30", "Welcome", [("opening", "Dr Ada Byron")], None),
        (
            "14 09:30-10:30",
            "Who pays?",
            [("moderator", "Ines Calder"), ("panellist", "Tobias Renner")],
            "Ports collect more than they use.",
        ),
        ("14 10:30-11:00", "Coffee break", [], None),
        ("14 11:00-12:00", "Workshop A", [("speaker", "Lena Fisk")], None),
        ("14 11:00-12:00", "Workshop B", [("speaker", "Omar Haddad")], None),
        ("15 13:00-14:00", "Ships", [], "First.\n\nSecond, last."),
        ("15 14:00-15:00", "Law", [("speaker", "Ann Lee")], None),
    ]
    programme = found.programme
    assert (programme.title, programme.theme, programme.time_zone, programme.venue) == (
        "Harbour Forum",
        "Below the waves",
        "Europe/Amsterdam",
        Venue(name="Maritime House", address="Rotterdam"),
    )
    assert [q.text for s in programme.sessions for q in s.questions] == ["Who?", "Why?"]
    assert found.warnings == ()


def test_rooms_side_by_side_are_sessions_side_by_side() -> None:
    found = page(
        "<table><tr><th>Time</th><th>Room A</th><th>Room B</th></tr>"
        "<tr><td>9:00-10:00</td><td colspan=2>Keynote: The sea</td></tr>"
        "<tr><td>10:00-11:00</td><td>Law<br>Speaker: Jo Hill</td><td>Trade</td></tr></table>"
    )
    rooms = [(s.title, s.room) for s in found.programme.sessions]
    assert rooms == [("Keynote: The sea", None), ("Law", "room-a"), ("Trade", "room-b")]
    assert told(found)[1][2] == [("speaker", "Jo Hill")]


def test_a_warning_names_the_line_of_the_page() -> None:
    found = page("\n\n<ul>\n<li>9:00 Welcome</li>\n<li>10:00-11:00 Law</li></ul>")
    message = "No end is given; the next session starts at 10:00."
    assert found.warnings[-1] == Notice(4, "9:00 Welcome", message)


def test_what_is_named_like_a_sidebar_stays_where_it_holds_the_programme() -> None:
    assert [s.title for s in page('<div id="sidebar">9:00-10:00 Law</div>').programme.sessions] == ["Law"]


def test_a_page_without_a_heading_is_called_by_its_title() -> None:
    found = read(b"<html><title>Forum\non ports</title><body><p>9:00-10:00 Law", hint=HINT)
    assert found.programme.title == "Forum on ports"


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-8", '<meta charset="utf-8">'),
        ("cp1252", '<meta charset="windows-1252">'),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("cp1251", "<meta charset=windows-1251>"),
    ],
)
def test_a_page_is_decoded_by_its_mark_or_by_what_it_says(encoding: str, charset: str) -> None:
    title = "Право" if encoding == "cp1251" else "Café – Grüße"
    found = read(f"<html>{charset}<p>9:00-10:00 {title}".encode(encoding), hint=HINT)
    assert [s.title for s in found.programme.sessions] == [title]
    assert [notice for notice in found.warnings if "read as" in notice.message] == []


def test_a_page_in_another_encoding_than_it_says_is_read_as_windows_1252_with_a_warning() -> None:
    found = read("<meta charset=utf-8><p>9:00-10:00 Café – Grüße".encode("cp1252"), hint=HINT)
    assert [s.title for s in found.programme.sessions] == ["Café – Grüße"]
    assert found.warnings[0] == Notice(
        None, "", "The page is not in UTF-8, as expected; it is read as Windows-1252."
    )


@pytest.mark.parametrize(
    ("data", "is_page"),
    [
        (b"<!doctype HTML><p>", True),
        (b"\xef\xbb\xbf \n<html>", True),
        ("<html>".encode("utf-16"), True),
        (b"<!-- saved from the web --><html>", True),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">', True),
        (b"<table class=x><tr>", True),
        (b"Version:0.9\r\nStartHTML:00000097\r\n<html>", True),
        (b'<?xml version="1.0"?><schedule>', False),
        (b"<schedule>", False),
        (b"---\ntitle: x\n---\n<p>", False),
        (b"9:00 <b>Welcome</b>", False),
        (b"", False),
    ],
)
def test_a_page_is_known_by_its_beginning(data: bytes, is_page: bool) -> None:
    assert html.looks_like(data) is is_page
    assert (format_of(data) == "html") is is_page


def test_a_copied_piece_of_a_page_is_read_from_where_its_html_begins() -> None:
    data = b"Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000170\r\n<html><p>9:00-10:00 Law</p></html>"
    assert [s.title for s in read(data, hint=HINT).programme.sessions] == ["Law"]


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        (b"<!-- nothing -->", "html", "No text was found in this page. Expected a programme as HTML."),
        (
            b"<div>" * 300 + b"9:00-10:00 Law",
            "html",
            "The page has more than 200 elements in one another. Expected a programme.",
        ),
        (b"<p>\x009:00", "binary", "Found a NUL byte"),
        (
            b"<table><tr>" + b"<td colspan=1000 rowspan=1000>x" * 2_000,
            "too_large",
            f"Found tables of more than {MAX_CELLS} cells. Expected one conference's programme.",
        ),
        (b"<p>9:00-10:00 " + b"x" * 30_000, "long_line", "line 1: Found a line of 30011 characters."),
        (b"<p>9:00-10:00 x" * 6_000, "too_large", "Found more than 5000 times."),
        (b"<p>x" * 31_000, "too_large", "Found more than 20000 lines."),
        (b"<p>Nothing at a time.", "no_times", "No line has a time"),
    ],
)
def test_a_page_that_is_no_programme_is_refused(data: bytes, code: str, message: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        read(data, hint=HINT, format="html")
    text = str(caught.value)
    assert (caught.value.code, message in text, len(text) < 200) == (code, True, True)


def test_entities_of_a_document_s_own_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    found = read(f"{bomb}<p>9:00-10:00 Law &b; &c;</p>".encode(), hint=HINT)
    assert [s.title for s in found.programme.sessions] == ["Law &b; &c"]


def test_cells_are_counted_before_a_tree_is_made_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(html, "_tree")
    with pytest.raises(ProgrammeError) as refused:
        html.read(b"<table><tr>" + b"<TD>x" * (MAX_CELLS + 1), hint=Hint())
    assert refused.value.code == "too_large"
