"""The outbox: what is to be told to whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.discussion import Discussion
from comments.models.moderation import ModerationAction
from comments.querysets import FollowingQuerySet
from cyberconf.web.outbox import Outgoing


class Notification(Outgoing):
    """One event for one recipient, written in the transaction of what it tells of, and mailed later.

    ``event`` names it, one a recipient: "reply:<comment>", "decision:<action>". Whether the recipient may
    see what it tells of is asked again when it is sent.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", _("a reply")
        COMMENT = "comment", _("a comment in a discussion that is followed")
        DECISION = "decision", _("a decision of a moderator")
        APPEAL = "appeal", _("the answer to an appeal")
        REPORT = "report", _("what came of a report")
        OUTCOME = "outcome", _("what came of a question")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    event = models.CharField(max_length=80, editable=False)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    action = models.ForeignKey(
        ModerationAction, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "event"],
                name="comments_notification_once",
                violation_error_message=_("This was told already."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="comments_notification_due")]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.event}"


class Following(models.Model):
    """A person is told of what is said in a discussion."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followings")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="followings")
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed discussion")
        verbose_name_plural = _("followed discussions")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "discussion"],
                name="comments_following_once",
                violation_error_message=_("You follow this discussion already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.discussion}"
