"""A sheet of speakers, kept from its upload until it is applied."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SpeakerSheet(models.Model):
    """What was uploaded, by whom. Its bytes go when it is applied: its people have their entries then."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("file"), max_length=200, blank=True)
    data = models.BinaryField()
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("sheet of speakers")
        verbose_name_plural = _("sheets of speakers")
        ordering = ["-pk"]
        default_permissions = ()  # whoever edits speakers imports them

    def __str__(self) -> str:
        return self.name
