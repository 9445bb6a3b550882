"""A published state of a programme, kept for ever."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.conference import Conference
from events.querysets import SPOKEN, ReleaseQuerySet
from events.translating import Titled


class Release(models.Model):
    """The programme as it stood, numbered from 1 within its conference. Written once, never changed.

    ``document`` is the Programme as JSON, ``content_hash`` its hash; ``changes`` lists, as JSON, the
    ``Change`` of each thing that differs from the release before. The first release has none.
    ``title``, ``starts_on`` and ``ends_on``, days at the venue, are the document's own, kept beside it for
    lists of conferences; a programme without sessions has no days.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1)])
    document = models.JSONField(_("document"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    title = models.CharField(_("title"), max_length=300)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    changes = models.JSONField(_("changes"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "number"],
                name="events_release_number",
                violation_error_message=_("This release exists already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conference} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("events:release", args=[self.conference.slug, self.number])

    def is_past(self, at: datetime) -> bool:
        """Say whether the last day, at the venue, is over at the instant ``at``. Needs the conference."""
        return self.ends_on is not None and self.ends_on < at.astimezone(self.conference.zone).date()

    def title_in(self, wanted: Iterable[str]) -> str:
        """Return the title in the dearest of these languages, else the original. Of a release ``titled``."""
        language, languages, translations = (getattr(self, f"told_{name}") for name in SPOKEN)
        titled = Titled(self.title, language or "", tuple(languages or ()), translations or ())
        return titled.read_in(wanted)

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Write a new release; refuse to write one again: what was published stays as it was."""
        if not self._state.adding:
            raise TypeError("A release is never changed. Publish a new one instead of saving this one.")
        super().save_base(*args, **kwargs)
