"""Clients of people who signed in, and how."""

from __future__ import annotations

import time

from django.test import Client

from cyberconf.accounts.models import User


def signed_in(user: User, *, ago: float = 0, with_factor: bool = False) -> Client:
    """A client of somebody who signed in so many seconds ago by a code, and with a second factor or not."""
    client = Client()
    client.force_login(user)
    at = time.time() - ago
    session = client.session
    session["account_authentication_methods"] = [
        {"method": method, "at": at} for method in ("code", "mfa") if method == "code" or with_factor
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
