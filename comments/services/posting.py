"""How a comment comes to stand in a discussion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.identifiers import LENGTH, new_identifier
from comments.models import MAX_DEPTH, Comment, Discussion
from comments.policies import CHANGEABLE, may_comment, within_limits
from comments.services.counting import count
from comments.services.holding import reason_to_hold
from comments.services.wording import clean_body, clean_stance
from comments.terms import Terms
from cyberconf.accounts.models import User
from cyberconf.web import markdown
from events.models import Question, Session

Status = Comment.Status


@transaction.atomic
def post_comment(
    *,
    author: User,
    session: Session,
    question: Question | None = None,
    body: str,
    submission_key: UUID,
    stance: str = "",
    parent: Comment | None = None,
    at: datetime | None = None,
    promised: datetime | None = None,
    discussions: tuple[Discussion, Discussion | None] | None = None,
) -> Comment:
    """Post a comment on the question, or on the session at large, at the instant ``at``: now, if not given.

    The same ``submission_key`` gives the comment that it made the first time, even with another text: the
    caller compares. So does the same text in the same place within ``REPEAT``, whatever its key: it was sent
    again by way of "Back". ``promised`` is the closing time that the form stated (``Terms.takes_comments``).
    ``discussions`` are what ``DiscussionQuerySet.around`` gives, where the caller has read them.

    Raises:
        CommentError: with the code empty, too_long, unreadable, stance, signed_out, banned, later, closed,
            unverified, silenced, limit or no_reply. Nothing has been written.
    """
    body, stance = clean_body(body), clean_stance(stance)
    author = User.objects.select_for_update(no_key=True).get(pk=author.pk)  # one post of a person at a time
    at = at or timezone.now()  # asked after waiting, so that whatever was posted before lies before it
    discussion, at_large = discussions or _discussions(session, question)
    before = _posted_before(author, submission_key, at)
    place = (discussion.pk, parent.pk if parent else None)
    if said := _said_already(before, submission_key, place, body):
        return Comment.objects.get(pk=said)
    terms = Terms.of(session.conference, discussion, at_large)
    _refuse(may_comment(author, session.conference, terms, at=at, promised=promised))
    _refuse(within_limits(author, [posted.created_at for posted in before], at=at))
    held_for = reason_to_hold(author, session.conference, terms.mode, body)
    identifier = new_identifier(milliseconds=int(at.timestamp() * 1000))
    comment = Comment(
        id=identifier,
        discussion=discussion,
        author=author,
        affiliation=author.affiliation,
        speaking_for=author.speaking_for,
        stance=stance,
        body=body,
        html=markdown.render_comment(body),
        renderer=markdown.VERSION,
        status=Status.PENDING if held_for else Status.PUBLISHED,
        held_for=held_for,
        submission_key=submission_key,
        created_at=at,
        **_place(identifier, discussion, parent),
    )
    comment.clean_fields(
        exclude=["discussion", "author", "parent", "root"]
    )  # keys are the database's to check
    comment.save(force_insert=True)
    count(comment, was=None)
    return comment


@dataclass(frozen=True)
class Posted:
    """What limits and repeats are known by."""

    pk: str
    created_at: datetime
    key: UUID
    status: str
    place: tuple[int, str | None]
    body: str


def _discussions(session: Session, question: Question | None) -> tuple[Discussion, Discussion | None]:
    """The discussion, which the first comment begins, and that of the session at large."""
    if question is not None and question.session_id != session.pk:
        raise ValueError(f"Question {question.pk} is not of session {session.pk}. Expected one of its own.")
    discussion, at_large = Discussion.objects.around(session, question)
    if discussion is None:
        discussion, _made = Discussion.objects.get_or_create(session=session, question=question)
    return discussion, at_large


def _posted_before(author: User, key: UUID, at: datetime) -> list[Posted]:
    """What the author posted lately, or with that key, the oldest first: one query."""
    rows = Comment.objects.posted_before(author, key=key, at=at).values_list(
        "pk", "created_at", "submission_key", "status", "discussion_id", "parent_id", "body"
    )
    return [Posted(*row[:4], row[4:6], row[6]) for row in rows]


def _said_already(before: list[Posted], key: UUID, place: tuple[int, str | None], body: str) -> str | None:
    """The comment that this key made, or else the one that says the same in the same place."""
    by_key = [posted.pk for posted in before if posted.key == key]
    said = (posted for posted in before if posted.status in CHANGEABLE and posted.place == place)
    return next(iter([*by_key, *(posted.pk for posted in said if posted.body == body)]), None)


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise CommentError(refusal)


def _place(identifier: str, discussion: Discussion, parent: Comment | None) -> dict[str, object]:
    """Where the comment stands. What answers a comment of ``MAX_DEPTH`` stands beside it."""
    if parent is None:
        return {"parent": None, "root_id": identifier, "path": identifier, "depth": 0}
    if parent.discussion_id != discussion.pk or not parent.is_published:
        raise CommentError(Refusal("no_reply", _("The comment that this replies to is no longer shown.")))
    return {
        "parent": parent,
        "root_id": parent.root_id,
        "path": parent.path[: LENGTH * MAX_DEPTH] + identifier,
        "depth": min(parent.depth + 1, MAX_DEPTH),
    }
