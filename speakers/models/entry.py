"""How people say themselves what stands of them: a link to their entry, and what they sent by it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cyberconf.web.links import SignedLink
from cyberconf.web.storage import Unguessable
from speakers.models.speaker import Speaker


class EditLink(SignedLink):
    """By it somebody without an account proposes changes of their entry."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="edit_links")

    class Meta(SignedLink.Meta):
        verbose_name = _("link to an own entry")
        verbose_name_plural = _("links to own entries")

    def __str__(self) -> str:
        return str(self.speaker)


class Proposal(models.Model):
    """What somebody wants their entry to say. It says so once staff take it over, wholly or in part.

    ``values`` holds the parts that differ from the entry as it was then, which ``before`` keeps; a photo is
    among them by its name in the storage.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        REPLACED = "replaced", _("replaced by a later one")
        TAKEN = "taken", _("taken over")
        PARTLY = "partly", _("taken over in part")
        DECLINED = "declined", _("declined")

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="proposals")
    link = models.ForeignKey(EditLink, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    values = models.JSONField(_("proposed"))
    before = models.JSONField(_("before"))
    photo = models.ImageField(_("photo"), upload_to=Unguessable("speakers"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WAITING)
    taken = models.JSONField(_("taken over"), default=list, blank=True)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-pk"]
        default_permissions = ()  # whoever edits the speaker decides
        indexes = [models.Index(fields=["speaker", "state"], name="speakers_proposal_waiting")]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.get_state_display()}"
