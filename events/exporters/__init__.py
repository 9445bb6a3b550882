"""Programmes as files for other programs: one module a format, this registry, one call.

An exporter is a function of a ``Programme`` and its ``Context`` alone; it reads no database and no clock,
so that the same release gives the same bytes for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from events.errors import ProgrammeError
from events.exporters import csv, ical, json, text, xlsx
from events.exporters.context import Context
from events.programme import Programme

__all__ = ["EXPORTERS", "Context", "Exporter", "write"]


@dataclass(frozen=True)
class Exporter:
    """How a format is written, and what a browser is told of it."""

    write: Callable[[Programme, Context], bytes]
    content_type: str
    extension: str


EXPORTERS = {
    "csv": Exporter(csv.write, csv.CONTENT_TYPE, "csv"),
    "ical": Exporter(ical.write, ical.CONTENT_TYPE, "ics"),
    "json": Exporter(json.write, json.CONTENT_TYPE, "json"),
    "text": Exporter(text.write, text.CONTENT_TYPE, "txt"),
    "xlsx": Exporter(xlsx.write, xlsx.CONTENT_TYPE, "xlsx"),
}


def write(programme: Programme, format: str, *, context: Context) -> bytes:
    """Return the programme in the format, a name of ``EXPORTERS``.

    Raises:
        ProgrammeError: with the code ``format``, where there is no such format.
    """
    if format not in EXPORTERS:
        raise ProgrammeError(
            "format", f"“{format}” is not a format that we write. Use one of: {', '.join(EXPORTERS)}."
        )
    return EXPORTERS[format].write(programme, context)
