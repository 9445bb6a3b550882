"""What staff tell everybody who has a page of the conference open."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.conference import Conference
from events.querysets import AnnouncementQuerySet


class Announcement(models.Model):
    """A message in plain text, shown from ``starts_at`` to ``ends_at``, or until it is taken away.

    Texts are never changed and rows never deleted; the end alone comes later (``announcing``).
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="announcements")
    text = models.CharField(_("message"), max_length=300)
    starts_at = models.DateTimeField(_("shown from"), default=timezone.now, editable=False)
    ends_at = models.DateTimeField(_("shown until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="events_announcement_ends_after_start",
                violation_error_message=_("The message must end after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
