"""Files that were made of releases, kept so that the second visitor and a crawler cost next to nothing.

Releases never change, so nothing that is kept ever becomes wrong; what has not been asked for lately goes.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock
from time import monotonic, sleep

logger = logging.getLogger(__name__)

PATIENCE = 20.0  # seconds that somebody waits for a file that another is making
MOST_WAITING = 2  # requests of a process that may wait or make: half of its threads, the rest serves pages
PAUSE = 0.1  # seconds between two looks


class BusyError(Exception):
    """Files are being made already, and this one has to wait for a later request."""


class Memory:
    """Files held by this process, up to so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._files: OrderedDict[Hashable, bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Return the file of that name, made now if it is not here."""
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
                return self._files[key]
        made = make()
        with self._lock:
            self._keep(key, made)
        return made

    def _keep(self, key: Hashable, made: bytes) -> None:
        self._size += len(made) - len(self._files.pop(key, b""))
        self._files[key] = made
        while self._size > self._most:
            self._size -= len(self._files.popitem(last=False)[1])


class Disk:
    """Files of a folder of this machine, up to so many, each made once for all processes."""

    def __init__(self, folder: Callable[[], Path], most: int) -> None:
        self._folder = folder
        self._most = most
        self._places = BoundedSemaphore(MOST_WAITING)

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return the file of that name, made now if it is not here. One is made at a time.

        Raises:
            BusyError: too many wait already, or it took too long.
        """
        path = self._folder() / name
        with suppress(FileNotFoundError):
            return _taken(path)
        with self._place(), _turn(path.parent):
            with suppress(FileNotFoundError):  # made by another meanwhile
                return _taken(path)
            made = make()
            try:
                self._keep(path, made)
            except OSError as problem:  # a full disk keeps nobody from having the file
                logger.warning("%s could not be kept: %s", path, problem)
            return made

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            yield
        finally:
            self._places.release()

    def _keep(self, path: Path, made: bytes) -> None:
        draft = path.with_name(".draft")  # of the one who has the turn
        draft.write_bytes(made)
        draft.replace(path)
        kept = sorted(path.parent.glob("[!.]*"), key=lambda each: each.stat().st_mtime, reverse=True)
        for old in kept[self._most :]:
            old.unlink(missing_ok=True)


def _taken(path: Path) -> bytes:
    """Read a file and note that it was asked for."""
    found = path.read_bytes()
    with suppress(OSError):
        os.utime(path)
    return found


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until no other process of this machine makes a file; the system ends the turn of one that dies.

    Raises:
        BusyError: it took too long.
    """
    folder.mkdir(parents=True, exist_ok=True)
    until = monotonic() + PATIENCE
    with (folder / ".turn").open("w") as turn:
        while True:
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if monotonic() > until:
                    raise BusyError from None
                sleep(PAUSE)
        yield
