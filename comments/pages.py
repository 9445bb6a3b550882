"""A page of a discussion: what it shows, and which page shows a comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NoReturn

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from comments.identifiers import LENGTH, is_identifier
from comments.models import MAX_DEPTH, Comment, Discussion, Support
from comments.orders import Sort
from comments.policies import AnyUser
from comments.querysets import CommentQuerySet
from comments.subjects import Subject
from comments.threads import Thread, arrange

THREADS = 20  # a page (DISCUSSION, P1)
PINNED = 10  # threads that stand before them on the first page
REPLIES = 100  # of a thread that are shown with it; the others have pages of their own


@dataclass(frozen=True)
class Page:
    """Some threads. ``after`` is what the next page begins after: "" when this is the last.

    ``supported`` are the keys of the comments that the reader supports. ``is_one_thread`` says that these
    are further replies of one thread.
    """

    threads: list[Thread]
    sort: Sort = Sort.OLDEST
    after: str = ""
    is_first: bool = True
    is_one_thread: bool = False
    supported: set[str] = field(default_factory=set)


def page(discussion: Discussion | None, user: AnyUser, asked: QueryDict) -> Page:
    """Return the page that the query of an address asks for, in at most three queries.

    ``sort`` names the order; ``after`` the place that it begins after; ``replies`` instead the path in a
    thread after which its replies go on.

    Raises:
        Http404: there is no such place, or nothing comes after it.
    """
    sort = Sort.named(asked.get("sort", ""))
    if path := asked.get("replies", ""):
        return _replies(discussion, user, sort, path)
    after = asked.get("after", "")
    roots = _roots(discussion, user, sort, after)
    if after and not roots:
        _no_such_page()
    pinned = [root.pk for root in roots if root.is_pinned]
    others = [root for root in roots if not root.is_pinned]
    shown = [*pinned, *(root.pk for root in others[:THREADS])]
    comments = Comment.objects.for_threads(user, shown, most=REPLIES + 1) if shown else ()
    threads = _arranged(comments, most=REPLIES)
    is_cut = len(others) > THREADS or len(roots) == THREADS + 1 + PINNED
    return Page(
        [threads[pk] for pk in shown if pk in threads],
        sort,
        sort.cursor(others[:THREADS][-1]) if is_cut and others else "",
        is_first=not after,
        supported=_supported(threads.values(), user),
    )


def address(comment: Comment, subject: Subject, user: AnyUser, sort: Sort = Sort.OLDEST) -> str:
    """Return the address of the comment in the page that shows it, in at most two queries."""
    query = QueryDict(mutable=True)
    if sort != Sort.OLDEST:
        query["sort"] = sort
    if path := _path_before(comment):
        query["replies"] = path
    elif after := _place_before(comment, user, sort):
        query["after"] = after
    return f"{subject.url}{'?' if query else ''}{query.urlencode()}#comment-{comment.pk}"


def landing(comment: Comment, subject: Subject, user: AnyUser) -> str:
    """Return where to lead somebody who has just posted the comment, without a query.

    Where all that was said may not fit on one page, it is the permalink, which finds the page.
    """
    fits = comment.discussion.comment_count < THREADS and comment.is_published and not user.is_staff
    return f"{subject.url}#comment-{comment.pk}" if fits else comment.get_absolute_url()


def _roots(discussion: Discussion | None, user: AnyUser, sort: Sort, after: str) -> list[Comment]:
    """The first comments of the page's threads and one more; on the first page what is pinned comes first."""
    rows = Comment.objects.filter(discussion=discussion).roots_for(user)
    most, order = THREADS + 1 + PINNED, ["-is_pinned", *sort.keys]
    if after:
        beyond = sort.after(after)
        if beyond is None:
            _no_such_page()
        rows, most, order = rows.filter(beyond, is_pinned=False), THREADS + 1, sort.keys
    return [] if discussion is None else list(rows.order_by(*order).only(*ROOT)[:most])


ROOT = ("id", "is_pinned", "support_count")


def _replies(discussion: Discussion | None, user: AnyUser, sort: Sort, path: str) -> Page:
    """The replies of a thread that come after the path, under those that they may answer."""
    names = [path[start : start + LENGTH] for start in range(0, len(path), LENGTH)]
    if len(names) > MAX_DEPTH + 1 or not all(is_identifier(name) for name in names):
        _no_such_page()
    above = [path[: LENGTH * number] for number in range(1, len(names) + 1)]
    thread = Comment.objects.filter(discussion=discussion, root=names[0])
    rows = [] if discussion is None else list(_after(thread, user, path)[: REPLIES + 1])
    if not rows:
        _no_such_page()
    context = list(thread.filter(path__in=above).shown_to(user).order_by("path"))
    threads = _arranged([*context, *rows], most=REPLIES + len(context))
    shown = list(threads.values())
    if not shown:
        _no_such_page()
    return Page(shown, sort, is_first=False, is_one_thread=True, supported=_supported(shown, user))


def _after(thread: CommentQuerySet, user: AnyUser, path: str) -> CommentQuerySet:
    return thread.filter(path__gt=path).shown_to(user).order_by("path")


def _arranged(comments: Iterable[Comment], *, most: int) -> dict[str, Thread]:
    return arrange(((comment, comment.is_seen) for comment in comments), most=most)  # type: ignore[attr-defined]  # annotated


def _supported(threads: Iterable[Thread], user: AnyUser) -> set[str]:
    shown = [entry.comment.pk for thread in threads for entry in thread.entries if entry.is_shown]
    return Support.objects.among(user, shown) if shown else set()


def _path_before(comment: Comment) -> str:
    """The path before the comment's, where its thread shows so many before it: "" where it does not."""
    before = Comment.objects.filter(root=comment.root_id, path__lt=comment.path).order_by("-path")
    paths = list(before.values_list("path", flat=True)[:REPLIES]) if comment.depth else []
    return paths[0] if len(paths) == REPLIES else ""


def _place_before(comment: Comment, user: AnyUser, sort: Sort) -> str:
    """The place before the comment's thread, where it stands on a page after the first."""
    root = (
        comment
        if comment.depth == 0
        else Comment.objects.only("discussion_id", *ROOT).get(pk=comment.root_id)
    )
    if root.is_pinned:
        return ""
    earlier = Comment.objects.filter(sort.before(root), discussion=root.discussion_id, is_pinned=False)
    before = list(earlier.roots_for(user).order_by(*sort.keys_backwards).only(*ROOT)[:THREADS])
    return sort.cursor(before[0]) if len(before) == THREADS else ""


def _no_such_page() -> NoReturn:
    raise Http404(_("There is no such page of the discussion."))
