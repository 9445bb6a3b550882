"""What a phone is told to put a conference among its apps (W3C Web Application Manifest)."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from cyberconf.web.rest.answers import unless_known
from events.directions import direction_of_language
from events.programme import Programme
from events.views.lookup import published_or_404

PAPER = "#fcfaf6"  # what a screen shows until the page is there
BLUE = "#17325c"


@require_safe
def manifest(request: HttpRequest, conference: str) -> HttpResponse:
    """Describe the conference as an app that begins at its programme: two queries, one where it is known."""
    found = published_or_404(conference)
    response = JsonResponse(_manifest(found.programme), content_type="application/manifest+json")
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    response.headers["ETag"] = etag = quote_etag(sha256(response.content).hexdigest()[:16])
    return unless_known(request, response, etag)


def _manifest(programme: Programme) -> dict[str, Any]:
    address = reverse("events:programme", args=[programme.slug])
    return {
        "id": address,
        "name": programme.title,
        "short_name": programme.name,
        "description": programme.theme or programme.title,
        "lang": programme.language,
        "dir": direction_of_language(programme.language),
        "start_url": address,
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": BLUE,
        "icons": [
            {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            _png("icon-192", 192),
            _png("icon-512", 512),
            _png("icon-maskable-512", 512) | {"purpose": "maskable"},
        ],
    }


def _png(name: str, size: int) -> dict[str, str]:
    return {"src": static(f"icons/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
