"""Pictures that stand for a page where its link is passed on: a conference's, a session's, a question's.

They are typeset as the PDF is, in no more colours than paper, ink and their mixtures need.
"""

from __future__ import annotations

import io
import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from PIL import Image

from events.exporters.pictures.content import Subject, content, label
from events.exporters.typesetting import made_by, typeset

__all__ = ["Subject", "fingerprint", "label", "maker", "write"]

CONTENT_TYPE = "image/png"
WIDTH, HEIGHT = 1200, 630  # pixels: what all who show such pictures ask for, at most
COLOURS = 64  # with smooth letters in five of them; a picture then takes some 20 kB
HERE = Path(__file__).parent
TEMPLATE = "pictures/picture.typ"


def write(subject: Subject) -> bytes:
    """Return the picture, the same bytes for the same words."""
    made = typeset(TEMPLATE, content(subject), subject.programme.language, format="png")
    with Image.open(io.BytesIO(made)) as picture:
        reduced = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    reduced.save(written, "PNG", optimize=True)
    return written.getvalue()


def fingerprint(subject: Subject) -> str:
    """Return what names the picture: another one where what stands on it differs, or how it is made."""
    words = json.dumps([content(subject), subject.programme.language, maker()])
    return sha256(words.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def maker() -> str:
    """Return what names this way of making pictures."""
    return made_by(HERE)
