"""A session of the agenda, and what belongs to it: questions, appearances, material."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cyberconf.web.storage import Unguessable
from events.models.conference import Conference, Room, Track
from events.querysets import PanelManager, QuestionQuerySet, SessionQuerySet
from events.validators import validate_file_address
from speakers.models import Speaker


class Session(models.Model):
    """One entry of the agenda: [starts_at, ends_at), kept in UTC and meant in the conference's zone."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening")
        KEYNOTE = "keynote", _("keynote")
        PANEL = "panel", _("panel")
        DISCUSSION = "discussion", pgettext_lazy("a kind of session", "discussion")
        TALK = "talk", _("talk")
        WORKSHOP = "workshop", _("workshop")
        BREAK = "break", _("break")
        SOCIAL = "social", _("social event")
        CLOSING = "closing", _("closing")
        OTHER = "other", _("other")

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        TENTATIVE = "tentative", _("tentative")
        CANCELLED = "cancelled", _("cancelled")
        WITHDRAWN = "withdrawn", pgettext_lazy("a session", "withdrawn")

    uid = models.UUIDField(_("permanent id"), default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="sessions")
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    number = models.CharField(
        _("number"), max_length=10, blank=True, help_text=_("As printed, without the kind: 1, 1a, IV.")
    )
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True, help_text=_("One or two sentences, in Markdown."))
    description = models.TextField(_("background"), blank=True, help_text=_("Markdown."))
    starts_at = models.DateTimeField(_("starts"), help_text=_("In the conference's time zone."))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
    )
    track = models.ForeignKey(
        Track,
        verbose_name=_("track"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.CONFIRMED)
    stream_url = models.URLField(_("stream"), blank=True)
    recording_url = models.URLField(_("recording"), blank=True)
    speakers: models.ManyToManyField[Speaker, Appearance] = models.ManyToManyField(
        Speaker, through="events.Appearance", related_name="sessions", blank=True
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "room__position", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "slug"],
                name="events_session_slug",
                violation_error_message=_("This conference has a session with that address already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="events_session_ends_after_start",
                violation_error_message=_("The session must end after it starts."),
            ),
        ]
        indexes = [models.Index(fields=["conference", "starts_at"], name="events_session_agenda")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:session", args=[self.conference.slug, self.slug])

    def clean(self) -> None:
        """Refuse a room or a track of another conference."""
        for name, row in (("room", self.room), ("track", self.track)):
            if row is not None and self.conference_id and row.conference_id != self.conference_id:
                message = _("“%(name)s” belongs to another conference. Please choose one of this conference.")
                raise ValidationError({name: ValidationError(message, "foreign", {"name": row.name})})


class Panel(Session):
    """The sessions whose kind is panel, with their own place in admin."""

    objects: ClassVar[PanelManager] = PanelManager()  # type: ignore[assignment]  # narrower than Session's

    class Meta:
        proxy = True
        verbose_name = _("panel")
        verbose_name_plural = _("panels")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.pk is None:
            self.kind = Session.Kind.PANEL


class FormerSlug(models.Model):
    """An address that a session had before, which redirects for ever."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="former_slugs")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="former_slugs")
    slug = models.SlugField(max_length=120, allow_unicode=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(fields=["conference", "slug"], name="events_former_slug_once"),
        ]

    def __str__(self) -> str:
        return self.slug


class Question(models.Model):
    """A guiding question. Its printed number is its rank among those of the session not withdrawn."""

    uid = models.UUIDField(_("permanent id"), default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField(_("position"), default=0)
    text = models.TextField(_("question"), max_length=2000)
    outcome = models.TextField(
        _("outcome"), blank=True, help_text=_("What came of it, in Markdown. Written after the event.")
    )
    is_withdrawn = models.BooleanField(
        _("withdrawn"), default=False, help_text=_("No longer in the programme; its comments stay.")
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("guiding question")
        verbose_name_plural = _("guiding questions")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class Appearance(models.Model):
    """A person's part in a session, with the affiliation under which they are billed there."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        MODERATOR = "moderator", _("moderator")
        KEYNOTE = "keynote", _("keynote speaker")
        PANELLIST = "panellist", _("panellist")
        SPEAKER = "speaker", _("speaker")
        RAPPORTEUR = "rapporteur", _("rapporteur")
        OPENING = "opening", _("opening remarks")
        CLOSING = "closing", _("closing remarks")
        INTERPRETER = "interpreter", _("interpreter")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="appearances")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="appearances")
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.SPEAKER)
    position = models.PositiveIntegerField(_("position"), default=0)
    affiliation = models.CharField(
        _("billed as"),
        max_length=300,
        blank=True,
        help_text=_("If it differs from the speaker's own affiliation."),
    )

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "speaker", "role"],
                name="events_appearance_once",
                violation_error_message=_("This person has that role in this session already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} ({self.get_role_display()})"


class Material(models.Model):
    """Slides, a paper, a recording or a photo: of one session, or of the conference at large."""

    class Kind(models.TextChoices):
        SLIDES = "slides", _("slides")
        PAPER = "paper", _("paper")
        RECORDING = "recording", _("recording")
        PHOTO = "photo", _("photo")

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="materials")
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, blank=True, related_name="materials"
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=300)
    file = models.FileField(_("file"), upload_to=Unguessable("materials"), blank=True)
    url = models.CharField(_("address"), max_length=1000, blank=True, validators=[validate_file_address])
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PAPER)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="", url__gt="") | Q(file__gt="", url=""),
                name="events_material_file_or_url",
                violation_error_message=_("Give either a file or an address, not both and not neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
