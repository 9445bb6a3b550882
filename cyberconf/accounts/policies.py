"""Questions about people that pages and services ask."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

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
