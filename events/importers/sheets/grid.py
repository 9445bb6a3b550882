"""What a sheet is to its readers: rows of cells with their numbers, and how large it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Notice

Cell = str | int | float | bool | datetime | date | time | None

MAX_ROWS = (
    5_000  # that hold something, of one sheet; the largest conference of the field has some 900 sessions
)
MAX_COLUMNS = 256  # a sheet of ours has some 25
MAX_CELL = 131_072  # characters, four times what a cell of Excel holds

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Row:
    """One row; ``number`` is the one that spreadsheet programs show."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        """Return the cell in ``column``, counted from 0; None where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(shown(cell) for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """A sheet as it was opened; ``name`` is empty where a file has no names for it."""

    name: str
    rows: list[Row]
    notices: list[Notice] = field(default_factory=list)


def shown(cell: Cell) -> str:
    """Return a cell as text, without blanks around it and characters that no text may hold."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _CONTROLS.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def too_many_rows(line: int) -> ProgrammeError:
    """Return the refusal of a sheet with more than ``MAX_ROWS``."""
    message = _("Found more than %(limit)d rows. Expected at most so many sessions in one sheet.")
    return ProgrammeError("too_many_rows", message % {"limit": MAX_ROWS}, line=line)


def too_many_columns(line: int) -> ProgrammeError:
    """Return the refusal of a row with more than ``MAX_COLUMNS``."""
    message = _("Found a row of more than %(limit)d cells. Expected a column for each fact of a session.")
    return ProgrammeError("too_many_columns", message % {"limit": MAX_COLUMNS}, line=line)


def long_cell(line: int, column: int) -> ProgrammeError:
    """Return the refusal of a cell with more than ``MAX_CELL`` characters."""
    message = _("Column %(column)s: found a cell of more than %(limit)d characters. Expected a shorter text.")
    return ProgrammeError(
        "long_cell", message % {"column": column_name(column), "limit": MAX_CELL}, line=line
    )
