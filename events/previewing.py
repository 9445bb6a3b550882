"""Links to the draft: made for a number of days, recognised, revoked.

The token in an address is the link's uid, signed with ``SECRET_KEY``: it is in no database, nobody can make
one up, and staff can be shown the address again.
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
from events import publishing
from events.models import Conference, PreviewLink
from events.publishing import Published

MOST_DAYS = 90  # a link to what is not published is not to outlive its reason
SALT = "events.preview"  # what is signed for something else is no link
NO_RELEASE = 0  # as which a draft is shown


def make(
    conference: Conference, *, by: User | None, name: str, days: int, at: datetime | None = None
) -> PreviewLink:
    """Make a link to the conference's draft that holds for ``days``, from 1 to ``MOST_DAYS``.

    Raises:
        ValidationError: by field, in words for the person who filled them in.
    """
    if not 1 <= days <= MOST_DAYS:
        message = _("%(days)d days were asked for. Expected from 1 to %(most)d.")
        raise ValidationError({"days": message % {"days": days, "most": MOST_DAYS}})
    at = at or timezone.now()
    link = PreviewLink(
        conference=conference,
        made_by=by,
        name=name.strip(),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    link.full_clean()
    link.save(force_insert=True)
    return link


def revoke(link: PreviewLink, *, at: datetime | None = None) -> bool:
    """End the link for good, and say whether it was not ended before."""
    rows = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    return bool(rows.update(revoked_at=at or timezone.now()))


def address(link: PreviewLink) -> str:
    """Return the whole address of the link."""
    return settings.SITE_URL + reverse("events:preview", args=[token(link)])


def token(link: PreviewLink) -> str:
    """Return what stands for the link in an address."""
    return _signer().sign(link.uid.hex)


def recognise(token: str, *, at: datetime | None = None) -> PreviewLink | None:
    """Return the link with its conference, or None where it does not hold. One query, or none."""
    try:
        uid = UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    link = PreviewLink.objects.select_related("conference").filter(uid=uid).first()
    return link if link and link.is_live(at or timezone.now()) else None


def draft_of(conference: Conference) -> Published:
    """Return the draft as pages read a release, in eight queries at any size.

    Raises:
        ProgrammeError: see ``publishing.build``.
    """
    programme = publishing.build(conference)
    return Published(programme, conference, NO_RELEASE, NO_RELEASE, programme.content_hash, timezone.now())


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
