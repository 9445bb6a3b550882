"""Scripts as pages load them: without what is there for their writers."""

from __future__ import annotations

import re

FOR_WRITERS = re.compile(r"^[ \t]*(?://.*)?\n|^[ \t]+", re.MULTILINE)


def slim(script: str) -> str:
    """Take out the lines that are comments or empty, and the space before others.

    It knows no JavaScript: a template literal must end in its line.
    """
    return FOR_WRITERS.sub("", script)
