"""What an event's description says: background, people, guiding questions, a recording.

Ours has its parts in a known order (``events.exporters.wording``): the note of a status, background,
recording, a line a person, questions, the address of the page. Others are read as the body of a session in
a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from cyberconf.web.markdown import plain
from events.exporters.wording import QUESTIONS_HEAD, STATUS_NOTES
from events.importers.ical.content import Component, clean
from events.importers.ical.html import without_tags
from events.importers.results import Notice
from events.importers.sheets.words import ROLES, in_any_language
from events.importers.text import people
from events.importers.text.bodies import body_of
from events.importers.text.labels import label_of
from events.importers.text.lines import Line, lines_of
from events.importers.text.people import Named
from events.programme import Role, SessionKind, SessionStatus

RECORDING = re.compile(r"[^\n:：]{2,40}(?:: |：)(https?://\S+)")  # a colon as Chinese has it
_NUMBERED = re.compile(r"(\d{1,2})\. (.*)")


@dataclass
class Description:
    """The parts of a description. ``text`` is Markdown."""

    text: str | None = None
    questions: list[str] = field(default_factory=list)
    credits: list[tuple[Role, Named]] = field(default_factory=list)
    recording: str | None = None
    notices: list[Notice] = field(default_factory=list)


def described(text: str, *, line: int, kind: SessionKind, address: str | None) -> Description:
    """Read a description of any program; ``address`` is that of the event, which may stand at its end."""
    text = without_tags(text).strip()
    if address:
        text = text.removesuffix(address).rstrip()
    body = body_of([Line(line, each.raw) for each in lines_of(text)], kind=kind)
    paragraphs = "\n\n".join(body.paragraphs) or None
    asked = [question for _line, question in body.questions]
    return Description(paragraphs, asked, body.credits, notices=body.notices)


def ours(text: str, *, address: str | None, summary: str | None) -> Description:
    """Read a description of our own, which has ``summary`` and the ``address`` of the event's page in it."""
    found = Description()
    blocks = text.split("\n\n")
    if blocks and blocks[-1] == address:
        blocks.pop()
    if blocks and (questions := take_questions(blocks[-1])):
        found.questions = questions
        blocks.pop()
    if blocks and (credits := take_credits(blocks[-1])):
        found.credits = credits
        blocks.pop()
    if blocks and (recording := RECORDING.fullmatch(blocks[-1])):
        found.recording = recording[1]
        blocks.pop()
    if blocks and status_of_note(blocks[0]):
        blocks.pop(0)
    if blocks and summary and blocks[0] == plain(summary):
        blocks.pop(0)
    found.text = "\n\n".join(blocks).strip() or None
    return found


def take_questions(block: str) -> list[str]:
    """Read a heading and numbered lines below it; a line without the next number goes on with the last."""
    head, *lines = block.split("\n")
    if not _heads_questions(head):
        return []
    asked: list[str] = []
    for line in lines:
        item = _NUMBERED.fullmatch(line)
        if item and int(item[1]) == len(asked) + 1:
            asked.append(item[2])
        elif asked:
            asked[-1] += "\n" + line
        else:
            return []
    return asked


def take_credits(block: str) -> list[tuple[Role, Named]]:
    """Read lines such as "Moderator: Dr Ada Byron, Institute for Ports"; nothing where one is none."""
    credits: list[tuple[Role, Named]] = []
    for line in block.split("\n"):
        head, colon, rest = line.partition(": ")
        role = ROLES.key_of(head) if colon else None
        if role is None or not rest:
            return []
        name, _comma, affiliation = rest.partition(", ")
        honorific, bare = people.split_honorific(name)
        credits.append((cast(Role, role), Named(bare or name, honorific, None, affiliation or None)))
    return credits


def status_of_note(block: str) -> SessionStatus | None:
    """Return the status that a note of ours tells of, in any language of the site."""
    found = (status for note, status in in_any_language(STATUS_NOTES) if note == block)
    return cast("SessionStatus | None", next(found, None))


def language(event: Component, *, is_ours: bool) -> str | None:
    """Return the language in which it is held; other programs say no more than that of its title."""
    if is_ours:
        return clean(event.text("X-CYBERCONF-LANGUAGE"))
    summary = event.get("SUMMARY")
    return summary.parameters.get("LANGUAGE") if summary else None


def _heads_questions(head: str) -> bool:
    label = label_of(head)
    if label is not None and label.what == "questions" and not label.rest:
        return True
    return any(head == ours for ours, _key in in_any_language({"questions": QUESTIONS_HEAD}))
