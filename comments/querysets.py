"""Reads of discussions and comments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q

from comments.policies import LIMITS, AnyUser
from events import team

if TYPE_CHECKING:
    from comments.models import Comment, Discussion, Following
    from events.models import Conference
    from events.programme import Programme


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    """Questions that can be asked of discussions."""

    def about(self, session: UUID, question: UUID | None) -> Self:
        """The discussion of the question with that uid, or of the session at large: one or none."""
        if question is None:
            return self.filter(session__uid=session, question=None)
        return self.filter(session__uid=session, question__uid=question)

    def for_counts(self, conference: Conference) -> Self:
        """Every discussion of the conference with the uids of what it is about, in one query."""
        return (
            self.filter(session__conference=conference)
            .select_related("session", "question")
            .only("mode", "opens_at", "closes_at", "comment_count", "session__uid", "question__uid")
        )


class FollowingQuerySet(models.QuerySet["Following"]):
    """Questions that can be asked of what people follow."""

    def is_by(self, user: AnyUser, discussion: Discussion | None) -> bool:
        """Say whether the user follows the discussion: one query for who is signed in, where it has begun."""
        if discussion is None or not user.is_authenticated:
            return False
        return self.filter(user_id=user.pk, discussion=discussion).exists()


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions that can be asked of comments."""

    def published(self) -> Self:
        """Those that everybody may read."""
        return self.filter(status="published")

    def visible_to(self, user: AnyUser) -> Self:
        """What this person may read, wherever it is shown."""
        return self.filter(_visible(user))

    def roots_for(self, user: AnyUser) -> Self:
        """The first comments of the threads in which this person may read something, oldest first."""
        thread = self.model._default_manager.filter(_visible(user), root=OuterRef("pk"))
        return self.filter(depth=0).filter(_visible(user) | Exists(thread)).order_by("id")

    def for_threads(self, user: AnyUser, roots: Iterable[str]) -> Self:
        """These threads in reading order, in one query; ``is_seen`` says whether this person may read it."""
        seen = ExpressionWrapper(_visible(user), output_field=BooleanField())
        return (
            self.filter(root__in=list(roots))
            .select_related("author")
            .annotate(is_seen=seen)
            .order_by("root_id", "path")
        )

    def for_latest(self, conference: Conference, programme: Programme) -> Self:
        """What everybody may read about the programme as published, newest first, in one query."""
        questions = [question.uid for session in programme.sessions for question in session.questions]
        sessions = [session.uid for session in programme.sessions]
        return (
            self.published()
            .filter(discussion__session__conference=conference, discussion__session__uid__in=sessions)
            .filter(Q(discussion__question=None) | Q(discussion__question__uid__in=questions))
            .select_related("author", "discussion__session", "discussion__question")
            .order_by("-id")
        )

    def for_permalink(self) -> Self:
        """With all that says where the comment stands."""
        return self.select_related("author", "discussion__session__conference", "discussion__question")

    def recent_of(self, author: AnyUser, *, at: datetime) -> list[int]:
        """How many of them the author posted within the time of each limit before ``at``, in one query."""
        counts = {
            str(number): Count("pk", filter=Q(created_at__gt=at - span, created_at__lte=at))
            for number, (_most, span) in enumerate(LIMITS)
        }
        longest = max(span for _most, span in LIMITS)
        found = self.filter(author_id=author.pk, created_at__gt=at - longest).aggregate(**counts)
        return [found[number] for number in counts]


def _visible(user: AnyUser) -> Q:
    """The one rule: what is published for all, one's own while it is held, everything for moderators."""
    moderated = team.conferences_of(user, team.Role.MODERATOR)
    if moderated is None:
        return Q(pk__isnull=False)
    visible = Q(status="published")
    if user.is_authenticated:
        visible |= Q(status="pending", author_id=user.pk)
    if moderated:
        visible |= Q(discussion__session__conference__in=sorted(moderated))
    return visible
