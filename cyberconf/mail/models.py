"""What is to be mailed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Outgoing(models.Model):
    """A row of an outbox, whichever app's: what became of it so far (``outbox``)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("not wanted or not to be seen any more")
        DEAD = "dead", _("could not be sent")

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    due_at = models.DateTimeField(_("due"), default=timezone.now, editable=False)
    first_tried_at = models.DateTimeField(_("first tried"), null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    error = models.TextField(_("last error"), blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


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
