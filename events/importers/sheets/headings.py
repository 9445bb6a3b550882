"""Which column of a sheet holds what, by the row of headings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.importers.results import Notice
from events.importers.sheets.grid import Row, Sheet, column_name, shown
from events.importers.sheets.words import CONTINUED, Words

SEARCHED = 30  # rows at the top of a sheet among which the headings stand


@dataclass(frozen=True)
class Column:
    """A column with its heading, counted from 0."""

    index: int
    heading: str


@dataclass
class Table:
    """The rows of a sheet below its headings. ``columns`` has all columns of each field, left to right."""

    sheet: str
    above: list[Row]
    head: Row
    rows: list[Row]
    columns: dict[str, list[Column]]
    notices: list[Notice] = field(default_factory=list)

    def column(self, field: str) -> Column | None:
        """Return the first column of ``field``."""
        return next(iter(self.columns.get(field, ())), None)

    def text(self, row: Row, field: str) -> str:
        """Return what the row says of ``field``: the first column that says anything, continued or not."""
        columns = self.columns.get(field, [])
        heads = [column for column in columns if not _part(column)]
        for column in heads or columns[:1]:
            if text := shown(row.at(column.index)):
                parts = [raw_text(row, each) for each in columns if _part(each) and each is not column]
                return shown(raw_text(row, column) + "".join(parts)) if any(parts) else text
        return ""


def table_of(sheet: Sheet, words: Words, *, needs: list[set[str]]) -> Table | None:
    """Find the headings of ``sheet``; None where no row has, of each set in ``needs``, one heading."""
    best: tuple[int, int, dict[int, str]] | None = None
    for at, row in enumerate(sheet.rows[:SEARCHED]):
        found = _fields(sheet.rows[at - 1] if at else None, row, words)
        names = set(found.values())
        if all(names & each for each in needs) and (best is None or len(names) > best[0]):
            best = (len(names), at, found)
    if best is None:
        return None
    _count, at, found = best
    head = sheet.rows[at]
    table = Table(sheet.name, sheet.rows[:at], head, sheet.rows[at + 1 :], {})
    above = sheet.rows[at - 1] if at else None
    for index, name in found.items():
        heading = shown(head.at(index)) or (shown(above.at(index)) if above else "")
        table.columns.setdefault(name, []).append(Column(index, heading))
    for columns in table.columns.values():
        columns.sort(key=lambda column: (_part(column), column.index))
    table.notices += _unread(table, set(found))
    return table


def raw_text(row: Row, column: Column) -> str:
    """Return a text cell with the blanks around it, which matter where a text goes on in the next column."""
    cell = row.at(column.index)
    return cell if isinstance(cell, str) else shown(cell)


def _fields(above: Row | None, row: Row, words: Words) -> dict[int, str]:
    """Map columns to fields; a heading that tells nothing is read with the one above it (two rows)."""
    found = {index: key for index in range(len(row.cells)) if (key := _field(shown(row.at(index)), words))}
    if above is not None and len(found) > 1:
        for index in range(max(len(row.cells), len(above.cells))):
            own = shown(row.at(index))
            if (
                index not in found
                and (not own or own.isdigit())
                and (key := _field(shown(above.at(index)), words))
            ):
                found[index] = key
    return found


def _field(heading: str, words: Words) -> str | None:
    if continued := CONTINUED.fullmatch(heading):
        return words.key_of(continued[1])
    return words.key_of(heading) if heading else None


def _part(column: Column) -> int:
    """Return 2 for "Description (2)", the second part of a text, and 0 for a column of its own."""
    continued = CONTINUED.fullmatch(column.heading)
    return int(continued[2]) if continued else 0


def _unread(table: Table, known: set[int]) -> list[Notice]:
    """Say once of each further column that holds something that it is left out."""
    filled: Counter[int] = Counter()
    for row in table.rows:
        filled.update(index for index, cell in enumerate(row.cells) if shown(cell))
    notices = []
    for index in sorted(set(filled) - known):
        heading = shown(table.head.at(index))
        message = _("Column %(column)s has no heading; left out.")
        if heading:
            message = _("The heading of column %(column)s is not understood; left out.")
        notices.append(Notice(table.head.number, heading, message % {"column": column_name(index)}))
    return notices
