"""Following a discussion, and stopping mails without signing in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import subjects, subscriptions
from comments.models import Discussion
from comments.services import follow, unfollow
from cyberconf.accounts.models import User
from events.views.lookup import published_or_404


@csrf_exempt  # mail programs post here from no page of ours; they show a signed address (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the address in a mail stops, and stop it when it is posted to. To look changes nothing."""
    found = subscriptions.find(token)
    if found is None:
        raise Http404(_("This address stops no mail of ours. Your profile says what you are mailed."))
    if request.method == "POST":
        found.stop()
    context = {"subscription": found, "is_stopped": request.method == "POST"}
    return render(request, "comments/subscription.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def following(request: HttpRequest, conference: str, session: str, number: int | None = None) -> HttpResponse:
    """Follow the discussion of a session or a question, or no longer: ``follow`` says yes or no."""
    subject = _subject(conference, session, number)
    if request.method == "POST":
        assert isinstance(request.user, User)
        rows = subjects.rows(subject)
        discussion, _made = Discussion.objects.get_or_create(session=rows.session, question=rows.question)
        if request.POST.get("follow") == "no":
            unfollow(request.user, discussion)
            messages.success(request, _("You no longer follow this discussion."))
        else:
            follow(request.user, discussion)
            messages.success(request, _("You follow this discussion: new comments are mailed to you."))
    return HttpResponseRedirect(f"{subject.url}#discussion", status=303)


def _subject(conference: str, session: str, number: int | None) -> subjects.Subject:
    subject = subjects.find(published_or_404(conference), slug=session, number=number)
    if subject is None:
        raise Http404(_("The programme does not have this discussion."))
    return subject
