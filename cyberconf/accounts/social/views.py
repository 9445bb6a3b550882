"""The pages of signing in through others: allauth's, made ours."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount import views as allauth
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.utils import get_request_param
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cyberconf.accounts.models import User
from cyberconf.accounts.recency import recent_sign_in_required
from cyberconf.accounts.social.services import disconnect
from cyberconf.accounts.views import KeepsNext

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


class SocialSignupView(KeepsNext, allauth.SignupView):  # type: ignore[misc]  # allauth carries no types
    """Makes an account of what a provider told."""


def leaving(view: View) -> View:
    """Lead from our form to a provider by a page, and only where its keys are set.

    The policy of our pages lets forms go to this site alone, and browsers hold redirects of forms to it too.
    """

    @require_POST
    @never_cache
    @wraps(view)
    def leave(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if get_request_param(request, "process") == "connect":
            connecting: HttpResponseBase = _connect(request, view, *args, **kwargs)
            return connecting
        return _leave(request, view, *args, **kwargs)

    return leave


def arriving(view: View) -> View:
    """Take somebody back from a provider whose keys are set."""

    @require_GET
    @never_cache
    @wraps(view)
    def arrive(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _known(view, request, *args, **kwargs)

    return arrive


@require_POST
@login_required
@recent_sign_in_required
def disconnection(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in with one of one's own accounts elsewhere no more."""
    assert isinstance(request.user, User)
    disconnect(request.user, get_object_or_404(SocialAccount, user=request.user, pk=pk))
    messages.success(request, _("It signs you in no more. A code to your address does."))
    return redirect("mfa_index")


def _leave(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponseBase:
    answer = _known(view, request, *args, **kwargs)
    if not isinstance(answer, HttpResponseRedirect) or not answer.url.startswith(("https://", "http://")):
        return answer
    return render(request, "socialaccount/leaving.html", {"address": answer.url})


@login_required
@recent_sign_in_required
def _connect(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponseBase:
    return _leave(request, view, *args, **kwargs)


def _known(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except SocialApp.DoesNotExist as problem:
        raise Http404(_("Nobody signs in here in this way.")) from problem
    except (OSError, LookupError, TypeError, ValueError, AttributeError):  # no answer, or one that is none
        log.exception("A provider to sign in through gave no answer that could be read.")
        messages.error(request, _("No answer came from there. Please try again, or sign in by a code."))
        return redirect("account_login")
