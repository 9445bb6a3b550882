"""How many comments a discussion has, and that it changed: both kept right."""

from __future__ import annotations

from django.db.models import F

from comments.models import Comment, Discussion

Status = Comment.Status


def count(comment: Comment, *, was: str | None) -> None:
    """Keep the discussion's count and version right after a change of status."""
    change = (comment.status == Status.PUBLISHED) - (was == Status.PUBLISHED)
    if change:
        Discussion.objects.filter(pk=comment.discussion_id).update(
            comment_count=F("comment_count") + change, version=F("version") + 1
        )


def show_change(comment: Comment) -> None:
    """Have what everybody reads of a published comment drawn anew."""
    if comment.is_published:
        Discussion.objects.filter(pk=comment.discussion_id).update(version=F("version") + 1)
