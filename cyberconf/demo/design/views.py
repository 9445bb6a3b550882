"""Where those who work on the site see what it is made of."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from cyberconf.demo.design import colours, specimens
from cyberconf.demo.design.sections import sections
from cyberconf.web import mails


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, in development only.

    Raises:
        Http404: anywhere else.
    """
    if not settings.DEBUG:
        raise Http404
    context = {
        "colours": colours.colours(),
        "looks": colours.LOOKS,
        "sections": [(each, specimens.show(each, request)) for each in sections()],
    }
    response = HttpResponse(specimens.still(render_to_string("design/page.html", context, request)))
    response._csp_update = {"style-src": [_digest(mails.style())]}  # type: ignore[attr-defined]  # read by csp
    return response


def _digest(style: str) -> str:
    """Return what lets the style that stands within mails in, and no other (CSP Level 3)."""
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
