"""The page on which staff make and revoke the tokens of their programs."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cyberconf.accounts.factors.gate import second_factor_required
from cyberconf.accounts.models import ApiToken, User
from cyberconf.accounts.policies import may_have_tokens
from cyberconf.accounts.recency import recent_sign_in_required
from cyberconf.accounts.token_forms import TokenForm
from cyberconf.accounts.tokens import revoke


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@second_factor_required
@recent_sign_in_required
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens and make another, which is shown in the answer and never again."""
    user = _staff(request)
    form = TokenForm(request.POST if request.method == "POST" else None)
    form.owner = user
    issued = form.issue() if form.is_valid() else None
    rows = ApiToken.objects.of(user)
    context = {
        "form": TokenForm() if issued else form,
        "issued": issued,
        "live": rows.live(timezone.now()),
    }
    status = 201 if issued else 422 if form.errors else 200
    return render(request, "account/tokens.html", context, status=status)


@require_POST
@login_required
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own tokens."""
    token = get_object_or_404(ApiToken.objects.of(_staff(request)), pk=pk)
    if revoke(token):
        messages.success(request, _("“%(name)s” no longer holds.") % {"name": token.name})
    return redirect("account_tokens")


def _staff(request: HttpRequest) -> User:
    if not may_have_tokens(request.user):
        raise Http404(_("Only staff have tokens."))
    assert isinstance(request.user, User)
    return request.user
