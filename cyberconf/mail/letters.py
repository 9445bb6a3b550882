"""Letters: posted in the transaction of what they tell of, and sent once that is done.

For mails to anybody with an address: to staff, for instance. Speakers' letters belong to a conference and
are kept (``events.outbox``); what people are told of discussions is put together (``comments.outbox``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from cyberconf.mail.models import Letter
from cyberconf.mail.wording import one_line
from cyberconf.web import outbox
from cyberconf.web.outbox import AUTOMATIC, Delivered

logger = logging.getLogger(__name__)
CALENDAR = "text/calendar"
OTHER = "application/octet-stream"


def write(event: str, *, to: str, subject: str, text: str, calendar: bytes = b"", name: str = "") -> Letter:
    """Return a letter that is not posted yet; ``calendar`` goes with it as the file ``name``.ics.

    ``event`` names what it tells to whom: the same is posted once.
    """
    file_name = f"{name or 'calendar'}.ics" if calendar else ""
    return Letter(
        event=event,
        address=to,
        subject=one_line(subject),
        text=text,
        file_name=file_name,
        file=calendar,
    )


def post(letters: Iterable[Letter]) -> None:
    """Put letters into the outbox; of an event that was told already, none. Sent when this is committed."""
    rows = list(letters)
    if rows:
        Letter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        transaction.on_commit(rouse, robust=True)


def deliver_due(*, at: datetime | None = None) -> Delivered:
    """Send all that is due at the instant ``at``: now, if not given. Never raises for a mail that fails."""
    done = Delivered()
    while taken := list(outbox.take(Letter, at=at or timezone.now())):
        for letter in taken:
            done += _deliver(letter, at or timezone.now())
    return done


def forget(address: str) -> None:
    """Keep no letter to the address, whose owner leaves, and send none that waits."""
    Letter.objects.filter(address__iexact=address).delete()


def revive(rows: QuerySet[Letter]) -> int:
    """Let those of the letters that were given up be due now, and return how many they were."""
    count = outbox.revive(rows)
    if count:
        transaction.on_commit(rouse, robust=True)
    return count


@task()
def deliver() -> int:
    """Send what is due, in the background, and return how many letters that were."""
    return deliver_due().total


def rouse() -> None:
    """Have what is due sent soon, after the answer that caused it."""
    deliver.enqueue()


def _deliver(letter: Letter, at: datetime) -> Delivered:
    message = EmailMessage(letter.subject, letter.text, to=[letter.address], headers=AUTOMATIC)
    if letter.file_name:
        kind = CALENDAR if letter.file_name.endswith(".ics") else OTHER
        message.attach(letter.file_name, bytes(letter.file), kind)
    try:
        message.send()
    except outbox.FAILURES as problem:
        logger.warning("A mail could not be sent: %s", type(problem).__name__)
        return outbox.put_off([letter], problem, at=at)
    outbox.finish([letter], Letter.State.SENT, at=at)
    Letter.objects.filter(pk=letter.pk).update(text="", file=b"")
    return Delivered(sent=1)
