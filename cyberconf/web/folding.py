"""Where a long text of the staff can be cut in two: what is read at once, and the rest."""

from __future__ import annotations

import re

from cyberconf.web.markdown import parsed

AT_ONCE = 700  # characters: some ten lines of a phone
WORTH_FOLDING = 400  # characters that are left; a button for less would be in the way
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:", re.M)  # of a link, which may be used anywhere


def fold(text: str) -> tuple[str, str]:
    """Return the first blocks of a Markdown text and the others, or all of it and "" where it is short."""
    if len(text) < AT_ONCE + WORTH_FOLDING or _DEFINITION.search(text):
        return text, ""
    lines = text.splitlines(keepends=True)
    for end in _ends(text):
        first, rest = "".join(lines[:end]), "".join(lines[end:])
        if len(first) >= AT_ONCE:
            return (first, rest) if len(rest.strip()) >= WORTH_FOLDING else (text, "")
    return text, ""


def _ends(text: str) -> list[int]:
    """Return after which lines a block ends that is not followed by what it belongs to: a heading stays."""
    blocks = [token for token in parsed(text) or [] if token.level == 0 and token.map and token.nesting >= 0]
    return [token.map[1] for token in blocks if token.map and token.type != "heading_open"]
