"""A page of a discussion: what it shows, and which page shows a comment."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from comments.identifiers import is_identifier
from comments.models import Comment, Discussion
from comments.policies import AnyUser
from comments.subjects import Subject
from comments.threads import Entry, arrange

THREADS = 20  # a page (DISCUSSION, P1)


@dataclass(frozen=True)
class Page:
    """Some threads, oldest first. ``after`` is what the next page begins after: "" when this is the last."""

    threads: list[list[Entry]]
    after: str = ""
    is_first: bool = True


def page(discussion: Discussion | None, user: AnyUser, *, after: str = "") -> Page:
    """Return the threads that come after the root ``after``, in at most two queries.

    Raises:
        Http404: ``after`` is no identifier, or nothing comes after it.
    """
    if after and not is_identifier(after):
        raise Http404(_("There is no such page of the discussion."))
    roots = [] if discussion is None else _roots(discussion, user, after)
    if not roots:
        if after:
            raise Http404(_("There is no such page of the discussion."))
        return Page([])
    shown = roots[:THREADS]
    comments = Comment.objects.for_threads(user, shown)
    threads = arrange((comment, comment.is_seen) for comment in comments)  # type: ignore[attr-defined]  # annotated
    return Page(threads, shown[-1] if len(roots) > THREADS else "", is_first=not after)


def address(comment: Comment, subject: Subject, user: AnyUser) -> str:
    """Return the address of the comment in the page that shows it, in one query."""
    earlier = Comment.objects.filter(discussion_id=comment.discussion_id, id__lt=comment.root_id)
    roots = earlier.roots_for(user).order_by("-id").values_list("id", flat=True)[:THREADS]
    before = list(roots)
    query = f"?after={before[0]}" if len(before) == THREADS else ""
    return f"{subject.url}{query}#comment-{comment.pk}"


def _roots(discussion: Discussion, user: AnyUser, after: str) -> list[str]:
    roots = Comment.objects.filter(discussion=discussion, id__gt=after).roots_for(user)
    return list(roots.values_list("id", flat=True)[: THREADS + 1])
