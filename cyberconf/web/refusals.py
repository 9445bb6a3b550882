"""What is answered when something is refused or breaks: a page to people, a problem in JSON to programs."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt

from cyberconf.web.csrf import own_answer
from cyberconf.web.rest.problems import RestError

PROGRAMS = "/api"  # below it nobody reads a page
START = f"{PROGRAMS}/v1/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what was sent could not be read."""
    if is_for_programs(request):
        return RestError(400, "bad_request", _("What was sent could not be read.")).response()
    return defaults.bad_request(request, exception)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this account may not see what is there."""
    if is_for_programs(request):
        return RestError(403, "not_allowed", str(exception) or _("You may not do this.")).response()
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is at the address, with the reason where a page of ours gave one."""
    if is_for_programs(request):
        detail = _("There is nothing at this address. The API begins at %(start)s.") % {"start": START}
        return RestError(404, "not_found", detail).response()
    return render(request, "404.html", {"reason": reason_of(exception)}, status=404)


def reason_of(exception: Exception) -> str:
    """Return why nothing is there, where a page of ours said so: Django's own words name a model."""
    if isinstance(exception.__context__, ObjectDoesNotExist) and exception.__cause__ is None:
        return ""
    return exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""


@csrf_exempt  # nothing is there to protect: it raises Http404 whatever comes
def nothing(request: HttpRequest) -> HttpResponse:
    """Answer where nothing is, and nothing else may be: no conference has the address of the API."""
    raise Http404


def broken(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault."""
    if is_for_programs(request):
        detail = _("Something went wrong here. It has been noted. Please try again in a minute.")
        return RestError(500, "broken", detail).response()
    return defaults.server_error(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form's protection did not match, and give back what was typed in it.

    A view marked with ``answers_csrf_failure`` says so itself.
    """
    answer = own_answer(request)
    if answer is not None:
        return answer
    context = {"address": _page_of(request), "typed": _typed(request)}
    return render(request, "403_csrf.html", context, status=403)


def wrong_method(allowed: str) -> RestError:
    """Return the refusal of a method where those in ``allowed``, with commas between them, are taken."""
    detail = _("This address does not take that method. Expected one of: %(allowed)s.")
    return RestError(405, "method", detail % {"allowed": allowed}, headers={"Allow": allowed})


def explain_methods(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give the answers of Django that a method is not taken, which are empty, something to read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return _not_allowed(request, response.headers["Allow"])
        return response

    return middleware


def _not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    if is_for_programs(request):
        return wrong_method(allowed).response()
    is_read = "GET" in allowed.split(", ")
    context = {"address": request.path if is_read else "", "typed": _typed(request)}
    response = render(request, "405.html", context, status=405)
    response.headers["Allow"] = allowed
    return response


def _page_of(request: HttpRequest) -> str:
    """Return the page of this site that a form was sent from, or "" where the browser does not say."""
    address = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if is_ours else ""


def _typed(request: HttpRequest) -> list[str]:
    """Return the text of a comment that was sent, if one was."""
    return [value for value in request.POST.getlist("body") if value]


def is_for_programs(request: HttpRequest) -> bool:
    """Say whether whoever asks for the address reads JSON, and no page."""
    return request.path_info == PROGRAMS or request.path_info.startswith(f"{PROGRAMS}/")
