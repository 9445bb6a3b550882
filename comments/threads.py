"""Threads put into the shape in which they are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from comments.models import Comment

PLACEHOLDERS = {
    Comment.Status.PENDING: _("This comment awaits a moderator."),
    Comment.Status.PUBLISHED: _("This comment is not shown."),
    Comment.Status.HIDDEN: _("A moderator has hidden this comment."),
    Comment.Status.WITHDRAWN: _("Its author has withdrawn this comment."),
    Comment.Status.REMOVED: _("A moderator has removed this comment."),
}


@dataclass(frozen=True)
class Entry:
    """A comment's place in a page.

    When ``is_shown`` is false the reader may not see the comment, but replies to it: a placeholder
    stands there and the comment's words are not to be printed. ``answered`` is the comment replied to.
    """

    comment: Comment
    is_shown: bool
    answered: Comment | None = None

    @property
    def stands_beside(self) -> bool:
        """Whether the comment stands beside the one that it answers, as replies go no deeper."""
        return self.answered is not None and self.answered.depth == self.comment.depth

    @property
    def placeholder(self) -> str:
        """What stands in the place of a comment that is not shown."""
        return str(PLACEHOLDERS[Comment.Status(self.comment.status)])


def arrange(comments: Iterable[tuple[Comment, bool]]) -> list[list[Entry]]:
    """Return the threads, each a list in reading order, leaving out what is not seen and has no seen reply.

    ``comments`` come in the order of their paths, whole threads, each with whether the reader sees it.
    """
    rows = list(comments)
    seen = {comment.pk: comment for comment, is_seen in rows if is_seen}
    kept = _kept(rows)
    threads: dict[str, list[Entry]] = {}
    for comment, is_seen in rows:
        if comment.pk in kept:
            entry = Entry(comment, is_seen, seen.get(comment.parent_id or ""))
            threads.setdefault(comment.root_id, []).append(entry)
    return list(threads.values())


def _kept(rows: list[tuple[Comment, bool]]) -> set[str]:
    """The ids on the paths of all that is seen, and those that it replies to."""
    kept: set[str] = set()
    for comment, is_seen in rows:
        if is_seen:
            kept |= set(comment.lineage)
    return kept
