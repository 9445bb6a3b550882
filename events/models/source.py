"""What was imported, or is about to be: the source, what was said beside it, and what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cyberconf.web.validators import validate_time_zone
from events.models.conference import Conference
from events.querysets import SourceQuerySet

LOST = timedelta(minutes=2)  # that a step may take; what has said nothing for so long was killed


class Source(models.Model):
    """A programme as somebody pasted or uploaded it. ``conference`` is None until it makes a new one.

    ``seen`` is the content hash of the draft that its reader compared it with, ``left_out`` the ids of what
    they did not tick of it (``picking``). ``beat_at`` is when the background last said that it is at work.
    """

    class State(models.TextChoices):
        READ = "read", _("read, not applied")
        WAITING = "waiting", _("waits for its turn")
        RUNNING = "running", _("is being imported")
        DONE = "done", _("imported")
        REFUSED = "refused", _("refused")
        STOPPED = "stopped", _("stopped")
        LOST = "lost", _("interrupted")  # is told of what runs and says nothing; no row need hold it

    conference = models.ForeignKey(
        Conference,
        verbose_name=_("conference"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="sources",
    )
    data = models.BinaryField(_("source"))
    name = models.CharField(_("file"), max_length=200, blank=True)
    format = models.CharField(pgettext_lazy("a file", "format"), max_length=20, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    date = models.DateField(_("first day"), null=True, blank=True)
    slug = models.CharField(_("address"), max_length=120, blank=True)
    fills_ends = models.BooleanField(_("fill in ends"), default=False)
    publishes = models.BooleanField(_("publish"), default=False)
    seen = models.CharField(max_length=64, blank=True)
    left_out = models.JSONField(default=list, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.READ)
    step = models.CharField(max_length=100, blank=True)
    total = models.PositiveIntegerField(null=True, blank=True)
    is_stopped = models.BooleanField(default=False)
    message = models.TextField(blank=True)
    changes = models.PositiveIntegerField(null=True, blank=True)
    release = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.CASCADE,
        related_name="sources",
    )
    created_at = models.DateTimeField(_("read"), default=timezone.now, editable=False)
    beat_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name or str(_("pasted text"))

    def state_at(self, at: datetime) -> Source.State:
        """Return how it stands: lost, where the process that had it at hand was killed before ``at``."""
        is_silent = self.beat_at is not None and self.beat_at < at - LOST
        if self.state == self.State.RUNNING and is_silent:
            return self.State.LOST
        return self.State(self.state)

    @property
    def standing(self) -> Source.State:
        """How it stands now."""
        return self.state_at(timezone.now())

    @property
    def is_under_way(self) -> bool:
        """Whether the background has it, and has neither finished nor been killed."""
        return self.standing in {self.State.WAITING, self.State.RUNNING}

    @property
    def said(self) -> str:
        """What came of it, where that takes more than its state."""
        if self.standing == self.State.LOST:
            return gettext(
                "The process that imported it has ended. Nothing was written; it can be begun again."
            )
        return self.message
