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
from comments.models import Comment, Discussion, ModerationAction, Support
from tests.builders import make_moderator, make_session, make_user, set_status

pytestmark = pytest.mark.django_db(transaction=True)

TOGETHER = 8
Result = TypeVar("Result")


def at_once(act: Callable[[int], Result], times: int = TOGETHER) -> list[Result]:
    """What so many threads get that all begin at the same instant."""
    start = Barrier(times)

    def run(number: int) -> Result:
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_s19_one_form_sent_eight_times_at_once_makes_one_comment() -> None:
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

    def post(number: int) -> str:
        try:
            services.post_comment(
                author=author, session=session, body=f"Text {number}", submission_key=uuid4()
            )
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


def test_s18_fifty_clicks_at_once_make_one_row_and_are_counted_once() -> None:
    author, reader, session = make_user(), make_user(), make_session()
    comment = services.post_comment(author=author, session=session, body="Text", submission_key=uuid4())
    changed = at_once(lambda _: services.set_support(comment, by=reader, is_given=True), 50)
    rows = Support.objects.filter(comment=comment, user=reader).count()
    assert (sum(changed), rows, Comment.objects.get().support_count) == (1, 1, 1)


def test_s18_whoever_clicks_at_once_the_counter_equals_the_rows() -> None:
    author, session = make_user(), make_session()
    readers = [make_user() for _ in range(TOGETHER)]
    comment = services.post_comment(author=author, session=session, body="Text", submission_key=uuid4())
    services.set_support(comment, by=readers[0], is_given=True)
    at_once(lambda number: services.set_support(comment, by=readers[number], is_given=number % 2 == 1))
    rows = set(Support.objects.values_list("user", flat=True))
    assert (rows, Comment.objects.get().support_count) == ({user.pk for user in readers[1::2]}, TOGETHER // 2)


def test_one_text_sent_under_eight_keys_at_once_is_said_once() -> None:
    author, session = make_user(), make_session()
    made = at_once(
        lambda _: (
            services.post_comment(author=author, session=session, body="Text", submission_key=uuid4()).pk
        )
    )
    assert (len(set(made)), Comment.objects.count()) == (1, 1)


def test_two_changes_at_once_lose_neither_text() -> None:
    author, session = make_user(), make_session()
    comment = services.post_comment(author=author, session=session, body="Text", submission_key=uuid4())

    def change(number: int) -> str:
        try:
            return services.edit_comment(comment, by=author, body=f"Text {number}", base=comment.base).body
        except CommentError as problem:
            return problem.code

    outcomes = at_once(change)
    kept = Comment.objects.get()
    assert sorted(outcomes) == sorted([kept.body] + ["changed"] * (TOGETHER - 1))
    assert [row.body for row in kept.revisions.all()] == ["Text"]


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
