"""How rows of an outbox are taken, put off and finished, whichever app's they are.

A row is taken by moving its due time ahead (``retrying.LEASE``) in a short transaction of its own, so that
several senders never take the same one, no transaction is open while a mail server is spoken to, and what a
killed sender had taken comes due again: a mail may come twice then, but is never lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from cyberconf.mail.models import Outgoing
from cyberconf.mail.retrying import LEASE, next_try

BATCH = 100  # rows that a sender takes at once: some seconds of a mail server's time
AUTOMATIC = {"Auto-Submitted": "auto-generated"}  # RFC 3834: nobody's holiday note answers this

State = Outgoing.State
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivered:
    """How many rows were sent, dropped, or failed: of these some are given up, ``dead``."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0
    dead: int = 0

    def __add__(self, other: Delivered) -> Delivered:
        return Delivered(
            self.sent + other.sent,
            self.dropped + other.dropped,
            self.failed + other.failed,
            self.dead + other.dead,
        )

    @property
    def total(self) -> int:
        """How many were looked at."""
        return self.sent + self.dropped + self.failed


def take(model: type[Outgoing], at: datetime) -> list[int]:
    """Take the rows that have been due longest, so that no other sender takes them for a while."""
    rows: Any = model._default_manager  # whose pk is a number, whichever model it is
    with transaction.atomic():
        waiting = rows.filter(state=State.WAITING, due_at__lte=at).order_by("due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        keys = list(waiting.values_list("pk", flat=True)[:BATCH])
        rows.filter(pk__in=keys).update(
            due_at=at + LEASE, attempts=F("attempts") + 1, first_tried_at=Coalesce("first_tried_at", at)
        )
    return keys


def send(message: EmailMessage, rows: Sequence[Outgoing], *, at: datetime) -> Delivered:
    """Send the mail that tells of these rows, and note what became of it. Never raises for one that fails."""
    try:
        message.send()
    except (SMTPException, OSError, ValueError) as problem:  # ValueError: an address that no header can carry
        logger.warning("A mail could not be sent: %s", type(problem).__name__)
        return _put_off(rows, problem, at)
    finish(rows, State.SENT, at)
    return Delivered(sent=len(rows))


def finish(rows: Sequence[Outgoing], state: str, at: datetime, **values: object) -> None:
    """Note that nothing more is to be done for these rows, which are of one model."""
    if rows:
        same: Any = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
        same.update(state=state, finished_at=at, error="", **values)


def revive(rows: QuerySet[Any], rouse: Callable[[], None]) -> int:
    """Let those of the rows that were given up be due now, and return how many they were."""
    count = rows.filter(state=State.DEAD).update(
        state=State.WAITING, due_at=timezone.now(), attempts=0, first_tried_at=None, finished_at=None
    )
    if count:
        transaction.on_commit(rouse, robust=True)
    return count


def _put_off(rows: Sequence[Outgoing], problem: Exception, at: datetime) -> Delivered:
    dead = 0
    for row in rows:
        row.error = f"{type(problem).__name__}: {problem}"[:500]
        again = next_try(row.attempts, row.first_tried_at or at, at=at)
        if again is None:
            row.state, row.finished_at = State.DEAD, at
            dead += 1
        else:
            row.due_at = again
        row.save(update_fields=["error", "state", "finished_at", "due_at"])
    return Delivered(failed=len(rows), dead=dead)
