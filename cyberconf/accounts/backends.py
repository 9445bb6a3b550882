"""Who is let in by a password, and stays signed in: nobody who is suspended."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from cyberconf.accounts.models import User
from cyberconf.accounts.policies import may_sign_in


class PasswordBackend(ModelBackend):
    """Django's own, asked too who a signed-in session belongs to."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Say whether this person may be signed in now."""
        return isinstance(user, User) and may_sign_in(user)


class AddressBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """allauth's, by e-mail address."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Say whether this person may be signed in now."""
        return isinstance(user, User) and may_sign_in(user)
