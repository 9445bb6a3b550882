"""What everybody may read of what was said, for feed readers."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments import subjects
from comments.feeds import Said
from comments.models import Comment, Discussion
from comments.subjects import Subject
from comments.views.lookup import subject_or_404
from cyberconf import __version__
from cyberconf.web import languages
from events import feeds, translating
from events.publishing import Published
from events.views.lookup import asked, published_or_404

ENTRIES = 50  # what a feed holds: more than is said between two looks


@require_safe
def conference(request: HttpRequest, conference: str) -> HttpResponse:
    """Answer with the newest comments of a conference, as Atom."""
    found = published_or_404(conference, asked(request))
    page = reverse("comments:latest", args=[conference])
    return _answer(request, found, None, title=found.programme.title, page=page)


@require_safe
def discussion(
    request: HttpRequest, conference: str, session: str, number: int | None = None
) -> HttpResponse:
    """Answer with the newest comments on a session and all of its questions, or on one question, as Atom."""
    found = published_or_404(conference, asked(request))
    subject = subject_or_404(found, session, number)
    return _answer(request, found, subject, title=subject.title, page=subject.url)


def _answer(
    request: HttpRequest, found: Published, subject: Subject | None, *, title: str, page: str
) -> HttpResponse:
    """Answer in three queries, or with 304 in two: the tag is made of the versions of the discussions."""
    address = request.path + translating.query(found.programme)
    etag = _etag(found, subject)
    known = get_conditional_response(request, etag)
    response = known or HttpResponse(
        feeds.write(_feed(found, subject, title=title, address=address, page=page)),
        content_type=feeds.CONTENT_TYPE,
    )
    assert isinstance(response, HttpResponse)
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def _etag(found: Published, subject: Subject | None) -> str:
    rows = Discussion.objects.filter(session__conference=found.conference)
    if subject is not None:
        rows = rows.filter(session__uid=subject.session.uid)
    if subject is not None and subject.question is not None:
        rows = rows.filter(question__uid=subject.question.uid)
    is_at = rows.aggregate(versions=Sum("version"), rows=Count("pk"))
    release = f"{found.pk}{found.language}"  # "12", "12fr"
    return f'"{__version__}-{release}-{is_at["rows"]}-{is_at["versions"] or 0}"'


def _feed(found: Published, subject: Subject | None, *, title: str, address: str, page: str) -> feeds.Feed:
    programme = found.programme
    rows = Comment.objects.for_latest(found.conference, programme).visible_to(AnonymousUser())
    if subject is not None:
        rows = rows.about(subject.session.uid, subject.question.uid if subject.question else None)
    with languages.speaking(programme.language):
        return feeds.Feed(
            title=_("Discussion: %(title)s") % {"title": title},
            address=settings.SITE_URL + address,
            page=settings.SITE_URL + page,
            author=programme.organiser.name if programme.organiser else programme.title,
            language=programme.language,
            entries=[
                Said(comment, about)
                for comment in rows[:ENTRIES]
                if (about := subjects.at(found, comment.discussion.about.uid))
            ],
            began_at=found.published_at,
        )
