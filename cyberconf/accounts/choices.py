"""The choices in the frame of every page: language and look."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cyberconf.accounts import services
from cyberconf.accounts.models import User
from cyberconf.web import cookies, languages, looks
from cyberconf.web.csrf import comes_from_elsewhere

SEE_OTHER = 303


@csrf_exempt  # pages are the same for every visitor, and so have no token; other sites are refused below
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the language or the look that was chosen, and lead back to the page, in that language."""
    if comes_from_elsewhere(request):
        raise PermissionDenied(_("This was sent by a page of another site."))
    language = _one_of(languages.codes(), request.POST.get("language"))
    look = _one_of(list(looks.LOOKS), request.POST.get("look"))
    response = HttpResponseRedirect(_back(request, language), status=SEE_OTHER)
    if language is not None:
        if isinstance(request.user, User):
            services.speak(request.user, language)
        remember(response, language)
    if look is not None:
        looks.remember(response, look)
    return response


def remember(response: HttpResponse, language: str) -> None:
    """Have the browser keep the language, or nothing where it is "", the one that the browser asks for."""
    if language:
        cookies.keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    else:
        cookies.forget(response, settings.LANGUAGE_COOKIE_NAME)


def _one_of(known: list[str], asked: str | None) -> str | None:
    if asked is not None and asked not in known:
        raise BadRequest
    return asked


def _back(request: HttpRequest, language: str | None) -> str:
    """Return the address that was asked from; that of another site, or of nothing, is the first page."""
    asked = request.POST.get("next", "")
    parts = urlsplit(asked if _is_ours(asked, request) else "/")
    where = parts.path if parts.path.startswith("/") else "/"
    if language:
        where = languages.addressed(where, language)
    found = f"{where}?{parts.query}" if parts.query else where
    return found if _is_path(where) and _is_ours(found, request) else "/"


def _is_ours(url: str, request: HttpRequest) -> bool:
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())


def _is_path(address: str) -> bool:
    """Say whether browsers take it for a path alone: they read "//" and "/\\" as the start of a host."""
    return not address.startswith("//") and "\\" not in address
