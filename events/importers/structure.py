"""Headings, lists and tables of a document as lines that the text reader knows them by.

A heading begins with ``##``, an item of a list with ``-``, the cells of a row stand between tabs. The numbers
of the lines are what finds the place again in the source: its lines, or its paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.text.lines import Line
from events.importers.text.matching import fold, pattern
from events.importers.text.tables import columns_of
from events.importers.text.times import is_time_only, leading_slot
from events.importers.text.words import BLOCKS, ROOM_WORDS, phrases

MAX_CELLS = 100_000  # of a document's tables, those that a cell covers counted
MAX_SPAN = 100  # columns or rows that one cell may claim

_BLANKS = re.compile(r"\s+")
_PLACES = pattern(phrases(ROOM_WORDS) | phrases(BLOCKS))


@dataclass
class Cell:
    """A table's cell: its lines, the columns and rows that it covers; no row, where it goes on from above."""

    lines: list[Line] = field(default_factory=list)
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """The lines on one, as a time or a name is read."""
        return " ".join(line.raw.strip() for line in self.lines if line.raw.strip())

    @property
    def parts(self) -> list[str]:
        """The lines without bullets, none of them blank."""
        return [line.text for line in self.lines if line.text]


@dataclass
class Budget:
    """How many cells a document's tables may still have."""

    cells: int = MAX_CELLS

    def spend(self, cells: int) -> None:
        """Count ``cells``.

        Raises:
            ProgrammeError: ``too_large``, once there are more than a document may have.
        """
        self.cells -= cells
        if self.cells < 0:
            message = _("Found tables of more than %(limit)d cells. Expected one conference's programme.")
            raise ProgrammeError("too_large", message % {"limit": MAX_CELLS})


class Lines:
    """Gathers lines; never two blank ones in a row. ``within`` are those of the document around a cell."""

    def __init__(self, within: Lines | None = None) -> None:
        self.lines: list[Line] = []
        self.budget: Budget = within.budget if within else Budget()

    def add(self, number: int, text: str, prefix: str = "") -> None:
        """Add ``text``, whose own line ends are kept."""
        for part in text.split("\n"):
            if tidy := _tidy(part):
                self.lines.append(Line(number, prefix + tidy))

    def blank(self) -> None:
        """Part what comes from what was there."""
        if self.lines and self.lines[-1].raw:
            self.lines.append(Line(self.lines[-1].number, ""))

    def table(self, rows: list[list[Cell]]) -> None:
        """Add a table, row by row; what a cell says below its first line follows the row."""
        self.blank()
        rows = _spread(rows, self.budget)
        heads = _heads(rows)
        rooms = _rooms(rows)
        if rooms:
            self.lines.append(Line(rows[0][0].lines[0].number, "Time\tSession\tRoom"))
            for row in rows[1:]:
                self._grid_row(row, rooms)
        else:
            for row in rows:
                self._row(row, heads)
        self.blank()

    def _row(self, row: list[Cell], heads: tuple[str, ...]) -> None:
        number = next((cell.lines[0].number for cell in row if cell.lines), 0)
        filled = [cell for cell in row if cell.text]
        if len({id(cell) for cell in filled}) <= 1:
            for cell in filled[:1]:
                self.lines += cell.lines
            return
        title = _title_column(row, heads)
        told = [
            "" if at and cell is row[at - 1] else self._cell(cell, at == title) for at, cell in enumerate(row)
        ]
        self.lines.append(Line(number, "\t".join(told)))
        if title is not None:
            self.lines += row[title].lines[1:]

    def _cell(self, cell: Cell, is_title: bool) -> str:
        if is_title:
            return cell.parts[0] if cell.parts else ""
        return cell.text if is_time_only(cell.text) else "; ".join(cell.parts)

    def _grid_row(self, row: list[Cell], rooms: list[str]) -> None:
        """Write each cell of a row under rooms as a session of its own; one over all columns is for all."""
        seen: set[int] = set()
        time = row[0].text if row else ""
        for at, cell in enumerate(row[1:]):
            if not cell.parts or id(cell) in seen:
                continue
            seen.add(id(cell))
            is_for_all = cell.columns > 1
            room = "" if is_for_all or at >= len(rooms) else rooms[at]
            self.lines.append(Line(cell.lines[0].number, f"{time}\t{cell.parts[0]}\t{room}"))
            self.lines += cell.lines[1:]


def _spread(rows: list[list[Cell]], budget: Budget) -> list[list[Cell]]:
    """Repeat each cell in every row and column that it covers."""
    spread: list[list[Cell]] = []
    held: dict[int, tuple[Cell, int]] = {}  # by column: the cell from above, and for how many rows more
    for row in rows:
        cells = iter(row)
        line: list[Cell] = []
        while len(line) <= budget.cells:
            at = len(line)
            if at in held:
                cell, left = held.pop(at)
                line.append(cell)
                if left > 1:
                    held[at] = (cell, left - 1)
                continue
            cell_or_none = next(cells, None)
            if cell_or_none is None:
                break
            if not cell_or_none.rows and spread and at < len(spread[-1]):
                cell_or_none = spread[-1][at]
                line += [cell_or_none] * min(cell_or_none.columns, MAX_SPAN)
                continue
            for _column in range(min(cell_or_none.columns, MAX_SPAN)):
                if cell_or_none.rows > 1:
                    held[len(line)] = (cell_or_none, min(cell_or_none.rows, MAX_SPAN) - 1)
                line.append(cell_or_none)
        budget.spend(len(line))
        spread.append(line)
    return [row for row in spread if row]


def _heads(rows: list[list[Cell]]) -> tuple[str, ...]:
    """Return the names of the columns of the first row that has them."""
    for row in rows[:3]:
        if columns := columns_of(tuple(cell.text for cell in row)):
            return columns.names
    return ()


def _rooms(rows: list[list[Cell]]) -> list[str]:
    """Return the heads beside the time where all of them are rooms or tracks: sessions side by side."""
    if len(rows) < 2 or len(rows[0]) < 3 or not rows[0][0].lines:
        return []
    heads = [cell.text for cell in rows[0][1:]]
    if not all(_PLACES.search(fold(head)) for head in heads):
        return []
    timed = [row for row in rows[1:] if row and leading_slot(row[0].text)]
    return heads if timed and columns_of(tuple(cell.text for cell in rows[0])) is None else []


def _title_column(row: list[Cell], heads: tuple[str, ...]) -> int | None:
    """Say which cell is the title: by the heads, else the one after the time."""
    if "title" in heads and heads.index("title") < len(row):
        return heads.index("title")
    at = next((at for at, cell in enumerate(row) if is_time_only(cell.text)), None)
    return at + 1 if at is not None and at + 1 < len(row) else None


def _tidy(text: str) -> str:
    """Return ``text`` with single blanks, its tabs kept."""
    return "\t".join(_BLANKS.sub(" ", cell).strip() for cell in text.split("\t")).strip(" ")
