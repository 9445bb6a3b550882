"""What moderators do, why, and what is asked of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.moderation_querysets import ActionQuerySet, RestrictionQuerySet
from events.models import Conference


class Reason(models.TextChoices):
    """Why a comment is not shown: what tallies, authors and readers are told."""

    OFF_TOPIC = "off_topic", _("off topic")
    ADVERTISING = "advertising", _("advertising")
    INSULT = "insult", _("insult or attack on a person")
    HATRED = "hatred", _("hatred or threat")
    PRIVACY = "privacy", _("personal data of somebody")
    FALSE_IDENTITY = "false_identity", _("posted under a false identity")
    DUPLICATE = "duplicate", _("said twice")
    OTHER = "other", _("another reason")


class ModerationAction(models.Model):
    """One line of the log: rows are added alone. ``was`` and ``became`` are statuses, where one changed.

    ``undoes`` is the action that this one took back; ``part_of`` the one that this was done within, such as
    the hiding of everything that a person wrote.
    """

    class Act(models.TextChoices):
        APPROVE = "approve", _("published")
        HOLD = "hold", _("held")
        HIDE = "hide", _("hidden")
        REMOVE = "remove", _("removed")
        REDACT = "redact", _("blanked")
        PIN = "pin", _("pinned")
        UNPIN = "unpin", _("unpinned")
        SILENCE = "silence", _("silenced")
        BAN = "ban", _("banned")
        LIFT = "lift", _("silence or ban lifted")
        HIDE_ALL = "hide_all", _("all comments hidden")
        SHOW_ALL = "show_all", _("all comments shown again")

    conference = models.ForeignKey(
        Conference, on_delete=models.PROTECT, null=True, blank=True, related_name="moderation_actions"
    )
    act = models.CharField(_("what was done"), max_length=20, choices=Act)
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actions_received"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actions_taken")
    was = models.CharField(max_length=20, choices=Comment.Status, blank=True)
    became = models.CharField(max_length=20, choices=Comment.Status, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    note = models.TextField(_("note to the author"), max_length=2_000, blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", editable=False
    )
    created_at = models.DateTimeField(_("done"), default=timezone.now, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderation")
        verbose_name_plural = _("log of moderation")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["conference", "-created_at"], name="comments_action_by_time")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} ({self.pk})"  # no name, which could turn around what is beside it

    def get_absolute_url(self) -> str:
        """Return where the person concerned reads the decision and says what they think of it."""
        return reverse("comments:appeal", args=[self.pk])


class Appeal(models.Model):
    """What the person concerned says against an action, once, and what a moderator answered."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("the decision stands")
        REVERSED = "reversed", _("the decision was reversed")

    action = models.OneToOneField(ModerationAction, on_delete=models.PROTECT, related_name="appeal")
    text = models.TextField(_("appeal"), max_length=2_000)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    answer = models.TextField(_("answer"), max_length=2_000, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="comments_appeal_is_decided_at_a_time",
                violation_error_message=_("A decided appeal has an outcome and a time."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Report(models.Model):
    """What a reader finds wrong with a comment. One person reports one comment once.

    ``decision`` is the action with which a moderator answered it; while it has no ``outcome`` it is open.
    """

    class Outcome(models.TextChoices):
        ACTED = "acted", _("moderators acted on it")
        KEPT = "kept", _("the comment stays")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    note = models.TextField(_("what is wrong"), max_length=1_000, blank=True)
    created_at = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decision = models.ForeignKey(
        ModerationAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        editable=False,
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "by"],
                name="comments_report_once",
                violation_error_message=_("You have reported this comment already."),
            ),
        ]
        indexes = [models.Index(fields=["outcome", "created_at"], name="comments_report_open")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.comment}"


class Restriction(models.Model):
    """A person may not comment, in one conference or, where it has none, anywhere on the site.

    In force from ``created_at`` until ``ends_at`` (exclusive; None: without end) or ``lifted_at``. A ban also
    ends the person's sign-ins and is of the whole site. ``action`` is the line of the log that says why.
    """

    class Kind(models.TextChoices):
        SILENCE = "silence", _("may not write")
        BAN = "ban", _("may not sign in")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="restrictions"
    )
    conference = models.ForeignKey(
        Conference, on_delete=models.CASCADE, null=True, blank=True, related_name="restrictions"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True, editable=False)
    action = models.OneToOneField(
        ModerationAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="restriction",
        editable=False,
    )

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("silence or ban")
        verbose_name_plural = _("silences and bans")
        ordering = ["-pk"]
        permissions = [("ban_person", _("Can ban people from the site"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="silence") | Q(conference__isnull=True),
                name="comments_restriction_ban_is_of_the_site",
                violation_error_message=_("A ban is of the whole site."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("created_at")),
                name="comments_restriction_ends_after_it_begins",
                violation_error_message=_("It must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.pk})"


class HoldingRules(models.Model):
    """What is held for a moderator in one conference, beside what its mode holds."""

    conference = models.OneToOneField(Conference, on_delete=models.CASCADE, related_name="holding_rules")
    holds_links = models.BooleanField(
        _("hold links from new people"),
        default=False,
        help_text=_("Comments with a link, of people of whom none is published in this conference yet."),
    )
    words = models.TextField(
        _("words that hold"),
        blank=True,
        max_length=10_000,
        help_text=_("One word or phrase a line. Case, accents and width do not matter."),
    )

    class Meta:
        verbose_name = _("holding rules")
        verbose_name_plural = _("holding rules")

    def __str__(self) -> str:
        return str(self.conference)
