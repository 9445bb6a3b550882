"""The invented discussion, posted through the service that everybody's comments go through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from comments.models import Comment, ModerationAction, Reason
from comments.services import decide, post_comment
from cyberconf.accounts.models import User
from cyberconf.demo.accounts import PARTICIPANT, moderator, participants
from cyberconf.demo.programmes import Plan
from cyberconf.demo.remarks import Remark, authors, remarks, topics
from cyberconf.web.progress import Progress
from events.models import Question, Session
from events.programme import Programme


@dataclass(frozen=True)
class Span:
    """When the discussion takes place."""

    begins: datetime
    ends: datetime

    def moment(self, number: int, of: int) -> datetime:
        """Return the instant of the ``number``-th of so many remarks, counting from 0."""
        return self.begins + (self.ends - self.begins) * (number + 1) / (of + 1)


def discuss(programme: Programme, plan: Plan, *, comments: int, span: Span, progress: Progress) -> int:
    """Have so many comments there in all, and return how many that took.

    Each has its own submission key: what was posted before is not posted again, and stays as moderators
    left it.
    """
    subjects = topics(programme, plan.seed)
    keys = [plan.uid("comment", number) for number in range(comments)]
    posted = _posted(keys)
    if len(posted) == comments or not subjects:
        return 0
    people = participants(authors(comments), plan.seed)
    sessions, questions = _rows(programme)
    said: dict[int, Comment] = {}
    progress.step(_("Comments"), total=comments)
    for remark in remarks(subjects, plan.seed, comments):
        progress.advance()
        key = keys[remark.number]
        said[remark.number] = posted.get(key) or _post(
            remark,
            author=people[remark.author],
            session=sessions[remark.topic.session],
            question=questions[remark.topic.question] if remark.topic.question else None,
            parent=_shown(
                said.get(remark.answers) if remark.answers is not None else None,
                remark.topic.question or remark.topic.session,
            ),
            key=key,
            at=span.moment(remark.number, comments),
        )
    return comments - len(posted)


def _post(
    remark: Remark,
    *,
    author: User,
    session: Session,
    question: Question | None,
    parent: Comment | None,
    key: UUID,
    at: datetime,
) -> Comment:
    comment = post_comment(
        author=author,
        session=session,
        question=question,
        parent=parent,
        body=remark.text,
        submission_key=key,
        at=at,
    )
    if remark.is_held:
        decide(comment, ModerationAction.Act.HOLD, by=moderator())
    elif remark.is_hidden:
        decide(comment, ModerationAction.Act.HIDE, by=moderator(), reason=Reason.OFF_TOPIC)
    return comment


def _shown(comment: Comment | None, topic: UUID) -> Comment | None:
    """Return what a remark about that answers: nothing that is not shown, or was said of something else."""
    if comment is None or comment.status != Comment.Status.PUBLISHED:
        return None
    return comment if comment.discussion.about.uid == topic else None


def _posted(keys: Iterable[UUID]) -> dict[UUID, Comment]:
    wanted = set(keys)
    found = Comment.objects.filter(author__email__startswith=PARTICIPANT).select_related(
        "discussion__session", "discussion__question"
    )
    return {comment.submission_key: comment for comment in found if comment.submission_key in wanted}


def _rows(programme: Programme) -> tuple[dict[UUID, Session], dict[UUID, Question]]:
    sessions = Session.objects.select_related("conference").filter(conference__slug=programme.slug)
    by_uid = {session.uid: session for session in sessions}
    questions = Question.objects.filter(session__conference__slug=programme.slug)
    return by_uid, {question.uid: question for question in questions}
