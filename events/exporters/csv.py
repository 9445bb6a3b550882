"""CSV (RFC 4180) of the sessions, one row each, in UTF-8 with its mark, without which Excel guesses.

What belongs to several sessions stands in each row: the conference's title and zone, and people as they are
named. A cell that a spreadsheet program would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from datetime import time

from events.exporters.context import Context
from events.exporters.sheets import Tables, Value
from events.importers.sheets.notation import neutral
from events.programme import Programme

CONTENT_TYPE = "text/csv; charset=utf-8"


def write(programme: Programme, context: Context) -> bytes:
    """Return the sessions as CSV."""
    table = Tables(programme, is_single=True).sessions()
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(table.headings)
    writer.writerows([_shown(cell) for cell in row] for row in table.rows)
    return BOM_UTF8 + written.getvalue().encode()


def _shown(cell: Value) -> str:
    if isinstance(cell, str):
        return neutral(cell)
    if isinstance(cell, time):
        return cell.isoformat("seconds" if cell.second else "minutes")
    return "" if cell is None else str(cell)
