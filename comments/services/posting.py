"""How a comment comes to stand in a discussion."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.identifiers import LENGTH, new_identifier
from comments.models import MAX_DEPTH, MAX_LENGTH, Comment, Discussion
from comments.policies import may_comment, within_limits
from comments.services.counting import count
from comments.services.holding import reason_to_hold
from comments.terms import Terms
from cyberconf.accounts.models import User
from cyberconf.web import markdown
from events.models import Question, Session

# Letters and symbols that print nothing, beside those whose Unicode category says so.
BLANKS = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}
BLANK_CATEGORIES = {"Cc", "Cf", "Zs", "Zl", "Zp"}

Status = Comment.Status


@transaction.atomic
def post_comment(
    *,
    author: User,
    session: Session,
    question: Question | None = None,
    body: str,
    submission_key: UUID,
    parent: Comment | None = None,
    at: datetime | None = None,
    promised: datetime | None = None,
) -> Comment:
    """Post a comment on the question, or on the session at large, at the instant ``at``: now, if not given.

    The same ``submission_key`` gives the comment that it made the first time, even with another text: the
    caller compares. ``promised`` is the closing time that the form stated (``Terms.takes_comments``).

    Raises:
        CommentError: with the code empty, too_long, unreadable, signed_out, banned, later, closed,
            unverified, silenced, limit or no_reply. Nothing has been written.
    """
    author = User.objects.select_for_update(no_key=True).get(pk=author.pk)  # one post of a person at a time
    at = at or timezone.now()  # asked after waiting, so that whatever was posted before lies before it
    posted = Comment.objects.filter(author=author, submission_key=submission_key).first()
    if posted is not None:
        return posted
    body = clean_body(body)
    discussion = _discussion(session, question)
    _refuse(may_comment(author, session.conference, discussion, at=at, promised=promised))
    _refuse(within_limits(author, Comment.objects.recent_of(author, at=at)))
    held_for = reason_to_hold(author, session.conference, Terms.of(session.conference, discussion).mode, body)
    identifier = new_identifier(milliseconds=int(at.timestamp() * 1000))
    comment = Comment(
        id=identifier,
        discussion=discussion,
        author=author,
        affiliation=author.affiliation,
        speaking_for=author.speaking_for,
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


def clean_body(body: str) -> str:
    """Return the text as it is kept: as typed, with each newline a line feed. Lengths count code points.

    Raises:
        CommentError: with the code unreadable, empty or too_long.
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    if any(character == "\0" or unicodedata.category(character) == "Cs" for character in body):
        raise CommentError(
            Refusal("unreadable", _("The text holds a character that cannot be kept. Please type it again."))
        )
    if len(body) > MAX_LENGTH:
        message = _("The text has %(length)d characters; at most %(most)d fit. Please shorten it.")
        raise CommentError(Refusal("too_long", message % {"length": len(body), "most": MAX_LENGTH}))
    if _is_blank(body) or _is_blank(markdown.plain(body)):
        raise CommentError(Refusal("empty", _("Please write something first.")))
    return body


def _is_blank(text: str) -> bool:
    return all(char in BLANKS or unicodedata.category(char) in BLANK_CATEGORIES for char in text)


def _discussion(session: Session, question: Question | None) -> Discussion:
    if question is not None and question.session_id != session.pk:
        raise ValueError(f"Question {question.pk} is not of session {session.pk}. Expected one of its own.")
    discussion, _made = Discussion.objects.get_or_create(session=session, question=question)
    return discussion


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
