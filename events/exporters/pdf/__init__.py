"""PDF: the programme as a printed order of the day, typeset with Typst."""

from __future__ import annotations

import subprocess
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from cyberconf.web import languages
from events.errors import ProgrammeError
from events.exporters.context import Context
from events.exporters.pdf.content import content
from events.exporters.typesetting import made_by, typeset
from events.programme import Programme

CONTENT_TYPE = "application/pdf"
HERE = Path(__file__).parent
TEMPLATE = "pdf/programme.typ"


def write(programme: Programme, context: Context) -> bytes:
    """Return the programme as a PDF, the same bytes for the same release.

    Raises:
        ProgrammeError: with the code ``too_long``, where it would take minutes.
    """
    with languages.speaking(programme.language):
        document = content(programme, context)
    at = int(context.history.newest.modified_at.timestamp())
    try:
        return typeset(TEMPLATE, document, programme.language, at=at)
    except subprocess.TimeoutExpired as problem:
        message = _("The PDF is not done after %(seconds)d seconds. Please take another format.")
        raise ProgrammeError("too_long", message % {"seconds": problem.timeout}) from problem


@lru_cache(maxsize=1)
def maker() -> str:
    """Return what names this way of making PDFs."""
    return made_by(HERE)
