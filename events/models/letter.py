"""A mail about a conference to one person: written when it is to be sent, and kept, but for its links."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cyberconf.web.outbox import Outgoing
from events.models.conference import Conference
from speakers.models import Speaker


class Letter(Outgoing):
    """What was sent to whom, when and by whom. ``press`` tells one press of a button from another.

    ``language`` is that of its words, or "" of those from before it was kept. ``speaker`` is None, and
    ``name`` "", where it is to staff. Once it is sent, ``text`` has no token of a link any more
    (``events.outbox``).
    """

    class Kind(models.TextChoices):
        BRIEFING = "briefing", _("a briefing")
        CHANGES = "changes", _("what changed in their sessions")
        INVITATION = "invitation", _("an invitation to the team")
        PLANNED = "planned", _("what came of a planned release")

    TO_STAFF = (Kind.INVITATION, Kind.PLANNED)

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="letters")
    speaker = models.ForeignKey(Speaker, on_delete=models.SET_NULL, null=True, related_name="letters")
    name = models.CharField(_("to"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail address"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=10, blank=True)
    calendar = models.TextField(_("calendar"), blank=True)
    press = models.UUIDField(editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        default_permissions = ()  # whoever edits the conference sends them
        constraints = [
            models.UniqueConstraint(
                fields=["press", "speaker"],
                name="events_letter_once",
                violation_error_message=_("This was sent already."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="events_letter_due")]

    def __str__(self) -> str:
        return f"{self.name or self.email}: {self.subject}"
