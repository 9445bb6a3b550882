"""Posting into a discussion, and replying."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from comments import posting, subjects
from comments.models import Comment
from comments.subjects import Target
from cyberconf.web import languages
from cyberconf.web.csrf import answers_csrf_failure
from events.models import Conference
from events.publishing import published


@require_http_methods(["GET", "HEAD", "POST"])
@answers_csrf_failure
def discussion(
    request: HttpRequest, conference: str, session: str, number: int | None = None, *, is_trusted: bool = True
) -> HttpResponse:
    """Post a comment on a session or a question. Who comes here otherwise is led to the discussion."""
    try:
        found = published(conference, languages.reading())
    except Conference.DoesNotExist:
        return posting.gone(request)
    about = request.POST.get("about", "") if request.method == "POST" else ""
    subject = subjects.find(found, slug=session, number=number, about=about)
    if subject is None:
        return posting.gone(request)
    if request.method != "POST":
        return HttpResponseRedirect(f"{subject.url}#discussion")
    return posting.Posting(request, found.programme, Target(subject)).answer(is_trusted=is_trusted)


@require_http_methods(["GET", "HEAD", "POST"])
@answers_csrf_failure
def replies(request: HttpRequest, pk: str, *, is_trusted: bool = True) -> HttpResponse:
    """Show the form for a reply to a comment that everybody may read, and post it."""
    parent = Comment.objects.published().for_permalink().filter(pk=pk).first()
    place = None if parent is None else subjects.of_comment(parent)
    if place is None:
        return posting.gone(request)
    found, subject = place
    reply = posting.Posting(request, found.programme, Target(subject, parent))
    return reply.answer(is_trusted=is_trusted) if request.method == "POST" else reply.show()
