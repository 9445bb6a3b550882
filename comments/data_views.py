"""My data: what the site keeps about somebody, to take away or to have forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from comments import mydata
from comments.data_forms import LeavingForm
from comments.errors import CommentError
from comments.services import leave
from cyberconf.accounts.models import User
from cyberconf.accounts.recency import recent_sign_in_required

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@recent_sign_in_required
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """Say what is kept, offer it, and close the account when that is asked for."""
    assert isinstance(request.user, User)
    form = LeavingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            leave(request.user, form.cleaned_data["words"])
        except CommentError as refusal:
            form.add_error(None, refusal.message)
        else:
            logout(request)
            messages.success(
                request, _("Your account is closed. Nothing here says any more that it was yours.")
            )
            return redirect("events:home")
    return render(
        request, "comments/my_data.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


@require_safe
@login_required
@recent_sign_in_required
@cache_control(no_store=True, private=True)
def download(request: HttpRequest) -> HttpResponse:
    """Hand over all that is kept about who asks, as JSON."""
    assert isinstance(request.user, User)
    style = {"ensure_ascii": False, "indent": 1}
    answer = JsonResponse(mydata.collect(request.user), json_dumps_params=style)
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer
