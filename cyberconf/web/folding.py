"""Where a long text of the staff can be cut: what is read at once, and the rest."""

from __future__ import annotations

import re
from itertools import islice

from cyberconf.web.markdown import parsed, plain

AT_ONCE = 700  # characters: some ten lines of a phone
WORTH_FOLDING = 400  # characters that are left; a button for less would be in the way
TRIES = 8  # sentences after which a paragraph that is one link or all bold is left whole
_SENTENCE = re.compile(r"[.!?…؟۔।][\"”’»)]*\s+|[。！？][”」』）]*")  # its end
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:", re.M)  # of a link, which may be used anywhere


def fold(text: str) -> tuple[str, str]:
    """Return what comes first of a Markdown text and the rest, or all of it and "" where it is short.

    It is cut between two blocks, or in a long paragraph between two sentences.
    """
    if len(text) < AT_ONCE + WORTH_FOLDING or _DEFINITION.search(text):
        return text, ""
    lines = text.splitlines(keepends=True)
    begins = 0
    for end, is_paragraph in _ends(text):
        first, block, rest = ("".join(lines[a:b]) for a, b in ((0, begins), (begins, end), (end, None)))
        if is_paragraph and len(first + block) >= AT_ONCE + WORTH_FOLDING:
            block, cut_off = _sentences(block, AT_ONCE - len(first))
            rest = cut_off + rest
        if len(first + block) >= AT_ONCE:
            return (first + block, rest) if len(rest.strip()) >= WORTH_FOLDING else (text, "")
        begins = end
    return text, ""


def _sentences(block: str, least: int) -> tuple[str, str]:
    """Cut a long paragraph after a sentence, where neither part then reads otherwise than before."""
    whole = "".join(plain(block).split())
    for found in islice(_SENTENCE.finditer(block, max(least, 0)), TRIES):
        first, rest = block[: found.end()], block[found.end() :]
        if "".join((plain(first) + plain(rest)).split()) == whole:
            return first, rest
    return block, ""


def _ends(text: str) -> list[tuple[int, bool]]:
    """Return after which lines a block ends, and whether it is a paragraph.

    What follows a heading belongs to it: that is no end.
    """
    blocks = [token for token in parsed(text) or [] if token.level == 0 and token.map and token.nesting >= 0]
    known = [(token.map[1], token.type) for token in blocks if token.map]
    return [(end, kind == "paragraph_open") for end, kind in known if kind != "heading_open"]
