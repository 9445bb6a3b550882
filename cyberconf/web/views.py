"""Pages that belong to no app: health, and what is shown when something is refused."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cyberconf.web.csrf import own_answer


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say that the process can serve: its database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form's protection did not match, and give back what was typed in it.

    A view marked with ``answers_csrf_failure`` says so itself.
    """
    answer = own_answer(request)
    if answer is not None:
        return answer
    typed = [value for name, value in request.POST.items() if name == "body" and value]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)
