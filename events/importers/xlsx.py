"""XLSX, as Excel, LibreOffice and our exporter write it. No macro, link or formula is ever run."""

from __future__ import annotations

from events.importers.results import Hint, Imported
from events.importers.sheets.assembling import programme_of
from events.importers.sheets.workbook import sheets_of


def looks_like(data: bytes) -> bool:
    """Say whether it is a zip archive with a workbook in it."""
    return data.startswith(b"PK\x03\x04") and b"xl/workbook" in data


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from a workbook: one row a session, and what further sheets say.

    Raises:
        ProgrammeError: with the row and the heading, what was found and what was expected.
    """
    return programme_of(sheets_of(data), hint=hint)
