"""A conference, where it meets, and who runs it."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cyberconf.web.validators import validate_time_zone
from events.conflicts import Days
from events.programme import place_uid
from events.querysets import ConferenceQuerySet
from events.validators import validate_conference_slug


class Conference(models.Model):
    """One conference. Its sessions' times are wall times in ``time_zone``, an IANA name."""

    class Format(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("hybrid")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLIC = "public", _("public")
        ARCHIVED = "archived", _("archived")

    class DiscussionMode(models.TextChoices):
        OPEN = "open", _("open")
        FIRST_HELD = "first_held", _("a person's first comment is held")
        ALL_HELD = "all_held", _("every comment is held")
        CLOSED = "closed", _("closed")

    slug = models.SlugField(
        _("address"), max_length=120, unique=True, allow_unicode=True, validators=[validate_conference_slug]
    )
    title = models.CharField(_("title"), max_length=300)
    short_title = models.CharField(
        _("short title"),
        max_length=30,
        blank=True,
        help_text=_("For the head of each page, which has little room on a phone. Empty: the title."),
    )
    theme = models.CharField(_("theme"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True, help_text=_("One or two sentences, in Markdown."))
    description = models.TextField(
        _("description"), blank=True, help_text=_("The introduction, in Markdown.")
    )
    organiser_name = models.CharField(_("organiser"), max_length=200, blank=True)
    organiser_url = models.URLField(_("organiser's address"), blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        validators=[validate_time_zone],
        help_text=_("A name from the IANA database, such as Europe/Zurich."),
    )
    starts_on = models.DateField(
        _("first day"),
        null=True,
        blank=True,
        help_text=_("For staff: a session before this day, or after the last, is not published."),
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    format = models.CharField(_("format"), max_length=20, choices=Format, default=Format.IN_PERSON)
    venue_name = models.CharField(_("venue"), max_length=200, blank=True)
    venue_address = models.TextField(_("venue's address"), blank=True)
    stream_url = models.URLField(_("stream"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("Drafts are seen by staff alone."),
    )
    publishes_each_change = models.BooleanField(
        _("publish each change"), default=False, help_text=_("Every saved change makes a release at once.")
    )
    discussion_mode = models.CharField(
        _("discussion"), max_length=20, choices=DiscussionMode, default=DiscussionMode.OPEN
    )
    discussion_opens_at = models.DateTimeField(_("discussion opens"), null=True, blank=True)
    discussion_closes_at = models.DateTimeField(_("discussion closes"), null=True, blank=True)
    follows = models.ForeignKey(
        "self",
        verbose_name=_("follows"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text=_("The one before it in a series. Their public pages link to each other."),
    )
    team: models.ManyToManyField[models.Model, TeamMember] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="events.TeamMember", related_name="conferences", blank=True
    )

    message_id: int | None = None  # of the announcement on show, where a release was read with it

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(discussion_closes_at__isnull=True)
                | models.Q(discussion_opens_at__isnull=True)
                | models.Q(discussion_closes_at__gt=models.F("discussion_opens_at")),
                name="events_conference_discussion_closes_after_opening",
                violation_error_message=_("The discussion must close after it opens."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="events_conference_ends_after_start",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(follows__isnull=True) | ~models.Q(follows=models.F("id")),
                name="events_conference_follows_another",
                violation_error_message=_("A conference cannot follow itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:programme", args=[self.slug])

    @property
    def days(self) -> Days:
        """The days on which it takes place, as far as staff have said."""
        return Days(self.starts_on, self.ends_on)

    @property
    def is_archived(self) -> bool:
        """Whether it is over and done with: everybody reads it, nobody changes it (``archiving``)."""
        return self.status == self.Status.ARCHIVED

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the venue, in which every time of the programme is meant."""
        return ZoneInfo(self.time_zone)


class TeamMember(models.Model):
    """Who works on one conference, as what: that says all of what they may do there (``events.team``)."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("editor")
        MODERATOR = "moderator", pgettext_lazy("in a team", "moderator")
        VIEWER = "viewer", _("viewer")

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "user", "role"],
                name="events_team_member_once",
                violation_error_message=_("This person has that role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class Room(models.Model):
    """A room of one conference; ``position`` orders the rooms' columns."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(pgettext_lazy("a thing", "name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    stream_url = models.URLField(_("stream"), blank=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="events_room_slug",
                violation_error_message=_("This conference has a room with that address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def uid(self) -> UUID:
        """What translations of its name hang on."""
        return place_uid("room", self.slug)


class Track(models.Model):
    """A thread of sessions through one conference's programme."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="tracks")
    name = models.CharField(pgettext_lazy("a thing", "name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    colour = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-f]{6}$", _("Expected a colour such as #1a4f8b."))],
    )

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="events_track_slug",
                violation_error_message=_("This conference has a track with that address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def uid(self) -> UUID:
        """What translations of its name hang on."""
        return place_uid("track", self.slug)
