"""How long work tells how far it is, and is stopped: whoever does it knows neither terminal nor page."""

from __future__ import annotations

from typing import Protocol


class StoppedError(Exception):
    """Somebody asked for the work to stop. Whoever started it undoes what was begun."""


class Progress(Protocol):
    """What is told of work in steps; each step may count things."""

    def step(self, name: str, *, total: int | None = None) -> None:
        """Begin the next step, of so many things where they are known.

        Raises:
            StoppedError: the work is to stop here.
        """

    def advance(self, count: int = 1) -> None:
        """So many more things of the step are done."""


class Quiet:
    """Tells nobody."""

    def step(self, name: str, *, total: int | None = None) -> None:
        """Do nothing."""

    def advance(self, count: int = 1) -> None:
        """Do nothing."""
