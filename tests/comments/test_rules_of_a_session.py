"""What a session's discussion at large is told holds for its questions, wherever that shows."""

from __future__ import annotations

import pytest
from django.test import Client

from comments import services
from comments.errors import CommentError
from comments.models import Comment, Discussion
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import make_comment, make_published_panel
from tests.pages import Page, address_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def rule(panel: Session, *, number: int | None = None, **rules: str) -> Discussion:
    question = None if number is None else panel.questions.get(position=number)
    return Discussion.objects.create(session=panel, question=question, **rules)


def test_a_question_that_says_nothing_is_closed_with_its_session(alice: User, panel: Session) -> None:
    rule(panel, mode="closed")
    rule(panel, number=2, mode="open")
    first, second = panel.questions.order_by("position")
    with pytest.raises(CommentError) as caught:
        make_comment(panel, question=first, author=alice)
    assert caught.value.code == "closed"
    assert make_comment(panel, question=second, author=alice).is_published
    make_comment(make_published_panel(conference=panel.conference), author=alice)


def test_a_session_that_is_held_holds_the_answers_to_its_questions(alice: User, panel: Session) -> None:
    rule(panel, mode="all_held")
    assert make_comment(panel, question=panel.questions.get(position=1), author=alice).status == "pending"


def test_pages_say_so(client: Client, alice: User, panel: Session) -> None:
    rule(panel, mode="closed")
    rule(panel, number=2, mode="open")
    states = [read(client, panel, number=number).words(class_="discussion__state")[0] for number in (1, 2)]
    assert [state.partition(".")[0] for state in states] == ["Closed", "Open for comments"]
    assert [read(client, panel, number=number).action != "" for number in (1, 2)] == [False, True]
    expected = ["0 comments · closed", "Be the first to comment"]
    assert read(client, panel).words(class_="count") == expected
    assert Page(client.get(panel.conference.get_absolute_url())).words(class_="count") == expected
    client.force_login(alice)
    answer = Page(client.post(f"{address_of(panel, number=1)}comments/", {"body": "Too late"}))
    assert (answer.status, answer.typed, Comment.objects.count()) == (422, "Too late", 0)


def test_a_rule_for_the_session_has_its_questions_drawn_anew(panel: Session) -> None:
    own = rule(panel, number=1)
    other = rule(panel, number=2)
    at_large = rule(panel)
    elsewhere = rule(make_published_panel())
    services.change_terms(at_large)
    services.change_terms(own)
    versions = dict(Discussion.objects.values_list("pk", "version"))
    assert [versions[row.pk] for row in (own, other, at_large, elsewhere)] == [2, 1, 1, 0]
