"""A link by which somebody without an account looks at a draft."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cyberconf.web.links import SignedLink
from events.models.conference import Conference


class PreviewLink(SignedLink):
    """To whose draft it leads, and who it was made for."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="preview_links")
    name = models.CharField(_("for whom"), max_length=100)

    class Meta(SignedLink.Meta):
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return self.name
