"""How people say that they support a comment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from comments.errors import CommentError
from comments.models import Comment, Discussion, Support
from comments.policies import may_support
from comments.services.counting import show_change
from comments.terms import Terms
from cyberconf.accounts.models import User


@transaction.atomic
def set_support(comment: Comment, *, by: User, is_given: bool, at: datetime | None = None) -> bool:
    """Have the person support the comment, or no longer, and say whether it was not so before.

    Raises:
        CommentError: with the code not_shown, own, or one of ``may_comment``'s. Nothing has been written.
    """
    rows = Comment.objects.select_related("discussion__session__conference", "discussion__question")
    kept = rows.select_for_update(of=["self"], no_key=True).get(pk=comment.pk)  # clicks on it take turns
    session = kept.discussion.session
    terms = Terms.of(session.conference, *Discussion.objects.around(session, kept.discussion.question))
    refusal = may_support(by, session.conference, terms, kept, at=at or timezone.now())
    if refusal is not None:
        raise CommentError(refusal)
    if is_given:
        _row, is_changed = Support.objects.get_or_create(comment=kept, user=by)
    else:
        is_changed = Support.objects.filter(comment=kept, user=by).delete()[0] > 0
    if is_changed:
        step = 1 if is_given else -1
        Comment.objects.filter(pk=kept.pk).update(support_count=F("support_count") + step)
        show_change(kept)
    return is_changed
