"""What every template may show."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from cyberconf import __version__


def site(request: HttpRequest) -> dict[str, str]:
    """Return the site's address and the version of its code."""
    return {"site_url": settings.SITE_URL, "code_version": __version__}
