"""Who changed what in a draft, and when: written once, never changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.diffing import Change
from events.models.conference import Conference
from events.querysets import EditQuerySet


class Edit(models.Model):
    """One deed on a conference's draft: a page saved, a session dragged, a programme imported.

    What it changed are its ``parts``. ``undoes`` is the edit that it took back, for one that did so; that one
    ``is_undone`` then, until this one is taken back in turn.
    """

    class Via(models.TextChoices):
        PAGE = "page", _("on a page of admin")
        BOARD = "board", _("on the board")
        IMPORT = "import", _("by an import")
        API = "api", _("through the API")
        RETURN = "return", _("by going back to a release")
        UNDO = "undo", _("by taking an edit back")
        LIVE = "live", _("on the day")
        PROPOSAL = "proposal", _("by accepting what a speaker sent")
        COPY = "copy", _("by copying a conference")

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="edits")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    via = models.CharField(_("how"), max_length=20, choices=Via)
    undoes = models.ForeignKey(
        "self",
        verbose_name=_("takes back"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="undone",
    )

    is_undone = models.BooleanField(_("taken back"), default=False)

    objects = EditQuerySet.as_manager()

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("history of edits")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["conference", "-id"], name="events_edit_of_conference")]

    def __str__(self) -> str:
        return f"{self.conference} {self.at:%Y-%m-%d %H:%M}"

    @property
    def changes(self) -> list[Change]:
        """What it changed, in the order of the document. Loads the parts."""
        return [part.change for part in self.parts.all()]


class EditPart(models.Model):
    """One ``Change`` of an edit, whole: with it the edit can be made again, or taken back.

    ``uid`` is that of the session or person concerned, or None for the conference itself.
    """

    edit = models.ForeignKey(Edit, on_delete=models.CASCADE, related_name="parts")
    uid = models.UUIDField(_("permanent id"), null=True, db_index=True)
    title = models.CharField(_("title"), max_length=300)
    document = models.JSONField(_("change"))

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    @classmethod
    def of(cls, change: Change, **fields: Any) -> EditPart:
        """Return the row, not saved, that stores the change."""
        document = change.model_dump(mode="json")
        return cls(uid=change.uid, title=change.title[:300], document=document, **fields)

    @property
    def change(self) -> Change:
        """The change that it stores."""
        return Change.model_validate(self.document)
