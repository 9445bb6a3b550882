"""What WordPress.com is asked: https://developer.wordpress.com/docs/oauth2/ and ``/rest/v1.1/me``."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter, OAuth2CallbackView, OAuth2LoginView
from django.http import HttpRequest


class WordPressAdapter(OAuth2Adapter):  # type: ignore[misc]  # allauth carries no types
    """Where to ask, and how."""

    provider_id = "wordpress"
    authorize_url = "https://public-api.wordpress.com/oauth2/authorize"
    access_token_url = "https://public-api.wordpress.com/oauth2/token"  # noqa: S105  # an address
    profile_url = "https://public-api.wordpress.com/rest/v1.1/me"

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **_answer: Any) -> Any:
        """Ask who it is."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers={"Authorization": f"Bearer {token.token}"})
            answer.raise_for_status()
            return self.get_provider().sociallogin_from_response(request, answer.json())


oauth2_login = OAuth2LoginView.adapter_view(WordPressAdapter)
oauth2_callback = OAuth2CallbackView.adapter_view(WordPressAdapter)
