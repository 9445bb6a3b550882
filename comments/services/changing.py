"""What authors do to their own comments."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.models import Comment, Discussion, Revision
from comments.policies import MOST_EDITS, may_edit, may_withdraw
from comments.services.counting import count, show_change
from comments.services.holding import reason_to_hold
from comments.services.wording import clean_body, clean_stance
from comments.terms import Terms
from cyberconf.accounts.models import User
from cyberconf.web import markdown

Status = Comment.Status


@transaction.atomic
def edit_comment(
    comment: Comment, *, by: User, body: str, base: str, stance: str = "", at: datetime | None = None
) -> Comment:
    """Give a comment another text, keeping the former one as a revision, and return it as it is now.

    ``base`` names the text that the change began with (``Comment.base``). Where what is published is read by
    a moderator first, so is the new text. The same text again changes nothing.

    Raises:
        CommentError: with the code empty, too_long, unreadable, stance, not_author, settled, changed, limit,
            or one of ``may_comment``'s. Nothing has been written.
    """
    body, stance = clean_body(body), clean_stance(stance)
    kept, terms = _locked(comment)
    conference, at = kept.discussion.session.conference, at or timezone.now()
    _refuse(may_edit(by, conference, terms, kept, at=at))
    if (body, stance) == (kept.body, kept.stance):
        return kept
    _refuse(_collision(kept, base))
    kept.revisions.create(body=kept.body, stance=kept.stance, written_at=kept.edited_at or kept.created_at)
    was = kept.status
    kept.body, kept.stance, kept.edited_at = body, stance, at
    kept.html, kept.renderer = markdown.render_comment(body), markdown.VERSION
    if kept.is_published:
        kept.held_for = reason_to_hold(by, conference, terms.mode, body)
        kept.status = Status.PENDING if kept.held_for else kept.status
    kept.save(update_fields=["body", "stance", "edited_at", "html", "renderer", "status", "held_for"])
    if kept.status == was:
        show_change(kept)
    else:
        count(kept, was=was)
    return kept


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: User) -> bool:
    """Take the comment back, and say whether it was not so before. Its words are kept, and shown to nobody.

    Raises:
        CommentError: with the code not_author, settled or banned. Nothing has been written.
    """
    kept, _terms = _locked(comment)
    if kept.author_id == by.pk and kept.status == Status.WITHDRAWN:
        return False
    _refuse(may_withdraw(by, kept))
    was, kept.status = kept.status, Status.WITHDRAWN
    kept.save(update_fields=["status"])
    count(kept, was=was)
    return True


def _locked(comment: Comment) -> tuple[Comment, Terms]:
    """The comment as it is now, for nobody else to change, and the terms of its discussion."""
    rows = Comment.objects.select_related("discussion__session__conference", "discussion__question")
    kept = rows.select_for_update(of=["self"], no_key=True).get(pk=comment.pk)
    session = kept.discussion.session
    around = Discussion.objects.around(session, kept.discussion.question)
    return kept, Terms.of(session.conference, *around)


def _collision(comment: Comment, base: str) -> Refusal | None:
    if comment.base != base:
        message = _("This comment was changed meanwhile. Your text is still here; the other one is above it.")
        return Refusal("changed", message)
    if Revision.objects.filter(comment=comment).count() >= MOST_EDITS:
        return Refusal("limit", _("This comment was changed very often. Please write another one."))
    return None


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise CommentError(refusal)
