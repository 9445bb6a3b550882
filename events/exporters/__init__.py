"""Programmes as files for other programs: one module a format, this registry, one call.

An exporter is a function of a ``Programme`` and its ``Context`` alone; it reads no database and no clock,
so that the same release gives the same bytes for ever. What is registered here has an address, a link on
every page and a place on the command line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.errors import ProgrammeError
from events.exporters import csv, ical, json, pdf, text, xlsx
from events.exporters.context import Context, Site, unchanged
from events.exporters.frab import json as frab_json
from events.exporters.frab import xml as frab_xml
from events.programme import Programme

__all__ = ["EXPORTERS", "Context", "Exporter", "Site", "write"]


@dataclass(frozen=True)
class Exporter:
    """How a format is written, and what a browser and a reader are told of it.

    ``path`` is the last part of its address, ``schedule.`` and the extension where none is given; ``label``
    what its link says. ``maker`` is for a format that takes seconds and is therefore kept on disk: it names
    the way of making it, so that another way makes its files anew.
    """

    write: Callable[[Programme, Context], bytes]
    content_type: str
    extension: str
    path: str = ""
    label: str | Promise = ""
    maker: Callable[[], str] | None = None

    @property
    def address(self) -> str:
        """The last part of its address."""
        return self.path or f"schedule.{self.extension}"

    @property
    def name(self) -> str | Promise:
        """What its link says."""
        return self.label or self.extension.upper()


EXPORTERS = {
    "pdf": Exporter(pdf.write, pdf.CONTENT_TYPE, "pdf", label=_("PDF to print"), maker=pdf.maker),
    "ical": Exporter(ical.write, ical.CONTENT_TYPE, "ics", label=_("Calendar (iCal)")),
    "xlsx": Exporter(xlsx.write, xlsx.CONTENT_TYPE, "xlsx", label=_("Workbook (Excel)")),
    "csv": Exporter(csv.write, csv.CONTENT_TYPE, "csv", label=_("Table (CSV)")),
    "frab": Exporter(frab_xml.write, frab_xml.CONTENT_TYPE, "xml", label=_("Schedule (frab XML)")),
    "frab-json": Exporter(frab_json.write, frab_json.CONTENT_TYPE, "json", label=_("Schedule (frab JSON)")),
    "text": Exporter(text.write, text.CONTENT_TYPE, "txt", label=_("Text")),
    "json": Exporter(json.write, json.CONTENT_TYPE, "json", "programme.json", _("Programme (JSON)")),
}


def write(programme: Programme, format: str, *, context: Context | None = None) -> bytes:
    """Return the programme in the format, a name of ``EXPORTERS``.

    Without a ``context`` it is written as at ``SITE_URL``, and as if it had never changed (``unchanged``).

    Raises:
        ProgrammeError: with the code ``format``, where there is no such format.
    """
    refuse_unknown(format)
    return EXPORTERS[format].write(programme, context or unchanged(settings.SITE_URL))


def refuse_unknown(format: str) -> None:
    """Ask whether the format is one that we write, before anything is looked up.

    Raises:
        ProgrammeError: with the code ``format``.
    """
    if format not in EXPORTERS:
        message = gettext("“%(format)s” is not a format that we write. Use one of: %(formats)s.")
        raise ProgrammeError("format", message % {"format": format, "formats": ", ".join(EXPORTERS)})
