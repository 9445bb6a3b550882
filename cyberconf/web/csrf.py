"""Forms that answer for themselves when the check against cross-site requests fails (ADR 2)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def answers_csrf_failure(view: View) -> View:
    """Have ``csrf_failure`` call the view with ``is_trusted=False`` when the check failed.

    Such a view changes nothing on behalf of who is signed in then; it gives back what was typed.
    """
    view.answers_csrf_failure = True  # type: ignore[attr-defined]  # read below
    return view


def own_answer(request: HttpRequest) -> HttpResponse | None:
    """Return what the view that was asked for says to a failed check, if it has something to say."""
    match = request.resolver_match
    if match is None or not getattr(match.func, "answers_csrf_failure", False):
        return None
    answer: HttpResponse = match.func(request, *match.args, is_trusted=False, **match.kwargs)
    return answer


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Say whether the browser tells that another site's page sent this request.

    Browsers older than 2023 may tell nothing; then the answer is no.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None or origin in settings.CSRF_TRUSTED_ORIGINS:
        return False
    return urlsplit(origin).netloc != request.get_host()
