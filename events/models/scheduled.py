"""A release that is to be made at a set time."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.conference import Conference
from events.models.release import Release


class ScheduledRelease(models.Model):
    """What is to be published when, how, and what became of it (``planning``).

    ``seen`` is the content hash of the draft that whoever planned it looked at; with ``only_as_seen`` no
    other is published. ``message`` says what came of it, in words.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("failed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="scheduled_releases")
    at = models.DateTimeField(_("at"))
    note = models.TextField(_("note"), blank=True, max_length=2000)
    makes_public = models.BooleanField(_("make the conference public"), default=False)
    mails = models.BooleanField(_("tell the speakers"), default=False)
    only_as_seen = models.BooleanField(_("only the draft that was seen"), default=False)
    seen = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("planned by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("planned"), default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PLANNED)
    message = models.TextField(_("what came of it"), blank=True, editable=False)
    release = models.ForeignKey(
        Release, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("planned release")
        verbose_name_plural = _("planned releases")
        ordering = ["at", "pk"]
        default_permissions = ()  # whoever publishes the conference plans and withdraws them
        indexes = [models.Index(fields=["state", "at"], name="events_scheduled_due")]

    def __str__(self) -> str:
        return f"{self.conference} {self.at:%Y-%m-%d %H:%M}Z"

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come."""
        return self.state == self.State.PLANNED

    def is_overdue(self, at: datetime) -> bool:
        """Say whether its time has come and nothing has looked after it by the instant ``at``."""
        return self.is_planned and self.at <= at
