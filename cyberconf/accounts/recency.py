"""Whether somebody signed in a moment ago: asked before what cannot be taken back, or lets others in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

RECENT = timedelta(minutes=15)  # to read a page and decide; too short for a device left open over lunch
View = Callable[..., HttpResponseBase]


def signed_in_recently(request: HttpRequest, *, at: datetime) -> bool:
    """Say whether this session was opened, or its owner asked again, less than ``RECENT`` before ``at``."""
    records = get_authentication_records(request, request.user)
    if not request.user.is_authenticated or not records:
        return False
    last = datetime.fromtimestamp(max(record["at"] for record in records), tz=UTC)
    return at - last < RECENT


def recent_sign_in_required(view: View) -> View:
    """Ask who signed in long ago to do it again, and lead them back; who did not is left to the view."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated or signed_in_recently(request, at=timezone.now()):
            return view(request, *args, **kwargs)
        return render(request, "account/sign_in_again.html", {"wanted": request.path}, status=403)

    return guarded
