"""Whether somebody signed in a moment ago: asked before what cannot be taken back, or lets others in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from cyberconf.accounts.factors.policies import has_factor, has_shown_factor
from cyberconf.accounts.models import User

RECENT = timedelta(minutes=15)  # to read a page and decide; too short for a device left open over lunch
View = Callable[..., HttpResponseBase]


def signed_in_recently(request: HttpRequest, *, at: datetime) -> bool:
    """Say whether this session was opened, or its owner asked again, less than ``RECENT`` before ``at``."""
    records = get_authentication_records(request, request.user)
    if not request.user.is_authenticated or not records:
        return False
    last = datetime.fromtimestamp(max(record["at"] for record in records), tz=UTC)
    return at - last < RECENT


def is_surely_theirs(request: HttpRequest) -> bool:
    """Say whether who asks signed in a moment ago, with their second factor if they have one."""
    assert isinstance(request.user, User)
    is_recent = signed_in_recently(request, at=timezone.now())
    return is_recent and (has_shown_factor(request) or not has_factor(request.user))


def sign_in_again(request: HttpRequest, wanted: str) -> HttpResponse:
    """Return the page that asks to sign in again, from where it leads to ``wanted``."""
    return render(request, "account/sign_in_again.html", {"wanted": wanted}, status=403)


def recent_sign_in_required(view: View) -> View:
    """Ask who signed in long ago to do it again, and lead them back; who did not is left to the view."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or is_surely_theirs(request):
            return view(request, *args, **kwargs)
        return sign_in_again(request, request.path)

    return guarded
