"""The queue: what waits, what is known of it, and what comes of the buttons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import services
from comments.models import Comment, HoldingRules, ModerationAction, Notification
from cyberconf.accounts.models import User
from events.models import Conference, Session
from tests.builders import (
    make_comment,
    make_conference,
    make_member,
    make_moderator,
    make_published_panel,
    make_question,
    make_user,
)
from tests.events.admin.forms import told
from tests.pages import Page

pytestmark = pytest.mark.django_db

QUEUE = reverse("admin:comments_queue")


@pytest.fixture
def conference() -> Conference:
    return make_conference(discussion_mode="all_held")


@pytest.fixture
def panel(conference: Conference, mona: User, client: Client) -> Session:
    make_moderator(conference, mona)
    client.force_login(mona)
    return make_published_panel(conference=conference, title="Norms")


def items(client: Client, query: str = "") -> list[str]:
    """The texts in the queue, in its order."""
    return Page(client.get(QUEUE + query)).words("div", class_="comment-text")


def press(client: Client, act: str, **typed: Any) -> Any:
    """Press a button of the queue as it is shown now, with some fields typed."""
    return send(client, shown(client) | {"act": act} | typed)


def shown(client: Client) -> dict[str, Any]:
    """The hidden fields of the queue."""
    hidden = Page(client.get(QUEUE)).root.find("input", type="hidden")
    return {node.attributes["name"]: node.attributes.get("value", "") for node in hidden}


def send(client: Client, fields: dict[str, Any]) -> Any:
    return client.post(QUEUE, fields)


def status_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).status


def test_what_is_held_or_reported_waits_the_oldest_first(client: Client, panel: Session, bob: User) -> None:
    now = timezone.now()
    make_comment(panel, body="Newer", at=now - timedelta(hours=1))
    make_comment(panel, body="Oldest", at=now - timedelta(hours=3))
    reported = make_comment(panel, body="Reported", at=now - timedelta(days=9), status="published")
    services.report(reported, by=bob, reason="insult")
    make_comment(panel, body="Published", status="published")
    make_comment(panel, body="Hidden", status="hidden")
    assert items(client) == ["Oldest", "Newer", "Reported"]
    head = Page(client.get(QUEUE)).words("p", class_="queue-head")
    assert head == ["3 comments wait. The oldest has waited for 3 hours."]


def test_an_item_tells_what_a_moderator_wants_to_know(
    client: Client, conference: Conference, panel: Session
) -> None:
    conference.discussion_mode = "open"
    conference.save()
    HoldingRules.objects.create(conference=conference, words="Löwe")
    ann = make_user(name="Ann Author", affiliation="Accra Institute")
    question = make_question(panel, text="Which norms?")
    for status in ("published", "published", "hidden", "removed"):
        make_comment(panel, author=ann, status=status, body=f"Before, {status} {timezone.now()}")
    elsewhere = make_published_panel()
    make_comment(elsewhere, author=make_user(), status="removed")
    make_comment(
        panel, question=question, author=ann, body="A ＬÖWE, roars.", at=timezone.now() - timedelta(hours=2)
    )
    page = Page(client.get(QUEUE))
    assert page.words(class_="queue-place") == [f"{conference.title} · Norms"]
    assert page.words(class_="queue-question") == ["Which norms?"]
    assert page.words(class_="queue-facts") == [
        "waits for 2 hours held: a listed word (lowe) record: 2 published, 1 held, 1 hidden, 1 removed"
    ]
    assert "Ann Author, Accra Institute" in page.words("h2")


def test_reports_are_shown_with_reason_and_note_and_without_who_reported(
    client: Client, panel: Session, bob: User
) -> None:
    comment = make_comment(panel, status="published")
    services.report(comment, by=bob, reason="privacy", note="That is my number.")
    page = Page(client.get(QUEUE))
    assert page.words(class_="queue-reports") == ["personal data of somebody: That is my number."]
    assert "Bob Brown" not in page.html


@pytest.mark.parametrize(
    ("act", "status"), [("approve", "published"), ("hide", "hidden"), ("remove", "removed")]
)
def test_one_button_decides_on_one_comment(client: Client, panel: Session, act: str, status: str) -> None:
    comment, other = make_comment(panel), make_comment(panel)
    reason = {f"reason-{comment.pk}": "insult", f"note-{comment.pk}": "Kindly."}
    response = press(client, f"{act}:{comment.pk}", **reason)
    assert (response.status_code, response.headers["Location"]) == (303, QUEUE)
    assert (status_of(comment), status_of(other)) == (status, "pending")
    action = ModerationAction.objects.get()
    assert (action.act, action.reason, action.note, action.was, action.became) == (
        act,
        "" if act == "approve" else "insult",  # what is published needs none
        "Kindly.",
        "pending",
        status,
    )
    told_of = Notification.objects.get()
    assert (told_of.recipient, told_of.kind, told_of.action) == (comment.author, "decision", action)


def test_all_that_are_chosen_are_decided_on_at_once(client: Client, panel: Session) -> None:
    chosen, other = [make_comment(panel) for _ in range(3)], make_comment(panel)
    keys = [comment.pk for comment in chosen]
    own = {f"reason-{keys[0]}": "duplicate"}
    response = press(client, "remove", chosen=keys, reason="advertising", note="Please do not.", **own)
    assert told(response) == ["3 comments removed."]
    assert [status_of(comment) for comment in (*chosen, other)] == ["removed"] * 3 + ["pending"]
    reasons = ModerationAction.objects.order_by("pk").values_list("reason", "note")
    assert list(reasons) == [
        ("duplicate", "Please do not."),
        ("advertising", "Please do not."),
        ("advertising", "Please do not."),
    ]


def test_what_is_removed_without_a_reason_is_refused_and_what_was_typed_is_still_there(
    client: Client, panel: Session
) -> None:
    comment = make_comment(panel)
    response = press(
        client, "remove", chosen=[comment.pk], note="For all", **{f"note-{comment.pk}": "Kindly."}
    )
    page = Page(response)
    assert (page.status, status_of(comment)) == (409, "pending")
    assert "Please choose a reason" in page.words(class_="queue-refused")[0]
    field = page.root.first("input", name=f"note-{comment.pk}")
    assert (field.attributes["value"], page.root.first("input", id="note-all").attributes["value"]) == (
        "Kindly.",
        "For all",
    )
    assert "checked" in page.root.first("input", name="chosen").attributes


def test_what_another_decided_meanwhile_is_refused_one_by_one_and_says_what_happened(
    client: Client, panel: Session, conference: Conference
) -> None:
    taken, left, edited = make_comment(panel), make_comment(panel), make_comment(panel)
    page = shown(client)
    max_ = make_moderator(conference, make_user(name="Max Other", role="moderator"))
    services.decide(taken, "hide", by=max_, reason="insult")
    Comment.objects.filter(pk=edited.pk).update(edited_at=timezone.now())
    keys = [taken.pk, left.pk, edited.pk]
    answer = Page(send(client, page | {"act": "approve", "chosen": keys, f"note-{taken.pk}": "Fine."}))
    assert [status_of(comment) for comment in (taken, left, edited)] == ["hidden", "published", "pending"]
    refused = answer.words(class_="queue-refused")[0]
    assert "Max Other has decided meanwhile: hidden (insult or attack on a person)." in refused
    assert "Its author has changed the text meanwhile. Please read it again." in refused
    assert "Your note, which was not sent: Fine." in refused


def test_the_same_button_pressed_twice_decides_once(client: Client, panel: Session) -> None:
    comment = make_comment(panel)
    fields = shown(client) | {"act": f"hide:{comment.pk}", f"reason-{comment.pk}": "insult"}
    answers = [send(client, fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert (ModerationAction.objects.count(), Notification.objects.count()) == (1, 1)


def test_a_moderator_takes_back_what_they_did(client: Client, panel: Session) -> None:
    comment = make_comment(panel)
    press(client, f"hide:{comment.pk}", **{f"reason-{comment.pk}": "insult"})
    buttons = [node.attributes["value"] for node in Page(client.get(QUEUE)).root.find("button", name="act")]
    action = ModerationAction.objects.get()
    assert buttons == [f"undo:{action.pk}"]
    assert told(press(client, buttons[0])) == ["Taken back."]
    assert (status_of(comment), items(client)) == ("pending", ["What I think."])


def test_what_another_did_is_not_taken_back_from_the_queue(
    client: Client, panel: Session, conference: Conference
) -> None:
    comment = make_comment(panel)
    action = services.decide(comment, "approve", by=make_moderator(conference))
    assert action is not None
    assert told(press(client, f"undo:{action.pk}")) == ["There is nothing to take back."]
    assert status_of(comment) == "published"


@pytest.mark.parametrize("act", ["", "explode", "explode:x", "undo:", "undo:x", "undo:9", "approve:nobody"])
def test_what_no_button_says_changes_nothing(client: Client, panel: Session, act: str) -> None:
    comment = make_comment(panel)
    response = press(client, act)
    assert (response.status_code in {303, 409}, status_of(comment)) == (True, "pending")
    assert ModerationAction.objects.count() == 0


def test_the_queue_is_filtered_by_conference_and_question(client: Client, panel: Session, mona: User) -> None:
    question = make_question(panel, text="Which norms?")
    make_comment(panel, body="At large")
    asked = make_comment(panel, question=question, body="An answer")
    other = make_published_panel(conference=make_conference(discussion_mode="all_held"))
    make_moderator(other.conference, mona)
    make_comment(other, body="Elsewhere")
    assert items(client, f"?conference={panel.conference.pk}") == ["At large", "An answer"]
    assert items(client, f"?discussion={asked.discussion.pk}") == ["An answer"]
    page = Page(client.get(QUEUE))
    offered = [option.text for option in page.root.first("select", id="filter-discussion").find("option")]
    assert offered == ["all", "Norms (1)", "Norms – Which norms? (1)", f"{other.title} (1)"]


def test_a_long_queue_is_cut_into_pages(client: Client, panel: Session) -> None:
    for number in range(22):
        make_comment(panel, body=f"Number {number}")
    assert len(items(client)) == 20
    assert items(client, "?page=2") == ["Number 20", "Number 21"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_at_any_length(
    client: Client, panel: Session, bob: User, django_assert_num_queries: Any, rows: int
) -> None:
    for _row in range(rows):
        question = make_question(panel)
        comment = make_comment(panel, question=question, status="published")
        make_comment(parent=comment)
        services.report(comment, by=bob, reason="insult")
    with django_assert_num_queries(16):
        client.get(QUEUE)


def test_editors_read_the_queue_and_decide_nothing(client: Client, panel: Session, eve: User) -> None:
    comment = make_comment(panel)
    services.report(make_comment(panel, status="published", body="Reported"), by=make_user(), reason="insult")
    client.force_login(make_member(panel.conference, "editor", eve))
    assert items(client) == ["What I think.", "Reported"]
    page = Page(client.get(QUEUE))
    assert page.words(class_="queue-reports") == []
    assert [node.attributes for node in page.root.find("button", name="act")] == []
    answers = [send(client, {"act": act}).status_code for act in (f"approve:{comment.pk}", "undo:1")]
    assert (answers, status_of(comment)) == ([403, 403], "pending")
