"""Links that let in whoever has them: what is stored of one, and the token that stands for it in an address.

A token is the row's uid, signed with ``SECRET_KEY`` and a salt a kind of link: it is in no database, nobody
can make one up, and staff can be shown the address again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SignedLink(models.Model):
    """Who made it, and from when until when it holds."""

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(gettext_lazy("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(gettext_lazy("holds until"))
    revoked_at = models.DateTimeField(gettext_lazy("revoked"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-pk"]
        default_permissions = ()  # whoever edits what it leads to makes and revokes them

    def is_live(self, at: datetime) -> bool:
        """Say whether it lets in at the instant ``at``."""
        return self.revoked_at is None and at < self.expires_at

    def revoke(self, at: datetime | None = None) -> bool:
        """End it for good, and say whether it was not ended before."""
        rows = type(self)._default_manager.filter(pk=self.pk, revoked_at=None)
        return bool(rows.update(revoked_at=at or timezone.now()))


def end_of(days: int, *, most: int, at: datetime) -> datetime:
    """Return when a link ends that is made at ``at`` for so many days, from 1 to ``most``.

    Raises:
        ValidationError: by field, in words for the person who filled it in.
    """
    if not 1 <= days <= most:
        message = _("%(days)d days were asked for. Expected from 1 to %(most)d.")
        raise ValidationError({"days": message % {"days": days, "most": most}})
    return at + timedelta(days=days)


def signed(uid: UUID, salt: str) -> str:
    """Return the token of a row; what is signed with another salt is none."""
    return _signer(salt).sign(uid.hex)


def uid_of(token: str, salt: str) -> UUID | None:
    """Return the uid of the row that a token stands for, or None where nobody signed it."""
    try:
        return UUID(_signer(salt).unsign(token))
    except (BadSignature, ValueError):
        return None


def _signer(salt: str) -> Signer:
    return Signer(salt=salt, sep=".")
