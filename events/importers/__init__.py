"""Importers: bytes in, ``Imported(programme, warnings)`` out. One module a format, each with ``read``."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from pydantic import ValidationError

from events.errors import ProgrammeError
from events.importers import document, text
from events.importers.decoding import MAX_BYTES, decode, too_large
from events.importers.identity import slug_of
from events.importers.results import Hint, Imported, Notice
from events.importers.text.zones import known_zone

__all__ = ["FORMATS", "MAX_BYTES", "Hint", "Imported", "Notice", "read", "too_large"]

Reader = Callable[..., Imported]

FORMATS: dict[str, Reader] = {"text": text.read, "json": document.read}
YEARS = range(1900, 2101)  # that a conference can be in


def read(data: bytes, *, format: str | None = None, hint: Hint | None = None) -> Imported:
    """Read a programme from ``data``; the format is found from the content where none is given.

    Raises:
        ProgrammeError: for anything that is no programme; never another exception.
    """
    hint = _checked(hint or Hint())
    if format is not None and format not in FORMATS:
        message = _("The format “%(format)s” is unknown. Expected one of: %(formats)s.")
        raise ProgrammeError("unknown_format", message % {"format": format, "formats": ", ".join(FORMATS)})
    decoded = decode(data)
    reader = FORMATS[format or format_of(decoded)]
    try:
        return reader(decoded, hint=hint)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        raise ProgrammeError("document", first["msg"].removeprefix("Value error, ")) from None


def format_of(decoded: str) -> str:
    """Tell the format of a decoded text from its content."""
    return "json" if document.looks_like(decoded) else "text"


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
