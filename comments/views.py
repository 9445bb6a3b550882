"""Posting, permalinks and the latest comments."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import pages, posting, subjects
from comments.identifiers import is_identifier
from comments.models import Comment
from comments.subjects import Subject, Target
from cyberconf.web.csrf import answers_csrf_failure
from events.models import Conference
from events.publishing import Published, published

LATEST = 20  # comments a page


@require_http_methods(["GET", "HEAD", "POST"])
@answers_csrf_failure
def discussion(
    request: HttpRequest, conference: str, session: str, number: int | None = None, *, is_trusted: bool = True
) -> HttpResponse:
    """Post a comment on a session or a question. Who comes here otherwise is led to the discussion."""
    try:
        found = published(conference)
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


@require_safe
def comment(request: HttpRequest, pk: str) -> HttpResponse:
    """Lead to the comment in the page that shows it, when this person may see it."""
    found = get_object_or_404(Comment.objects.visible_to(request.user).for_permalink(), pk=pk)
    place = subjects.of_comment(found)
    if place is None:
        raise Http404(_("The programme no longer has what this comment is about."))
    return HttpResponseRedirect(pages.address(found, place[1], request.user))


@require_safe
def latest(request: HttpRequest, conference: str) -> HttpResponse:
    """List what was said last in a conference, newest first: two queries at any size."""
    try:
        found = published(conference)
    except Conference.DoesNotExist as problem:
        raise Http404(_("There is no such conference.")) from problem
    comments = _latest(found, request.GET.get("before", ""))
    places = {subject.uid: subject for subject in subjects.every(found)}
    context = {
        "conference": found.conference,
        "programme": found.programme,
        "entries": [(comment, _place(comment, places)) for comment in comments[:LATEST]],
        "before": comments[LATEST - 1].pk if len(comments) > LATEST else "",
        "is_first": "before" not in request.GET,
    }
    return render(request, "comments/comment_latest.html", context)


def _latest(found: Published, before: str) -> list[Comment]:
    comments = Comment.objects.for_latest(found.conference, found.programme)
    if before:
        if not is_identifier(before):
            raise Http404(_("There is no such page of comments."))
        comments = comments.filter(id__lt=before)
    return list(comments[: LATEST + 1])


def _place(comment: Comment, places: dict[UUID, Subject]) -> Subject:
    return places[comment.discussion.about.uid]
