"""Account pages: allauth's, made to keep where somebody was going, and our profile."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.stagekit import clear_login, stash_login, unstash_login
from allauth.account.stages import LoginStage
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cyberconf.accounts import choices, sessions
from cyberconf.accounts.factors.forms import UsePasskeyForm
from cyberconf.accounts.forms import ProfileForm, RequestLoginCodeForm
from cyberconf.accounts.models import User
from cyberconf.accounts.social.offers import offered
from cyberconf.web import languages


def _with_next(url: str, destination: str | None) -> str:
    return f"{url}?{urlencode({REDIRECT_FIELD_NAME: destination})}" if destination else url


class KeepsNext:
    """Leads somebody whose code is still awaited to its page, and from there to where they want to go now."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponse | None:
        response: HttpResponse | None = super()._redirect_to_pending_stage(request, stage)  # type: ignore[misc]
        destination = self.get_next_url()  # type: ignore[attr-defined]
        if not destination or not response or not stage.urlname:
            return response
        stage.login.redirect_url = destination
        stash_login(request, stage.login)
        return HttpResponseRedirect(_with_next(reverse(stage.urlname), destination))


class LoginView(KeepsNext, allauth.LoginView):  # type: ignore[misc]  # allauth carries no types
    """Signs in: by a code, or with a password further down."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form that asks for a code, and that of a passkey."""
        forms = {
            "code_form": RequestLoginCodeForm(auto_id="id_code_%s"),
            "passkey_form": UsePasskeyForm(auto_id="id_passkey_%s"),
            "providers": offered(self.request),
            "passkey_url": _with_next(reverse("mfa_login_webauthn"), self.get_next_url()),
        }
        return super().get_context_data(**forms, **kwargs)  # type: ignore[no-any-return]


class SignupView(KeepsNext, allauth.SignupView):  # type: ignore[misc]  # allauth carries no types
    """Makes an account."""


class RequestLoginCodeView(KeepsNext, allauth.RequestLoginCodeView):  # type: ignore[misc]  # as above
    """Sends a code to sign in with."""


class ConfirmLoginCodeView(allauth.ConfirmLoginCodeView):  # type: ignore[misc]  # as above
    """Takes the code that signs in."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Keep the destination when the tries are used up."""
        response: HttpResponse = super().form_invalid(form)
        if isinstance(response, HttpResponseRedirect):
            return redirect(_with_next(response.url, self.get_next_url()))
        return response


class ConfirmEmailView(allauth.ConfirmEmailVerificationCodeView):  # type: ignore[misc]  # as above
    """Takes the code that shows that an address is one's own."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Keep the destination when the tries are used up."""
        destination = self.stage.login.redirect_url if self.stage else self.get_next_url()
        response: HttpResponse = super().form_invalid(form)
        if isinstance(response, HttpResponseRedirect):
            return redirect(_with_next(response.url, destination))
        return response


confirm_email = allauth.login_not_required(ConfirmEmailView.as_view())


@require_POST
def restart(request: HttpRequest) -> HttpResponseBase:
    """Forget the code that is awaited, and nothing else: the address may have been mistyped."""
    login = unstash_login(request, peek=True)
    destination = login.redirect_url if login else None
    page = "account_signup" if login and login.signup else "account_login"
    clear_login(request)
    request.session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)
    return redirect(_with_next(reverse(page), destination))


@require_POST
def sign_in_again(request: HttpRequest) -> HttpResponseBase:
    """Lead back through signing in; texts that wait in the session stay."""
    sessions.leave(request.session)
    return redirect(_with_next(reverse("account_login"), request.POST.get(REDIRECT_FIELD_NAME)))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what people say of themselves."""
    assert isinstance(request.user, User)
    user = User.objects.get(
        pk=request.user.pk
    )  # a copy, so that refused values do not show in the page's head
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        response = redirect("account_profile")
        choices.remember(response, user.language)
        with translation.override(user.language or languages.of(request)):
            messages.success(request, _("Your profile is saved."))
        return response
    return render(request, "account/profile.html", {"form": form}, status=422 if form.errors else 200)
