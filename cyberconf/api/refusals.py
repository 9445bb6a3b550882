"""Whatever is refused below, as a problem in JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from cyberconf.web.rest.problems import Fault, RestError, pointer
from events.api.lookup import GoneError, MovedError
from events.errors import ProgrammeError

PERMANENT = 308  # as 301, and nothing that is sent turns into a GET
NOTHING_HERE = 404
# What a ProgrammeError is in HTTP. All others are of the document: 422.
STATUSES = {
    "json": 400,
    "encoding": 400,
    "binary": 400,
    "empty": 400,
    "too_large": 413,
    "changed": 412,
    "no_end": 409,
    "room": 409,
    "days": 409,
}


def register(api: NinjaAPI) -> None:
    """Have the API answer to each kind of refusal."""
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, answer)


def not_found(detail: str = "") -> HttpResponse:
    """Say that nothing is at the address."""
    return RestError(NOTHING_HERE, "not_found", detail or _("There is nothing at this address.")).response()


def moved_to(address: str) -> HttpResponse:
    """Lead to where it is now."""
    response = HttpResponse(status=PERMANENT)
    response.headers["Location"] = address
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _not_found(request: HttpRequest, refusal: Any) -> HttpResponse:
    reason = refusal.args[0] if refusal.args and isinstance(refusal.args[0], str) else ""
    return not_found(reason)


def _denied(request: HttpRequest, refusal: Any) -> HttpResponse:
    return RestError(403, "not_allowed", str(refusal) or _("You may not do this.")).response()


def _http(request: HttpRequest, refusal: Any) -> HttpResponse:
    return RestError(refusal.status_code, "refused", refusal.message).response()


def _invalid(request: HttpRequest, refusal: Any) -> HttpResponse:
    errors = [
        Fault(detail=error["msg"], **{_kind(error["loc"]): str(error["loc"][-1])}) for error in refusal.errors
    ]
    detail = "; ".join(f"{error.parameter or error.header}: {error.detail}" for error in errors)
    return RestError(422, "invalid", detail, errors=errors).response()


def _kind(location: tuple[str, ...]) -> str:
    return "header" if location[0] == "header" else "parameter"


def _programme(request: HttpRequest, refusal: Any) -> HttpResponse:
    errors = [Fault(detail=detail, pointer=pointer(where)) for where, detail in refusal.problems]
    status = STATUSES.get(refusal.code, 422)
    return RestError(status, refusal.code, str(refusal), errors=errors).response()


def _moved(request: HttpRequest, refusal: Any) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return moved_to(refusal.address + (f"?{query}" if query else ""))


def _gone(request: HttpRequest, refusal: Any) -> HttpResponse:
    return RestError(410, "gone", str(refusal)).response()


def _rest(request: HttpRequest, refusal: Any) -> HttpResponse:
    response: HttpResponse = refusal.response()
    return response


ANSWERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    RestError: _rest,
    Http404: _not_found,
    PermissionDenied: _denied,
    HttpError: _http,
    ValidationError: _invalid,
    ProgrammeError: _programme,
    MovedError: _moved,
    GoneError: _gone,
}
