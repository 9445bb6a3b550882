"""Descriptions in HTML, as some programs put them into calendars, to Markdown's plainest."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_BLOCKS = {
    "p",
    "div",
    "br",
    "ul",
    "ol",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
}
_SILENT = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def without_tags(text: str) -> str:
    """Return ``text`` with line breaks for blocks and bullets for items; as it is without tags."""
    if not _TAG.search(text):
        return text
    text = _TAG.sub(_said, _SILENT.sub("", text))
    lines = [" ".join(line.split()) for line in unescape(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _said(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name == "br":
        return "\n"
    if name == "li":
        return "" if tag[0].startswith("</") else "\n- "
    return "\n\n" if name in _BLOCKS else ""
