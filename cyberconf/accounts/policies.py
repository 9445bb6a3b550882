"""Questions about people that pages and services ask."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cyberconf.accounts.models import User


def is_verified(user: User | AnonymousUser) -> bool:
    """Say whether the user has shown that the address on the account is theirs.

    One query the first time, none for the same instance after that.
    """
    if not isinstance(user, User):
        return False
    if "_is_verified" not in user.__dict__:
        rows = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True)
        user.__dict__["_is_verified"] = rows.exists()
    return bool(user.__dict__["_is_verified"])


def may_sign_in(user: User, *, at: datetime | None = None) -> bool:
    """Say whether the user may be signed in at the instant ``at``: now, if not given.

    The end of a suspension needs nobody to lift it.
    """
    is_suspended = user.suspended_until is not None and (at or timezone.now()) < user.suspended_until
    return user.is_active and not is_suspended


def may_have_tokens(user: User | AnonymousUser) -> bool:
    """Say whether the user may let programs act for them: staff alone, as programs do the work of staff."""
    return isinstance(user, User) and may_sign_in(user) and user.is_staff


def may_by_token(user: User, *permissions: str) -> bool:
    """Say whether the user may now do, through a program, what needs all of these permissions of Django's."""
    return may_have_tokens(user) and user.has_perms(permissions)
