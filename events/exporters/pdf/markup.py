"""Markdown as a tree of plain data, from which the template builds what is typeset.

No text of anybody's ever becomes code of the typesetter: a node says what it is under ``is``, its words are
strings, and strings are set as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from cyberconf.web.markdown import parsed
from events.directions import direction
from events.exporters.typesetting.scripts import breakable

Node = dict[str, Any]
Inline = str | Node

SPANS = {"em": "emphasis", "strong": "strong"}


def blocks(text: str | None) -> list[Node]:
    """Return a text of the staff as blocks, each with the direction in which it is read."""
    if text is None:
        return []
    tokens = parsed(text)
    if tokens is None:  # it nests too deep to be shown as meant
        return [_paragraph([breakable(text)], text)]
    return _blocks(SyntaxTreeNode(tokens).children)


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> list[Node]:
    return [BLOCKS[node.type](node) for node in nodes if node.type in BLOCKS]


def _paragraph(inlines: list[Inline], words: str) -> Node:
    return {"is": "paragraph", "inlines": inlines, "direction": direction(words)}


def _of_inlines(node: SyntaxTreeNode) -> Node:
    return _paragraph(_inlines(node), _words(node))


def _heading(node: SyntaxTreeNode) -> Node:
    return _of_inlines(node) | {"is": "heading"}


def _list(node: SyntaxTreeNode) -> Node:
    start = node.attrs.get("start", 1)
    items = [_blocks(item.children) for item in node.children]
    return {"is": "list", "numbered": node.type == "ordered_list", "start": int(start), "items": items}


def _quote(node: SyntaxTreeNode) -> Node:
    return {"is": "quote", "blocks": _blocks(node.children)}


def _code(node: SyntaxTreeNode) -> Node:
    return {"is": "code", "text": breakable(node.content.rstrip("\n"))}


def _rule(node: SyntaxTreeNode) -> Node:
    return {"is": "rule"}


def _table(node: SyntaxTreeNode) -> Node:
    rows = [row for part in node.children for row in part.children]
    return {"is": "table", "rows": [[_of_inlines(cell) for cell in row.children] for row in rows]}


BLOCKS: dict[str, Callable[[SyntaxTreeNode], Node]] = {
    "paragraph": _of_inlines,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
    "table": _table,
}


def _inlines(node: SyntaxTreeNode) -> list[Inline]:
    return [_inline(child) for outer in node.children for child in outer.children]


def _inline(node: SyntaxTreeNode) -> Inline:
    if node.type == "hardbreak":
        return {"is": "break"}
    if node.type == "softbreak":
        return " "
    if node.type == "code_inline":
        return {"is": "code", "text": breakable(node.content)}
    if node.type == "link":
        inlines = [_inline(child) for child in node.children]
        return {"is": "link", "address": str(node.attrs["href"]), "inlines": inlines}
    if node.type in SPANS:
        return {"is": SPANS[node.type], "inlines": [_inline(child) for child in node.children]}
    return breakable(node.content)


def _words(node: SyntaxTreeNode) -> str:
    return "".join(child.content for child in node.walk(include_self=False) if not child.children)
