"""XLSX: a workbook of the sessions, with sheets of questions, people, rooms, tracks, materials and the facts.

Texts are written as texts whatever they begin with, so that none is a formula; times are those of the venue.
"""

from __future__ import annotations

from datetime import date, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from events.directions import direction_of_language
from events.exporters.context import Context
from events.exporters.sheets import Table, Tables, Value, clean
from events.programme import Programme

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {  # characters
    "date": 17,
    "start": 8,
    "end": 8,
    "end_date": 17,
    "kind": 13,
    "number": 9,
    "title": 42,
    "room": 20,
    "track": 20,
    "people": 48,
    "summary": 42,
    "description": 72,
    "text": 72,
    "outcome": 60,
    "biography": 72,
    "name": 28,
    "post": 32,
    "affiliation": 36,
    "links": 48,
    "photo": 36,
    "url": 60,
    "session": 30,
    "session_title": 42,
    "slug": 30,
    "uid": 38,
    "fact": 24,
}
USUAL_WIDTH = 16
HEAD = {"bold": True, "font_color": "#ffffff", "bg_color": "#1f4e79", "valign": "vcenter", "text_wrap": True}
BODY = {"valign": "top", "text_wrap": True}
FIRST_DAY = date(1900, 3, 1)  # Excel takes 1900 for a leap year: what is before is written as text


def write(programme: Programme, context: Context) -> bytes:
    """Return the workbook; the same programme and history give the same bytes."""
    written = BytesIO()
    book = Workbook(written, {"in_memory": True})
    book.set_properties(
        {
            "title": clean(programme.title)[:250],
            "created": context.history.first.modified_at.replace(tzinfo=None),
        }
    )
    tables = Tables(programme, is_single=False)
    is_from_right = direction_of_language(programme.language) == "rtl"
    for table in [tables.sessions(), *tables.beside(), tables.conference()]:
        _Sheet(book, table, is_right_to_left=is_from_right).write()
    book.close()
    return written.getvalue()


class _Sheet:
    def __init__(self, book: Workbook, table: Table, *, is_right_to_left: bool) -> None:
        self.table = table
        self.sheet: Worksheet = book.add_worksheet(table.name)
        self.head: Format = book.add_format(HEAD)
        self.body: Format = book.add_format(BODY)
        self.day: Format = book.add_format(BODY | {"num_format": "ddd d mmm yyyy", "align": "left"})
        self.clock: Format = book.add_format(BODY | {"num_format": "hh:mm", "align": "left"})
        self.seconds: Format = book.add_format(BODY | {"num_format": "hh:mm:ss", "align": "left"})
        if is_right_to_left:
            self.sheet.right_to_left()

    def write(self) -> None:
        """Write head and rows, and set the sheet up for the eye and the printer."""
        table, sheet = self.table, self.sheet
        first = 1 if table.headings else 0
        for column, field in enumerate(table.fields):
            sheet.set_column(column, column, WIDTHS.get(field, USUAL_WIDTH))
        for column, heading in enumerate(table.headings):
            sheet.write_string(0, column, heading, self.head)
        for number, row in enumerate(table.rows, start=first):
            for column, cell in enumerate(row):
                self._write_cell(number, column, cell)
        if table.headings:
            sheet.freeze_panes(1, 0)
            sheet.repeat_rows(0)
            sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.headings) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)

    def _write_cell(self, row: int, column: int, cell: Value) -> None:
        if isinstance(cell, time):
            self.sheet.write_datetime(row, column, cell, self.seconds if cell.second else self.clock)
        elif isinstance(cell, date) and cell >= FIRST_DAY:
            self.sheet.write_datetime(row, column, cell, self.day)
        elif isinstance(cell, int):
            self.sheet.write_number(row, column, cell, self.body)
        elif cell:
            failed = self.sheet.write_string(row, column, str(cell), self.body)
            assert not failed, f"XlsxWriter has cut a text: {failed}"
