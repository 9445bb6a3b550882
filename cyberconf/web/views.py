"""Addresses that belong to no app: health, the icon where programs look, cities, what is kept of people."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from redis import RedisError

from cyberconf.web import clocks, languages, zones

SOON = 60  # seconds, after which a zone may be known


@require_safe
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@cache_control(no_store=True)
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the process can serve: its database and its cache answer. 503 when one does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        cache.get("readyz")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    except RedisError:
        return HttpResponse("The cache does not answer.\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon, which pages name: programs that read none look here."""
    return HttpResponseRedirect(static("icon.svg"))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people, or lead to where those who run the site say it themselves."""
    return redirect(settings.PRIVACY_URL) if settings.PRIVACY_URL else render(request, "privacy.html")


@require_safe
@cache_control(public=True, max_age=604_800)
def city(request: HttpRequest) -> HttpResponse:
    """Say what the clock of a zone is called in a language of pages: scripts know zones by English names.

    ``field`` is what a field says for it.
    """
    zone = zones.find(request.GET.get("zone", ""))
    if zone is None:
        said = {"code": "time_zone", "detail": "No time zone of this name is known here."}
        headers = {"Content-Language": "en", "Cache-Control": f"max-age={SOON}"}
        return JsonResponse(said, status=404, headers=headers)
    language = languages.nearest(request.GET.get("language", ""))
    with translation.override(language):
        told = {"city": clocks.city(zone), "field": zones.written(zone)}
        return JsonResponse(told, headers={"Content-Language": language})
