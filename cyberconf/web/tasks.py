"""Work in the background, where no worker runs: in a thread of the process that was asked (django-tasks)."""

from __future__ import annotations

import atexit
import threading
from threading import Lock, Thread
from time import monotonic
from typing import Any

from django.db import connections
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult

NAME = "task"
PATIENCE = 10  # seconds that a process which ends, as that of a command does, gives to what it has begun

_turn = Lock()  # one task at a time, so that pages stay quick


class ThreadBackend(ImmediateBackend):
    """Begins a task at once, beside the request that asked for it.

    A task that was running still when its process ended is not begun again: what is to survive that is a row
    of ours, which says how far it came.
    """

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        Thread(target=self._run, args=[task_result], daemon=True, name=NAME).start()

    def _run(self, task_result: TaskResult[Any]) -> None:
        with _turn:
            try:
                super()._execute_task(task_result)
            finally:
                connections.close_all()


@atexit.register
def finish(patience: float = PATIENCE) -> None:
    """Wait for the tasks of this process, but no longer than ``patience`` seconds."""
    end = monotonic() + patience
    for thread in threading.enumerate():
        if thread.name == NAME:
            thread.join(max(0, end - monotonic()))
