"""What the events app refuses, and why."""

from __future__ import annotations


class ProgrammeError(Exception):
    """A refusal that a person can act on.

    ``code`` is for machines; ``message`` says what was found, what was expected and what to do;
    ``line`` counts from 1 in the source that was read, or is None where there is none.
    """

    def __init__(self, code: str, message: str, *, line: int | None = None) -> None:
        self.code = code
        self.message = message
        self.line = line
        super().__init__(message)

    def __str__(self) -> str:
        return self.message if self.line is None else f"line {self.line}: {self.message}"
