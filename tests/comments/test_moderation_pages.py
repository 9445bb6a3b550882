"""What everybody sees of moderation: reporting, appealing, and the numbers."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from comments import appeals, services
from comments.models import Appeal, Comment, ModerationAction, Report
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import make_comment, make_moderator, make_published_panel, make_question, make_user
from tests.pages import Page, address_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(mona: User) -> Session:
    session = make_published_panel(title="Norms")
    make_moderator(session.conference, mona)
    return session


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def reports_of(comment: Comment) -> str:
    return reverse("comments:reports", args=[comment.pk])


def decided(comment: Comment, act: str, by: User) -> ModerationAction:
    action = services.decide(comment, act, by=by, reason="insult", note="It calls names.")
    assert action is not None
    return action


def test_a_reader_reports_a_comment_from_its_page(client: Client, panel: Session, bob: User) -> None:
    comment = make_comment(panel, body="What **was** said")
    client.force_login(bob)
    link = read(client, panel).root.first(class_="comment__tools").find("a", href=reports_of(comment))
    assert [node.text for node in link] == ["Report"]
    page = Page(client.get(reports_of(comment)))
    assert "<p>What <strong>was</strong> said</p>" in page.html
    response = client.post(reports_of(comment), {"reason": "insult", "body": "Rude."})
    row = Report.objects.get()
    assert (row.by, row.comment, row.reason, row.note) == (bob, comment, "insult", "Rude.")
    assert (response.status_code, response.headers["Location"]) == (303, comment.get_absolute_url())
    assert said(response) == ["Thank you. A moderator looks at it, and you are told what comes of it."]
    again = Page(client.get(reports_of(comment)))
    assert (again.form.tag, "You have reported this comment already." in again.html) == ("", True)


def test_nobody_is_offered_to_report_their_own_comment(client: Client, panel: Session, alice: User) -> None:
    comment = make_comment(panel, author=alice)
    client.force_login(alice)
    assert "Report" not in read(client, panel).words("a")
    page = Page(client.get(reports_of(comment)))
    assert (page.form.tag, "You can withdraw it, but not report it." in page.html) == ("", True)


def test_a_report_without_a_reason_is_shown_again_with_what_was_typed(
    client: Client, panel: Session, bob: User
) -> None:
    comment = make_comment(panel)
    client.force_login(bob)
    page = Page(client.post(reports_of(comment), {"body": "Rude & <b>"}))
    assert (page.status, page.typed, Report.objects.count()) == (422, "Rude & <b>", 0)
    assert page.errors == ["To correct: Please choose a reason: the author is told why."]


def test_a_report_outlives_signing_in(client: Client, panel: Session, bob: User) -> None:
    comment = make_comment(panel)
    response = client.post(reports_of(comment), {"reason": "privacy", "body": "My number."})
    assert response.headers["Location"] == f"{reverse('account_login')}?next={reports_of(comment)}"
    client.force_login(bob)
    page = Page(client.get(reports_of(comment)))
    chosen = [node.attributes["value"] for node in page.form.find("input", checked="")]
    assert (page.typed, chosen, Report.objects.count()) == ("My number.", ["privacy"], 0)


def test_a_report_is_given_back_when_the_form_was_open_for_too_long(panel: Session, bob: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(bob)
    page = Page(browser.post(reports_of(make_comment(panel)), {"reason": "insult", "body": "Rude."}))
    assert (page.status, page.given_back, Report.objects.count()) == (403, "Rude.", 0)


@pytest.mark.parametrize("status", ["pending", "hidden", "removed"])
def test_what_is_not_shown_has_no_page_to_report_it(
    client: Client, panel: Session, bob: User, status: str
) -> None:
    comment = make_comment(panel, status=status)
    client.force_login(bob)
    assert [client.get(reports_of(comment)).status_code, client.post(reports_of(comment)).status_code] == [
        404,
        404,
    ]


def test_the_person_concerned_reads_the_decision_and_appeals(
    client: Client, panel: Session, mona: User, alice: User
) -> None:
    action = decided(make_comment(panel, author=alice, body="What I said"), "hide", mona)
    client.force_login(alice)
    page = Page(client.get(action.get_absolute_url()))
    facts = page.words("dd")
    assert [facts[0], *facts[2:]] == ["Hidden", "Insult or attack on a person", "It calls names."]
    assert "What I said" in page.html
    again = Page(client.post(action.get_absolute_url(), {"body": " "}))
    assert (again.status, again.errors) == (422, ["To correct: Please write something first."])
    client.post(action.get_absolute_url(), {"body": "It was a quotation."})
    assert Appeal.objects.get().text == "It was a quotation."
    shown = Page(client.get(action.get_absolute_url()))
    assert (shown.form.tag, "It waits for a moderator." in shown.html) == ("", True)
    services.decide_appeal(Appeal.objects.get(), outcome="upheld", by=mona, answer="It names a person.")
    assert "It names a person." in Page(client.get(action.get_absolute_url())).html


def test_nobody_else_finds_a_decision(
    client: Client, panel: Session, mona: User, alice: User, bob: User
) -> None:
    action = decided(make_comment(panel, author=alice), "hide", mona)
    url = action.get_absolute_url()
    assert client.get(url).headers["Location"].startswith(reverse("account_login"))
    for person in (bob, mona):
        client.force_login(person)
        assert [client.get(url).status_code, client.post(url, {"body": "No."}).status_code] == [404, 404]
        assert client.get(appeals.address(action)).status_code == 404  # signed in as somebody else
    assert Appeal.objects.count() == 0


def test_somebody_who_is_banned_appeals_with_the_key_that_was_mailed(client: Client, alice: User) -> None:
    root = User.objects.create_superuser("root@example.org", "x", name="Root")
    action = services.ban(alice, by=root, until=None, reason="hatred")
    assert client.get(action.get_absolute_url() + "?key=forged").status_code == 404
    other = services.ban(make_user(), by=root, until=None, reason="hatred")
    assert client.get(f"{action.get_absolute_url()}?key={appeals.make_key(other)}").status_code == 404
    page = Page(client.get(appeals.address(action)))
    assert Appeal.objects.count() == 0  # opening it changes nothing
    client.post(page.action or appeals.address(action), page.fields | {"body": "It was not me."})
    assert (Appeal.objects.get().action, Appeal.objects.get().text) == (action, "It was not me.")


def test_the_numbers_of_a_session_and_a_conference_add_up(client: Client, panel: Session, mona: User) -> None:
    question = make_question(panel)
    make_comment(panel)
    make_comment(panel, question=question)
    make_comment(panel, status="pending")
    removed = make_comment(panel, question=question, status="hidden")
    services.decide(removed, "remove", by=mona, reason="advertising")
    decided(make_comment(panel), "hide", mona)
    Comment.objects.filter(pk=make_comment(panel).pk).update(status="withdrawn")
    make_comment(status="removed")  # of another conference
    url = reverse("comments:session_tally", args=[panel.conference.slug, panel.slug])
    assert read(client, panel).root.first(class_="discussion__about").first("a", href=url).text
    for address in (url, reverse("comments:tally", args=[panel.conference.slug])):
        page = Page(client.get(address))
        assert "6 comments were received here." in page.html
        assert page.words("tr") == [
            "Published2",
            "Waiting for a moderator1",
            "Hidden by a moderator1",
            "Removed by a moderator1",
            "Withdrawn by its author1",
            "Advertising1",
            "Insult or attack on a person1",
        ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_numbers_cost_the_same_at_any_size(
    client: Client, panel: Session, rows: int, django_assert_num_queries: Any
) -> None:
    for _row in range(rows):
        make_comment(panel, status="hidden")
    client.get(address_of(panel))
    with django_assert_num_queries(2):
        client.get(reverse("comments:session_tally", args=[panel.conference.slug, panel.slug]))


def test_there_are_no_numbers_of_what_is_not_there(client: Client, panel: Session) -> None:
    slug = panel.conference.slug
    urls = [
        reverse("comments:tally", args=["nowhere"]),
        reverse("comments:session_tally", args=[slug, "none"]),
    ]
    assert [client.get(url).status_code for url in urls] == [404, 404]
