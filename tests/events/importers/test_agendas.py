"""Whole agendas of every kind that people send, each beside what a careful person reads from it.

``agendas/<name>.txt`` is the text; ``<name>.read`` says day, hours and title of each session, then its people
and questions. All are our own, in the forms of real ones; names are invented.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from events.importers import Hint, Imported, read
from events.importers.text.matching import fold
from events.importers.text.words import (
    AGENDA_HEADS,
    CHAIRED_BY,
    COLUMNS,
    FACTS,
    FORMATS,
    MODERATED_BY,
    MONTHS,
    QUESTION_HEADS,
    ROLES,
    ROOM_LABELS,
    WEEKDAYS,
)

AGENDAS = Path(__file__).parent / "agendas"
TABLES = [
    ROLES,
    MODERATED_BY,
    CHAIRED_BY,
    ROOM_LABELS,
    QUESTION_HEADS,
    COLUMNS,
    FACTS,
    FORMATS,
    AGENDA_HEADS,
    [*MONTHS, *WEEKDAYS],
]
SAID_BY_FIELDS = set(re.findall(r"\w+", fold(repr(TABLES))))
HINT = Hint(time_zone="Europe/Zurich", date=date(2027, 6, 14))


def told(found: Imported) -> str:
    """Return what was read, as the files beside the texts have it."""
    programme = found.programme
    names = {person.slug: person.full_name for person in programme.people}
    rooms = {room.slug: room.name for room in programme.rooms}
    lines = [f"{programme.title}" + (f" / {programme.theme}" if programme.theme else "")]
    for session in programme.sessions:
        end = f"{session.ends_at:%H:%M}" if session.ends_at else "?"
        number = f"Panel {session.number}: " if session.number else ""
        place = f" @ {rooms[session.room]}" if session.room else ""
        lines.append(f"{session.starts_at:%Y-%m-%d %H:%M}-{end} {number}{session.title}{place}")
        for credit in session.credits:
            place = f" ({credit.affiliation})" if credit.affiliation else ""
            lines.append(f"    {credit.role}: {names[credit.person]}{place}")
        lines += [f"    ? {question.text}" for question in session.questions]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", sorted(path.stem for path in AGENDAS.glob("*.txt")))
def test_an_agenda_is_read_as_a_careful_person_reads_it(name: str) -> None:
    text = (AGENDAS / f"{name}.txt").read_bytes()
    assert told(read(text, hint=HINT)) == (AGENDAS / f"{name}.read").read_text()


@pytest.mark.parametrize("name", sorted(path.stem for path in AGENDAS.glob("*.txt")))
def test_nothing_of_an_agenda_is_lost_in_silence(name: str) -> None:
    """Every word of a text is in the programme, or on a line that a warning names."""
    text = (AGENDAS / f"{name}.txt").read_text()
    found = read(text.encode(), hint=HINT)
    kept = told(found) + found.programme.model_dump_json()
    kept += "\n".join(f"{each.affiliation}{each.post}" for each in found.programme.people)  # "清华大学教授"
    warned = {notice.line for notice in found.warnings}
    lost = [
        (number, word)
        for number, line in enumerate(text.split("\n"), start=1)
        if number not in warned
        for word in re.findall(r"[^\W\d_]{9,}", line)
        if word not in kept and fold(word) not in SAID_BY_FIELDS
    ]
    assert lost == []


@pytest.mark.parametrize("name", sorted(path.stem for path in AGENDAS.glob("*.txt")))
def test_the_language_of_an_agenda_is_told(name: str) -> None:
    language, _dash, _form = name.partition("-")
    text = (AGENDAS / f"{name}.txt").read_bytes()
    found = read(text, hint=HINT)
    assert found.programme.language == {"zh": "zh-hans"}.get(language, language)
    assert ("conference.language" in found.silent_on) == (b"Language:" not in text)
