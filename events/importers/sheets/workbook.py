"""XLSX containers, opened with care: the sheets of a workbook as values, whatever the file was made to do.

openpyxl would read them too; but it has no bound on shared strings, styles, gaps between rows or entities,
and fails in many ways. A workbook is XML in a zip archive, of which a sheet needs few elements.
Sizes are limited before anything is unpacked, unpacking stops at what was declared, and a document type
declaration, which alone can define entities, is refused (ECMA-376, part 2, forbids it in any case).
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Notice
from events.importers.sheets.grid import Sheet
from events.importers.sheets.worksheet import Attributes, Shared, SheetReader, unescaped, whole_number

MAX_PARTS = 1_000  # files in the archive
MAX_UNPACKED = 40_000_000  # bytes of all of them; a programme of 1,000 sessions takes 2 MB
MAX_RATIO = 200  # unpacked to packed; sheets have some 10, and what is smaller than MIN_BOMB is let be
MIN_BOMB = 1_000_000
MAX_ELEMENTS = 1_500_000  # of all XML read, which takes some three seconds
MAX_SHEETS = 50
BLOCK = 1 << 16

_BUILT_IN = {  # ECMA-376, part 1, 18.8.30: what these number formats show
    **dict.fromkeys([14, 15, 16, 17, *range(27, 32), *range(34, 37), *range(50, 59)], "date"),
    **dict.fromkeys([18, 19, 20, 21, 32, 33, 45, 46, 47], "time"),
    22: "both",
}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)


def sheets_of(data: bytes) -> list[Sheet]:
    """Return the visible sheets of a workbook in order, with notices of what in them has no value.

    Raises:
        ProgrammeError: ``workbook`` for what is none, ``too_large``, ``xml_entities``, ``too_many_rows`` …
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            _refuse_bombs(archive.infolist())
            return _Workbook(archive).sheets()
    except expat.ExpatError as problem:
        raise _no_workbook(str(problem)) from None
    except _BROKEN as problem:
        raise _no_workbook(str(problem) or type(problem).__name__) from None


def _refuse_bombs(parts: list[ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        message = _(
            "The workbook unpacks to %(size).0f MB in %(parts)d files. "
            "Expected at most %(limit).0f MB in %(most)d."
        )
        values = {"size": unpacked / 1e6, "parts": len(parts), "limit": MAX_UNPACKED / 1e6, "most": MAX_PARTS}
        raise ProgrammeError("too_large", message % values)
    if unpacked > MIN_BOMB and unpacked > MAX_RATIO * max(packed, 1):
        message = _("The workbook unpacks to %(ratio)d times its size. Expected at most %(limit)d times.")
        raise ProgrammeError("too_large", message % {"ratio": unpacked // max(packed, 1), "limit": MAX_RATIO})
    for part in parts:
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or part.flag_bits & 1:
            raise _no_workbook(_("a file in it is encrypted or packed in an unusual way"))


def _no_workbook(problem: str) -> ProgrammeError:
    message = _("The workbook cannot be opened: %(problem)s. Expected an unencrypted .xlsx file.")
    return ProgrammeError("workbook", message % {"problem": problem[:200].rstrip(".")})


@dataclass
class _Workbook:
    archive: ZipFile
    elements: int = 0
    shared: Shared = field(default_factory=Shared)

    def sheets(self) -> list[Sheet]:
        book = self._workbook_part()
        folder = posixpath.dirname(book)
        targets = self._relations(posixpath.join(folder, "_rels", posixpath.basename(book) + ".rels"), folder)
        listed: list[tuple[str, str, str]] = []

        def start(name: str, attributes: Attributes) -> None:
            if name == "workbookPr":
                self.shared.counts_from_1904 = attributes.get("date1904", "0") in {"1", "true"}
            elif name == "sheet":
                relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
                listed.append(
                    (
                        attributes.get("name", ""),
                        attributes.get("state", "visible"),
                        targets.get(relation, ""),
                    )
                )

        self._parse(book, start)
        for target in targets.values():
            if target.endswith("sharedStrings.xml") and target in self.archive.namelist():
                self._read_strings(target)
            elif target.endswith("styles.xml") and target in self.archive.namelist():
                self._read_styles(target)
        if len(listed) > MAX_SHEETS:
            raise _no_workbook(_("it has %(count)d sheets") % {"count": len(listed)})
        known = set(self.archive.namelist())
        return [self._sheet(name, state, part) for name, state, part in listed if part in known]

    def _sheet(self, name: str, state: str, part: str) -> Sheet:
        if state != "visible":
            return Sheet(name, [], [Notice(None, name, _("This sheet is hidden; left out."))])
        reader = SheetReader(name, self.shared)
        self._parse(part, reader.start, reader.end, reader.text)
        reader.fill_merged()
        return reader.sheet

    def _parse(
        self,
        part: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Read the XML of one part, names without their prefix."""
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def on_start(name: str, attributes: Attributes) -> None:
            self.elements += 1
            if self.elements > MAX_ELEMENTS:
                message = _("The workbook has more than %(limit)d cells. Expected a sheet of sessions.")
                raise ProgrammeError("too_large", message % {"limit": MAX_ELEMENTS})
            start(name.rpartition(":")[2], attributes)

        parser.StartElementHandler = on_start
        parser.StartDoctypeDeclHandler = _refuse_entities
        if end is not None:
            closing = end
            parser.EndElementHandler = lambda name: closing(name.rpartition(":")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        with self.archive.open(part) as stream:
            while block := stream.read(BLOCK):
                parser.Parse(block, False)
        parser.Parse(b"", True)

    def _workbook_part(self) -> str:
        targets = self._relations("_rels/.rels", "", kind="officeDocument")
        return next(iter(targets.values()), "xl/workbook.xml")

    def _relations(self, part: str, folder: str, kind: str = "") -> dict[str, str]:
        targets: dict[str, str] = {}

        def start(name: str, attributes: Attributes) -> None:
            if name == "Relationship" and attributes.get("Type", "").endswith(kind):
                target = posixpath.normpath(posixpath.join("/" + folder, attributes.get("Target", "")))
                targets[attributes.get("Id", "")] = target.lstrip("/")

        if part in self.archive.namelist():
            self._parse(part, start)
        return targets

    def _read_strings(self, part: str) -> None:
        pieces: list[str] = []
        state = {"is_text": False, "is_phonetic": False}

        def start(name: str, _attributes: Attributes) -> None:
            if name == "si":
                pieces.clear()
            elif name == "rPh":
                state["is_phonetic"] = True
            state["is_text"] = name == "t" and not state["is_phonetic"]

        def end(name: str) -> None:
            state["is_text"] = False
            if name == "rPh":
                state["is_phonetic"] = False
            elif name == "si":
                self.shared.strings.append(unescaped("".join(pieces)))

        def text(data: str) -> None:
            if state["is_text"]:
                pieces.append(data)

        self._parse(part, start, end, text)

    def _read_styles(self, part: str) -> None:
        formats: dict[int, str] = {}
        depth = {"is_cell": False}

        def start(name: str, attributes: Attributes) -> None:
            if name == "numFmt":
                formats[whole_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                depth["is_cell"] = True
            elif name == "xf" and depth["is_cell"]:
                code = whole_number(attributes.get("numFmtId"))
                self.shared.shows.append(_shown_by(formats[code]) if code in formats else _BUILT_IN.get(code))

        def end(name: str) -> None:
            if name == "cellXfs":
                depth["is_cell"] = False

        self._parse(part, start, end)


def _refuse_entities(*_names: object) -> None:
    raise ProgrammeError(
        "xml_entities", _("The workbook's XML declares a document type. Expected a file without entities.")
    )


def _shown_by(code: str) -> str | None:
    """Tell from a number format whether it shows a date, a time or both."""
    plain = _LITERAL.sub("", code.split(";")[0]).lower()
    has_date = any(letter in plain for letter in "yd") or ("m" in plain and not any(c in plain for c in "hs"))
    has_time = any(letter in plain for letter in "hs")
    if "general" in plain or "e+" in plain or not (has_date or has_time):
        return None
    return "both" if has_date and has_time else "date" if has_date else "time"
