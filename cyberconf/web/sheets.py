"""Style sheets as pages link them: what they import in its place, and nothing that is for their writers."""

from __future__ import annotations

import re
from collections.abc import Callable

JOINED = ("css/site.css", "css/rooms.css", "css/reading.css", "css/pages.css")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACED = re.compile(r"""("[^"]*")|\s*([{};])\s*""")  # what is within quotation marks stays
IMPORT = re.compile(r'@import url\("(?P<name>[^"]+)"\);\n')


def joined(name: str, read: Callable[[str], str]) -> str:
    """Return a sheet that pages link, which imports others beside it; ``read`` returns the text of one."""
    return slim(IMPORT.sub(lambda found: read(f"css/{found['name']}"), read(name)))


def slim(sheet: str) -> str:
    """Take out of a style sheet what is there for its writers: comments, and space around rules."""
    tight = SPACED.sub(lambda found: found[1] or found[2], COMMENT.sub("", sheet))
    return tight.replace(";}", "}").strip()
