"""What WordPress.com tells about somebody."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider

from cyberconf.accounts.wordpress.views import WordPressAdapter


class WordPressProvider(OAuth2Provider):  # type: ignore[misc]  # allauth carries no types
    """WordPress.com."""

    id = "wordpress"
    name = "WordPress.com"
    account_class = ProviderAccount
    oauth2_adapter_class = WordPressAdapter

    def get_default_scope(self) -> list[str]:
        """Ask who it is, and for none of their blogs."""
        return ["auth"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Return the number of the account."""
        return str(data["ID"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return name and address, and whether WordPress.com has verified it."""
        return {
            "name": data.get("display_name"),
            "username": data.get("username"),
            "email": data.get("email"),
            "email_verified": data.get("email_verified") is True,
        }


provider_classes = [WordPressProvider]
