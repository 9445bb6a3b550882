"""The person who appears on a programme."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cyberconf.web.storage import Unguessable
from speakers.validators import validate_links


class Speaker(models.Model):
    """Somebody who appears, once for all conferences. The e-mail address is for staff alone."""

    uid = models.UUIDField(_("permanent id"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    honorific = models.CharField(
        _("honorific"), max_length=50, blank=True, help_text=_("Such as Dr, H.E., Prof.")
    )
    name = models.CharField(_("name"), max_length=200)
    post = models.CharField(_("post"), max_length=300, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    biography = models.TextField(_("biography"), blank=True, help_text=_("Markdown."))
    photo = models.ImageField(_("photo"), upload_to=Unguessable("speakers"), blank=True)
    photo_url = models.CharField(
        _("photo's address"),
        max_length=1000,
        blank=True,
        help_text=_("Where an import names one. A file goes first."),
    )
    links = models.JSONField(
        _("links"),
        default=list,
        blank=True,
        validators=[validate_links],
        help_text=_('A list such as [{"title": "Web", "url": "https://…"}].'),
    )
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Never published."))
    consents_to_publish = models.BooleanField(
        _("consents to publication"),
        default=False,
        help_text=_("For the organisers to keep track of; it withholds nothing."),
    )

    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )  # says whose a person is who appears nowhere (events.roster)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name", "pk"]
        indexes = [models.Index(Lower("email"), name="speakers_speaker_email")]

    def __str__(self) -> str:
        return f"{self.honorific} {self.name}".strip()
