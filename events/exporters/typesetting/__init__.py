"""Typesetting with Typst: a template of ours and what it says, as data, become a PDF or a picture.

Typst keeps what it has once laid out for the life of its process, 240 MB for 90 pages, so a process of its
own does the work, which also can be stopped. Where a text needs no other letters than Typst's own fonts
have, those of the system are left aside: it is quicker, and the bytes are the same on any machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from events.directions import direction_of_language
from events.exporters.typesetting.scripts import fonts, needs_system_fonts

HERE = Path(__file__).parent
TEMPLATES = HERE.parent
PATIENCE = 60  # seconds: a programme of 1,000 sessions takes some 8
TYPESETTER = [sys.executable, "-I", str(HERE / "typesetter.py")]
PPI = 72  # a point of a picture is a pixel

Document = dict[str, Any]


def typeset(
    template: str, document: Document, language: str, *, format: str = "pdf", at: int | None = None
) -> bytes:
    """Return what a template, named from the folder of exporters, makes of the document.

    ``language`` is that of the document, which may name another ``direction``; ``at`` is the instant that a
    PDF says it was made, in seconds since 1970.

    Raises:
        TimeoutExpired: of ``subprocess``, where it takes longer than ``PATIENCE``.
    """
    whole = _setting(document, language) | document
    job = {"template": template, "document": whole, "format": format, "ppi": PPI, "at": at}
    # The command is our own; what people wrote goes through standard input, as data.
    done = subprocess.run(  # noqa: S603
        TYPESETTER, input=json.dumps(job).encode(), capture_output=True, check=False, timeout=PATIENCE
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


def made_by(*folders: Path) -> str:
    """Return what names this way of typesetting: another typesetter or template makes other bytes."""
    paths = (path for folder in (HERE, *folders) for path in sorted(folder.glob("*.[pt]y*")))
    return sha256(version("typst").encode() + _joined(paths)).hexdigest()[:16]


def _joined(paths: Iterable[Path]) -> bytes:
    return b"".join(path.read_bytes() for path in paths)


def _setting(document: Document, language: str) -> Document:
    with_system = needs_system_fonts(json.dumps(document, ensure_ascii=False))
    code, _dash, region = language.replace("_", "-").partition("-")
    return {
        "language": code.lower() if code.isascii() and 2 <= len(code) <= 3 else "en",
        "region": region.upper() if region.isascii() and region.isalpha() and len(region) == 2 else None,
        "direction": direction_of_language(language),
        "fonts": fonts(language, with_system=with_system),
        "with_system": with_system,
    }
