"""The outbox emptied: what is due becomes mails, one a recipient; what fails is tried again.

A row is taken by moving its due time ahead (``timetable.LEASE``) in a short transaction of its own, so that
several senders never take the same one, no transaction is open while a mail server is spoken to, and what a
killed sender had taken comes due again: a mail may come twice then, but is never lost.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_tasks import task

from comments import letters, subscriptions
from comments.models import Comment, Notification
from comments.subjects import of_comment
from comments.timetable import LEASE, next_try
from cyberconf.accounts.models import User
from cyberconf.accounts.policies import is_verified

BATCH = 100  # rows that a sender takes at once: some seconds of a mail server's time

State = Notification.State
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivered:
    """How many notifications were sent, dropped, or failed: of these some are given up, ``dead``."""

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


def deliver_due(*, at: datetime | None = None) -> Delivered:
    """Send all that is due at the instant ``at``: now, if not given. Never raises for a mail that fails."""
    done = Delivered()
    while taken := _take(at or timezone.now()):
        by_recipient: dict[int, list[Notification]] = {}
        for row in taken:
            by_recipient.setdefault(row.recipient_id, []).append(row)
        for rows in by_recipient.values():
            done += _deliver(rows[0].recipient, rows, at=at or timezone.now())
    return done


def revive(rows: QuerySet[Notification]) -> int:
    """Let those of the rows that were given up be due now, and return how many they were."""
    dead = rows.filter(state=State.DEAD)
    count = dead.update(
        state=State.WAITING, due_at=timezone.now(), attempts=0, first_tried_at=None, finished_at=None
    )
    if count:
        transaction.on_commit(rouse, robust=True)
    return count


@task()
def deliver() -> int:
    """Send what is due, in the background, and return how many notifications that were."""
    return deliver_due().total


def rouse() -> None:
    """Have what is due sent soon, after the answer that caused it."""
    deliver.enqueue()


def _take(at: datetime) -> list[Notification]:
    """Take the rows that have been due longest, so that no other sender takes them for a while."""
    with transaction.atomic():
        waiting = Notification.objects.filter(state=State.WAITING, due_at__lte=at).order_by("due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        keys = list(waiting.values_list("pk", flat=True)[:BATCH])
        Notification.objects.filter(pk__in=keys).update(
            due_at=at + LEASE, attempts=F("attempts") + 1, first_tried_at=Coalesce("first_tried_at", at)
        )
    rows = Notification.objects.filter(pk__in=keys).order_by("pk")
    return list(rows.select_related(*letters.RELATED))


def _deliver(recipient: User, rows: list[Notification], *, at: datetime) -> Delivered:
    """Send one mail with all that its recipient wants and may see now."""
    wanted = list(_wanted(recipient, rows))
    kept = {row.pk for row in wanted}
    _finish([row for row in rows if row.pk not in kept], State.DROPPED, at)
    dropped = len(rows) - len(wanted)
    if not wanted:
        return Delivered(dropped=dropped)
    try:
        _message(recipient, wanted).send()
    except (SMTPException, OSError, ValueError) as problem:  # ValueError: an address that no header can carry
        logger.warning("A mail could not be sent: %s", type(problem).__name__)
        return Delivered(dropped=dropped) + _put_off(wanted, problem, at)
    _finish(wanted, State.SENT, at)
    return Delivered(sent=len(wanted), dropped=dropped)


def _wanted(recipient: User, rows: list[Notification]) -> Iterable[Notification]:
    """Return what the recipient wants to be mailed, and may see at this moment."""
    if recipient.mail_preference == User.Mail.NEVER or not recipient.is_active or not is_verified(recipient):
        return []
    about = [row.comment_id for row in rows if row.comment_id and row.kind in letters.SHOWS_COMMENT]
    seen = set(Comment.objects.visible_to(recipient).filter(pk__in=about).values_list("pk", flat=True))
    return [row for row in rows if _may_be_told(row, seen)]


def _may_be_told(row: Notification, seen: set[str]) -> bool:
    if row.kind not in letters.SHOWS_COMMENT:
        return True
    return row.comment is not None and row.comment.pk in seen and of_comment(row.comment) is not None


def _message(recipient: User, rows: list[Notification]) -> EmailMessage:
    address = settings.SITE_URL + subscriptions.address(recipient, subscriptions.scope_of(rows))
    headers = {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        "Auto-Submitted": "auto-generated",  # RFC 3834: nobody's holiday note answers this
    }
    letter = letters.write(recipient, rows, stop=address)
    return EmailMessage(letter.subject, letter.text, to=[recipient.email], headers=headers)


def _put_off(rows: list[Notification], problem: Exception, at: datetime) -> Delivered:
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


def _finish(rows: list[Notification], state: Notification.State, at: datetime) -> None:
    keys = [row.pk for row in rows]
    Notification.objects.filter(pk__in=keys).update(state=state, finished_at=at, error="")
