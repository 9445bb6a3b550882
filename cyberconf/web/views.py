"""Pages that belong to no app: health, and what is shown when something is refused."""

from __future__ import annotations

from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from redis import RedisError

from cyberconf.web.csrf import own_answer


@require_safe
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@cache_control(no_store=True)
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the process can serve: its database and its cache answer. 503 when one does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        cache.get("readyz")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    except RedisError:
        return HttpResponse("The cache does not answer.\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is at the address, with the reason where a page of ours gave one."""
    reason = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"reason": reason}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form's protection did not match, and give back what was typed in it.

    A view marked with ``answers_csrf_failure`` says so itself.
    """
    answer = own_answer(request)
    if answer is not None:
        return answer
    typed = [value for name, value in request.POST.items() if name == "body" and value]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)
