"""What the frame of pages says of languages, and lets readers choose."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template import Context

from cyberconf.web import languages, looks

register = template.Library()


@register.inclusion_tag("_choices.html", takes_context=True)
def choices(context: Context) -> dict[str, Any]:
    """Offer the languages and the looks; nothing on a page that answers no request."""
    request = getattr(context, "request", None)
    if request is None:
        return {}
    return {
        "path": request.get_full_path(),
        "languages": settings.LANGUAGES,
        "language": languages.of(request),
        "name": dict(settings.LANGUAGES)[languages.of(request)],
        "looks": looks.LOOKS.items(),
        "look": looks.of(request),
    }


@register.simple_tag
def reads() -> str:
    """Say, as ``Accept-Language`` does, what a page's script asks for to be answered as the page was."""
    return ", ".join(languages.reading())


@register.inclusion_tag("_canonical.html")
def canonical(path: str) -> dict[str, Any]:
    """Tell search engines the one address of a public page, and those of it in each language."""
    return {
        "site_url": settings.SITE_URL,
        "path": path,
        "others": [(code, languages.addressed(path, code)) for code in languages.codes()],
        "default": languages.without_prefix(path),
    }
