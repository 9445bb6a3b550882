"""What is done to accounts, wherever it is done from."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.accounts.roles import Role, group_for


def create_user(
    *,
    email: str,
    name: str,
    affiliation: str = "",
    country: str = "",
    speaking_for: str = User.SpeakingFor.SELF,
    password: str | None = None,
    is_verified: bool = False,
    role: Role | None = None,
) -> User:
    """Make a user with a primary address; without a password they sign in by a code to that address.

    A ``role`` makes them staff with the permissions of its group.

    Raises:
        ValidationError: by field, in words for the person who filled them in.
    """
    said = {"name": name, "affiliation": affiliation, "country": country, "speaking_for": speaking_for}
    try:
        return _create_user(email, password, said, is_verified=is_verified, role=role)
    except IntegrityError as problem:  # another request took the address after it was found to be free
        raise ValidationError({"email": _("Somebody already uses this address.")}) from problem


@transaction.atomic
def _create_user(
    email: str, password: str | None, said: dict[str, Any], *, is_verified: bool, role: Role | None
) -> User:
    user = User.objects.create_user(email, password, is_staff=role is not None, **said)
    address = EmailAddress(user=user, email=user.email, primary=True, verified=is_verified)
    address.full_clean()
    address.save()
    if role is not None:
        user.groups.add(group_for(role))
    return user
