"""Links by which people change their own entry: made for a number of days, recognised, revoked.

The token in an address is the link's uid, signed with ``SECRET_KEY``, as of links to a draft
(``events.previewing``): nobody can make one up, and it can be mailed again. In the database it stands in
letters that wait to be sent, and in none that was (``events.outbox``).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from speakers.models import EditLink, Speaker

DAYS, MOST_DAYS = 30, 180  # until people answer a mail, and from the first letter to the event
SALT = "speakers.entry"  # what is signed for something else is no link


def make(speaker: Speaker, *, by: User | None, days: int = DAYS, at: datetime | None = None) -> EditLink:
    """Make a link to the speaker's entry that holds for ``days``, from 1 to ``MOST_DAYS``.

    Raises:
        ValidationError: by field, in words for the person who filled them in.
    """
    if not 1 <= days <= MOST_DAYS:
        message = _("%(days)d days were asked for. Expected from 1 to %(most)d.")
        raise ValidationError({"days": message % {"days": days, "most": MOST_DAYS}})
    at = at or timezone.now()
    link = EditLink(speaker=speaker, made_by=by, created_at=at, expires_at=at + timedelta(days=days))
    link.full_clean()
    link.save(force_insert=True)
    return link


def revoke(link: EditLink, *, at: datetime | None = None) -> bool:
    """End the link for good, and say whether it was not ended before."""
    rows = EditLink.objects.filter(pk=link.pk, revoked_at=None)
    return bool(rows.update(revoked_at=at or timezone.now()))


def address(link: EditLink) -> str:
    """Return the whole address of the link."""
    return settings.SITE_URL + reverse("speakers:own_entry", args=[token(link)])


def token(link: EditLink) -> str:
    """Return what stands for the link in an address."""
    return _signer().sign(link.uid.hex)


def recognise(token: str) -> EditLink | None:
    """Return the link with its speaker, whether it holds or not; None where it is none. At most one query."""
    try:
        uid = UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    return EditLink.objects.select_related("speaker").filter(uid=uid).first()


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
