"""Questions about second factors."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from cyberconf.accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes stand in for them alone


def has_factor(user: User) -> bool:
    """Say whether a passkey or an app is set up. One query."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def needs_factor(user: User) -> bool:
    """Say whether this person's pages of the staff ask for a second factor."""
    return user.is_staff and settings.STAFF_SECOND_FACTOR == "required"


def has_shown_factor(request: HttpRequest) -> bool:
    """Say whether who is signed in has shown a second factor in this session. No query."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def may_enter_staff_pages(request: HttpRequest) -> bool:
    """Say whether nothing of a second factor keeps who is asking from the pages of the staff."""
    user = request.user
    return not isinstance(user, User) or not needs_factor(user) or has_shown_factor(request)
