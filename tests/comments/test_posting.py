from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import promises, subjects
from comments.models import Comment, Discussion
from comments.terms import Terms
from cyberconf.accounts.models import User
from events.models import Question, Session
from events.publishing import published
from tests.builders import make_comment, make_published_panel, make_question, make_release
from tests.pages import Page, address_of, read

pytestmark = pytest.mark.django_db

TEXT = 'Yes & "no", <b>if</b> x<y'


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


@pytest.fixture
def signed_in(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def send(client: Client, address: str, **fields: str) -> Any:
    return client.post(address, {"body": TEXT, "key": str(uuid4())} | fields)


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_comment_appears_on_the_page_it_was_posted_from(signed_in: Client, panel: Session) -> None:
    page = read(signed_in, panel, number=2)
    response = signed_in.post(page.action, page.fields | {"body": TEXT})
    comment = Comment.objects.get()
    question = panel.questions.get(position=2)
    assert (comment.body, comment.author.name, comment.discussion.question) == (TEXT, "Alice Ahmed", question)
    assert (response.status_code, said(response)) == (303, ["Your comment is published."])
    assert response.url == f"{address_of(panel, number=2)}#comment-{comment.pk}"
    shown = read(signed_in, panel, number=2)
    assert shown.comments == [(comment.pk, "Alice Ahmed", "Cyber Peace Foundation", TEXT)]
    assert (shown.typed, shown.fields["key"] != page.fields["key"]) == ("", True)


def test_a_session_at_large_has_a_discussion_of_its_own(signed_in: Client, panel: Session) -> None:
    page = read(signed_in, panel)
    signed_in.post(page.action, page.fields | {"body": TEXT})
    discussion = Discussion.objects.get()
    assert (discussion.session, discussion.question, discussion.comment_count) == (panel, None, 1)


def test_the_same_form_twice_makes_one_comment(signed_in: Client, panel: Session) -> None:
    page = read(signed_in, panel)
    answers = [signed_in.post(page.action, page.fields | {"body": TEXT}) for _ in range(2)]
    assert (Comment.objects.count(), answers[0].url) == (1, answers[1].url)


def test_another_text_under_a_key_that_was_used_is_given_back_with_a_new_key(
    signed_in: Client, panel: Session
) -> None:
    page = read(signed_in, panel)
    signed_in.post(page.action, page.fields | {"body": "First"})
    again = Page(signed_in.post(page.action, page.fields | {"body": "Second"}))
    assert (again.status, again.typed, Comment.objects.count()) == (422, "Second", 1)
    signed_in.post(again.action, again.fields | {"body": again.typed})
    assert sorted(Comment.objects.values_list("body", flat=True)) == ["First", "Second"]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5001, "🦀" * 5001, "\n\nnot\0 clean"])
def test_what_is_refused_is_shown_again_with_the_reason(signed_in: Client, panel: Session, text: str) -> None:
    page = read(signed_in, panel)
    again = Page(signed_in.post(page.action, page.fields | {"body": text}))
    assert (again.status, again.typed, Comment.objects.count()) == (422, text, 0)
    assert len(again.errors) == 1
    assert again.fields["key"] == page.fields["key"]


def test_beyond_the_limit_the_text_is_kept(signed_in: Client, alice: User, panel: Session) -> None:
    for _ in range(5):
        make_comment(panel, author=alice)
    again = Page(send(signed_in, address_of(panel) + "comments/"))
    assert (again.status, again.typed, Comment.objects.count()) == (422, TEXT, 5)
    assert read(signed_in, panel).typed == TEXT


def test_after_closing_the_text_is_shown_for_copying(signed_in: Client, panel: Session) -> None:
    page = read(signed_in, panel)
    panel.conference.discussion_mode = "closed"
    panel.conference.save()
    again = Page(signed_in.post(page.action, page.fields | {"body": TEXT}))
    assert (again.status, again.typed, Comment.objects.count()) == (422, TEXT, 0)
    shown = read(signed_in, panel)
    assert (shown.action, shown.given_back) == ("", TEXT)


def test_a_form_opened_before_closing_is_taken_for_ten_minutes(signed_in: Client, panel: Session) -> None:
    conference = panel.conference
    conference.discussion_closes_at = timezone.now() + timedelta(minutes=1)
    conference.save()
    page = read(signed_in, panel)
    closing = int(conference.discussion_closes_at.timestamp())
    conference.discussion_closes_at = timezone.now() - timedelta(minutes=5)
    conference.save()
    assert (
        Page(signed_in.post(page.action, page.fields | {"body": TEXT})).status == 422
    )  # closed before its time
    kept = published(conference.slug)
    subject = subjects.Subject(kept.conference, kept.programme.sessions[0])
    earlier = Terms("open", None, conference.discussion_closes_at)
    assert earlier.closes_at is not None
    promise = promises.make(subject, earlier, at=earlier.closes_at - timedelta(minutes=1))
    assert closing > int(earlier.closes_at.timestamp())
    response = signed_in.post(page.action, page.fields | {"body": TEXT, "promise": promise})
    assert (response.status_code, Comment.objects.count()) == (303, 1)


@pytest.mark.parametrize("promise", ["x", "1:2", "a.b:c", "\0", "0" * 5000])
def test_a_promise_that_was_not_ours_is_none(signed_in: Client, panel: Session, promise: str) -> None:
    panel.conference.discussion_closes_at = timezone.now() - timedelta(minutes=1)
    panel.conference.save()
    assert send(signed_in, address_of(panel) + "comments/", promise=promise).status_code == 422


def test_a_question_that_got_another_number_meanwhile_gets_the_comment(
    signed_in: Client, panel: Session
) -> None:
    asked = panel.questions.get(position=2)
    page = read(signed_in, panel, number=2)
    Question.objects.filter(session=panel).update(position=5)
    make_question(panel, position=1)
    asked.position = 9
    asked.save()
    make_release(panel.conference)
    signed_in.post(page.action, page.fields | {"body": TEXT})
    assert Comment.objects.get().discussion.question == asked


def test_a_text_for_what_is_no_longer_in_the_programme_is_given_back(
    signed_in: Client, panel: Session
) -> None:
    page = read(signed_in, panel, number=2)
    panel.questions.filter(position=2).update(is_withdrawn=True)
    make_release(panel.conference)
    again = Page(signed_in.post(page.action, page.fields | {"body": TEXT}))
    assert (again.status, again.given_back, Comment.objects.count()) == (404, TEXT, 0)


def test_fields_that_no_form_has_are_ignored(signed_in: Client, panel: Session, bob: User) -> None:
    send(
        signed_in,
        address_of(panel) + "comments/",
        status="hidden",
        author=str(bob.pk),
        is_pinned="on",
        created_at="2001-01-01",
        affiliation="Secretariat",
        html="<script>",
        depth="3",
        parent="0" * 16,
    )
    comment = Comment.objects.get()
    assert (comment.status, comment.author.name, comment.is_pinned, comment.affiliation, comment.depth) == (
        "published",
        "Alice Ahmed",
        False,
        "Cyber Peace Foundation",
        0,
    )


def test_the_address_of_posting_leads_to_the_discussion(client: Client, panel: Session) -> None:
    response = client.get(address_of(panel, number=1) + "comments/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"{address_of(panel, number=1)}#discussion",
    )


def test_a_reply_is_written_on_a_page_that_quotes(signed_in: Client, panel: Session) -> None:
    parent = make_comment(panel, body="What was **said**")
    page = Page(signed_in.get(reverse("comments:replies", args=[parent.pk])))
    response = signed_in.post(page.action, page.fields | {"body": TEXT})
    reply = Comment.objects.get(parent=parent)
    assert ("<p>What was <strong>said</strong></p>" in page.html, reply.depth) == (True, 1)
    assert (response.status_code, response.url) == (303, f"{address_of(panel)}#comment-{reply.pk}")


def test_a_reply_in_a_closed_discussion_is_not_even_begun(signed_in: Client, panel: Session) -> None:
    parent = make_comment(panel)
    panel.conference.discussion_mode = "closed"
    panel.conference.save()
    response = signed_in.get(reverse("comments:replies", args=[parent.pk]))
    assert (response.status_code, response.headers["Location"]) == (302, f"{address_of(panel)}#discussion")
