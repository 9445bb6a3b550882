"""Links by which people change their own entry: made for a number of days, recognised, revoked.

The token in an address (``cyberconf.web.links``) stands in letters that wait to be sent, and in none that
was (``events.outbox``).
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cyberconf.accounts.models import User
from cyberconf.web.links import end_of, signed, uid_of
from speakers.models import EditLink, Speaker

DAYS, MOST_DAYS = 30, 180  # until people answer a mail, and from the first letter to the event
SALT = "speakers.entry"


def make(speaker: Speaker, *, by: User | None, days: int = DAYS, at: datetime | None = None) -> EditLink:
    """Make a link to the speaker's entry that holds for ``days``, from 1 to ``MOST_DAYS``.

    Raises:
        ValidationError: by field, in words for the person who filled them in.
    """
    at = at or timezone.now()
    expires_at = end_of(days, most=MOST_DAYS, at=at)
    link = EditLink(speaker=speaker, made_by=by, created_at=at, expires_at=expires_at)
    link.full_clean()
    link.save(force_insert=True)
    return link


def address(link: EditLink) -> str:
    """Return the whole address of the link."""
    return settings.SITE_URL + reverse("speakers:own_entry", args=[token(link)])


def token(link: EditLink) -> str:
    """Return what stands for the link in an address."""
    return signed(link.uid, SALT)


def recognise(token: str) -> EditLink | None:
    """Return the link with its speaker, whether it holds or not; None where it is none. At most one query."""
    uid = uid_of(token, SALT)
    return EditLink.objects.select_related("speaker").filter(uid=uid).first() if uid else None
