"""Importers: bytes in, ``Imported(programme, warnings)`` out. One module a format, this registry, one call.

A format's module has ``looks_like(data) -> bool``, quick and never raising, by which a source without a named
format finds its reader, and ``read(data, *, hint) -> Imported``. What is text decodes itself (``decoding``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from pydantic import ValidationError

from events.errors import ProgrammeError
from events.importers import csv, document, docx, html, ical, pretalx, sessionize, symposion, text, xlsx
from events.importers.decoding import MAX_BYTES, MOST_BYTES, refuse_size, too_large
from events.importers.frab import json as frab_json
from events.importers.frab import xml as frab_xml
from events.importers.identity import slug_of
from events.importers.results import Hint, Imported, Notice
from events.importers.text.zones import known_zone

__all__ = ["IMPORTERS", "MOST_BYTES", "Hint", "Imported", "Importer", "Notice", "read", "too_large"]

YEARS = range(1900, 2101)  # that a conference can be in


@dataclass(frozen=True)
class Importer:
    """How a format is known and read, up to so many bytes."""

    looks_like: Callable[[bytes], bool]
    read: Callable[..., Imported]
    most: int = MAX_BYTES


# In the order in which a source is tried: what is told apart surely first, plain text last.
IMPORTERS = {
    "frab": Importer(frab_xml.looks_like, frab_xml.read, MOST_BYTES),
    "frab-json": Importer(frab_json.looks_like, frab_json.read, MOST_BYTES),
    "pretalx": Importer(pretalx.looks_like, pretalx.read, MOST_BYTES),
    "sessionize": Importer(sessionize.looks_like, sessionize.read, MOST_BYTES),
    "symposion": Importer(symposion.looks_like, symposion.read, MOST_BYTES),
    "json": Importer(document.looks_like, document.read, MOST_BYTES),
    "ical": Importer(ical.looks_like, ical.read),
    "xlsx": Importer(xlsx.looks_like, xlsx.read),
    "docx": Importer(docx.looks_like, docx.read),
    "html": Importer(html.looks_like, html.read),
    "csv": Importer(csv.looks_like, csv.read),
    "text": Importer(text.looks_like, text.read),
}


def read(data: bytes, *, format: str | None = None, hint: Hint | None = None) -> Imported:
    """Read a programme from ``data``; the format is found from the content where none is given.

    Raises:
        ProgrammeError: for anything that is no programme; never another exception.
    """
    hint = _checked(hint or Hint())
    if format is not None and format not in IMPORTERS:
        message = _("The format “%(format)s” is unknown. Expected one of: %(formats)s.")
        raise ProgrammeError("unknown_format", message % {"format": format, "formats": ", ".join(IMPORTERS)})
    refuse_size(data, most=MOST_BYTES)
    importer = IMPORTERS[format or format_of(data)]
    refuse_size(data, most=importer.most)
    try:
        return importer.read(data, hint=hint)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        raise ProgrammeError("document", first["msg"].removeprefix("Value error, ")) from None


def format_of(data: bytes) -> str:
    """Tell the format of a source from its content."""
    return next(name for name, importer in IMPORTERS.items() if importer.looks_like(data))


def _checked(hint: Hint) -> Hint:
    if hint.time_zone is not None:
        known_zone(hint.time_zone)
    if hint.date is not None and hint.date.year not in YEARS:
        message = _("The date %(date)s is out of reach. Expected a year from %(first)d to %(last)d.")
        values = {"date": hint.date.isoformat(), "first": YEARS[0], "last": YEARS[-1]}
        raise ProgrammeError("no_such_date", message % values)
    if hint.slug is not None and slug_of(hint.slug, fallback="") != hint.slug:
        message = _("“%(slug)s” has characters that an address cannot have. Expected one such as “%(good)s”.")
        raise ProgrammeError(
            "slug", message % {"slug": hint.slug, "good": slug_of(hint.slug, fallback="conference")}
        )
    return hint
