"""Work in the background, where no worker runs: in a thread of the process that was asked (django-tasks)."""

from __future__ import annotations

from threading import Lock, Thread
from typing import Any

from django.db import connections
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult

_turn = Lock()  # one task at a time, so that pages stay quick


class ThreadBackend(ImmediateBackend):
    """Begins a task at once, beside the request that asked for it.

    A task that was running when its process ended is not begun again: what is to survive that is a row of
    ours, which says how far it came.
    """

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        Thread(target=self._run, args=[task_result], daemon=True, name="task").start()

    def _run(self, task_result: TaskResult[Any]) -> None:
        with _turn:
            try:
                super()._execute_task(task_result)
            finally:
                connections.close_all()
