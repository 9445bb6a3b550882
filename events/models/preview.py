"""A link by which somebody without an account looks at a draft."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.conference import Conference


class PreviewLink(models.Model):
    """Who it was made for, and until when it leads to the draft. Its address is signed (``previewing``)."""

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="preview_links")
    name = models.CharField(_("for whom"), max_length=100)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("holds until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]
        default_permissions = ()  # whoever edits the conference makes and revokes them

    def __str__(self) -> str:
        return self.name

    def is_live(self, at: datetime) -> bool:
        """Say whether it leads to the draft at the instant ``at``."""
        return self.revoked_at is None and at < self.expires_at
