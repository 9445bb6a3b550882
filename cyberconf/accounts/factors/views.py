"""The pages of second factors: allauth's, made ours."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cyberconf.accounts.adapter import AccountAdapter
from cyberconf.accounts.factors.policies import has_shown_factor, needs_factor
from cyberconf.accounts.models import User
from cyberconf.accounts.recency import recent_sign_in_required
from cyberconf.accounts.services import end_sessions
from cyberconf.accounts.social.offers import connected, offered

INDEX = reverse_lazy("mfa_index")


@require_safe
@login_required
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """List what somebody has, and say what staff still need."""
    assert isinstance(request.user, User)
    rows = list(Authenticator.objects.filter(user=request.user).order_by("pk"))
    of = {kind: [row for row in rows if row.type == kind] for kind in Authenticator.Type}
    wanted = request.GET.get("next", "")
    context = {
        "passkeys": of[Authenticator.Type.WEBAUTHN],
        "app": next(iter(of[Authenticator.Type.TOTP]), None),
        "codes": next((row.wrap() for row in of[Authenticator.Type.RECOVERY_CODES]), None),
        "providers": offered(request),
        "connected": connected(request, request.user),
        "is_asked": needs_factor(request.user) and not has_shown_factor(request),
        "wanted": wanted if AccountAdapter(request).is_safe_url(wanted) else "",
    }
    return render(request, "mfa/index.html", context)


class ShowFactorView(AuthenticateView):  # type: ignore[misc]  # allauth carries no types
    """Asks for the second factor after the password or the code of a mail."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether there is an app: who has a passkey alone is asked for that first."""
        context = super().get_context_data(**kwargs)
        apps = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.TOTP)
        return context | {"has_app": apps.exists()}  # type: ignore[no-any-return]


class AddAppView(totp.ActivateTOTPView):  # type: ignore[misc]  # as above
    """Shows the secret that an app takes in, and asks for its first code."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Let this session count as one that has shown it; who pressed twice has added one."""
        try:
            response: HttpResponse = super().form_valid(form)
        except IntegrityError:
            return redirect("mfa_index")
        _note_shown(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskeyView(webauthn.AddWebAuthnView):  # type: ignore[misc]  # as above
    """Lets the browser make a passkey, which signs in by itself."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer what the browser makes it of; the form that is shown again is the one that was refused."""
        context = super(webauthn.AddWebAuthnView, self).get_context_data(**kwargs)
        return context | {"options": auth.begin_registration(self.request.user, passwordless=True)}  # type: ignore[no-any-return]

    def form_valid(self, form: Any) -> HttpResponse:
        """Let this session count as one that has shown it."""
        response: HttpResponse = super().form_valid(form)
        _note_shown(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RenamePasskeyView(webauthn.EditWebAuthnView):  # type: ignore[misc]  # as above
    """Gives a passkey another name."""

    success_url = INDEX


class RemovePasskeyView(webauthn.RemoveWebAuthnView):  # type: ignore[misc]  # as above
    """Takes a passkey away, once its owner has confirmed it, and ends what others have opened with it."""

    success_url = INDEX

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign out on every other device: it may be in other hands."""
        response: HttpResponse = super().form_valid(form)
        end_sessions(self.request.user, but=self.request.session.session_key)
        return response


class RemoveAppView(totp.DeactivateTOTPView):  # type: ignore[misc]  # as above
    """Takes the app away, once its owner has confirmed it, and ends what others have opened with it."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign out on every other device: it may be in other hands."""
        response: HttpResponse = super().form_valid(form)
        end_sessions(self.request.user, but=self.request.session.session_key)
        return response


class PasskeyLoginView(webauthn.LoginWebAuthnView):  # type: ignore[misc]  # as above
    """Signs in by a passkey alone, to where somebody was going."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Return what the browser asks the passkey with."""
        return JsonResponse({"options": auth.begin_authentication(user=None)})

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say at the sign-in what was wrong, and keep the destination."""
        messages.error(self.request, _("This passkey is not known here. Please sign in by a code."))
        return redirect(f"{reverse('account_login')}?{self.request.GET.urlencode()}")

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in."""
        authenticator = form.cleaned_data["credential"]
        wanted = self.request.GET.get("next", "")
        is_safe = AccountAdapter(self.request).is_safe_url(wanted)
        login = webauthn.Login(user=authenticator.user, redirect_url=wanted if is_safe else None)
        response: HttpResponse = flows.perform_passwordless_login(self.request, authenticator, login)
        return response


@require_safe
@login_required
@recent_sign_in_required
@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show the codes that are left."""
    return render(request, "mfa/recovery_codes/index.html", {"codes": _codes_of(request)})


@require_safe
@login_required
@recent_sign_in_required
@never_cache
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """Hand over the codes that are left as a text."""
    response = HttpResponse("\n".join(_codes_of(request)) + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return response


@require_POST
@login_required
def sign_outs(request: HttpRequest) -> HttpResponseBase:
    """Sign out on every device, this one too."""
    assert isinstance(request.user, User)
    end_sessions(request.user)
    messages.success(request, _("You are signed out on every device."))
    return redirect("account_login")


def _guarded(view: Any) -> Any:
    """Return what asks who signed in long ago to do it again."""
    return require_http_methods(["GET", "HEAD", "POST"])(
        login_required(recent_sign_in_required(never_cache(view.as_view())))
    )


def _codes_of(request: HttpRequest) -> list[str]:
    row = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    if row is None:
        raise Http404(_("There are no recovery codes. They come with a passkey or an app."))
    codes: list[str] = row.wrap().get_unused_codes()
    return codes


def _note_shown(request: HttpRequest, kind: str) -> None:
    assert isinstance(request.user, User)
    newest = Authenticator.objects.filter(user=request.user, type=kind).order_by("pk").last()
    record_authentication(request, request.user, "mfa", id=newest and newest.pk, type=kind)


add_app = _guarded(AddAppView)
remove_app = _guarded(RemoveAppView)
add_passkey = _guarded(AddPasskeyView)
rename_passkey = _guarded(RenamePasskeyView)
remove_passkey = _guarded(RemovePasskeyView)
make_recovery_codes = _guarded(recovery.GenerateRecoveryCodesView)
show_factor = ShowFactorView.as_view()
