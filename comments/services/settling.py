"""What those are told who reported a comment."""

from __future__ import annotations

from comments.models import Comment, ModerationAction, Notification, Report
from comments.services.telling import tell


def settle(comment: Comment, outcome: Report.Outcome, action: ModerationAction) -> None:
    """Answer the open reports of the comment with that outcome, and tell each who reported."""
    for report in comment.reports.filter(outcome="").select_related("by"):
        report.outcome, report.decided_at, report.decision = outcome, action.created_at, action
        report.save(update_fields=["outcome", "decided_at", "decision"])
        event = f"report:{report.pk}:{action.pk}"
        tell(report.by, Notification.Kind.REPORT, event, comment=comment, action=action)


def reopen(action: ModerationAction) -> None:
    """Open again the reports that the action answered."""
    action.reports.update(outcome="", decided_at=None, decision=None)
