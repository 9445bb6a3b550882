"""What is done to accounts, wherever it is done from."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from cyberconf.accounts.models import User
from cyberconf.accounts.roles import Role, group_for


@transaction.atomic
def create_user(
    *,
    email: str,
    name: str,
    affiliation: str = "",
    password: str | None = None,
    is_verified: bool = False,
    role: Role | None = None,
) -> User:
    """Make a user with a primary address; without a password they sign in by a code to that address.

    A ``role`` makes them staff with the permissions of its group.

    Raises:
        ValidationError: by field, in words for the person who filled them in.
    """
    user = User.objects.create_user(
        email, password, name=name, affiliation=affiliation, is_staff=role is not None
    )
    address = EmailAddress(user=user, email=user.email, primary=True, verified=is_verified)
    address.full_clean()
    address.save()
    if role is not None:
        user.groups.add(group_for(role))
    return user
