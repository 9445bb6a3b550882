"""What waits for moderators, and what they want to know before they decide. Reads alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from comments.holding import listed_word
from comments.models import Comment, HoldingRules, ModerationAction, Report, Restriction

Status = Comment.Status


@dataclass(frozen=True)
class Record:
    """How many comments of a person in one conference are in which status."""

    counts: dict[str, int] = field(default_factory=dict)

    @property
    def published(self) -> int:
        """Those that everybody reads."""
        return self.counts.get(Status.PUBLISHED, 0)

    @property
    def held(self) -> int:
        """Those that wait."""
        return self.counts.get(Status.PENDING, 0)

    @property
    def hidden(self) -> int:
        """Those that a moderator has hidden."""
        return self.counts.get(Status.HIDDEN, 0)

    @property
    def removed(self) -> int:
        """Those that a moderator has removed."""
        return self.counts.get(Status.REMOVED, 0)


@dataclass(frozen=True)
class Waiting:
    """A comment that waits, with what is known of its author and of those who reported it."""

    comment: Comment
    since: datetime
    record: Record
    restrictions: list[Restriction]
    reports: list[Report]
    word: str | None

    @property
    def is_held(self) -> bool:
        """Whether others do not read it yet, or no more."""
        return not self.comment.is_published


def waiting(conferences: frozenset[int] | None) -> QuerySet[Comment]:
    """What is held or reported in these conferences, or in all (None), the oldest first.

    ``waits_since`` is when it was written, or first reported; ``last_action`` names the last decision on it.
    """
    open_reports = Report.objects.filter(comment=OuterRef("pk"), outcome="").order_by("created_at")
    decisions = ModerationAction.objects.filter(comment=OuterRef("pk")).order_by("-pk")
    reported = Report.objects.filter(outcome="").order_by().values("comment")  # SQLite reads these once
    first_reported = Subquery(open_reports.values("created_at")[:1])
    written = Coalesce("edited_at", "created_at")
    is_read_first = Q(status=Status.PENDING) & ~Q(held_for=Comment.Hold.REPORTS)
    rows = Comment.objects.filter(
        Q(status=Status.PENDING) | Q(pk__in=reported, status=Status.PUBLISHED)
    ).annotate(
        waits_since=Case(When(is_read_first, then=written), default=Coalesce(first_reported, written)),
        last_action=Subquery(decisions.values("pk")[:1]),
    )
    if conferences is not None:
        rows = rows.filter(discussion__session__conference__in=sorted(conferences))
    return rows.order_by("waits_since", "pk")


def places(rows: QuerySet[Comment]) -> list[dict[str, Any]]:
    """Return where comments wait, and how many: the discussions of the conferences. One query."""
    return [
        dict(row)
        for row in rows.order_by("discussion__session__conference__title", "discussion__session__starts_at")
        .values(
            "discussion",
            conference=F("discussion__session__conference"),
            conference_title=F("discussion__session__conference__title"),
            session_title=F("discussion__session__title"),
            question=F("discussion__question__text"),
        )
        .annotate(count=Count("pk"))
    ]


def head(rows: QuerySet[Comment]) -> tuple[int, datetime | None]:
    """Return how many wait, and since when the oldest does. One query."""
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min("waits_since"))
    return found["count"], found["oldest"]


def described(rows: QuerySet[Comment], *, at: datetime) -> list[Waiting]:
    """Read the rows with all that a moderator wants to know of them: five queries at any number."""
    reports = Report.objects.filter(outcome="").order_by("pk")
    comments = list(
        rows.select_related(
            "author", "parent__author", "discussion__question", "discussion__session__conference"
        ).prefetch_related(Prefetch("reports", queryset=reports, to_attr="open_reports"))
    )
    records = records_of(comments)
    restricted = _restrictions(comments, at)
    rules = HoldingRules.objects.filter(conference__in={_conference(comment) for comment in comments})
    words = {row.conference_id: row.words for row in rules}
    return [
        Waiting(
            comment=comment,
            since=comment.waits_since,  # type: ignore[attr-defined]  # annotated
            record=records.get((comment.author_id, _conference(comment)), Record()),
            restrictions=[
                row
                for row in restricted.get(comment.author_id, [])
                if row.conference_id in {None, _conference(comment)}
            ],
            reports=comment.open_reports,
            word=listed_word(comment.body, words.get(_conference(comment), "")),
        )
        for comment in comments
    ]


def records_of(comments: Iterable[Comment]) -> dict[tuple[int, int], Record]:
    """Return the records of the comments' authors, each in the comment's own conference. One query.

    What somebody did in another conference is not these moderators' to know.
    """
    found: dict[tuple[int, int], dict[str, int]] = {}
    wanted = list(comments)
    rows = (
        Comment.objects.filter(
            author__in={comment.author_id for comment in wanted},
            discussion__session__conference__in={_conference(comment) for comment in wanted},
        )
        .order_by()
        .values_list("author", "discussion__session__conference", "status")
        .annotate(count=Count("pk"))
    )
    for author, conference, status, count in rows:
        found.setdefault((author, conference), {})[status] = count
    return {key: Record(counts) for key, counts in found.items()}


def _conference(comment: Comment) -> int:
    return comment.discussion.session.conference_id


def _restrictions(comments: Iterable[Comment], at: datetime) -> dict[int, list[Restriction]]:
    found: dict[int, list[Restriction]] = {}
    rows = Restriction.objects.in_force(at).filter(person__in={comment.author_id for comment in comments})
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found
