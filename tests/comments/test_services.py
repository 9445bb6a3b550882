from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from comments import services
from comments.errors import CommentError
from comments.models import Comment, Discussion
from cyberconf.accounts.models import User
from cyberconf.web import markdown
from events.models import Session
from tests.builders import make_comment, make_conference, make_question, make_session, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return make_session()


def refusal(**arguments: Any) -> str:
    """The code with which the post is refused."""
    before = Comment.objects.count()
    with pytest.raises(CommentError) as caught:
        services.post_comment(**({"body": "Text", "submission_key": uuid4()} | arguments))
    assert (Comment.objects.count(), str(caught.value)) == (before, caught.value.message)
    return caught.value.code


def test_a_comment_is_kept_as_typed_with_what_was_true_when_it_was_posted(
    alice: User, session: Session
) -> None:
    question = make_question(session)
    key, at = uuid4(), timezone.now()
    text = "if cost <x then stop, else y>3\r\n\r\n  **Yes**\r!  "
    comment = services.post_comment(
        author=alice, session=session, question=question, body=text, submission_key=key, at=at
    )
    kept = Comment.objects.values().get()
    body = "if cost <x then stop, else y>3\n\n  **Yes**\n!  "
    assert kept == {
        "id": comment.pk,
        "discussion_id": Discussion.objects.get(question=question, session=session).pk,
        "author_id": alice.pk,
        "affiliation": "Cyber Peace Foundation",
        "parent_id": None,
        "root_id": comment.pk,
        "path": comment.pk,
        "depth": 0,
        "body": body,
        "html": markdown.render_comment(body),
        "renderer": markdown.VERSION,
        "status": "published",
        "submission_key": key,
        "is_pinned": False,
        "speaking_for": "self",
        "stance": "",
        "held_for": "",
        "support_count": 0,
        "redacted_at": None,
        "created_at": at,
        "edited_at": None,
    }


def test_the_affiliation_stays_as_it_was_posted(alice: User, session: Session) -> None:
    comment = make_comment(session, author=alice)
    alice.affiliation = "Elsewhere"
    alice.save()
    comment.refresh_from_db()
    assert comment.affiliation == "Cyber Peace Foundation"


def test_the_same_key_answers_with_the_same_comment(alice: User, session: Session) -> None:
    key = uuid4()
    first = make_comment(session, author=alice, submission_key=key)
    again = make_comment(session, author=alice, submission_key=key, body="Something else")
    discussion = Discussion.objects.get()
    assert (again, again.body, discussion.comment_count) == (first, first.body, 1)


def test_a_repeat_is_answered_after_closing_and_beyond_the_limit(alice: User, session: Session) -> None:
    key = uuid4()
    first = make_comment(session, author=alice, submission_key=key)
    for _ in range(4):
        make_comment(session, author=alice)
    session.conference.discussion_mode = "closed"
    assert make_comment(session, author=alice, submission_key=key) == first


def test_two_people_may_use_the_same_key(alice: User, bob: User, session: Session) -> None:
    key = uuid4()
    assert make_comment(session, author=alice, submission_key=key) != make_comment(
        session, author=bob, submission_key=key
    )


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty"),
        (" \t\r\n\u00a0\u3000", "empty"),
        ("\u200b\u2060\ufeff\u00ad\u3164\u2800\ufe0f", "empty"),
        ("```\n\n```", "empty"),
        ("> \n> ", "empty"),
        ("x" * 5001, "too_long"),
        ("🦀" * 5001, "too_long"),
        ("a\0b", "unreadable"),
        ("a\ud800b", "unreadable"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused(alice: User, session: Session, body: str, code: str) -> None:
    assert refusal(author=alice, session=session, body=body) == code


@pytest.mark.parametrize("body", ["x" * 5000, "🦀" * 5000, "é" * 5000, "a\r\n" * 2500, "."])
def test_a_text_that_just_fits_is_kept_whole(alice: User, session: Session, body: str) -> None:
    comment = make_comment(session, author=alice, body=body)
    comment.refresh_from_db()
    assert comment.body == body.replace("\r\n", "\n")


@given(st.text())
def test_a_text_is_kept_as_typed_or_refused(text: str) -> None:
    as_kept = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        outcome = services.clean_body(text)
    except CommentError as problem:
        outcome = problem.code
    assert outcome in {as_kept, "empty", "unreadable"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"discussion_mode": "closed"}, "closed"),
        ({"discussion_closes_at": timezone.now() - timedelta(minutes=1)}, "closed"),
        ({"discussion_opens_at": timezone.now() + timedelta(days=1)}, "later"),
        ({"status": "archived"}, "closed"),
    ],
)
def test_nobody_posts_where_the_discussion_is_not_open(
    alice: User, fields: dict[str, Any], code: str
) -> None:
    session = make_session(make_conference(**fields))
    assert (refusal(author=alice, session=session), Discussion.objects.count()) == (code, 0)


def test_what_began_before_closing_is_taken_for_ten_minutes(alice: User) -> None:
    closing = timezone.now()
    session = make_session(make_conference(discussion_closes_at=closing))
    in_time, too_late = closing + timedelta(minutes=9), closing + timedelta(minutes=10)
    assert make_comment(session, author=alice, at=in_time, promised=closing).is_published
    assert refusal(author=alice, session=session, at=in_time) == "closed"
    assert refusal(author=alice, session=session, at=too_late, promised=closing) == "closed"


def test_only_verified_and_active_people_post(alice: User, session: Session) -> None:
    unverified = make_user(is_verified=False)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    assert [refusal(author=unverified, session=session), refusal(author=alice, session=session)] == [
        "unverified",
        "banned",
    ]


def test_five_comments_in_five_minutes_are_enough(alice: User, bob: User, session: Session) -> None:
    now = timezone.now()
    for _ in range(5):
        make_comment(session, author=alice, at=now - timedelta(minutes=4))
    assert refusal(author=alice, session=session, at=now) == "limit"
    assert make_comment(session, author=bob, at=now).is_published
    assert make_comment(session, author=alice, at=now + timedelta(minutes=1)).is_published


def test_thirty_comments_in_an_hour_are_enough_but_for_staff(
    alice: User, mona: User, session: Session
) -> None:
    now = timezone.now()
    for number in range(30):
        for author in (alice, mona):
            make_comment(session, author=author, at=now - timedelta(minutes=59 - 1.5 * number))
    assert refusal(author=alice, session=session, at=now) == "limit"
    assert make_comment(session, author=mona, at=now).is_published


def test_posting_takes_the_same_queries_however_much_was_said(
    alice: User, session: Session, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for said in (1, 3):
        while Comment.objects.count() < said:
            make_comment(session)
        parent = make_comment(session)
        with django_assert_num_queries(12):  # two of them begin and end the transaction's savepoint
            services.post_comment(
                author=alice, session=session, body="Text", submission_key=uuid4(), parent=parent
            )
