"""How allauth's sign-in through others behaves here."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.emailkit import valid_email_or_none
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.accounts.recency import is_surely_theirs, sign_in_again


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Our own answers to what ``allauth.socialaccount`` asks."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return those whose keys the environment gives: none are kept in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Add a provider only to the account of who signed in a moment ago, however it was begun."""
        is_connecting = sociallogin.state.get("process") == AuthProcess.CONNECT
        if is_connecting and not (request.user.is_authenticated and is_surely_theirs(request)):
            raise ImmediateHttpResponse(sign_in_again(request, reverse("mfa_index")))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Take over name and address as suggestions, and keep nothing else of what the provider tells."""
        user: User = sociallogin.user
        parts = [data.get("first_name"), data.get("last_name")]
        user.name = (data.get("name") or " ".join(part for part in parts if part))[:150]
        user.email = valid_email_or_none(data.get("email")) or ""
        sociallogin.account.extra_data = {}
        return user

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, str]:
        """Return what the form of a new account begins with."""
        return {"email": sociallogin.user.email, "name": sociallogin.user.name}

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Lead back to where it was asked for."""
        return reverse("mfa_index")

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say at the sign-in what happened, and keep where somebody was going."""
        said = (
            _("You stopped signing in with %(provider)s.")
            if error == AuthError.CANCELLED
            else _("%(provider)s could not tell us who you are. Please try again, or sign in by a code.")
        )
        messages.error(request, said % {"provider": provider.name})
        wanted = ((extra_context or {}).get("state") or {}).get("next")
        where = reverse("account_login") + (f"?{urlencode({'next': wanted})}" if wanted else "")
        raise ImmediateHttpResponse(redirect(where))
