"""What every outbox has in common: rows that wait to be mailed, taken, finished, or put off.

A row is taken by moving its due time ahead (``retrying.LEASE``) in a short transaction of its own, so that
several senders never take the same one, no transaction is open while a mail server is spoken to, and what a
killed sender had taken comes due again: a mail may come twice then, but is never lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException
from typing import TypeVar

from django.db import connection, models, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyberconf.web.retrying import LEASE, next_try

BATCH = 100  # rows that a sender takes at once: some seconds of a mail server's time
FAILURES = (SMTPException, OSError, ValueError)  # ValueError: an address that no header can carry
# RFC 3834: nobody's holiday note answers this.
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


class Outgoing(models.Model):
    """A row that is mailed when it is due."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("not wanted or not to be seen any more")
        DEAD = "dead", _("could not be sent")

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    due_at = models.DateTimeField(_("due"), default=timezone.now, editable=False)
    first_tried_at = models.DateTimeField(_("first tried"), null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    error = models.TextField(_("last error"), blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Outgoing)
State = Outgoing.State


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


def take(model: type[Row], *, at: datetime) -> QuerySet[Row]:
    """Take the rows that have been due longest, so that no other sender takes them for a while."""
    with transaction.atomic():
        waiting = model._default_manager.filter(state=State.WAITING, due_at__lte=at).order_by("due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        keys = list(waiting.values_list("pk", flat=True)[:BATCH])
        model._default_manager.filter(pk__in=keys).update(
            due_at=at + LEASE, attempts=F("attempts") + 1, first_tried_at=Coalesce("first_tried_at", at)
        )
    return model._default_manager.filter(pk__in=keys).order_by("pk")


def finish(rows: Sequence[Row], state: str, *, at: datetime) -> None:
    """Note that the rows, all of one kind, are done with."""
    if rows:
        same = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
        same.update(state=state, finished_at=at, error="")


def put_off(rows: Sequence[Row], problem: Exception, *, at: datetime) -> Delivered:
    """Note that the rows could not be sent, and when they are tried again, if they are."""
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


def revive(rows: QuerySet[Row]) -> int:
    """Let those of the rows that were given up be due now, and return how many they were."""
    return rows.filter(state=State.DEAD).update(
        state=State.WAITING, due_at=timezone.now(), attempts=0, first_tried_at=None, finished_at=None
    )
