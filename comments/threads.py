"""Threads put into the shape in which they are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class Thread:
    """A comment and replies to it, in reading order. ``more`` is the path that further ones come after."""

    entries: list[Entry] = field(default_factory=list)
    more: str = ""


def arrange(comments: Iterable[tuple[Comment, bool]], *, most: int) -> dict[str, Thread]:
    """Return the threads by their roots, leaving out what is not seen and has no seen reply.

    ``comments`` come in the order of their paths within each thread, each with whether the reader sees it.
    Of more than ``most`` in a thread the first ``most`` are taken.
    """
    threads: dict[str, list[tuple[Comment, bool]]] = {}
    for comment, is_seen in comments:
        threads.setdefault(comment.root_id, []).append((comment, is_seen))
    arranged = {root: _thread(rows, most) for root, rows in threads.items()}
    return {root: thread for root, thread in arranged.items() if thread.entries or thread.more}


def _thread(rows: list[tuple[Comment, bool]], most: int) -> Thread:
    taken = rows[:most]
    seen = {comment.pk: comment for comment, is_seen in taken if is_seen}
    kept = {pk for comment in seen.values() for pk in comment.lineage}
    entries = [
        Entry(comment, is_seen, seen.get(comment.parent_id or ""))
        for comment, is_seen in taken
        if comment.pk in kept
    ]
    return Thread(entries, taken[-1][0].path if len(rows) > most else "")
