"""Reads of discussions and comments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    When,
    Window,
)
from django.db.models.functions import Lower, RowNumber

from comments.policies import REPEAT, AnyUser
from events import team
from events.models import TeamMember
from speakers.models import Speaker

if TYPE_CHECKING:
    from comments.models import Comment, Discussion, Following, Support
    from cyberconf.accounts.models import User
    from events.models import Conference, Question, Session
    from events.programme import Programme


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    """Questions that can be asked of discussions."""

    def about(self, session: UUID, question: UUID | None) -> tuple[Discussion | None, Discussion | None]:
        """That of the question with that uid, or of the session at large, and the latter: one query."""
        rows = self.filter(session__uid=session).filter(Q(question=None) | Q(question__uid=question))
        rows = rows.select_related("session", "question")
        found = {row.question and row.question.uid: row for row in rows}
        return found.get(question), found.get(None)

    def around(
        self, session: Session, question: Question | None
    ) -> tuple[Discussion | None, Discussion | None]:
        """The same by rows: that of the question or of the session at large, and the latter. One query."""
        rows = self.filter(session=session).filter(Q(question=None) | Q(question=question))
        found = {row.question_id: row for row in rows}
        return found.get(question.pk if question else None), found.get(None)

    def for_counts(self, conference: Conference) -> Self:
        """Every discussion of the conference with the uids of what it is about, in one query."""
        return (
            self.filter(session__conference=conference)
            .select_related("session", "question")
            .only(
                "mode", "opens_at", "closes_at", "comment_count", "version", "session__uid", "question__uid"
            )
        )


class FollowingQuerySet(models.QuerySet["Following"]):
    """Questions that can be asked of what people follow."""

    def is_by(self, user: AnyUser, discussion: Discussion | None) -> bool:
        """Say whether the user follows the discussion: one query for who is signed in, where it has begun."""
        if discussion is None or not user.is_authenticated:
            return False
        return self.filter(user_id=user.pk, discussion=discussion).exists()


class SupportQuerySet(models.QuerySet["Support"]):
    """Questions that can be asked of support."""

    def among(self, user: AnyUser, comments: Iterable[str]) -> set[str]:
        """The keys of those comments that the user supports: one query, or none for visitors."""
        if not user.is_authenticated:
            return set()
        rows = self.filter(user_id=user.pk, comment__in=list(comments))
        return set(rows.values_list("comment_id", flat=True))


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions that can be asked of comments."""

    def published(self) -> Self:
        """Those that everybody may read."""
        return self.filter(status="published")

    def visible_to(self, user: AnyUser) -> Self:
        """What this person may read, wherever it is shown."""
        return self.filter(_visible(user))

    def roots_for(self, user: AnyUser) -> Self:
        """The first comments of the threads in which this person may read something."""
        thread = self.model._default_manager.filter(_visible(user), root=OuterRef("pk"))
        return self.filter(depth=0).filter(_visible(user) | Exists(thread))

    def for_threads(self, user: AnyUser, roots: Iterable[str], *, most: int) -> Self:
        """These threads in reading order, of each the first ``most`` comments, as ``shown_to`` has them."""
        place = Window(RowNumber(), partition_by=F("root_id"), order_by=F("path").asc())
        first = self.filter(root__in=list(roots)).annotate(place=place).filter(place__lte=most)
        return self.filter(pk__in=first.values("pk")).shown_to(user).order_by("root_id", "path")

    def shown_to(self, user: AnyUser) -> Self:
        """With authors and what badges are made of; ``is_seen`` says whether this person may read it."""
        seen = ExpressionWrapper(_visible(user), output_field=BooleanField())
        return self.with_standing().annotate(is_seen=seen)

    def with_standing(self) -> Self:
        """With authors; ``is_of_team`` and ``speaker_uid`` say whom the author is known to be.

        A speaker is known by an address that the account has verified and that no other speaker has.
        """
        members = TeamMember.objects.filter(
            user=OuterRef("author"), conference=OuterRef("discussion__session__conference")
        )
        verified = EmailAddress.objects.filter(
            user=OuterRef("author"), email=OuterRef("author__email"), verified=True
        )
        speakers = Speaker.objects.annotate(address=Lower("email"))
        others = speakers.filter(address=OuterRef("address")).exclude(pk=OuterRef("pk"))
        alone = speakers.filter(address=OuterRef("author__email")).filter(~Exists(others))
        return self.select_related("author").annotate(
            is_of_team=Exists(members),
            speaker_uid=Case(When(Exists(verified), then=Subquery(alone.values("uid")[:1]))),
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

    def about(self, session: UUID, question: UUID | None = None) -> Self:
        """Those about the question with that uid, or about the session and all of its questions."""
        rows = self.filter(discussion__session__uid=session)
        return rows if question is None else rows.filter(discussion__question__uid=question)

    def for_permalink(self) -> Self:
        """With all that says where the comment stands."""
        return self.select_related("author", "discussion__session__conference", "discussion__question")

    def posted_before(self, author: User, *, key: UUID, at: datetime) -> Self:
        """What the author posted with that key, or within ``REPEAT`` before ``at``, the oldest first."""
        lately = Q(created_at__gt=at - REPEAT, created_at__lte=at)
        return self.filter(author=author).filter(Q(submission_key=key) | lately).order_by("id")


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
