"""Nobody enters the pages of the staff without a second factor, unless a demonstration says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from cyberconf.accounts.factors.policies import may_enter_staff_pages

View = Callable[..., HttpResponseBase]
LEAVING = {"login", "logout", "jsi18n"}  # of admin: asked on the way in and out


class StaffSecondFactor:
    """The middleware that stands before every page of admin, ours or Django's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let everything through: ``process_view`` knows what is asked for."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """Lead who has yet to show a second factor to where that is done."""
        match = request.resolver_match
        is_admin = match is not None and "admin" in match.namespaces and match.url_name not in LEAVING
        return _led_away(request) if is_admin and not may_enter_staff_pages(request) else None


def second_factor_required(view: View) -> View:
    """Make a view outside admin as hard to enter as those of admin."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if may_enter_staff_pages(request) else _led_away(request)

    return guarded


def _led_away(request: HttpRequest) -> HttpResponseRedirect:
    wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode({'next': wanted})}")
