"""Pages that others may show in a frame of theirs. All else refuses to be framed (DESIGN, section 11)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")


def embeddable(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let the sites of ``EMBEDDED_BY`` show in a frame what the view answers: for pages without any form."""

    @wraps(view)
    def framed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response._csp_replace = {"frame-ancestors": settings.EMBEDDED_BY}  # type: ignore[attr-defined]  # read by csp
        response.xframe_options_exempt = True
        return response

    return framed
