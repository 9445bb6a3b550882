"""Discussions and the comments in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comments.fields import BytewiseCharField
from comments.identifiers import LENGTH, new_identifier
from comments.querysets import CommentQuerySet, DiscussionQuerySet
from cyberconf.web.markdown import show_comment
from events.models import Conference, Question, Session

MAX_DEPTH = 3  # a reply to a reply to a reply; deeper ones stand beside it and say to whom (DISCUSSION, P1)
MAX_LENGTH = 5_000  # characters of a comment (DISCUSSION, P1)


class Discussion(models.Model):
    """What is said about one guiding question, or about a session at large when ``question`` is None.

    ``comment_count`` counts published comments; ``version`` grows with every change a reader can see.
    """

    Mode = Conference.DiscussionMode

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="discussions")
    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, null=True, blank=True, related_name="discussion"
    )
    mode = models.CharField(
        _("mode"), max_length=20, choices=Mode, blank=True, help_text=_("Empty: as the conference says.")
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    comment_count = models.PositiveIntegerField(_("published comments"), default=0, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(question__isnull=True),
                name="comments_discussion_one_a_session",
                violation_error_message=_("This session has its discussion already."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="comments_discussion_closes_after_opening",
                violation_error_message=_("The discussion must close after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.about)

    @property
    def about(self) -> Question | Session:
        """What is discussed: the question, or the session at large."""
        return self.question or self.session


class Comment(models.Model):
    """What one person said once.

    ``id`` is a time-ordered id of 16 characters; ``path`` is the parent's path and the comment's own
    id, so that it sorts bytewise into reading order; ``root`` is the comment that starts the thread
    (itself, for a root); ``depth`` counts from 0 (a root) to ``MAX_DEPTH``. ``body`` is as typed;
    ``html`` is what the renderer of version ``renderer`` made of it.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("pending")
        PUBLISHED = "published", _("published")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")
        REMOVED = "removed", _("removed by a moderator")

    id = BytewiseCharField(max_length=LENGTH, primary_key=True, default=new_identifier, editable=False)
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    affiliation = models.CharField(_("affiliation as posted"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    root = models.ForeignKey("self", on_delete=models.PROTECT, related_name="thread")
    path = BytewiseCharField(max_length=LENGTH * (MAX_DEPTH + 1), editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    body = models.TextField(_("text"), max_length=MAX_LENGTH)
    html = models.TextField(editable=False)
    renderer = models.PositiveSmallIntegerField(editable=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PUBLISHED)
    submission_key = models.UUIDField(editable=False)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    created_at = models.DateTimeField(_("posted"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)

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
            models.Index(fields=["discussion", "depth", "status", "-id"], name="comments_roots"),
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
    def notice(self) -> str:
        """What moderators are told above a comment that not everybody may read."""
        return str(_("%(status)s: not everybody sees this.")) % {
            "status": self.get_status_display().capitalize()
        }

    @property
    def rendered(self) -> SafeString:
        """The text as safe HTML."""
        return show_comment(body=self.body, html=self.html, version=self.renderer)
