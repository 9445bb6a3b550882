from __future__ import annotations

from uuid import uuid4

import pytest

from comments import services
from comments.errors import CommentError
from comments.models import Comment, Discussion
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import make_comment, make_conference, make_moderator, make_session, set_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return make_session()


def shape(comment: Comment) -> tuple[int, list[str]]:
    return comment.depth, comment.lineage


def test_replies_stand_under_what_they_answer_and_beside_it_from_the_third(session: Session) -> None:
    chain = [make_comment(session)]
    for _ in range(5):
        chain.append(make_comment(parent=chain[-1]))
    ids = [comment.pk for comment in chain]
    assert [shape(comment) for comment in chain] == [
        (0, ids[:1]),
        (1, ids[:2]),
        (2, ids[:3]),
        (3, ids[:4]),
        (3, [*ids[:3], ids[4]]),
        (3, [*ids[:3], ids[5]]),
    ]
    assert [comment.parent_id for comment in chain] == [None, *ids[:5]]
    assert {comment.root_id for comment in chain} == {ids[0]}


def test_paths_sort_into_reading_order(session: Session) -> None:
    first = make_comment(session)
    second = make_comment(session)
    to_second = make_comment(parent=second)
    to_first = make_comment(parent=first)
    deeper = make_comment(parent=to_first)
    later = make_comment(parent=first)
    assert list(Comment.objects.order_by("root_id", "path")) == [
        first,
        to_first,
        deeper,
        later,
        second,
        to_second,
    ]


@pytest.mark.parametrize("status", ["pending", "hidden", "removed"])
def test_nobody_answers_what_is_not_published(alice: User, session: Session, status: str) -> None:
    parent = make_comment(session, status=status)
    with pytest.raises(CommentError) as caught:
        make_comment(parent=parent, author=alice)
    assert (caught.value.code, Comment.objects.count()) == ("no_reply", 1)


def test_nobody_answers_into_another_discussion(alice: User, session: Session) -> None:
    parent = make_comment(session)
    other = make_session(session.conference)
    with pytest.raises(CommentError) as caught:
        services.post_comment(author=alice, session=other, body="Text", submission_key=uuid4(), parent=parent)
    assert caught.value.code == "no_reply"


def test_every_comment_is_held_where_all_are(alice: User) -> None:
    session = make_session(make_conference(discussion_mode="all_held"))
    held = make_comment(session, author=alice)
    assert (held.status, Discussion.objects.get().comment_count) == ("pending", 0)


def test_the_first_is_held_until_one_of_the_conference_is_published(alice: User, mona: User) -> None:
    make_comment(author=alice)  # elsewhere
    session = make_session(make_conference(discussion_mode="first_held"))
    first, second = make_comment(session, author=alice), make_comment(session, author=alice)
    make_moderator(session.conference, mona)
    set_status(first, "published", by=mona)
    third = make_comment(session, author=alice)
    assert [first.status, second.status, third.status] == ["published", "pending", "published"]


def test_the_mode_of_a_discussion_comes_before_the_conferences(alice: User) -> None:
    session = make_session(make_conference(discussion_mode="all_held"))
    Discussion.objects.create(session=session, mode="open")
    assert make_comment(session, author=alice).status == "published"


def test_count_and_version_follow_what_readers_can_see(mona: User, session: Session) -> None:
    comment = make_comment(session)
    make_moderator(session.conference, mona)
    seen = []
    for status in ["published", "hidden", "removed", "published", "pending"]:
        changed = set_status(comment, status, by=mona) is not None
        discussion = Discussion.objects.get()
        seen.append((status, changed, discussion.comment_count, discussion.version))
    assert seen == [
        ("published", False, 1, 1),
        ("hidden", True, 0, 2),
        ("removed", True, 0, 2),
        ("published", True, 1, 3),
        ("pending", True, 0, 4),
    ]


def test_a_moderator_does_not_publish_what_its_author_withdrew(mona: User, session: Session) -> None:
    comment = make_comment(session)
    Comment.objects.filter(pk=comment.pk).update(status="withdrawn")
    make_moderator(session.conference, mona)
    with pytest.raises(CommentError) as caught:
        set_status(comment, "published", by=mona)
    comment.refresh_from_db()
    assert (caught.value.code, comment.status) == ("status", "withdrawn")


def test_only_moderators_of_the_conference_decide(
    alice: User, eve: User, mona: User, session: Session
) -> None:
    comment = make_comment(session, author=alice)
    make_moderator(make_conference(), mona)  # of another
    for person in (alice, eve, mona):
        with pytest.raises(CommentError) as caught:
            set_status(comment, "hidden", by=person)
        assert caught.value.code == "not_moderator"
    comment.refresh_from_db()
    assert comment.status == "published"


def test_a_question_of_another_session_is_a_mistake_of_the_caller(alice: User, session: Session) -> None:
    question = make_comment(make_session()).discussion.session.questions.create(text="Whose?")
    with pytest.raises(ValueError, match="Expected one of its own"):
        make_comment(session, question=question, author=alice)
