"""What is told to whom: what goes into the outbox, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from comments import outbox, services
from comments.errors import CommentError
from comments.models import Comment, Following, Notification
from comments.outbox import Delivered, deliver_due
from cyberconf.accounts.models import User
from events.models import Question, Session
from tests.builders import make_comment, make_moderator, make_published_panel, make_release, make_user
from tests.events.admin.forms import admin_url
from tests.mails import parts_of, words_of

pytestmark = pytest.mark.django_db
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def told() -> list[tuple[str, str]]:
    """Who is told of what."""
    rows = Notification.objects.select_related("recipient").order_by("recipient__name", "pk")
    return [(row.recipient.name, row.kind) for row in rows]


def states() -> list[str]:
    return list(Notification.objects.order_by("pk").values_list("state", flat=True))


def reply_to(alice: User, panel: Session, **overrides: Any) -> Comment:
    return make_comment(parent=make_comment(panel, author=alice), **overrides)


def test_whoever_is_answered_is_told_and_nobody_of_their_own_answer(alice: User, panel: Session) -> None:
    first = make_comment(panel, author=alice)
    make_comment(parent=first, author=alice)
    make_comment(parent=first)
    assert told() == [("Alice Ahmed", "reply")]


def test_followers_are_told_of_a_comment_once_and_its_author_is_not(
    alice: User, bob: User, panel: Session
) -> None:
    first = make_comment(panel, author=alice)
    for person in (alice, bob):
        services.follow(person, first.discussion)
        services.follow(person, first.discussion)
    make_comment(parent=first, author=make_user())
    make_comment(panel, author=bob)
    assert told() == [("Alice Ahmed", "reply"), ("Alice Ahmed", "comment"), ("Bob Brown", "comment")]


def test_what_is_held_is_told_once_when_it_is_published(alice: User, mona: User, panel: Session) -> None:
    held = reply_to(alice, panel)
    Notification.objects.all().delete()
    Comment.objects.filter(pk=held.pk).update(status="pending")
    make_moderator(panel.conference, mona)
    for act in ("approve", "hide", "approve"):
        services.decide(held, act, by=mona, reason="insult" if act == "hide" else "")
    assert [each for each in told() if each[1] == "reply"] == [("Alice Ahmed", "reply")]


def test_a_refused_comment_tells_nobody(alice: User, panel: Session) -> None:
    first = make_comment(panel, author=alice)
    with pytest.raises(CommentError):
        make_comment(parent=first, body=" ")
    assert told() == []


def test_a_mail_says_who_wrote_what_where_and_how_it_is_stopped(alice: User, panel: Session) -> None:
    author = make_user(name="Ben Okri", affiliation="Accra Institute")
    reply = reply_to(alice, panel, author=author, body="I *disagree*.\n\n- why?")
    assert deliver_due() == Delivered(sent=1)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["alice@example.org"], f"Ben Okri replied to you: {panel.title}")
    body = sent.body
    assert f"Ben Okri, Accra Institute replied to your comment in “{panel.title}”:" in body
    assert "> I disagree." in body
    assert f"http://testserver{reply.get_absolute_url()}" in body.replace(
        "http://127.0.0.1:8000", "http://testserver"
    )
    stop = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop in body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert deliver_due() == Delivered()


def test_a_long_text_is_quoted_to_the_end_of_a_word(alice: User, panel: Session) -> None:
    reply_to(alice, panel, body="unaccountable " * 120)
    deliver_due()
    assert "unaccountable unaccountable…\n" in str(mail.outbox[0].body)


def test_all_that_is_due_for_somebody_comes_in_one_mail(alice: User, bob: User, panel: Session) -> None:
    first = make_comment(panel, author=alice)
    for _ in range(3):
        make_comment(parent=first, author=bob)
    assert deliver_due() == Delivered(sent=3)
    assert [(sent.subject, sent.body.count("Bob Brown, Ministry")) for sent in mail.outbox] == [
        ("3 things happened", 3)
    ]


def test_a_digest_waits_for_the_morning(alice: User, panel: Session) -> None:
    User.objects.filter(pk=alice.pk).update(mail_preference="daily")
    alice.refresh_from_db()
    reply_to(alice, panel)
    assert deliver_due() == Delivered()
    assert deliver_due(at=timezone.now() + timedelta(hours=25)) == Delivered(sent=1)


@pytest.mark.parametrize(
    "change", [{"mail_preference": "never"}, {"is_active": False}], ids=["wants none", "suspended"]
)
def test_who_wants_no_mail_or_may_not_sign_in_gets_none(
    alice: User, panel: Session, change: dict[str, Any]
) -> None:
    reply_to(alice, panel)
    User.objects.filter(pk=alice.pk).update(**change)
    assert (deliver_due(), len(mail.outbox)) == (Delivered(dropped=1), 0)


@pytest.mark.parametrize("status", ["pending", "hidden", "removed", "withdrawn"])
def test_s32_what_may_not_be_seen_any_more_when_it_is_sent_is_not_mailed(
    alice: User, panel: Session, status: str
) -> None:
    reply = reply_to(alice, panel, body="secret words")
    Comment.objects.filter(pk=reply.pk).update(status=status)
    assert (deliver_due(), states(), len(mail.outbox)) == (Delivered(dropped=1), ["dropped"], 0)


def test_s32_what_left_the_programme_is_not_mailed(alice: User, panel: Session) -> None:
    reply_to(alice, panel)
    Session.objects.filter(pk=panel.pk).update(status="withdrawn")
    make_release(panel.conference)
    assert (deliver_due(), len(mail.outbox)) == (Delivered(dropped=1), 0)


class FailingBackend:
    def __init__(self, **_options: Any) -> None:
        pass

    def send_messages(self, _messages: Any) -> int:
        raise SMTPServerDisconnected("away")


@pytest.fixture
def away(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.FailingBackend"


def test_what_fails_is_tried_again_for_two_days_and_then_given_up(
    alice: User, panel: Session, away: None, caplog: pytest.LogCaptureFixture
) -> None:
    reply_to(alice, panel, body="words of the comment")
    at, tries = timezone.now(), 0
    while (row := Notification.objects.get()).state == "waiting":
        at = max(at, row.due_at)
        assert deliver_due(at=at).failed == 1
        tries += 1
    assert (row.state, row.attempts, row.error) == ("dead", tries, "SMTPServerDisconnected: away")
    assert timedelta(hours=47) < at - row.created_at < timedelta(hours=49)
    assert 10 < tries < 30
    assert "words of the comment" not in caplog.text
    assert "alice@" not in caplog.text


def test_what_was_given_up_can_be_tried_again_in_admin(client: Client, alice: User, panel: Session) -> None:
    reply_to(alice, panel)
    Notification.objects.update(state="dead", attempts=12, error="away")
    chief = make_user(name="Chief")
    User.objects.filter(pk=chief.pk).update(is_staff=True, is_superuser=True)
    client.force_login(chief)
    row = Notification.objects.get()
    client.post(admin_url(Notification, "changelist"), {"action": "try_again", "_selected_action": [row.pk]})
    assert deliver_due() == Delivered(sent=1)
    assert client.get(admin_url(row, "change")).status_code == 200


def test_a_sender_that_was_killed_leaves_what_it_took_to_the_next(alice: User, panel: Session) -> None:
    reply_to(alice, panel)
    now = timezone.now()
    assert len(outbox._take(now)) == 1
    assert outbox._take(now) == []
    assert deliver_due(at=now + timedelta(minutes=11)) == Delivered(sent=1)


def test_s09_a_mail_says_the_same_twice_and_links_to_us_alone(alice: User, panel: Session) -> None:
    evil = make_user(name="A <b>name</b>", affiliation=HOSTILE)
    body = f"{HOSTILE}\n\n[here](https://evil.example)\n\nhttp://127.0.0.1:8000/evil/"
    reply = reply_to(alice, panel, author=evil, body=body)
    deliver_due()
    text, page = parts_of(mail.outbox[0])
    assert sorted(words_of(page)) == sorted(text.split())
    assert [each for each in page.iter() if each.tag in {"img", "script", "b", "svg"}] == []
    here = f"http://127.0.0.1:8000{reply.get_absolute_url()}"
    to = [each.get("href") for each in page.iter("a")]
    site, profile, stop = "http://127.0.0.1:8000/", "http://127.0.0.1:8000/accounts/profile/", to[-1]
    assert to == [here, site, profile, stop]
    assert stop in mail.outbox[0].extra_headers["List-Unsubscribe"]
    assert "evil.example" not in text


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\u2028", "\x85"])
def test_s10_no_name_or_title_adds_a_header(alice: User, panel: Session, end: str) -> None:
    evil = make_user()
    User.objects.filter(pk=evil.pk).update(name=f"Eve{end}Bcc: all@example.org")
    Question.objects.filter(session=panel).update(text=f"Who?{end}Bcc: all@example.org")
    evil.refresh_from_db()
    question = panel.questions.first()
    first = make_comment(panel, author=alice, question=question)
    make_comment(parent=first, author=evil)
    assert deliver_due() == Delivered(sent=1)
    (sent,) = mail.outbox
    assert sent.message()["Bcc"] is None
    assert sent.recipients() == ["alice@example.org"]
    assert sent.subject == "Eve Bcc: all@example.org replied to you: Who? Bcc: all@example.org"


def test_those_who_answered_are_told_once_what_came_of_a_question(
    alice: User, bob: User, panel: Session
) -> None:
    question = panel.questions.get(position=1)
    for author in (alice, alice, bob):
        make_comment(panel, question=question, author=author)
    hidden = make_comment(panel, question=question, author=make_user(name="Hal"), status="hidden")
    make_comment(panel, author=make_user(name="Elsewhere"))
    Question.objects.filter(pk=question.pk).update(outcome="A working group.")
    make_release(panel.conference)
    Question.objects.filter(pk=question.pk).update(outcome="Two working groups.")
    make_release(panel.conference)
    outcomes = [name for name, kind in told() if kind == "outcome"]
    assert (outcomes, hidden.author.name in outcomes) == (["Alice Ahmed", "Bob Brown"], False)
    Notification.objects.exclude(kind="outcome").delete()
    deliver_due()
    assert (
        sorted(sent.subject for sent in mail.outbox)
        == [f"What came of a question that you answered: {question.text}"] * 2
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_taking_costs_three_queries_and_each_mail_the_same(
    alice: User, panel: Session, rows: int, django_assert_num_queries: Any
) -> None:
    first = make_comment(panel, author=alice)
    for _ in range(rows):
        make_comment(parent=first)
    with django_assert_num_queries(3 + 2):  # a savepoint around the taking
        taken = outbox._take(timezone.now())
    assert len(taken) == rows


def test_following_is_chosen_on_the_page_and_said_there(client: Client, alice: User, panel: Session) -> None:
    make_comment(panel)
    client.force_login(alice)
    address = f"/{panel.conference.slug}/sessions/{panel.slug}/following/"
    assert client.post(address, {"follow": "yes"}).status_code == 303
    assert Following.objects.get().user == alice
    page = client.get(f"/{panel.conference.slug}/sessions/{panel.slug}/").content.decode()
    assert "Stop following" in page
    client.post(address, {"follow": "no"})
    assert not Following.objects.exists()


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("hide", ["It was hidden.", "Reason: insult or attack on a person", "Please be kind.", "/appeal/"]),
        ("approve", ["It was published.", "It stands here:"]),
    ],
)
def test_an_author_is_told_what_a_moderator_decided_why_and_how_to_object(
    alice: User, panel: Session, act: str, said: list[str]
) -> None:
    comment = make_comment(panel, author=alice, body="My own words", status="pending")
    Notification.objects.all().delete()
    reason = {"reason": "insult", "note": "Please be kind."} if act == "hide" else {}
    services.decide(comment, act, by=make_moderator(panel.conference), **reason)
    assert deliver_due() == Delivered(sent=1)
    (sent,) = mail.outbox
    assert sent.subject == f"A moderator’s decision on your comment: {panel.title}"
    assert [part in sent.body for part in [*said, "> My own words"]] == [True] * (len(said) + 1)


def test_one_who_reported_and_one_who_appealed_hear_what_came_of_it(
    alice: User, bob: User, panel: Session
) -> None:
    comment = make_comment(panel, author=alice)
    services.report(comment, by=bob, reason="insult", note="")
    moderator = make_moderator(panel.conference)
    action = services.decide(comment, "hide", by=moderator, reason="insult")
    assert action is not None
    services.appeal(action, by=alice, text="It is meant kindly.")
    appeal = action.appeal
    other = make_moderator(panel.conference)
    services.decide_appeal(appeal, outcome="reversed", by=other, answer="You are right.")
    deliver_due()
    by_person = {sent.to[0]: sent.body for sent in mail.outbox}
    assert "You reported a comment" in by_person[bob.email]
    assert "You are right." in by_person[alice.email]
