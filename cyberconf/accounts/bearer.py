"""Who calls the API: known by a token in ``Authorization: Bearer`` and by nothing else.

A session cookie is not looked at, so that no page of another site can write with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase

from cyberconf.accounts import tokens
from cyberconf.accounts.models import User
from cyberconf.accounts.policies import may_by_token
from cyberconf.web.rest.problems import RestError

CHALLENGE = 'Bearer realm="cyberconf"'


class Bearer(AuthBase):
    """Ninja's way to ask for a token. Unlike Ninja's own it never logs what was sent."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> User:
        """Return whose token it is.

        Raises:
            RestError: 401, where there is none or it does not hold.
        """
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            detail = _("This needs a token: send it as “Authorization: Bearer …”.")
            raise RestError(401, "no_token", detail, headers={"WWW-Authenticate": CHALLENGE})
        token = tokens.recognise(secret.strip())
        if token is None:
            detail = _("This token does not hold. It may be mistyped, expired or revoked.")
            challenge = f'{CHALLENGE}, error="invalid_token"'
            raise RestError(401, "bad_token", detail, headers={"WWW-Authenticate": challenge})
        return token.user


def require(user: User, *permissions: str) -> None:
    """Refuse who may not do what needs all of these permissions.

    Raises:
        RestError: 403, naming what is missing.
    """
    if not may_by_token(user, *permissions):
        refuse(permissions or [_("being of the staff")])


def refuse(permissions: Iterable[str]) -> NoReturn:
    """Refuse whoever lacks one of these permissions.

    Raises:
        RestError: 403, naming them.
    """
    detail = _("The owner of this token may not do this. It needs: %(permissions)s.")
    raise RestError(403, "not_allowed", detail % {"permissions": ", ".join(permissions)})


def caller(request: HttpRequest) -> User:
    """Return whose token came with the request, which ``Bearer`` has let through."""
    user = getattr(request, "auth", None)
    assert isinstance(user, User)
    return user
