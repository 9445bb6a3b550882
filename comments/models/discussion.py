"""The discussion of a session, or of one of its guiding questions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from comments.querysets import DiscussionQuerySet
from events.models import Conference, Question, Session


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
