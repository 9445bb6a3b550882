"""The pages of the API itself: where it begins, its OpenAPI document, and the same for people."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from cyberconf import __version__
from cyberconf.api.docs import chapters, shapes
from cyberconf.api.schema import document
from cyberconf.web.rest.answers import answer

LINKS = {"conferences": "api:conferences", "openapi": "api:openapi", "documentation": "api:docs"}


def root(request: HttpRequest) -> HttpResponse:
    """Say where to begin."""
    links = {name: settings.SITE_URL + reverse(target) for name, target in LINKS.items()}
    return answer(request, json.dumps({"title": "Cyberconf", "version": __version__} | links).encode())


def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI document."""
    return answer(request, json.dumps(document(), ensure_ascii=False).encode())


@csrf_exempt  # it takes no form: require_safe, and not a page about cookies, refuses what writes
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the OpenAPI document to people, in the site's own frame and without a script."""
    described = document()
    context = {"info": described["info"], "chapters": chapters(described), "shapes": shapes(described)}
    return render(request, "api/docs.html", context | {"base": described["servers"][0]["url"]})
