"""What everybody may read of what was said, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from comments.identifiers import is_identifier
from comments.models import Comment
from comments.querysets import CommentQuerySet
from cyberconf.web.rest import cursors
from cyberconf.web.rest.answers import answer
from cyberconf.web.rest.documenting import also
from events.api.lookup import following, question_in, session_in
from events.api.schemas import Listed, Paging
from events.programme import ORIGINAL, Question, Session
from events.publishing import Published
from events.views.lookup import published_or_404

router = Router(tags=["Comments"])


class CommentDetails(BaseModel):
    """What one person said once, as everybody reads it."""

    id: str
    session: Annotated[str, Field(description="The slug of the session.")]
    question: Annotated[int | None, Field(description="Its number; null for the session at large.")]
    author: str
    affiliation: Annotated[str, Field(description="As posted; empty for who speaks for themselves.")]
    speaking_for: Annotated[
        str, Field(description="As posted: self or organisation, which is the affiliation.")
    ]
    stance: Annotated[
        str | None, Field(description="supports, concerns, proposes, asks; null where not said.")
    ]
    support_count: Annotated[int, Field(description="How many people support it.")]
    parent: Annotated[str | None, Field(description="What it answers, where that is shown.")]
    depth: Annotated[int, Field(description="0 for what answers nothing.")]
    body: Annotated[str, Field(description="As typed, in Markdown.")]
    html: Annotated[str, Field(description="The same, safe to show.")]
    is_pinned: bool
    created_at: datetime
    edited_at: Annotated[datetime | None, Field(description="Null where no change shows.")]
    url: Annotated[str, Field(description="The comment in its discussion.")]


class CommentList(Listed[CommentDetails]):
    """A page of comments."""


@router.get(
    "/conferences/{uslug:conference}/comments",
    response=CommentList,
    summary="List comments",
    openapi_extra=also(304, 404, 422),
)
def comments(request: HttpRequest, conference: str, paging: Query[Paging]) -> HttpResponse:
    """All comments on a conference's sessions and questions, newest first."""
    return _listed(request, published_or_404(conference, ORIGINAL), paging)


@router.get(
    "/conferences/{uslug:conference}/sessions/{uslug:session}/comments",
    response=CommentList,
    summary="List a session's comments",
    openapi_extra=also(304, 308, 404, 410, 422),
)
def session_comments(
    request: HttpRequest, conference: str, session: str, paging: Query[Paging]
) -> HttpResponse:
    """The comments on a session at large and on each of its questions, newest first."""
    found = published_or_404(conference, ORIGINAL)
    about = session_in(found, session, "session_comments")
    return _listed(request, found, paging, about)


@router.get(
    "/conferences/{uslug:conference}/sessions/{uslug:session}/questions/{int:number}/comments",
    response=CommentList,
    summary="List a question's comments",
    openapi_extra=also(304, 308, 404, 410, 422),
)
def question_comments(
    request: HttpRequest, conference: str, session: str, number: int, paging: Query[Paging]
) -> HttpResponse:
    """The comments in answer to one guiding question, newest first."""
    found = published_or_404(conference, ORIGINAL)
    about = session_in(found, session, "question_comments", number)
    return _listed(request, found, paging, about, question_in(about, number))


def _listed(
    request: HttpRequest,
    found: Published,
    paging: Paging,
    session: Session | None = None,
    question: Question | None = None,
) -> HttpResponse:
    """Answer with a page: three queries at any number, two where nothing is an answer."""
    rows = _comments(found, session, question)
    if paging.cursor is not None:
        (before,) = cursors.decode(paging.cursor, str)
        if not is_identifier(str(before)):
            raise cursors.bad_cursor()
        rows = rows.filter(id__lt=before)
    read = list(rows[: paging.limit + 1])
    shown = read[: paging.limit]
    more = cursors.encode(shown[-1].pk) if len(read) > len(shown) else None
    listed = CommentList(items=_details(found, shown), next=following(request, more))
    return answer(request, listed)


def _comments(found: Published, session: Session | None, question: Question | None) -> CommentQuerySet:
    """What an anonymous reader may read about the programme, or a part of it, newest first."""
    rows = Comment.objects.for_latest(found.conference, found.programme).visible_to(AnonymousUser())
    if session is None:
        return rows
    return rows.about(session.uid, question.uid if question else None)


def _details(found: Published, comments: list[Comment]) -> list[CommentDetails]:
    places = dict(_places(found))
    parents = {comment.parent_id for comment in comments if comment.parent_id}
    seen = set(
        Comment.objects.visible_to(AnonymousUser()).filter(pk__in=parents).values_list("pk", flat=True)
    )
    return [
        CommentDetails(
            id=comment.pk,
            **places[comment.discussion.about.uid],
            author=comment.author.name,
            affiliation=comment.affiliation,
            speaking_for=comment.speaking_for,
            stance=comment.stance or None,
            support_count=comment.support_count,
            parent=comment.parent_id if comment.parent_id in seen else None,
            depth=comment.depth,
            body=comment.body,
            html=comment.rendered,
            is_pinned=comment.is_pinned,
            created_at=comment.created_at,
            edited_at=comment.edited_at if comment.was_edited else None,
            url=settings.SITE_URL + comment.get_absolute_url(),
        )
        for comment in comments
    ]


def _places(found: Published) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """Each session and question by its uid: what a comment on it says that it is about."""
    for session in found.programme.sessions:
        yield session.uid, {"session": session.slug, "question": None}
        for question in session.questions:
            yield question.uid, {"session": session.slug, "question": question.number}
