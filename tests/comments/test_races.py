"""What happens at the same instant, with real threads on a database that commits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar
from uuid import uuid4

import pytest
from django.db import connection

from comments import services
from comments.errors import CommentError
from comments.models import Comment, Discussion, ModerationAction
from tests.builders import make_moderator, make_session, make_user, set_status

pytestmark = pytest.mark.django_db(transaction=True)

TOGETHER = 8
Result = TypeVar("Result")


def at_once(act: Callable[[int], Result]) -> list[Result]:
    """What ``TOGETHER`` threads get that all begin at the same instant."""
    start = Barrier(TOGETHER)

    def run(number: int) -> Result:
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(run, range(TOGETHER)))


def test_one_form_sent_eight_times_at_once_makes_one_comment() -> None:
    author, session, key = make_user(), make_session(), uuid4()
    made = at_once(
        lambda _: services.post_comment(author=author, session=session, body="Text", submission_key=key).pk
    )
    discussion = Discussion.objects.get()
    assert (len(set(made)), Comment.objects.count(), discussion.comment_count) == (1, 1, 1)


def test_eight_people_at_once_begin_one_discussion_and_are_all_counted() -> None:
    authors, session = [make_user() for _ in range(TOGETHER)], make_session()
    at_once(
        lambda number: (
            services.post_comment(
                author=authors[number], session=session, body="Text", submission_key=uuid4()
            ).pk
        )
    )
    discussion = Discussion.objects.get()
    counted = (discussion.comment_count, discussion.version)
    assert (Comment.objects.count(), counted) == (TOGETHER, (TOGETHER, TOGETHER))


def test_the_limit_holds_against_a_burst() -> None:
    author, session = make_user(), make_session()

    def post(_: int) -> str:
        try:
            services.post_comment(author=author, session=session, body="Text", submission_key=uuid4())
        except CommentError as problem:
            return problem.code
        return "posted"

    assert sorted(at_once(post)) == ["limit"] * 3 + ["posted"] * 5


def test_two_moderators_do_not_count_twice() -> None:
    author, session = make_user(), make_session()
    mona = make_moderator(session.conference)
    comment = services.post_comment(author=author, session=session, body="Text", submission_key=uuid4())
    at_once(lambda _: set_status(Comment.objects.get(pk=comment.pk), "hidden", by=mona))
    discussion = Discussion.objects.get()
    assert (discussion.comment_count, discussion.version) == (0, 2)


def test_eight_reports_at_once_hold_a_comment_once() -> None:
    readers, session = [make_user() for _ in range(TOGETHER)], make_session()
    comment = services.post_comment(author=make_user(), session=session, body="Text", submission_key=uuid4())

    def report(number: int) -> str:
        try:
            services.report(Comment.objects.get(pk=comment.pk), by=readers[number], reason="insult")
        except CommentError as problem:
            return problem.code
        return "reported"

    assert sorted(at_once(report)) == ["not_shown"] * 5 + ["reported"] * 3
    discussion = Discussion.objects.get()
    assert (discussion.comment_count, discussion.version) == (0, 2)


def test_eight_moderators_at_once_take_something_back_once() -> None:
    session = make_session()
    mona = make_moderator(session.conference)
    comment = services.post_comment(author=make_user(), session=session, body="Text", submission_key=uuid4())
    action = services.decide(comment, "hide", by=mona, reason="insult")
    assert action is not None

    def undo(_: int) -> str:
        try:
            services.undo(ModerationAction.objects.get(pk=action.pk), by=mona)
        except CommentError as problem:
            return problem.code
        return "taken back"

    assert sorted(at_once(undo)) == ["taken back"] + ["undone"] * 7
    assert (ModerationAction.objects.count(), Discussion.objects.get().comment_count) == (2, 1)
