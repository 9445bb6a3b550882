"""CSV: one row a session, cells between commas, semicolons, tabs or bars; UTF-8, UTF-16, Windows-1252."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.decoding import decode, head_of
from events.importers.results import Hint, Imported, Notice
from events.importers.sheets import words
from events.importers.sheets.assembling import NEEDED, programme_of
from events.importers.sheets.grid import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    Sheet,
    too_many_columns,
    too_many_rows,
)
from events.importers.sheets.headings import table_of
from events.importers.sheets.notation import without_prefix
from events.importers.sheets.words import Words

DELIMITERS = ",;\t|"
HEAD = 20_000  # characters at the beginning in which a file's headings show
MAX_HEAD = 5  # rows in which they stand for a file to be known by them

_FOREIGN = re.compile(r"[À-ÿ]{4}")  # of Windows-1252: no western language has four in a row


def looks_like(data: bytes) -> bool:
    """Say whether one of its first rows has the headings of sessions.

    With tabs or bars between the cells it may be a table within a text, whose days stand between its rows:
    then the headings come first, and one of them is of dates.
    """
    head = head_of(data, HEAD).decode(errors="replace")
    delimiter = _delimiter(head, words.SESSIONS, needs=NEEDED)
    if delimiter is None:
        return False
    try:
        rows = [
            row
            for row in itertools.islice(_rows(head, delimiter, is_whole=False), 2 * MAX_HEAD)
            if not row.is_blank
        ]
    except ProgrammeError:
        return False
    is_sheet = delimiter in ",;"
    most = MAX_HEAD if is_sheet else 1
    when = {"start", "date"} if is_sheet else {"date"}
    sheet = Sheet("", rows[:most])
    is_narrow = any(sum(1 for cell in row.cells if cell) < 2 for row in rows[:2])
    return table_of(sheet, words.SESSIONS, needs=[{"title", "people"}, when]) is not None and not is_narrow


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from CSV.

    Raises:
        ProgrammeError: with the row and the heading, what was found and what was expected.
    """
    return programme_of([sheet_of(data, words.SESSIONS, needs=NEEDED)], hint=hint)


def sheet_of(data: bytes, known: Words, *, needs: list[set[str]]) -> Sheet:
    """Return the rows of a file, cut where its headings say the most of what is ``known``.

    Raises:
        ProgrammeError: what was found in which row and what was expected.
    """
    text, notices = _decoded(data)
    delimiter = _delimiter(text[:HEAD], known, needs=needs) or ","
    return Sheet("", list(_rows(text, delimiter)), notices)


def _decoded(data: bytes) -> tuple[str, list[Notice]]:
    try:
        return decode(data), []
    except ProgrammeError as problem:
        if problem.code != "encoding":
            raise
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise problem from None
        if _FOREIGN.search(text):
            raise problem from None
        message = _("The file is not UTF-8; it is read as Windows-1252. Please look at the accented letters.")
        return text, [Notice(problem.line, "", message)]


def _delimiter(text: str, known: Words, *, needs: list[set[str]]) -> str | None:
    """Return the mark between the cells: the one by which a row shows the most headings."""
    best: tuple[int, str] | None = None
    for mark in DELIMITERS:
        try:
            rows = list(itertools.islice(_rows(text, mark, is_whole=False), 30))
        except ProgrammeError:
            continue
        table = table_of(Sheet("", rows), known, needs=needs)
        if table and (best is None or len(table.columns) > best[0]):
            best = (len(table.columns), mark)
    return best[1] if best else None


def _rows(text: str, delimiter: str, *, is_whole: bool = True) -> Iterator[Row]:
    """Yield the rows; ``is_whole`` refuses quotes that are out of place, which the head of a file may have.

    Raises:
        ProgrammeError: ``quotes``, ``long_cell``, ``too_many_rows`` or ``too_many_columns``.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=is_whole)
    count = 0
    for number in itertools.count(1):
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            raise _malformed(number, str(problem)) from None
        if cells is None:
            return
        if len(cells) > MAX_COLUMNS:
            raise too_many_columns(number)
        count += any(cells)
        if count > MAX_ROWS:
            raise too_many_rows(number)
        if any(cells):
            yield Row(number, tuple(map(without_prefix, cells)))


def _malformed(number: int, problem: str) -> ProgrammeError:
    if "limit" in problem:
        message = _("Found a cell of more than %(limit)d characters, or a quote that is never closed.")
        return ProgrammeError("long_cell", message % {"limit": MAX_CELL}, line=number)
    message = _("Found a quote out of place: %(problem)s. Expected a quote within quotes to be doubled.")
    return ProgrammeError("quotes", message % {"problem": problem}, line=number)
