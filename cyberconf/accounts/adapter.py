"""How allauth behaves here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context, ratelimit
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cyberconf.accounts import sessions
from cyberconf.accounts.models import User
from cyberconf.accounts.policies import may_sign_in
from cyberconf.web import languages, mails
from cyberconf.web.context import site_words


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Our own answers to what allauth asks."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("No account has this address and this password."),
        "incorrect_code": _("This is not the code of the newest mail. Please compare them digit by digit."),
        "rate_limited": _("Too many requests. Please wait some minutes."),
        "too_many_login_attempts": _(
            "Too many wrong tries. Please ask for a new code, or wait some minutes."
        ),
    }

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer everybody with pages."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Lead back to this host alone, never to another that the site may also answer for (S25)."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def pre_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse | None:
        """Turn away whoever is suspended, as allauth does with closed accounts."""
        if user.is_active and not may_sign_in(user):
            clear_login(request)
            answer: HttpResponse = self.respond_user_inactive(request, user)
            return answer
        passed: HttpResponse | None = super().pre_login(request, user, **options)
        return passed

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """Lead to what somebody came for, though they have gone astray before they signed in or up."""
        path = sessions.arrived(request.session)
        answer: HttpResponse = super().post_login(request, user, **options)
        return answer if path is None else HttpResponseRedirect(path)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to the profile, where the way to the password began."""
        return reverse("account_profile")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """Lead to what somebody came for, or else to the profile, where the way to a new address began."""
        return sessions.arrived(self.request.session) or reverse("account_profile")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to an account in its language, and no more than ``ACCOUNT_RATE_LIMITS`` lets anybody (S23).

        What is over the limit is dropped without a word: the pages must not tell who has an account.
        """
        if ratelimit.consume(self.request, action="mail", key=email.lower()):
            theirs = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
            with languages.speaking(theirs or get_language() or settings.LANGUAGE_CODE):
                super().send_mail(template_prefix, email, context | site_words())

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMultiAlternatives:
        """Write a mail as all of ours are, with a code set large."""
        plain = super().render_mail(template_prefix, email, context, headers)
        code = str(context.get("code", ""))
        return mails.message(plain.subject, plain.body, to=plain.to, code=code, headers=plain.extra_headers)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell somebody who signs up again how to sign in."""
        address = settings.SITE_URL + reverse("account_login")
        self.send_mail("account/email/account_already_exists", email, {"login_url": address})
