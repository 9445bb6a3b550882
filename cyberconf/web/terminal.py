"""Progress on a terminal: a bar on standard error, and nothing at all where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from tqdm import tqdm

from cyberconf.web.progress import Progress, Quiet


class Bar:
    """One bar at a time, named after the step."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None

    def step(self, name: str, *, total: int | None = None) -> None:
        """Begin a bar of its own; without a total nothing fills, and the step's name stands with how many."""
        self.close()
        plain = None if total else "{desc} …"
        self._bar = tqdm(
            desc=name, total=total, bar_format=plain, file=sys.stderr, leave=False, dynamic_ncols=True
        )

    def advance(self, count: int = 1) -> None:
        """Fill it by so much."""
        if self._bar is not None:
            if self._bar.total is None:
                self._bar.bar_format = "{desc} … {n}"
            self._bar.update(count)

    def close(self) -> None:
        """Take it away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


@contextmanager
def shown(*, is_wanted: bool = True) -> Iterator[Progress]:
    """Yield what shows progress on this terminal, or tells nobody where there is none."""
    if not is_wanted or not sys.stderr.isatty():
        yield Quiet()
        return
    bar = Bar()
    try:
        yield bar
    finally:
        bar.close()
