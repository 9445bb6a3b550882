from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from comments.models import Comment, Discussion
from cyberconf.accounts.models import User
from tests.builders import make_comment as make_any_comment
from tests.builders import make_conference, make_moderator, make_published_panel, make_user
from tests.events.admin.forms import admin_url, errors, save, told
from tests.pages import Page

pytestmark = pytest.mark.django_db

COMMENTS = admin_url(Comment, "changelist")
DISCUSSIONS = admin_url(Discussion, "changelist")


@pytest.fixture(autouse=True)
def _signed_in(client: Client, mona: User) -> None:
    client.force_login(mona)


def make_comment(*args: Any, **overrides: Any) -> Comment:
    """A comment in a conference that Mona moderates."""
    comment = make_any_comment(*args, **overrides)
    make_moderator(comment.discussion.session.conference, User.objects.get(email="mona@example.org"))
    return comment


def act(client: Client, action: str, *comments: Comment) -> Any:
    """Choose the action for the comments, with a reason."""
    chosen = {
        "action": action,
        "_selected_action": [comment.pk for comment in comments],
        "reason": "insult",
    }
    return client.post(COMMENTS, chosen)


def column(client: Client, name: str, query: str = "") -> list[str]:
    return Page(client.get(COMMENTS + query)).words(class_=f"field-{name}")


def status_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).status


def buttons(client: Client, comment: Comment) -> list[str]:
    row = Page(client.get(admin_url(comment, "change"))).root.first("div", class_="decide-row")
    return [button.text for button in row.find("button") if "disabled" not in button.attributes]


def test_a_row_says_what_was_said_by_whom_where_and_when(client: Client) -> None:
    session = make_published_panel(conference=make_conference(title="Calm"), title="Norms")
    author = make_user(name="Ann Author", affiliation="Accra Institute")
    at = datetime(2021, 12, 3, 8, 30, tzinfo=UTC)
    make_comment(session, author=author, body="I agree.\n\nMostly.", at=at)
    columns = ("excerpt", "status", "posted", "by", "subject", "conference_name")
    assert [column(client, name) for name in columns] == [
        ["I agree. Mostly."],
        ["published"],
        ["3 December 2021, 09:30 (Europe/Zurich)"],
        ["Ann Author, Accra Institute"],
        ["Norms"],
        ["Calm"],
    ]


def test_comments_are_found_by_status_conference_author_and_subject(client: Client) -> None:
    session = make_published_panel(title="Norms")
    held = make_comment(session, body="Held", status="pending", author=make_user(name="Ann Author"))
    make_comment(make_published_panel(), body="Shown")
    conference = f"?discussion__session__conference__id__exact={session.conference.pk}"
    discussion = f"?discussion__id__exact={held.discussion.pk}"
    for query in ("?status__exact=pending", conference, discussion, "?q=ann+author", "?q=norms", "?q=held"):
        assert (query, column(client, "excerpt", query)) == (query, ["Held"])


def test_publishing_says_how_many_changed_were_so_and_were_refused(client: Client) -> None:
    held, shown, gone = make_comment(status="pending"), make_comment(), make_comment()
    Comment.objects.filter(pk=gone.pk).update(status="withdrawn")
    response = act(client, "publish", held, shown, gone)
    assert (status_of(held), status_of(gone)) == ("published", "withdrawn")
    assert told(response) == [
        "1 comment published.",
        "1 comment was so already.",
        f"{gone.author.name}, “What I think.”: "
        "A comment that is withdrawn by its author cannot become published.",
    ]


@pytest.mark.parametrize(("action", "status"), [("hide", "hidden"), ("remove", "removed")])
def test_what_is_hidden_or_removed_counts_no_more(client: Client, action: str, status: str) -> None:
    comment = make_comment()
    act(client, action, comment)
    discussion = Discussion.objects.get()
    assert (status_of(comment), discussion.comment_count) == (status, 0)


def test_a_button_changes_one_comment_and_the_history_tells(client: Client) -> None:
    comment = make_comment()
    assert buttons(client, comment) == ["Hold", "Hide", "Remove", "Pin"]
    response = client.post(
        admin_url(comment, "change"), {"act": "hide", "reason": "insult", "note": "Please."}
    )
    assert (status_of(comment), told(response)) == ("hidden", ["1 comment hidden."])
    history = Page(client.get(admin_url(comment, "history"))).root.first(class_="record").first("li").text
    assert "hidden (insult or attack on a person), Mona Moderator: Please." in " ".join(history.split())
    assert buttons(client, comment) == ["Publish", "Remove"]


@pytest.mark.parametrize("typed", [{}, {"status": "hidden"}, {"act": "x"}, {"body": "Rewritten"}])
def test_nothing_else_can_be_changed(client: Client, typed: dict[str, str]) -> None:
    comment = make_comment(body="As typed.")
    response = client.post(admin_url(comment, "change"), typed)
    kept = Comment.objects.get()
    assert (kept.status, kept.body) == ("published", "As typed.")
    assert told(response) == ["Nothing was changed. Please use one of the buttons."]


def test_the_page_shows_the_text_as_readers_see_it_and_what_it_answers(client: Client) -> None:
    first = make_comment(body="First.", author=make_user(name="Ann Author"))
    reply = make_comment(parent=first, body="**No**")
    page = Page(client.get(admin_url(reply, "change")))
    assert [node.text for node in page.root.first(class_="comment-text").find("strong")] == ["No"]
    link = page.root.first(class_="field-answers").first("a")
    assert (link.text, link.attributes["href"]) == ("Ann Author: First.", admin_url(first, "change"))
    site = page.root.first("a", class_="viewsitelink")
    assert site.attributes["href"] == reply.get_absolute_url()


def test_nobody_adds_or_deletes_comments_or_discussions(client: Client) -> None:
    comment = make_comment()
    client.force_login(User.objects.create_superuser("root@example.org", "x", name="Root"))
    answers = [
        client.post(url, {"post": "yes"}).status_code
        for row in (comment, comment.discussion)
        for url in (admin_url(row, "delete"), admin_url(type(row), "add"))
    ]
    assert (answers, Comment.objects.count()) == ([403] * 4, 1)


def test_an_editor_reads_comments_and_cannot_moderate(client: Client, eve: User) -> None:
    comment = make_comment(body="What I think.")
    client.force_login(eve)
    assert column(client, "excerpt") == ["What I think."]
    assert buttons(client, comment) == []
    act(client, "hide", comment)
    assert client.post(admin_url(comment, "change"), {"act": "hide", "reason": "insult"}).status_code == 403
    assert client.post(admin_url(comment.discussion, "change"), {"mode": "closed"}).status_code == 403
    assert (status_of(comment), Discussion.objects.get().mode) == ("published", "")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_at_any_length(
    client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    for _row in range(rows):
        session = make_published_panel(questions=1)
        make_comment(session, question=session.questions.get())
    with django_assert_num_queries(13):
        client.get(COMMENTS)
    with django_assert_num_queries(12):
        client.get(DISCUSSIONS)


def test_a_discussion_says_how_many_comments_it_has_and_how_many_wait(client: Client) -> None:
    session = make_published_panel()
    make_comment(session)
    make_comment(session, status="pending")
    page = Page(client.get(DISCUSSIONS))
    shown = [page.words(class_=f"field-{name}") for name in ("state", "comment_count", "waiting")]
    assert shown == [["Open for comments"], ["1"], ["1"]]


def test_the_hours_of_a_discussion_are_those_of_the_venue(client: Client) -> None:
    discussion = make_comment().discussion
    hours = {"closes_at_0": "2021-12-03", "closes_at_1": "18:00"}
    save(client, discussion, mode="all_held", **hours)
    changed = Discussion.objects.get()
    assert (changed.mode, changed.closes_at) == ("all_held", datetime(2021, 12, 3, 17, 0, tzinfo=UTC))
    assert changed.version == discussion.version + 2  # the comment's and this


def test_a_discussion_that_closes_before_it_opens_is_refused(client: Client) -> None:
    hours = {"opens_at_0": "2021-12-03", "opens_at_1": "18:00"}
    response = save(client, make_comment().discussion, **hours, closes_at_0="2021-12-03", closes_at_1="09:00")
    assert errors(response) == ["The discussion must close after it opens."]


def test_a_discussion_keeps_its_counts_whatever_is_typed(client: Client) -> None:
    discussion = make_comment().discussion
    save(client, discussion, comment_count="99", version="0")
    assert Discussion.objects.get().comment_count == 1
