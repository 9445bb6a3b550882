"""Silences and bans: what they keep people from, how long, and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from comments import services
from comments.errors import CommentError
from comments.models import Comment, HoldingRules, ModerationAction, Notification, Restriction
from cyberconf.accounts import tokens
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import (
    make_comment,
    make_conference,
    make_moderator,
    make_published_panel,
    make_token,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(mona: User) -> Session:
    session = make_published_panel()
    make_moderator(session.conference, mona)
    return session


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root@example.org", "x", name="Root")


def refused(act: Any, *args: Any, **arguments: Any) -> str:
    with pytest.raises(CommentError) as caught:
        act(*args, **arguments)
    return caught.value.code


def post(author: User, session: Session, **arguments: Any) -> str:
    """What a post of the author's begins as, or the code with which it is refused."""
    body = arguments.pop("body", f"Text {uuid4()}")
    try:
        return services.post_comment(
            author=author, session=session, body=body, submission_key=uuid4(), **arguments
        ).status
    except CommentError as problem:
        return problem.code


def test_a_silence_holds_in_its_conference_until_it_ends(panel: Session, mona: User, alice: User) -> None:
    now = timezone.now()
    until = now + timedelta(days=1)
    action = services.silence(alice, panel.conference, by=mona, until=until, reason="insult", note="A day.")
    elsewhere = make_published_panel()
    assert [
        post(alice, panel, at=now + timedelta(hours=1)),
        post(alice, panel, at=until - timedelta.resolution),
        post(alice, panel, at=until),
        post(alice, elsewhere),
    ] == ["silenced", "silenced", "published", "published"]
    assert (action.act, action.person, action.conference, action.reason) == (
        "silence",
        alice,
        panel.conference,
        "insult",
    )
    assert [(row.recipient, row.action) for row in Notification.objects.all()] == [(alice, action)]


def test_a_silence_is_lifted_before_its_time_or_taken_back(panel: Session, mona: User, alice: User) -> None:
    first = services.silence(alice, panel.conference, by=mona, until=None, reason="insult")
    assert post(alice, panel) == "silenced"
    services.lift(Restriction.objects.get(), by=mona)
    assert post(alice, panel) == "published"
    second = services.silence(alice, panel.conference, by=mona, until=None, reason="insult")
    lifted = services.undo(second, by=mona)
    assert (post(alice, panel), lifted.act, lifted.undoes) == ("published", "lift", second)
    assert [refused(services.undo, action, by=mona) for action in (first, second, lifted)] == [
        "undone",
        "undone",
        "final",
    ]
    assert {refused(services.lift, row, by=mona) for row in Restriction.objects.all()} == {"ended"}


def test_who_may_silence_whom(panel: Session, mona: User, alice: User, root: User) -> None:
    other = make_moderator(panel.conference)
    elsewhere = make_moderator(make_conference())
    said = {"until": None, "reason": "insult"}
    conference = panel.conference
    assert [
        refused(services.silence, alice, conference, by=alice, **said),
        refused(services.silence, alice, conference, by=elsewhere, **said),
        refused(services.silence, mona, conference, by=mona, **said),
        refused(services.silence, other, conference, by=mona, **said),
        refused(services.silence, root, conference, by=mona, **said),
        refused(services.silence, alice, conference, by=mona, until=None, reason=""),
        refused(services.silence, alice, conference, by=mona, until=timezone.now(), reason="insult"),
    ] == ["not_moderator", "not_moderator", "own", "staff", "staff", "reason", "ended"]
    services.silence(alice, conference, by=mona, **said)
    assert refused(services.silence, alice, conference, by=mona, **said) == "already"
    assert Restriction.objects.count() == 1


def test_a_ban_is_for_who_holds_the_right_to_it(panel: Session, mona: User, alice: User, root: User) -> None:
    said = {"until": None, "reason": "hatred"}
    assert refused(services.ban, alice, by=mona, **said) == "not_moderator"
    mona.user_permissions.add(Permission.objects.get(codename="ban_person"))
    mona = User.objects.get(pk=mona.pk)
    assert [refused(services.ban, person, by=mona, **said) for person in (mona, root)] == ["own", "staff"]
    action = services.ban(alice, by=mona, **said)
    assert (action.conference, Restriction.objects.get().kind) == (None, "ban")
    elsewhere = make_moderator(make_conference())
    assert refused(services.undo, action, by=elsewhere) == "not_moderator"


def test_a_ban_holds_on_the_whole_site_until_it_ends_by_itself(
    panel: Session, alice: User, root: User
) -> None:
    now = timezone.now()
    until = now + timedelta(days=2)
    services.ban(alice, by=root, until=until, reason="hatred")
    assert [post(alice, panel, at=at) for at in (now + timedelta(hours=1), until)] == ["banned", "published"]


def test_the_longer_of_two_bans_holds_and_lifting_one_leaves_the_other(alice: User, root: User) -> None:
    now = timezone.now()
    services.ban(alice, by=root, until=now + timedelta(days=2), reason="hatred")
    short = Restriction.objects.get()
    Restriction.objects.create(person=alice, kind="ban", ends_at=now + timedelta(days=9))
    services.lift(short, by=root)
    alice.refresh_from_db()
    assert alice.suspended_until == now + timedelta(days=9)
    services.lift(Restriction.objects.get(lifted_at=None), by=root)
    alice.refresh_from_db()
    assert alice.suspended_until is None


def test_a_banned_person_does_not_sign_in_until_the_ban_is_over(
    client: Client, panel: Session, root: User
) -> None:
    user = make_user(email="ann@example.org", password="calm-waters-2021")
    credentials = {"username": "ann@example.org", "password": "calm-waters-2021"}
    assert client.login(**credentials)
    client.logout()
    services.ban(user, by=root, until=None, reason="hatred")
    assert not client.login(**credentials)
    form = {"login": "ann@example.org", "password": "calm-waters-2021"}
    response = client.post("/accounts/login/", form, follow=True)
    assert (response.wsgi_request.user.is_authenticated, "This account is closed" in response.text) == (
        False,
        True,
    )
    User.objects.filter(pk=user.pk).update(suspended_until=timezone.now())
    assert client.login(**credentials)


def test_a_banned_persons_programs_are_turned_away(mona: User, root: User) -> None:
    secret = make_token(mona)
    assert tokens.recognise(secret) is not None
    services.ban(mona, by=root, until=None, reason="hatred")
    assert tokens.recognise(secret) is None


def test_links_of_new_people_and_listed_words_are_held(panel: Session, alice: User, bob: User) -> None:
    HoldingRules.objects.create(conference=panel.conference, holds_links=True, words="Spam\nfree money")
    said = "Free   MONEY here", "See https://a.example", "Nothing of it", "See www.a.example"
    assert [post(alice, panel, body=body) for body in said] == [
        "pending",
        "pending",
        "published",
        "published",
    ]
    assert list(Comment.objects.order_by("pk").values_list("held_for", flat=True)) == ["word", "link", "", ""]
    assert post(bob, make_published_panel(), body="spam https://a.example") == "published"


def test_rules_hold_nothing_of_moderators(panel: Session, mona: User) -> None:
    HoldingRules.objects.create(conference=panel.conference, holds_links=True, words="spam")
    assert post(mona, panel, body="spam https://a.example") == "published"
    panel.conference.discussion_mode = "all_held"
    panel.conference.save()
    assert post(mona, panel) == "published"


@pytest.mark.parametrize(("mode", "why"), [("all_held", "mode"), ("first_held", "first")])
def test_a_held_comment_says_why(alice: User, mode: str, why: str) -> None:
    session = make_published_panel(conference=make_conference(discussion_mode=mode))
    assert make_comment(session, author=alice).held_for == why


def test_what_is_done_about_people_is_in_the_log(panel: Session, mona: User, alice: User) -> None:
    services.silence(alice, panel.conference, by=mona, until=None, reason="insult")
    services.lift(Restriction.objects.get(), by=mona)
    rows = ModerationAction.objects.order_by("pk").values_list("act", "person__name", "by__name")
    assert list(rows) == [
        ("silence", "Alice Ahmed", "Mona Moderator"),
        ("lift", "Alice Ahmed", "Mona Moderator"),
    ]
