"""Letters about a conference, sent: each is a mail of its own; what fails is tried again."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from email import encoders
from email.mime.base import MIMEBase

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from cyberconf.web import logs, mails, outbox
from cyberconf.web.outbox import Delivered
from events.models import Letter

logger = logging.getLogger(__name__)


def deliver_due(*, at: datetime | None = None) -> Delivered:
    """Send all that is due at the instant ``at``: now, if not given. Never raises for a mail that fails."""
    done = Delivered()
    while taken := list(_take(at or timezone.now())):
        for letter in taken:
            done += _deliver(letter, at=at or timezone.now())
    return done


def revive(letters: QuerySet[Letter]) -> int:
    """Let those of the letters that were given up be due now, and return how many they were."""
    count = outbox.revive(letters)
    if count:
        transaction.on_commit(rouse, robust=True)
    return count


def forget(address: str) -> None:
    """Keep no letter to somebody of the staff who leaves, and send none that waits."""
    Letter.objects.filter(kind__in=Letter.TO_STAFF, email__iexact=address).delete()


def post(letters: Iterable[Letter], *, once: bool = False) -> None:
    """Put letters into the outbox; they are sent when this is committed.

    With ``once``, those that were posted before, to the same speaker by the same press, are left out; else
    the database refuses them all.
    """
    Letter.objects.bulk_create(letters, ignore_conflicts=once, batch_size=500)
    transaction.on_commit(rouse, robust=True)


@task()
def deliver() -> int:
    """Send what is due, in the background, and return how many letters that were."""
    return deliver_due().total


def rouse() -> None:
    """Have what is due sent soon, after the answer that caused it."""
    deliver.enqueue()


def _take(at: datetime) -> QuerySet[Letter]:
    return outbox.take(Letter, at=at).select_related("conference", "sent_by")


def _deliver(letter: Letter, *, at: datetime) -> Delivered:
    try:
        _message(letter).send()
    except outbox.FAILURES as problem:
        logger.warning("A mail could not be sent: %s", type(problem).__name__)
        return outbox.put_off([letter], problem, at=at)
    outbox.finish([letter], Letter.State.SENT, at=at)
    Letter.objects.filter(pk=letter.pk).update(
        text=logs.blanked(letter.text)
    )  # who reads it is let in nowhere
    return Delivered(sent=1)


def _message(letter: Letter) -> EmailMultiAlternatives:
    """Return the mail; who answers it writes to whoever sent it."""
    message = mails.message(
        letter.subject,
        letter.text,
        to=[letter.email],
        language=letter.language or letter.conference.language,
        reply_to=[letter.sent_by.email] if letter.sent_by else [],
        headers=outbox.AUTOMATIC,
    )
    if letter.calendar:
        message.attach(_attached(letter.calendar, f"{letter.conference.slug}.ics"))
    return message


def _attached(calendar: str, name: str) -> MIMEBase:
    """Return the calendar as it is, byte by byte: its lines end as RFC 5545 says."""
    part = MIMEBase("text", "calendar", method="PUBLISH", charset="utf-8")
    part.set_payload(calendar.encode())
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part
