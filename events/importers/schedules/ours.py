"""What our own exporters put into the texts of an event, taken out again.

A schedule has no place for a question, a role or a status; they stand as words at the end and the beginning
of the description (``events.exporters.frab``), where readers of other programs find them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from events.exporters.wording import NONE
from events.importers.ical.describing import status_of_note, take_credits, take_questions
from events.importers.text.people import Named
from events.programme import Role, SessionStatus

__all__ = ["NONE", "Told", "heading", "slug_in", "told"]


@dataclass
class Told:
    """What the texts of an event say. Texts are Markdown."""

    summary: str | None = None
    description: str | None = None
    questions: list[str] = field(default_factory=list)
    credits: list[tuple[Role, Named]] = field(default_factory=list)
    status: SessionStatus | None = None


def told(abstract: str, description: str) -> Told:
    """Read the texts of an event that we wrote."""
    blocks = description.split("\n\n") if description else []
    found = Told(summary=abstract or None)
    if blocks and (asked := take_questions(blocks[-1])):
        found.questions = asked
        blocks.pop()
    if blocks and (credits := take_credits(blocks[-1])):
        found.credits = credits
        blocks.pop()
    if blocks and (status := status_of_note(blocks[0])):
        found.status = status
        blocks.pop(0)
    found.description = "\n\n".join(blocks) or None
    return found


def heading(title: str, label: str) -> tuple[str, str | None]:
    """Split "Panel 1 – Threats", of an event whose kind is called ``label``, into title and number."""
    found = re.fullmatch(rf"{re.escape(label)} (.{{1,10}}?) – (.+)", title) if label else None
    return (found[2], found[1]) if found else (title, None)


def slug_in(url: str) -> str:
    """Return the last part of an address of ours."""
    return unquote(url).rstrip("/").rpartition("/")[2]
