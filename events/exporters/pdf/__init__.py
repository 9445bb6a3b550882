"""PDF: the programme as a printed order of the day, typeset with Typst.

Typst keeps what it has once laid out for the life of its process, 240 MB for 90 pages, so a process of its
own does the work, which also can be stopped. Where a text needs no other letters than Typst's own fonts
have, those of the system are left aside: it is quicker, and the bytes are the same on any machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.utils.translation import gettext as _

from cyberconf.web import languages
from events.errors import ProgrammeError
from events.exporters.context import Context
from events.exporters.pdf.content import content
from events.exporters.pdf.scripts import direction_of_language, fonts, needs_system_fonts
from events.programme import Programme

CONTENT_TYPE = "application/pdf"
HERE = Path(__file__).parent
PATIENCE = 60  # seconds: 1,000 sessions take some 8
TYPESETTER = [sys.executable, "-I", str(HERE / "typesetter.py")]


def write(programme: Programme, context: Context) -> bytes:
    """Return the programme as a PDF, the same bytes for the same release.

    Raises:
        ProgrammeError: with the code ``too_long``, where it would take minutes.
    """
    with languages.speaking(programme.language):
        document = content(programme, context)
    job = {"document": document | _setting(programme, document), "at": _instant(context)}
    try:
        # The command is our own; what people wrote goes through standard input, as data.
        done = subprocess.run(  # noqa: S603
            TYPESETTER, input=json.dumps(job).encode(), capture_output=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired as problem:
        message = _("The PDF is not done after %(seconds)d seconds. Please take another format.")
        raise ProgrammeError("too_long", message % {"seconds": PATIENCE}) from problem
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


@lru_cache(maxsize=1)
def maker() -> str:
    """Return what names this way of making PDFs: another typesetter or template makes other bytes."""
    sources = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.[pt]y*")))
    return sha256(version("typst").encode() + sources).hexdigest()[:16]


def _setting(programme: Programme, document: dict[str, object]) -> dict[str, object]:
    with_system = needs_system_fonts(json.dumps(document, ensure_ascii=False))
    language, _dash, region = programme.language.replace("_", "-").partition("-")
    return {
        "language": language.lower() if language.isascii() and 2 <= len(language) <= 3 else "en",
        "region": region.upper() if region.isascii() and region.isalpha() and len(region) == 2 else None,
        "direction": direction_of_language(programme.language),
        "fonts": fonts(programme.language, with_system=with_system),
        "with_system": with_system,
    }


def _instant(context: Context) -> int:
    return int(context.history.newest.modified_at.timestamp())
