"""Word documents, built for each test: what is kept of them and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK

from events.errors import ProgrammeError
from events.importers import Hint, Imported, Notice, format_of, read
from tests.events.importers.test_html import told

HINT = Hint(time_zone="Europe/Zurich", date=date(2027, 6, 14))
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def built(*paragraphs: str) -> bytes:
    """Return a document of ``paragraphs``; "# " before one makes it a heading, "- " an item."""
    document = docx.Document()
    for text in paragraphs:
        style = {"# ": "Heading 1", "- ": "List Bullet", "1 ": "List Number"}.get(text[:2])
        document.add_paragraph(text[2:] if style else text, style=style)
    return saved(document)


def package(document: str | bytes, **parts: bytes) -> bytes:
    """Return an archive with ``document`` as its main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def body(xml: str) -> bytes:
    return package(f"<w:document {W}><w:body>{xml}</w:body></w:document>")


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def titles(data: bytes) -> list[str]:
    return [session.title for session in read(data, hint=HINT).programme.sessions]


def imported(data: bytes) -> Imported:
    assert format_of(data) == "docx"
    return read(data, hint=HINT)


def test_paragraphs_headings_and_lists_are_read() -> None:
    found = imported(
        built(
            *["# Harbour Forum", "Monday, 14 June 2027", "09:00 – 09:30\tWelcome"],
            *["Dr Ada Byron, Director, Institute", "# 09:30 – 10:30 Panel 1: Who pays?"],
            *["Ports collect more than they use.", "Nobody knows why.", "Moderator: Ines Calder"],
            *["Panellists:", "- Tobias Renner (Port of Hamburg)", "- Eve Black (Bank)"],
            *["Guiding questions:", "1 Who pays?", "1 Who repairs?"],
        )
    )
    assert told(found) == [
        ("14 09:00-09:30", "Welcome", [("opening", "Dr Ada Byron")], None),
        (
            "14 09:30-10:30",
            "Who pays?",
            [("moderator", "Ines Calder"), ("panellist", "Tobias Renner"), ("panellist", "Eve Black")],
            "Ports collect more than they use.\n\nNobody knows why.",
        ),
    ]
    assert [q.text for s in found.programme.sessions for q in s.questions] == ["Who pays?", "Who repairs?"]
    assert (found.programme.title, found.warnings) == ("Harbour Forum", ())


def test_a_table_with_merged_cells_gives_parallel_sessions_their_time() -> None:
    document = docx.Document()
    table = document.add_table(rows=5, cols=3)
    rows = [
        ("Time", "Item", "Speakers"),
        ("9:00-10:00", "Law\nA talk about law.", "Jo Hill (UN)\nAnn Lee"),
        ("10:00-10:30", "Coffee", ""),
        ("11:00-12:00", "Workshop A", "Lena Fisk"),
        ("", "Workshop B", "Omar Haddad"),
    ]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(3, 0).merge(table.cell(4, 0))
    table.cell(2, 1).merge(table.cell(2, 2))
    assert told(imported(saved(document))) == [
        ("14 09:00-10:00", "Law", [("speaker", "Jo Hill"), ("speaker", "Ann Lee")], "A talk about law."),
        ("14 10:00-10:30", "Coffee", [], None),
        ("14 11:00-12:00", "Workshop A", [("speaker", "Lena Fisk")], None),
        ("14 11:00-12:00", "Workshop B", [("speaker", "Omar Haddad")], None),
    ]


def test_line_breaks_part_lines_and_tabs_part_cells() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("9:00-10:00\tLaw")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("10:00-11:00\tTrade")
    assert titles(saved(document)) == ["Law", "Trade"]


def test_a_warning_names_the_paragraph() -> None:
    found = imported(built("Forum", "", "9:00 Law", "10:00-11:00 Trade"))
    assert [notice for notice in found.warnings if notice.line] == [
        Notice(3, "9:00 Law", "No end is given; the next session starts at 10:00.")
    ]


def test_tracked_changes_are_taken_and_hidden_or_struck_words_left_out() -> None:
    inner = (
        run("9:00-10:00 ")
        + f"<w:ins>{run('New law')}</w:ins>"
        + "<w:del><w:r><w:delText>Old law</w:delText><w:t>, gone</w:t></w:r></w:del>"
        + run(" unseen", "<w:vanish/>")
        + run(" struck", "<w:strike/>")
        + run(" again", "<w:strike w:val='false'/>")
        + f"<w:moveFrom>{run(' moved')}</w:moveFrom>"
    )
    assert titles(body(paragraph(inner))) == ["New law again"]


def test_text_boxes_are_read_once_after_their_paragraph_and_content_controls_like_any_text() -> None:
    box = f"<w:txbxContent>{paragraph(run('11:00-12:00 In a box'))}</w:txbxContent>"
    choice = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    boxed = (
        f"<w:r><mc:AlternateContent xmlns:mc='{choice}'><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph(run('9:00-10:00 In a control'))}</w:sdtContent></w:sdt>"
    assert titles(body(control + paragraph(run("10:00-11:00 Outside") + boxed))) == [
        "In a control",
        "Outside",
        "In a box",
    ]


def test_the_strict_form_of_the_standard_reads_the_same() -> None:
    xml = f"<w:document {W}><w:body>{paragraph(run('9:00-10:00 Law'))}</w:body></w:document>"
    form, strict = "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    strict = xml.replace(form, strict)
    assert titles(package(strict)) == ["Law"]


def entities(declared: str) -> bytes:
    xml = paragraph(run("9:00-10:00 &x;"))
    return package(f"<!DOCTYPE d [{declared}]><w:document {W}><w:body>{xml}</w:body></w:document>")


def python_docx_truncated() -> bytes:
    whole = built("9:00-10:00 Law")
    return whole[: len(whole) // 2]


TOO_LARGE = "A part of the document unpacks to more than 12 MB."
NO_WORD = "This is no Word document that can be read. Expected one saved as .docx, without a password."


@pytest.mark.parametrize(
    ("make", "code", "message"),
    [
        (lambda: entities('<!ENTITY x SYSTEM "file:///etc/passwd">'), "docx", "The document has a DTD"),
        (lambda: entities('<!ENTITY y "ha"><!ENTITY x "&y;&y;">'), "docx", "The document has a DTD"),
        (lambda: body(paragraph("") * 200_000), "too_large", TOO_LARGE),
        (lambda: package(b" " * 21_000_000), "too_large", TOO_LARGE),
        (lambda: body("<w:tbl><w:tr><w:tc>" * 100 + "</w:tc></w:tr></w:tbl>" * 100), "docx", NO_WORD),
        (lambda: package("<w:document"), "docx", NO_WORD),
        (lambda: package(f"<w:document {W}/>"), "docx", NO_WORD),
        (lambda: b"PK\x03\x04 word/", "docx", NO_WORD),
        (python_docx_truncated, "docx", NO_WORD),
        (lambda: built("Nothing at a time."), "no_times", "No line has a time"),
    ],
)
def test_a_document_that_is_broken_or_hostile_is_refused(
    make: Callable[[], bytes], code: str, message: str
) -> None:
    with pytest.raises(ProgrammeError) as caught:
        read(make(), hint=HINT, format="docx")
    assert (caught.value.code, str(caught.value)[: len(message)]) == (code, message)
