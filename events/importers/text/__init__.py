"""Plain text, as people write programmes.

``lines`` cleans, ``outline`` takes apart, the modules named for what they read (``times``, ``dates``,
``zones``, ``titles``, ``people``, ``questions``, ``facts`` …) read the parts, ``assembling`` puts them
together. The words of the languages stand in ``words`` and ``places``. Texts in our own form go another way:
``form`` is shared with their writer, ``formed`` takes apart, ``forming`` puts together.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.decoding import decode
from events.importers.identity import all_made_up
from events.importers.results import Hint, Imported
from events.importers.text import form, forming
from events.importers.text.assembling import programme_of
from events.importers.text.lines import Line, lines_of
from events.importers.text.outline import outline_of
from events.importers.unsaid import unsaid

# What a text as people write it has no way to say; our own form says it all.
SILENT_ON = frozenset(
    {
        "conference.summary",
        "conference.stream_url",
        "conference.materials",
        "conference.tracks",
        "room.order",
        "room.capacity",
        "room.stream_url",
        "session.ends_at",
        "session.summary",
        "session.track",
        "session.language",
        "session.status",
        "session.stream_url",
        "session.recording_url",
        "session.materials",
        "question.outcome",
        "person.honorific",
        "person.country",
        "person.biography",
        "person.photo",
        "person.links",
    }
)
# What it does say, so that its absence says that there is none.
SAID = {
    *("session.number", "session.description", "session.room", "session.questions", "session.credits"),
    "credit.role",
}
TRACKS = {"conference.tracks", "session.track"}  # said by headings above several sessions
MAX_LINE = 20_000  # characters; a paragraph of a programme has a tenth of it
MAX_CELLS = 200  # of one row; a grid of the widest congress has some 40 rooms
MAX_ALL_LINES = 200_000  # blank ones and both characters of a line's end too
MAX_LINES = 20_000  # that are not blank; 900 sessions with backgrounds and people have 15,000


def looks_like(data: bytes) -> bool:
    """Say yes: whatever is nothing else is read as text, or refused as none."""
    return True


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from a text.

    Raises:
        ProgrammeError: with the line, what was found and what was expected.
    """
    text = decode(data)
    if text.count("\n") + text.count("\r") > MAX_ALL_LINES:
        message = _("Found more than %(limit)d lines. Expected one conference's programme.")
        raise ProgrammeError("too_large", message % {"limit": MAX_ALL_LINES})
    if form.is_signed(text):
        return forming.read(text, hint=hint)
    return read_lines(lines_of(text), hint=hint)


def read_lines(lines: list[Line], *, hint: Hint) -> Imported:
    """Read a programme from lines, whose numbers warnings and refusals name.

    What knows headings, lists and tables writes them as Markdown does: ``##``, ``-``, cells between tabs.

    Raises:
        ProgrammeError: with the line, what was found and what was expected.
    """
    if len(lines) > MAX_LINES and sum(bool(line.raw.strip()) for line in lines) > MAX_LINES:
        message = _("Found more than %(limit)d lines. Expected one conference's programme.")
        raise ProgrammeError("too_large", message % {"limit": MAX_LINES})
    for line in lines:
        if len(line.raw) > MAX_LINE:
            message = _("Found a line of %(length)d characters. Expected at most %(limit)d.")
            raise ProgrammeError(
                "long_line", message % {"length": len(line.raw), "limit": MAX_LINE}, line=line.number
            )
        if line.raw.count("\t") > MAX_CELLS:
            message = _("Found more than %(limit)d cells in a row. Expected an agenda.")
            raise ProgrammeError("too_many_columns", message % {"limit": MAX_CELLS}, line=line.number)
    imported = programme_of(outline_of(lines), hint=hint)
    said = TRACKS if imported.programme.tracks else set()
    silent = (SILENT_ON - said) | unsaid(imported.programme, but=SAID) | imported.silent_on
    return replace(imported, silent_on=silent, made_up=all_made_up(imported.programme))
