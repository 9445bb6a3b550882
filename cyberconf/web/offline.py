"""What a browser keeps for a place without a network, and the worker that does so."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe
from django.views.decorators.vary import vary_on_headers

from cyberconf.web.compression import way
from cyberconf.web.scripts import slim

FOLDER = settings.ROOT / "static/js/worker"
PARTS = ("answering.js", "keeping.js", "showing.js")  # one script of all: each that it imports has a head


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


@lru_cache(maxsize=1)
def _worker() -> str:
    return "".join(slim((FOLDER / part).read_text()) for part in PARTS)


@lru_cache(maxsize=1)
def _packed() -> bytes:
    return bytes(brotli.compress(_worker().encode(), mode=brotli.MODE_TEXT))
