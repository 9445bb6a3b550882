"""Scripts as pages load them: without what is there for their writers."""

from __future__ import annotations

import re

# At the end of a line a comment with a quotation mark stays: it may be a string, of which that is the end.
FOR_WRITERS = re.compile(r"""^[ \t]*(?://.*)?\n|^[ \t]+|[ \t]+//[^"'`\n]*$""", re.MULTILINE)


def slim(script: str) -> str:
    """Take out comments, empty lines, and the space before others.

    It knows no JavaScript: a template literal must end in its line, and " //" stand in no regular expression
    and in no comment of another kind.
    """
    return FOR_WRITERS.sub("", script)
