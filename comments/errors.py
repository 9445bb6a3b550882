"""How this app refuses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """Why something may not be done: ``code`` for machines, ``message`` for the person who tried."""

    code: str
    message: str


class CommentError(Exception):
    """Something that was asked of a discussion or a comment is refused."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.code = refusal.code
        self.message = refusal.message
