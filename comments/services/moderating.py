"""What moderators do to comments and discussions."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.models import Comment, Discussion
from comments.policies import moderates
from comments.services.counting import count
from cyberconf.accounts.models import User

Status = Comment.Status
# What a moderator may make of a comment. What its author withdrew stays withdrawn.
TRANSITIONS: dict[str, set[str]] = {
    Status.PENDING: {Status.PUBLISHED, Status.HIDDEN, Status.REMOVED},
    Status.PUBLISHED: {Status.PENDING, Status.HIDDEN, Status.REMOVED},
    Status.HIDDEN: {Status.PUBLISHED, Status.REMOVED},
    Status.REMOVED: {Status.PUBLISHED, Status.HIDDEN},
    Status.WITHDRAWN: set(),
}


@transaction.atomic
def set_status(comment: Comment, status: str, *, by: User) -> bool:
    """Make a comment published, hidden, removed or pending, and say whether it was not so before.

    Raises:
        CommentError: with the code not_moderator or status. Nothing has been written.
    """
    rows = Comment.objects.select_related("discussion__session")
    kept = rows.select_for_update(of=["self"], no_key=True).get(pk=comment.pk)
    if not moderates(by, kept.discussion.session.conference_id):
        message = _("Only moderators of this conference may do this.")
        raise CommentError(Refusal("not_moderator", message))
    if kept.status == status:
        return False
    if status not in TRANSITIONS[kept.status]:
        message = _("A comment that is %(now)s cannot become %(then)s.")
        then = Status(status).label
        raise CommentError(Refusal("status", message % {"now": kept.get_status_display(), "then": then}))
    was, kept.status = kept.status, status
    kept.save(update_fields=["status"])
    comment.status = status
    count(kept, was=was)
    return True


def change_terms(discussion: Discussion) -> None:
    """Save when and how a discussion takes comments: readers see it, so its version grows.

    What a session's says at large holds for its questions, so theirs grow with it.
    """
    Discussion.objects.filter(pk=discussion.pk).update(
        mode=discussion.mode, opens_at=discussion.opens_at, closes_at=discussion.closes_at
    )
    those = Discussion.objects.filter(session=discussion.session_id)
    if discussion.question_id is not None:
        those = those.filter(pk=discussion.pk)
    those.update(version=F("version") + 1)
