"""Who somebody was before: under another name, or as an entry of their own that was merged into theirs."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speakers.models.speaker import Speaker


class FormerEntryQuerySet(models.QuerySet["FormerEntry"]):
    """Questions that can be asked of former entries."""

    def uids_of(self, uid: UUID) -> frozenset[UUID]:
        """Return all uids that the person of that one has or had, in documents of any age. One query."""
        theirs = Speaker.objects.filter(Q(uid=uid) | Q(former_entries__uid=uid))
        whole = Speaker.objects.filter(pk__in=theirs.values("pk"))
        rows = whole.values_list("uid", "former_entries__uid")
        return frozenset([uid, *(each for row in rows for each in row if each is not None)])


class FormerEntry(models.Model):
    """By this an import or an address finds the person. ``uid`` and ``slug`` are of an entry that is gone."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="former_entries")
    name = models.CharField(_("name"), max_length=200)
    uid = models.UUIDField(_("permanent id"), null=True, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=120, null=True, unique=True, allow_unicode=True)  # noqa: DJ001  # none but of an entry
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    merged_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = FormerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("former entry")
        verbose_name_plural = _("former entries")
        ordering = ["pk"]
        default_permissions = ()  # it comes of merging
        constraints = [
            models.UniqueConstraint(
                fields=["speaker", "name"],
                condition=Q(uid=None),
                name="speakers_former_name_once",
                violation_error_message=_("This person is known by that name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
