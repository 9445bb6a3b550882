"""Permalinks, the latest comments, former texts, and whether there is anything new."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from comments import histories, pages, subjects
from comments.badges import Badges
from comments.identifiers import is_identifier
from comments.models import Comment
from comments.orders import Sort
from comments.subjects import Subject
from comments.views.lookup import comment_or_404, place_or_404, subject_or_404
from cyberconf.web import languages
from cyberconf.web.keeping import kept
from events.publishing import Published
from events.views.lookup import published_or_404

LATEST = 20  # comments a page
NOTHING_NEW = 204


@require_safe
def comment(request: HttpRequest, pk: str) -> HttpResponse:
    """Lead to the comment in the page that shows it, in the order that ``?sort=`` names."""
    found = comment_or_404(request, pk)
    _found, subject = place_or_404(found)
    sort = Sort.named(request.GET.get("sort", ""))
    return HttpResponseRedirect(pages.address(found, subject, request.user, sort))


@require_safe
def history(request: HttpRequest, pk: str) -> HttpResponse:
    """Show the texts that a comment had, when this person may see it."""
    found = comment_or_404(request, pk)
    published, subject = place_or_404(found)
    context = {
        "conference": subject.conference,
        "programme": published.programme,
        "subject": subject,
        "comment": found,
        "versions": histories.versions(found, request.user),
    }
    return render(request, "comments/comment_history.html", context)


@require_safe
def news(request: HttpRequest, conference: str, session: str, number: int | None = None) -> HttpResponse:
    """Say how many comments there are beyond ``?since=``: 304 to who has asked at this version, 204 for none.

    Two queries, and no template: pages that are open ask every half minute.
    """
    subject = subject_or_404(published_or_404(conference), session, number)
    discussion, _at_large = subjects.discussions_of(subject)
    count, version = (discussion.comment_count, discussion.version) if discussion else (0, 0)
    since = request.GET.get("since", "")
    new = count - int(since) if since.isascii() and since.isdigit() and len(since) < 10 else 0
    if new > 0:
        label = ngettext("%(count)d new comment", "%(count)d new comments", new) % {"count": new}
        response: HttpResponse = JsonResponse({"new": new, "label": label})
    else:
        response = HttpResponse(status=NOTHING_NEW)
    etag = f'"{subject.uid.hex}-{version}-{languages.variant(request)}"'
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    known = get_conditional_response(request, etag, None, response)
    assert isinstance(known, HttpResponse)
    return known


@require_safe
@kept()
def latest(request: HttpRequest, conference: str) -> HttpResponse:
    """List what was said last in a conference, newest first: two queries at any size."""
    found = published_or_404(conference)
    comments = _latest(found, request.GET.get("before", ""))
    context = {
        "conference": found.conference,
        "programme": found.programme,
        "entries": [_entry(found, comment) for comment in comments[:LATEST]],
        "before": comments[LATEST - 1].pk if len(comments) > LATEST else "",
        "is_first": "before" not in request.GET,
    }
    return render(request, "comments/comment_latest.html", context)


def _latest(found: Published, before: str) -> list[Comment]:
    comments = Comment.objects.for_latest(found.conference, found.programme).with_standing()
    if before:
        if not is_identifier(before):
            raise Http404(_("There is no such page of comments."))
        comments = comments.filter(id__lt=before)
    return list(comments[: LATEST + 1])


def _entry(found: Published, comment: Comment) -> tuple[Comment, Subject, list[str]]:
    subject = subjects.at(found, comment.discussion.about.uid)
    assert subject is not None  # ``for_latest`` asks for what the programme has
    return comment, subject, Badges(found.programme, subject.session).of(comment)
