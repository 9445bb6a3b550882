"""What somebody means to attend."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.session import Session


class Bookmark(models.Model):
    """Somebody has marked a session for their own agenda."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="bookmarks")
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        default_permissions = ()  # nobody's but one's own
        constraints = [
            models.UniqueConstraint(
                fields=["user", "session"],
                name="events_bookmark_once",
                violation_error_message=_("You have marked this session already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.session}"


class AgendaFeed(models.Model):
    """The private calendar of somebody's bookmarks; ``digest`` is the SHA-256 of its token."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agenda_feed"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("private calendar")
        verbose_name_plural = _("private calendars")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)
