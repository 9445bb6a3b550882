"""Light, dark or more contrast: as the system says, or as the reader chose, which a cookie keeps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from cyberconf.web.cookies import forget, keep

COOKIE = "look"
SYSTEM = ""
LOOKS = {SYSTEM: _("As the system"), "light": _("Light"), "dark": _("Dark"), "contrast": _("High contrast")}


def of(request: HttpRequest) -> str:
    """Return the look that the reader chose, "" where the system's is followed."""
    chosen = request.COOKIES.get(COOKIE, SYSTEM)
    return chosen if chosen in LOOKS else SYSTEM


def remember(response: HttpResponse, look: str) -> None:
    """Have the browser keep the look, or nothing where the system's is followed."""
    if look == SYSTEM:
        forget(response, COOKIE)
    else:
        keep(response, COOKIE, look)
