"""What the speakers app refuses, and why."""

from __future__ import annotations


class SpeakerError(Exception):
    """A refusal that a person can act on. ``code`` is for machines, ``message`` for readers."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)
