"""The XML of one worksheet to rows of values: numbers, texts, and dates by what their format shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _

from events.importers.results import Notice
from events.importers.sheets.grid import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Row,
    Sheet,
    column_name,
    long_cell,
    too_many_columns,
    too_many_rows,
)

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # ECMA-376, part 1, 22.9.2.19
MAX_FILLED = MAX_ROWS * 10  # cells that merged ones are copied to

Attributes = dict[str, str]


@dataclass
class Shared:
    """What the sheets of a workbook share. ``shows`` says by style: "date", "time", "both" or None."""

    strings: list[str] = field(default_factory=list)
    shows: list[str | None] = field(default_factory=list)
    counts_from_1904: bool = False


class SheetReader:
    """Collects the cells of one sheet, row by row: the handlers of a parser, and then ``fill_merged``."""

    def __init__(self, name: str, shared: Shared) -> None:
        self.shared = shared
        self.sheet = Sheet(name, [])
        self.number, self.column = 0, -1
        self.cells: list[Cell] = []
        self.attributes: Attributes = {}
        self.pieces: list[str] = []
        self.length = 0
        self.is_value = self.has_formula = self.has_value = False
        self.merged: list[tuple[int, int, int, int]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin the element ``name``."""
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self.number = whole_number(attributes.get("r")) or self.number + 1
            self.column, self.cells = -1, []
        elif name == "f":
            self.has_formula = True
        elif name == "mergeCell" and len(self.merged) < MAX_ROWS:
            self._merge(attributes.get("ref", ""))
        self.is_value = name in {"v", "t"}
        self.has_value = self.has_value or name == "v"

    def _begin_cell(self, attributes: Attributes) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = _column(reference[1]) if reference else self.column + 1
        self.attributes = attributes
        self.pieces, self.length = [], 0
        self.has_formula = self.has_value = False

    def text(self, data: str) -> None:
        """Take in what stands in an element."""
        if self.is_value:
            self.length += len(data)
            if self.length > MAX_CELL:
                raise long_cell(self.number, self.column)
            self.pieces.append(data)

    def end(self, name: str) -> None:
        """End the element ``name``."""
        self.is_value = False
        if name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def _end_cell(self) -> None:
        value = self._value("".join(self.pieces))
        if value is None or value == "":
            return
        if self.column >= MAX_COLUMNS:
            raise too_many_columns(self.number)
        self.cells += [None] * (self.column + 1 - len(self.cells))
        self.cells[self.column] = value

    def _end_row(self) -> None:
        if self.cells:
            if len(self.sheet.rows) >= MAX_ROWS:
                raise too_many_rows(self.number)
            self.sheet.rows.append(Row(self.number, tuple(self.cells)))
        self.cells = []

    def _value(self, raw: str) -> Cell:
        kind = self.attributes.get("t", "n")
        if self.has_formula and not raw and kind != "str":
            message = _(
                "The formula in this cell has no stored value; left out. Save the file from Excel or such."
            )
            self._note(self.number, self._where(), message)
            return None
        if kind == "e":
            self._note(self.number, f"{self._where()}: {raw}", _("This cell shows an error; left out."))
            return None
        if kind == "s":
            index = whole_number(raw, -1)
            return self.shared.strings[index] if 0 <= index < len(self.shared.strings) else None
        if kind in {"str", "inlineStr"}:
            return unescaped(raw)
        if kind == "b":
            return raw.strip() in {"1", "true"}
        if kind == "d":
            return raw  # ISO 8601, as text of that form is read
        return self._numeric(raw)

    def _numeric(self, raw: str) -> Cell:
        try:
            value = float(raw)
        except ValueError:
            return raw or None
        style = whole_number(self.attributes.get("s"))
        show = self.shared.shows[style] if 0 <= style < len(self.shared.shows) else None
        if show is not None and (at := _from_serial(value, show, self.shared.counts_from_1904)) is not None:
            return at
        return int(value) if value.is_integer() and abs(value) < 1e15 else value

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if begin and end:
            self.merged.append((int(begin[2]), _column(begin[1]), int(end[2]), _column(end[1])))

    def fill_merged(self) -> None:
        """Put what a merged cell shows into each of its rows and columns."""
        index = {row.number: at for at, row in enumerate(self.sheet.rows)}
        left = MAX_ROWS * 10  # cells that are filled at most
        for top, first, bottom, last in self.merged:
            value = self.sheet.rows[index[top]].at(first) if top in index else None
            if value is None or last >= MAX_COLUMNS:
                continue
            for number in range(top, min(bottom, top + MAX_ROWS) + 1):
                if number not in index or (left := left - (last - first + 1)) < 0:
                    continue
                cells = list(self.sheet.rows[index[number]].cells)
                cells += [None] * (last + 1 - len(cells))
                cells[first : last + 1] = [value] * (last + 1 - first)
                self.sheet.rows[index[number]] = Row(number, tuple(cells))

    def _where(self) -> str:
        return f"{column_name(self.column)}{self.number}"

    def _note(self, line: int | None, text: str, message: str) -> None:
        self.sheet.notices.append(Notice(line, text, message))


def _from_serial(value: float, show: str, counts_from_1904: bool) -> Cell:
    """Return what a date cell shows: days since 30 December 1899 (2 January 1904), to the second."""
    if not 0 <= value < 2_958_466:  # 31 December 9999
        return None
    seconds = round(value * 86_400)
    base = datetime(1904, 1, 1, tzinfo=UTC) if counts_from_1904 else datetime(1899, 12, 30, tzinfo=UTC)
    at = (base + timedelta(seconds=seconds)).replace(tzinfo=None)
    if show == "time" and seconds < 86_400:
        return time(at.hour, at.minute, at.second)
    return date(at.year, at.month, at.day) if show == "date" and seconds % 86_400 == 0 else at


def unescaped(text: str) -> str:
    """Return a string of a workbook with its escaped characters."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def whole_number(text: str | None, otherwise: int = 0) -> int:
    """Return an attribute that counts something, or ``otherwise``."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
