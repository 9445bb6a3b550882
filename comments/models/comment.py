"""Comments, the texts that they had before, and who supports them."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comments.fields import BytewiseCharField
from comments.identifiers import LENGTH, new_identifier
from comments.models.discussion import Discussion
from comments.policies import EDIT_WINDOW
from comments.querysets import CommentQuerySet, SupportQuerySet
from cyberconf.accounts.models import User
from cyberconf.web.markdown import show_comment

MAX_DEPTH = 3  # a reply to a reply to a reply; deeper ones stand beside it and say to whom (DISCUSSION, P1)
MAX_LENGTH = 5_000  # characters of a comment (DISCUSSION, P1)


class Comment(models.Model):
    """What one person said once.

    ``id`` is a time-ordered id of 16 characters; ``path`` is the parent's path and the comment's own
    id, so that it sorts bytewise into reading order; ``root`` is the comment that starts the thread
    (itself, for a root); ``depth`` counts from 0 (a root) to ``MAX_DEPTH``. ``body`` is as typed;
    ``html`` is what the renderer of version ``renderer`` made of it. ``affiliation`` and ``speaking_for``
    are as the author's profile had them at the time. ``held_for`` says why it was held when it was.
    ``redacted_at`` is when a moderator last blanked personal data in it.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("pending")
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")
        REMOVED = "removed", _("removed by a moderator")

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        CONCERNS = "concerns", _("has concerns")
        PROPOSES = "proposes", _("proposes")
        ASKS = "asks", _("asks the panel")

    class Hold(models.TextChoices):
        MODE = "mode", _("every comment here is read first")
        FIRST = "first", _("the person's first comment")
        LINK = "link", _("a link from somebody new")
        WORD = "word", _("a listed word")
        REPORTS = "reports", _("reported by readers")

    SpeakingFor = User.SpeakingFor

    id = BytewiseCharField(max_length=LENGTH, primary_key=True, default=new_identifier, editable=False)
    # Keys have no index of their own: one below begins with them, or nothing looks for them.
    discussion = models.ForeignKey(
        Discussion, on_delete=models.PROTECT, related_name="comments", db_index=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments", db_index=False
    )
    affiliation = models.CharField(_("affiliation as posted"), max_length=200, blank=True)
    speaking_for = models.CharField(
        _("speaking for"), max_length=20, choices=SpeakingFor, default=SpeakingFor.SELF
    )
    stance = models.CharField(_("stance"), max_length=20, choices=Stance, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies", db_index=False
    )
    root = models.ForeignKey("self", on_delete=models.PROTECT, related_name="thread", db_index=False)
    path = BytewiseCharField(max_length=LENGTH * (MAX_DEPTH + 1), editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    body = models.TextField(_("text"), max_length=MAX_LENGTH)
    html = models.TextField(editable=False)
    renderer = models.PositiveSmallIntegerField(editable=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PUBLISHED)
    held_for = models.CharField(_("held for"), max_length=20, choices=Hold, blank=True, editable=False)
    support_count = models.PositiveIntegerField(_("support"), default=0, editable=False)
    submission_key = models.UUIDField(editable=False)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    created_at = models.DateTimeField(_("posted"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)
    redacted_at = models.DateTimeField(_("blanked"), null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "submission_key"],
                name="comments_comment_once",
                violation_error_message=_("This comment was posted already."),
            ),
            models.UniqueConstraint(fields=["discussion", "path"], name="comments_comment_path"),
            models.CheckConstraint(
                condition=Q(depth__lte=MAX_DEPTH),
                name="comments_comment_depth",
                violation_error_message=_("Replies go no deeper than three levels."),
            ),
            models.CheckConstraint(
                condition=~Q(body=""),
                name="comments_comment_says_something",
                violation_error_message=_("Please write something first."),
            ),
        ]
        indexes = [
            models.Index(fields=["root", "path"], name="comments_threads"),
            models.Index(fields=["discussion", "depth", "-is_pinned", "id"], name="comments_oldest"),
            models.Index(fields=["discussion", "depth", "-is_pinned", "-id"], name="comments_newest"),
            models.Index(
                fields=["discussion", "depth", "-is_pinned", "-support_count", "-id"],
                name="comments_supported",
            ),
            models.Index(fields=["status", "-created_at"], name="comments_by_status"),
        ]

    def __str__(self) -> str:
        return self.body[:80]

    def get_absolute_url(self) -> str:
        return reverse("comments:comment", args=[self.pk])

    @property
    def lineage(self) -> list[str]:
        """The ids of the comments that this one stands under, from the root, and its own."""
        return [self.path[start : start + LENGTH] for start in range(0, len(self.path), LENGTH)]

    @property
    def is_published(self) -> bool:
        """Whether everybody may read it."""
        return self.status == self.Status.PUBLISHED

    @property
    def was_edited(self) -> bool:
        """Whether it was changed after the time in which that does not show."""
        return self.edited_at is not None and self.edited_at > self.created_at + EDIT_WINDOW

    @property
    def base(self) -> str:
        """A name of the text and stance as they are, by which a form knows what it began with."""
        return sha256(f"{self.stance}\n{self.body}".encode()).hexdigest()[:16]

    @property
    def notice(self) -> str:
        """What moderators are told above a comment that not everybody may read."""
        return str(_("%(status)s: not everybody sees this.")) % {
            "status": self.get_status_display().capitalize()
        }

    @property
    def rendered(self) -> SafeString:
        """The text as safe HTML."""
        return show_comment(body=self.body, html=self.html, version=self.renderer)


class Revision(models.Model):
    """A text that a comment had before: from ``written_at`` until the next revision's, or the edit.

    Rows are added alone. A moderator who blanks personal data blanks it here too.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    body = models.TextField(_("text"))
    stance = models.CharField(_("stance"), max_length=20, choices=Comment.Stance, blank=True)
    written_at = models.DateTimeField(_("written"), editable=False)

    class Meta:
        verbose_name = _("former text")
        verbose_name_plural = _("former texts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.body[:80]


class Support(models.Model):
    """One person supports one comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports")
    created_at = models.DateTimeField(_("given"), default=timezone.now, editable=False)

    objects = SupportQuerySet.as_manager()

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "user"],
                name="comments_support_once",
                violation_error_message=_("You support this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.comment}"
