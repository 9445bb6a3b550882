"""What was understood of a source, beside it: its lines with what is said of each, its sessions by day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from cyberconf.web.lists import together
from events.admin.source_forms import text_of
from events.errors import ProgrammeError
from events.importers import Imported, Notice
from events.models import Source
from events.programme import Programme, Session

MOST_LINES = 3_000  # of a source, that a page shows

Row = tuple[Session, str, str]  # with the name of its room and those of its people


@dataclass(frozen=True)
class SourceLine:
    """A line of a source, and what is to be said of it."""

    number: int
    text: str
    notices: list[Notice] = field(default_factory=list)


def days_of(programme: Programme) -> list[tuple[date, list[Row]]]:
    """Return the sessions by day."""
    people = {person.slug: person.full_name for person in programme.people}
    rooms = {room.slug: room.name for room in programme.rooms}
    days = groupby(programme.sessions, key=lambda session: session.starts_at.date())

    def row(session: Session) -> Row:
        names = (people[credit.person] for credit in session.credits)
        return session, rooms.get(session.room or "", ""), together(names)

    return [(day, [row(each) for each in sessions]) for day, sessions in days]


def lines_of(
    source: Source, imported: Imported | None = None, refusal: ProgrammeError | None = None
) -> tuple[list[SourceLine], list[Notice]]:
    """Return the source's lines with what is said of each, and what is said of none of them."""
    notices = list(imported.warnings) if imported else []
    if refusal is not None:
        notices.append(Notice(refusal.line, "", refusal.message))
    by_line: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_line[notice.line or 0].append(notice)
    text = text_of(source)
    rows = text.split("\n")[:MOST_LINES] if text else []
    shown = [SourceLine(number, row, by_line.get(number, [])) for number, row in enumerate(rows, 1)]
    return shown, [notice for notice in notices if not 0 < (notice.line or 0) <= len(shown)]
