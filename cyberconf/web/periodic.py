"""What is looked at again and again where no other process does: mails that are due later, for instance.

An app adds its work when it is ready; the server begins, once a process. Any number of processes may do so:
each piece of work sees to it that nothing is done twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.db import connection, connections

PAUSE = 60.0  # seconds: as late as a mail may be beside the hour that it is due at
work: list[Callable[[], object]] = []
logger = logging.getLogger(__name__)


def begin(*, pause: float = PAUSE) -> Event:
    """Do the work of all apps every so many seconds, in a thread that ends with the process.

    It ends before, once the event that is returned is set.
    """
    is_over = Event()
    Thread(target=_go_on, args=[pause, is_over], daemon=True, name="periodic").start()
    return is_over


def do_all() -> None:
    """Do what is due of all apps' work, once. What fails is logged and keeps nothing else from being done."""
    for each in work:
        try:
            each()
        except Exception:  # the next time may be better, and nobody else does it
            logger.exception("Periodic work failed; it is tried again.")
            connection.close_if_unusable_or_obsolete()


def _go_on(pause: float, is_over: Event) -> None:
    while not is_over.wait(pause):
        do_all()
        connections.close_all()
