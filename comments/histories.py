"""The texts that a comment had, as readers may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from comments.models import Comment
from comments.policies import EDIT_WINDOW, AnyUser, moderates
from cyberconf.web.markdown import render_comment


@dataclass(frozen=True)
class Version:
    """A text of a comment, from ``written_at`` until the next one was written."""

    body: str
    stance: str
    written_at: datetime
    is_present: bool

    @property
    def rendered(self) -> SafeString:
        """The text as safe HTML."""
        return render_comment(self.body)

    @property
    def stance_label(self) -> str:
        """The stance in words."""
        return str(Comment.Stance(self.stance).label) if self.stance else ""


def versions(comment: Comment, reader: AnyUser) -> list[Version]:
    """Return the texts of the comment, the present one first, in one query.

    What stood there only within ``EDIT_WINDOW`` is its author's and the moderators' to see. The comment was
    read with ``for_permalink``.
    """
    written = comment.edited_at or comment.created_at
    rows = [(row.body, row.stance, row.written_at) for row in comment.revisions.order_by("pk")]
    every = [*rows, (comment.body, comment.stance, written)]
    replaced = [*(at for _body, _stance, at in every[1:]), None]
    sees_all = comment.author_id == reader.pk or moderates(reader, comment.discussion.session.conference_id)
    end = comment.created_at + EDIT_WINDOW
    return [
        Version(body, stance, at, is_present=until is None)
        for (body, stance, at), until in zip(every, replaced, strict=True)
        if sees_all or until is None or until > end
    ][::-1]
