"""The outbox emptied: what is due becomes mails, one a recipient; what fails is tried again."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from comments import letters, marked, subscriptions
from comments.models import Comment, Notification
from comments.subjects import of_comment
from cyberconf.accounts.models import User
from cyberconf.accounts.policies import is_verified
from cyberconf.web import mails, outbox
from cyberconf.web.outbox import Delivered
from events.models import Conference

State = Notification.State
logger = logging.getLogger(__name__)


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
    count = outbox.revive(rows)
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
    """Take what has been due longest, with what letters are written of."""
    return list(outbox.take(Notification, at=at).select_related(*letters.RELATED))


def _deliver(recipient: User, rows: list[Notification], *, at: datetime) -> Delivered:
    """Send one mail with all that its recipient wants and may see now."""
    wanted = list(_wanted(recipient, rows))
    kept = {row.pk for row in wanted}
    outbox.finish([row for row in rows if row.pk not in kept], State.DROPPED, at=at)
    dropped = len(rows) - len(wanted)
    if not wanted:
        return Delivered(dropped=dropped)
    try:
        _message(recipient, wanted).send()
    except outbox.FAILURES as problem:
        logger.warning("A mail could not be sent: %s", type(problem).__name__)
        return Delivered(dropped=dropped) + outbox.put_off(wanted, problem, at=at)
    outbox.finish(wanted, State.SENT, at=at)
    return Delivered(sent=len(wanted), dropped=dropped)


def _wanted(recipient: User, rows: list[Notification]) -> Iterable[Notification]:
    """Return what the recipient wants to be mailed, and may see at this moment."""
    if recipient.mail_preference == User.Mail.NEVER or not recipient.is_active or not is_verified(recipient):
        return []
    about = [row.comment_id for row in rows if row.comment_id and row.kind in letters.SHOWS_COMMENT]
    seen = set(Comment.objects.visible_to(recipient).filter(pk__in=about).values_list("pk", flat=True))
    return [row for row in rows if _may_be_told(row, seen)]


def _may_be_told(row: Notification, seen: set[str]) -> bool:
    if row.release is not None:
        is_seen = row.release.conference.status != Conference.Status.DRAFT
        return is_seen and bool(marked.changes(row.recipient, row.release))
    if row.kind not in letters.SHOWS_COMMENT:
        return True
    return row.comment is not None and row.comment.pk in seen and of_comment(row.comment) is not None


def _message(recipient: User, rows: list[Notification]) -> EmailMultiAlternatives:
    address = settings.SITE_URL + subscriptions.address(recipient, subscriptions.scope_of(rows))
    headers = {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        **outbox.AUTOMATIC,
    }
    letter = letters.write(recipient, rows, stop=address)
    language = recipient.language or settings.LANGUAGE_CODE
    return mails.message(
        letter.subject, letter.text, to=[recipient.email], language=language, headers=headers
    )
