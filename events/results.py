"""What came of a conference that is over: recordings, materials, outcomes of guiding questions. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from events.layout import Entry
from events.programme import Question


@dataclass(frozen=True)
class Result:
    """What a session left: its recording and materials, and the questions that have an outcome."""

    entry: Entry
    outcomes: tuple[Question, ...]


def of(entry: Entry) -> Result | None:
    """Return what a session left, or None where nothing was put up yet."""
    session = entry.session
    outcomes = tuple(question for question in session.questions if question.outcome)
    is_there = outcomes or session.recording_url or session.materials
    return Result(entry, outcomes) if is_there else None


def of_all(entries: Iterable[Entry]) -> tuple[Result, ...]:
    """Return what each of the sessions left that left something, in their order."""
    return tuple(result for result in map(of, entries) if result)
