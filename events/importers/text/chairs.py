"""Chairs below a break: they preside over the talks after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.importers.text.blocks import IDLE, Block, is_chair
from events.importers.text.kinds import kind_of
from events.importers.text.labels import Label, label_of
from events.importers.text.lines import Line

if TYPE_CHECKING:
    from events.importers.text.outline import Draft


def share_chairs(drafts: list[Draft]) -> None:
    """Let whoever chairs a break chair the talks after it; then a chair under the opening does so too."""
    under = [draft for draft in drafts if kind_of(draft.words) in IDLE and _chairs_of(draft)]
    if not under:
        return
    block: Block | None = None
    day = None
    for draft in drafts:
        kind = kind_of(draft.words)
        if draft.day is not day or kind in IDLE:
            block, day = None, draft.day
        if block and draft.block is None and kind not in IDLE | {"closing", "discussion"}:
            draft.block = block
        if (kind in IDLE or kind == "opening") and (chairs := _chairs_of(draft)):
            draft.body = [line for line in draft.body if line not in [chair for chair, _label in chairs]]
            block = Block(None, chairs)


def _chairs_of(draft: Draft) -> list[tuple[Line, Label]]:
    """Return the lines that name who presides, where nothing else stands below ``draft``."""
    filled = [(line, label_of(line.plain)) for line in draft.body if not line.is_blank]
    if not all(is_chair(label) for _line, label in filled):
        return []
    return [(line, label) for line, label in filled if label]
