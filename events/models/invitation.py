"""An invitation to a conference's team, by mail."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.conference import Conference, TeamMember
from events.querysets import InvitationQuerySet


class Invitation(models.Model):
    """Whom somebody invited, as what and when, and what became of it: rows stay as the record of that.

    ``email`` is in small letters, as accounts have theirs. The link that is mailed is signed (``inviting``).
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=TeamMember.Role)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("holds until"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        default_permissions = ()  # whoever edits the conference invites
        indexes = [models.Index(fields=["invited_by", "created_at"], name="events_invitation_by")]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()})"

    def is_open(self, at: datetime) -> bool:
        """Say whether it can be accepted at the instant ``at``."""
        return self.withdrawn_at is None and self.accepted_at is None and at < self.expires_at
