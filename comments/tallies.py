"""How a discussion is moderated, in numbers that add up: what everybody may know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext_lazy

from comments.models import Comment, ModerationAction, Reason
from events.models import Conference

Status = Comment.Status
LABELS = {
    Status.PUBLISHED: gettext_lazy("published"),
    Status.PENDING: gettext_lazy("waiting for a moderator"),
    Status.HIDDEN: gettext_lazy("hidden by a moderator"),
    Status.REMOVED: gettext_lazy("removed by a moderator"),
    Status.WITHDRAWN: gettext_lazy("withdrawn by its author"),
}


@dataclass(frozen=True)
class Tally:
    """How many comments were received and what became of them; ``reasons`` of those that are not shown."""

    counts: dict[str, int]
    reasons: list[tuple[str, int]]

    @property
    def received(self) -> int:
        """All of them: published, held, hidden, removed and withdrawn together."""
        return sum(self.counts.values())

    @property
    def rows(self) -> list[tuple[str, int]]:
        """Each status in words, and how many."""
        return [(str(label), self.counts.get(status, 0)) for status, label in LABELS.items()]


def tally(conference: Conference, session: UUID | None = None) -> Tally:
    """Count the comments of the conference, or of one session and its questions, in one query.

    The reason is that of the last decision that hid or removed the comment.
    """
    decided = ModerationAction.objects.filter(comment=OuterRef("pk"), became=OuterRef("status"))
    rows = Comment.objects.filter(discussion__session__conference=conference)
    if session is not None:
        rows = rows.filter(discussion__session__uid=session)
    counted = (
        rows.annotate(why=Subquery(decided.order_by("-pk").values("reason")[:1]))
        .order_by()
        .values_list("status", "why")
        .annotate(count=Count("pk"))
    )
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for status, why, count in counted:
        counts[status] += count
        if status in {Status.HIDDEN, Status.REMOVED}:
            reasons[why or Reason.OTHER] += count
    named = [(str(reason.label), reasons[reason]) for reason in Reason if reasons[reason]]
    return Tally(dict(counts), named)
