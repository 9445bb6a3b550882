"""The page on which somebody accepts an invitation to a conference's team."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cyberconf.accounts import sessions
from cyberconf.accounts.models import User
from events import inviting
from events.errors import ProgrammeError
from events.models import Invitation


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what somebody is invited to; accept for who is signed in under the address that was invited."""
    found = inviting.recognise(token)
    if found is None:
        message = _("This invitation does not hold: it was accepted or withdrawn, or its time is over.")
        raise Http404(message)
    user = request.user
    if request.method != "POST":
        state = inviting.obstacle(found, user) if isinstance(user, User) else "visitor"
        if state is None:
            sessions.arrived(request.session)
        else:
            sessions.came_for(request.session, request.path)
        return _page(request, found, state)
    if not isinstance(user, User):
        return redirect_to_login(request.path)
    try:
        member = inviting.accept(found, by=user)
    except ProgrammeError as refusal:
        return _page(request, found, refusal.code, status=403)
    said = {"conference": found.conference, "role": member.get_role_display()}
    messages.success(request, _("You work on %(conference)s now, as %(role)s.") % said)
    return HttpResponseRedirect(reverse("admin:events_conference_change", args=[found.conference_id]))


def _page(request: HttpRequest, found: Invitation, state: str | None, *, status: int = 200) -> HttpResponse:
    context = {
        "invitation": found,
        "part": f"events/_invitation_{state or 'open'}.html",
        "zone": found.conference.time_zone,
    }
    response = render(request, "events/invitation.html", context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"  # the address is not for others to know
    return response
