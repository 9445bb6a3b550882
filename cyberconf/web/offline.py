"""What a browser keeps for a place without a network: the worker that does so, and the page for all else."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe
from django.views.decorators.vary import vary_on_headers

from cyberconf.web.compression import way
from cyberconf.web.scripts import slim

WORKER = settings.ROOT / "static/js/worker.js"
DRAFT = "js/draft.js"  # keeps a text that is typed into a copy


def _mark(_request: HttpRequest) -> str:
    return "W/" + quote_etag(sha256(_worker().encode()).hexdigest()[:16])


@require_safe
@vary_on_headers("Accept-Encoding")
@cache_control(no_cache=True)
@etag(_mark)
def worker(request: HttpRequest) -> HttpResponse:
    """Send the service worker; it stands at the root, as a worker sees to the pages beside and below it."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    if way(request) == "br":  # once and thoroughly, as a static file is
        response.content = _packed()
        response.headers["Content-Encoding"] = "br"
    return response


@require_safe
@cache_control(no_cache=True)
def fallback(request: HttpRequest) -> HttpResponse:
    """Show what stands in for a page that was not kept; the worker lists those that were."""
    return render(request, "offline.html")


@lru_cache(maxsize=1)
def _worker() -> str:
    """Return the worker's code with what this site tells it."""
    site = {"fallback": reverse("offline"), "draft": static(DRAFT)}
    return f"self.site = {json.dumps(site)};\n{slim(WORKER.read_text())}"


@lru_cache(maxsize=1)
def _packed() -> bytes:
    return bytes(brotli.compress(_worker().encode(), mode=brotli.MODE_TEXT))
