"""What a conference's programme says in other languages than its own."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.conference import Conference
from events.programme import CONTENT_LANGUAGE, FINGERPRINT_LENGTH


class ContentLanguageQuerySet(models.QuerySet["ContentLanguage"]):
    """Questions that can be asked of the languages of programmes."""

    def spoken(self) -> Self:
        """Those that programmes come in now."""
        return self.filter(is_retired=False)


class ContentLanguage(models.Model):
    """A language in which a conference's programme is to be had beside its own, ``Conference.language``.

    ``code`` is its BCP 47 tag in small letters, such as "zh-hans". One that is dropped is retired, never
    deleted: its translations of what is withdrawn stand in no document that could bring them back.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="content_languages")
    code = models.CharField(
        _("language"),
        max_length=10,
        validators=[RegexValidator(CONTENT_LANGUAGE, _("Expected the code of a language, such as fr."))],
    )

    is_retired = models.BooleanField(default=False, editable=False)

    objects = ContentLanguageQuerySet.as_manager()

    class Meta:
        verbose_name = _("language of the programme")
        verbose_name_plural = _("languages of the programme")
        ordering = ["code"]
        default_permissions = ()  # whoever may change the conference may change what it says
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "code"],
                name="events_content_language_once",
                violation_error_message=_("The programme comes in this language already."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """Refuse the language of the original. Needs the conference."""
        if self.conference_id and self.code == self.conference.language.lower():
            message = _("The programme is written in this language. Expected another, to translate it into.")
            raise ValidationError({"code": ValidationError(message, "original")})


class Translation(models.Model):
    """What one text of a programme says in another language.

    ``about`` is the permanent id of the session, question or person whose ``field`` it is, of a room or a
    track what stands for its address (``programme.place_uid``), None for the conference itself. It outlives
    what is withdrawn, as comments do. ``of`` is the fingerprint of the original that was translated
    (``programme.fingerprint``): where that has another now, the translation is to be looked over.
    """

    class Field(models.TextChoices):
        TITLE = "title", _("title")
        SHORT_TITLE = "short_title", _("short title")
        NAME = "name", pgettext_lazy("a thing", "name")
        THEME = "theme", _("theme")
        SUMMARY = "summary", _("summary")
        DESCRIPTION = "description", _("background")
        VENUE_NAME = "venue_name", _("venue")
        VENUE_ADDRESS = "venue_address", _("venue's address")
        TEXT = "text", _("question")
        OUTCOME = "outcome", _("outcome")
        POST = "post", _("post")
        AFFILIATION = "affiliation", _("affiliation")
        BIOGRAPHY = "biography", _("biography")

    language = models.ForeignKey(
        ContentLanguage, verbose_name=_("language"), on_delete=models.CASCADE, related_name="translations"
    )
    about = models.UUIDField(_("of"), null=True, blank=True)
    field = models.CharField(_("field"), max_length=20, choices=Field)
    text = models.TextField(_("translation"))
    of = models.CharField(_("fingerprint of the original"), max_length=FINGERPRINT_LENGTH)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["language", "about", "field"],
                name="events_translation_once",
                violation_error_message=_("This text is translated into that language already."),
            ),
            models.UniqueConstraint(
                fields=["language", "field"],
                condition=Q(about=None),
                name="events_translation_of_conference_once",
                violation_error_message=_("This text is translated into that language already."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="events_translation_says_something",
                violation_error_message=_("Nothing is no translation. Leave it out instead."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
