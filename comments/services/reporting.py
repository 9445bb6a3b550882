"""How readers say that something is wrong with a comment."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.errors import Refusal
from comments.models import Comment, ModerationAction, Report
from comments.powers import MOST_REPORTS, REPORTS_SPAN, REPORTS_THAT_HOLD, may_report
from comments.services.moderating import become
from comments.services.recording import clean_note, clean_reason, refuse
from cyberconf.accounts.models import User

MOST_REPORT = 1_000  # characters of what a reader finds wrong


@transaction.atomic
def report(comment: Comment, *, by: User, reason: str, note: str = "") -> Report:
    """Report a comment to the moderators. The ``REPORTS_THAT_HOLD``-th open report holds it until one looks.

    What a moderator has read as it stands, and kept, is not held again; they still see the reports.

    Raises:
        CommentError: with the code signed_out, banned, unverified, own, not_shown, reason, too_long,
            unreadable, already or limit. Nothing has been written.
    """
    rows = Comment.objects.select_related("author", "discussion__session__conference")
    kept = rows.select_for_update(of=["self"], no_key=True).get(pk=comment.pk)  # reports of it take turns
    refuse(may_report(by, kept))
    reason = clean_reason(reason, is_needed=True)
    note = clean_note(note, most=MOST_REPORT)
    refuse(_too_many(kept, by))
    made = Report.objects.create(comment=kept, by=by, reason=reason, note=note)
    if kept.reports.filter(outcome="").count() >= REPORTS_THAT_HOLD and not _was_read(kept):
        kept.held_for = Comment.Hold.REPORTS
        become(kept, Comment.Status.PENDING)
        comment.status = kept.status
    return made


def _too_many(comment: Comment, by: User) -> Refusal | None:
    if comment.reports.filter(by=by).exists():
        return Refusal("already", _("You have reported this comment already."))
    if by.reports.filter(created_at__gt=timezone.now() - REPORTS_SPAN).count() >= MOST_REPORTS:
        return Refusal("limit", _("You have reported many comments within an hour. Please wait a little."))
    return None


def _was_read(comment: Comment) -> bool:
    """Whether a moderator has kept the text that stands there now."""
    kept = comment.actions.filter(act=ModerationAction.Act.APPROVE, undone_by=None)
    return kept.filter(created_at__gte=comment.edited_at or comment.created_at).exists()
