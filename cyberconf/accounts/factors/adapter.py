"""How allauth's second factors behave here."""

from __future__ import annotations

import base64
import hashlib
import logging
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.web.context import site_words

log = logging.getLogger(__name__)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """Our own answers to what ``allauth.mfa`` asks."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This is not a code that is good now. Please look for the newest one."
        ),
        "unverified_email": gettext_lazy("Please confirm your e-mail address first."),
        "cannot_generate_recovery_codes": gettext_lazy("Please add a passkey or an app first."),
    }

    def get_totp_issuer(self) -> str:
        """Return what the app writes above the code: the host of the site."""
        return self._get_site_name()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Return the name of a passkey whose owner gave none."""
        return _("Passkey")

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it: useless to who has read the database alone."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret; where it was kept under another key one that nobody has: no code is good then."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error(
                "A second factor cannot be read: SECRET_KEY is not the one it was made under. "
                "Its owner needs another one: manage.py reset_second_factor."
            )
            return str(generate_totp_secret())

    def _get_site_name(self) -> str:
        return site_words()["site_name"]


def _cipher() -> MultiFernet:
    """Return what the secrets are under, by the key of the site and, to read, those that it had before."""
    keys: list[str] = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"accounts.factors" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
