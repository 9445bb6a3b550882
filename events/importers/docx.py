"""Word documents (.docx): paragraphs, headings, lists and tables as lines for the text reader.

What tracked changes delete is left out and what they insert is taken; text boxes follow the paragraph that
holds them; nothing is fetched and no macro runs. Office Open XML is ECMA-376, part 1, section 17.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from events.errors import ProgrammeError
from events.importers.results import Hint, Imported
from events.importers.structure import MAX_SPAN, Cell, Lines
from events.importers.text import read_lines
from events.importers.text.lines import Line

MAX_PART = 12_000_000  # bytes of XML of one part; a document of 300 pages has 3 MB
MAX_RATIO = 200  # of a part to what is stored of it; Word's own reach 30
SMALL = 1_000_000  # bytes of a part whose ratio says nothing
MAX_PARTS = 5_000
HEADINGS = range(1, 7)
MAX_DEPTH = 200  # elements within elements; a table in a text box in a table has some 50

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {_FALLBACK} | {
    f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr")
}


def looks_like(data: bytes) -> bool:
    """Say whether ``data`` is an archive with a Word document."""
    return data.startswith(b"PK\x03\x04") and b"word/" in data


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from a Word document; the lines of its warnings are its paragraphs, from 1.

    Raises:
        ProgrammeError: with the paragraph, what was found and what was expected.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_PARTS:
                raise _broken()
            name = _main_part(archive)
            document = _parsed(archive, name)
            beside = posixpath.join(posixpath.dirname(name), "styles.xml")
            styles = _Styles(_parsed(archive, beside, is_needed=False))
    # What zipfile raises: NotImplementedError of a compression that it lacks, RuntimeError of a password.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise _broken() from None
    body = document.find(f"{_W}body") if document is not None else None
    if body is None:
        raise _broken()
    return read_lines(_Document(styles).read(body), hint=hint)


def _broken() -> ProgrammeError:
    message = _("This is no Word document that can be read. Expected one saved as .docx, without a password.")
    return ProgrammeError("docx", message)


def _main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the document's own part, as the package's relationships have it."""
    root = _parsed(archive, "_rels/.rels", is_needed=False)
    for relation in root.iter(_RELS) if root is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _parsed(archive: zipfile.ZipFile, name: str, *, is_needed: bool = True) -> etree._Element | None:
    """Return the root of the part called ``name``, its names those of the transitional form."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        if is_needed:
            raise _broken() from None
        return None
    if info.file_size > MAX_PART or (
        info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1)
    ):
        raise _too_large()
    with archive.open(info) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise _too_large()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.LxmlError:
        raise _broken() from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ProgrammeError("docx", _("The document has a DTD, which no Word document needs. Refused."))
    _check_depth(root)
    for element in root.iter(f"{_STRICT}*"):
        element.tag = _W + str(element.tag).removeprefix(_STRICT)
    return root


def _too_large() -> ProgrammeError:
    message = _("A part of the document unpacks to more than %(limit).0f MB. Expected a programme.")
    return ProgrammeError("too_large", message % {"limit": MAX_PART / 1e6})


def _check_depth(root: etree._Element) -> None:
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise _broken()


class _Styles:
    """Which styles are headings and which are lists."""

    def __init__(self, root: etree._Element | None) -> None:
        self.levels: dict[str, int] = {}
        self.lists: set[str] = set()
        for style in root.iter(f"{_W}style") if root is not None else ():
            key = style.get(f"{_W}styleId") or ""
            name = (_value(style.find(f"{_W}name")) or "").lower()
            if name == "title":
                self.levels[key] = 1
            elif name.startswith("heading ") and name[8:].isdecimal():
                self.levels[key] = min(int(name[8:]), 6)
            if style.find(f".//{_W}numPr") is not None or name.startswith("list"):
                self.lists.add(key)

    def prefix(self, paragraph: etree._Element) -> str:
        """Return the mark of a heading or a list's item that stands before a paragraph."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return ""
        style = _value(properties.find(f"{_W}pStyle")) or ""
        outline = _value(properties.find(f"{_W}outlineLvl"))
        level = self.levels.get(style)
        if outline and outline.isdecimal() and int(outline) + 1 in HEADINGS:
            level = int(outline) + 1
        if level:
            return "#" * level + " "
        number = _value(properties.find(f"{_W}numPr/{_W}numId"))
        is_item = number != "0" if number is not None else style in self.lists
        return "- " if is_item else ""


class _Document:
    """Walks a document and gathers its lines."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.out = Lines()
        self.number = 0

    def read(self, body: etree._Element) -> list[Line]:
        """Return the lines of the document's body."""
        self._blocks(body)
        return self.out.lines

    def _blocks(self, parent: etree._Element) -> None:
        for element in parent:
            if element.tag == f"{_W}p":
                self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                self.out.table([self._row(row) for row in _within(element, "tr")])
            elif element.tag not in _GONE:
                self._blocks(element)  # content controls, custom XML

    def _paragraph(self, paragraph: etree._Element) -> None:
        self.number += 1
        prefix = self.styles.prefix(paragraph)
        if not prefix.startswith("-"):
            self.out.blank()
        boxes: list[etree._Element] = []
        self.out.add(self.number, "".join(_text(paragraph, boxes)), prefix)
        for box in boxes:
            self._blocks(box)

    def _row(self, row: etree._Element) -> list[Cell]:
        cells = []
        for element in _within(row, "tc"):
            whole, self.out = self.out, Lines(self.out)
            self._blocks(element)
            lines = [line for line in self.out.lines if line.raw]
            self.out = whole
            properties = element.find(f"{_W}tcPr")
            merged = None if properties is None else properties.find(f"{_W}vMerge")
            span = None if properties is None else _value(properties.find(f"{_W}gridSpan"))
            is_below = merged is not None and _value(merged) in {None, "continue"}
            columns = min(int(span), MAX_SPAN) if span and span.isdecimal() and len(span) < 6 else 1
            cells.append(Cell(lines, max(columns, 1), 0 if is_below else 1))
        return cells


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Return a table's rows, or a row's cells, through content controls but not of tables within."""
    for child in element:
        if child.tag == f"{_W}{name}":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag not in _GONE and child.tag != f"{_W}tbl":
            yield from _within(child, name)


def _text(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}txbxContent":
            boxes.append(child)
        elif isinstance(tag, str) and tag not in _GONE and not (tag == f"{_W}r" and _is_unseen(child)):
            yield from _text(child, boxes)


def _is_unseen(run: etree._Element) -> bool:
    """Say whether a run is hidden or struck out."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return False
    marks = (properties.find(f"{_W}{name}") for name in ("vanish", "strike", "dstrike"))
    return any(mark is not None and _value(mark) not in {"0", "false", "off"} for mark in marks)


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{_W}val")
