"""What the events app refuses, and why."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

Location = tuple[str | int, ...]  # of a value in a document: names of fields and indexes of lists
Problem = tuple[Location, str]


class ProgrammeError(Exception):
    """A refusal that a person can act on.

    ``code`` is for machines; ``message`` says what was found, what was expected and what to do;
    ``line`` counts from 1 in the source that was read, or is None where there is none. ``problems`` are the
    places of a document that are wrong, as far as they are known.
    """

    def __init__(
        self, code: str, message: str, *, line: int | None = None, problems: Sequence[Problem] = ()
    ) -> None:
        self.code = code
        self.message = message
        self.line = line
        self.problems = tuple(problems)
        super().__init__(message)

    def __str__(self) -> str:
        return self.message if self.line is None else f"line {self.line}: {self.message}"


def in_words(problem: ValidationError) -> str:
    """Say where a document is wrong and how, each place in a sentence."""
    said = []
    for error in problem.errors(include_url=False):
        where = ".".join(map(str, error["loc"]))
        said.append(f"{where}: " * bool(where) + error["msg"].removeprefix("Value error, "))
    return " ".join(said)
