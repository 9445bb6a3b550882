"""Pages that others may show in a frame of theirs. All else refuses to be framed (DESIGN, section 11)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

P = ParamSpec("P")


def embeddable(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let the sites of ``EMBEDDED_BY`` show in a frame what the view answers: for pages without any form.

    Where nothing is, the frame says so: a browser shows a page that may not be framed as a broken site.
    """

    @wraps(view)
    def framed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404 as refusal:
            reason = refusal.args[0] if refusal.args else ""
            told = {"reason": reason, "look": "", "page": settings.SITE_URL + reverse("events:home")}
            response = render(request, "embed_nothing.html", told, status=404)
        response._csp_replace = {"frame-ancestors": settings.EMBEDDED_BY}  # type: ignore[attr-defined]  # read by csp
        response.xframe_options_exempt = True
        return response

    return framed
