"""Saying that one supports a comment."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from comments import pages, services
from comments.errors import CommentError
from comments.models import Support
from comments.orders import Sort
from comments.posting import see
from comments.views.lookup import comment_or_404, place_or_404
from cyberconf.accounts.models import User

UNVERIFIED = "unverified"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def support(request: HttpRequest, pk: str) -> HttpResponse:
    """Show a button to support the comment with, or no longer; press it. Visitors sign in first.

    ``given`` says which of the two is meant, so that a second click changes nothing.
    """
    found = comment_or_404(request, pk)
    published, subject = place_or_404(found)
    if request.method != "POST":
        context = {
            "conference": subject.conference,
            "programme": published.programme,
            "subject": subject,
            "comment": found,
            "is_supported": found.pk in Support.objects.among(request.user, [found.pk]),
        }
        return render(request, "comments/comment_support.html", context)
    assert isinstance(request.user, User)
    try:
        services.set_support(found, by=request.user, is_given=request.POST.get("given") != "0")
    except CommentError as refusal:
        messages.info(request, refusal.message)
        if refusal.code == UNVERIFIED:
            return see(f"{reverse('account_email')}?{urlencode({'next': request.path})}")
    sort = Sort.named(request.POST.get("sort", ""))
    return see(pages.address(found, subject, request.user, sort))
