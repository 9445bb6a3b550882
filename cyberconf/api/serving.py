"""What holds for each address of the API, whatever it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, resolve
from django.utils.translation import gettext as _

from cyberconf.api.refusals import moved_to, not_found
from cyberconf.api.schema import document
from cyberconf.web.refusals import wrong_method
from cyberconf.web.rest.answers import CONTENT_TYPE, WILDCARD
from cyberconf.web.rest.problems import Fault, RestError

View = Callable[..., HttpResponse]
MAX_AGE = 86_400  # seconds that a browser may remember what it may ask: a day


def served(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern]:
    """Return Ninja's addresses with our rules around them."""
    return [
        URLPattern(pattern.pattern, serve(pattern.callback, operations), pattern.default_args, pattern.name)
        for pattern in patterns
        if isinstance(pattern, URLPattern) and (operations := document()["paths"].get(_path_of(pattern)))
    ]


def serve(view: View, operations: dict[str, Any]) -> View:
    """Answer to ``HEAD`` and ``OPTIONS`` beside what the view does, and refuse what it would overlook."""
    methods = _methods(operations)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _options(operations)
        if request.method not in methods:
            return wrong_method(", ".join(methods)).response()
        asked = "GET" if request.method == "HEAD" else str(request.method)
        try:
            _refuse_other_types(request)
            _refuse_unknown(request, operations[asked.lower()])
            response = _as(asked, request, view, *args, **kwargs)
        except RestError as problem:
            response = problem.response()
        if asked == "GET" and "security" not in operations["get"]:
            response.headers["Access-Control-Allow-Origin"] = WILDCARD
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here looks at a cookie
    return answer


def elsewhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer at addresses that are none: without the slash at its end, it may be one."""
    bare = request.path.rstrip("/")
    if request.path != bare:
        try:
            match = resolve(bare)
        except Resolver404:
            return not_found()
        if match.func is not elsewhere:
            query = request.META.get("QUERY_STRING", "")
            return moved_to(bare + (f"?{query}" if query else ""))
    return not_found()


elsewhere.csrf_exempt = True  # type: ignore[attr-defined]  # it does nothing


def _path_of(pattern: URLPattern) -> str:
    """Spell Django's address as OpenAPI does."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))


def _methods(operations: dict[str, Any]) -> list[str]:
    named = [method.upper() for method in operations]
    return sorted([*named, "OPTIONS", *(["HEAD"] if "get" in operations else [])])


def _as(method: str, request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponse:
    """Ask the view with that method, which for ``HEAD`` is ``GET``: the server leaves the body away."""
    asked, request.method = request.method, method
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = asked


def _refuse_other_types(request: HttpRequest) -> None:
    """Refuse who takes no JSON. Refusals are written as problems whatever is taken (RFC 9110, 15.5.7)."""
    if request.headers.get("Accept") and not request.accepts(CONTENT_TYPE):
        detail = _("Answers are of the type %(type)s, which the Accept header leaves out.")
        detail %= {"type": CONTENT_TYPE}
        raise RestError(406, "not_acceptable", detail, errors=[Fault(detail=detail, header="Accept")])


def _refuse_unknown(request: HttpRequest, operation: dict[str, Any]) -> None:
    """Refuse parameters that are not there or come twice: a filter that is overlooked misleads."""
    known = [each["name"] for each in operation.get("parameters", []) if each["in"] == "query"]
    errors = []
    for name, values in request.GET.lists():
        if name not in known:
            expected = ", ".join(known) or _("none")
            message = _("There is no such parameter. Expected: %(expected)s.") % {"expected": expected}
            errors.append(Fault(detail=message, parameter=name[:80]))
        elif len(values) > 1:
            errors.append(Fault(detail=_("It is given twice. Expected it once."), parameter=name))
    if errors:
        raise RestError(422, "invalid", f"{errors[0].parameter}: {errors[0].detail}", errors=errors)


def _options(operations: dict[str, Any]) -> HttpResponse:
    """Say what may be asked. A page of another site may read what is public, and nothing else."""
    response = HttpResponse(status=204, headers={"Allow": ", ".join(_methods(operations))})
    if "get" in operations and "security" not in operations["get"]:
        response.headers["Access-Control-Allow-Origin"] = WILDCARD
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        response.headers["Access-Control-Max-Age"] = str(MAX_AGE)
    return response
