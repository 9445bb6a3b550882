"""What every template may show."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from cyberconf import __version__
from cyberconf.web import looks


def site_words() -> dict[str, str]:
    """Return the site's address, and the host by which mails call it."""
    return {"site_name": urlsplit(settings.SITE_URL).netloc, "site_url": settings.SITE_URL}


def site(request: HttpRequest) -> dict[str, object]:
    """Return where the site is, the version of its code, the look, and whether staff need no factor."""
    return {
        "site_url": settings.SITE_URL,
        "code_version": __version__,
        "look": looks.of(request),
        "is_factor_waived": settings.STAFF_SECOND_FACTOR == "waived",
    }
