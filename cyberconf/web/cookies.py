"""What a browser keeps of a reader's choices: set by choosing alone, and read by no script."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse

KEPT = timedelta(days=365)  # from one conference to the next


def keep(response: HttpResponse, name: str, value: str) -> None:
    """Have the browser send the value with every request from now on."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=KEPT, secure=secure, httponly=True, samesite="Lax")


def forget(response: HttpResponse, name: str) -> None:
    """Have the browser send it no more."""
    response.delete_cookie(name, samesite="Lax")
