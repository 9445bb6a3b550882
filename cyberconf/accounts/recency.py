"""Whether somebody signed in a moment ago: asked before what cannot be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.http import HttpRequest

RECENT = timedelta(minutes=15)  # to read a page and decide; too short for a device left open over lunch


def signed_in_recently(request: HttpRequest, *, at: datetime) -> bool:
    """Say whether this session was opened, or its owner asked again, less than ``RECENT`` before ``at``."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    if not request.user.is_authenticated or not records:
        return False
    last = datetime.fromtimestamp(max(record["at"] for record in records), tz=UTC)
    return at - last < RECENT
