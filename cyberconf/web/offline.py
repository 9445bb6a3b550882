"""What a browser keeps for a place without a network: the worker that does so, and the page for all else."""

from __future__ import annotations

import json
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cyberconf.web.sheets import JOINED

WORKER = settings.ROOT / "static/js/worker.js"
FIRST = (*JOINED, "icon.svg")  # what each page needs


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Send the service worker; it stands at the root, as a worker sees to the pages beside and below it."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(no_cache=True)
def fallback(request: HttpRequest) -> HttpResponse:
    """Show what stands in for a page that was not kept; the worker lists those that were."""
    return render(request, "offline.html")


@lru_cache(maxsize=1)
def _worker() -> str:
    """Return the worker's code with what this site tells it."""
    site = {"first": [static(name) for name in FIRST], "fallback": reverse("offline")}
    return f"self.site = {json.dumps(site)};\n{WORKER.read_text()}"
