"""What is to be mailed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyberconf.web.outbox import Outgoing


class Letter(Outgoing):
    """One mail to one address, whole, written in the transaction of what it tells of and sent soon after.

    ``event`` names what it tells to whom, such as "release:12:<uid>": the same is never written twice.
    Once it is sent, its text and its file are forgotten.
    """

    event = models.CharField(max_length=120, unique=True, editable=False)
    address = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    file_name = models.CharField(_("file"), max_length=100, blank=True)
    file = models.BinaryField(blank=True, default=bytes)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="mail_letter_due")]

    def __str__(self) -> str:
        return self.subject
