"""What somebody takes away, and what is left when they go."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from comments import services
from comments.errors import CommentError
from comments.models import Comment, Following, Notification, Support
from comments.services import Words, leave
from cyberconf.accounts.models import User
from events import outbox
from events.models import Letter, Session
from tests.builders import (
    make_comment,
    make_conference,
    make_moderator,
    make_published_panel,
    make_token,
    make_user,
)
from tests.clients import signed_in
from tests.pages import address_of

pytestmark = pytest.mark.django_db
PAGE, FILE = "/accounts/my-data/", "/accounts/my-data/my-data.json"


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def test_the_file_has_what_one_wrote_and_nothing_of_others(alice: User, bob: User, panel: Session) -> None:
    first = make_comment(panel, author=bob, body="Words of Bob")
    own = make_comment(parent=first, author=alice, body="Words of Alice")
    make_comment(parent=own, author=bob, body="More of Bob")
    Support.objects.create(comment=first, user=alice)
    Support.objects.create(comment=own, user=bob)
    services.follow(alice, own.discussion)
    answer = signed_in(alice).get(FILE)
    data = json.loads(answer.content)
    assert [(entry["text"], entry["session"], entry["status"]) for entry in data["comments"]] == [
        ("Words of Alice", panel.title, "published")
    ]
    assert [row["comment"] for row in data["supports"]] == [first.pk]
    assert (len(data["follows"]), len(data["notifications"]), data["account"]["email"]) == (1, 1, alice.email)
    assert "Bob" not in answer.content.decode()
    assert "bob@" not in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_file_costs_the_same_queries_at_any_size(
    alice: User, panel: Session, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        make_comment(panel, author=alice)
    client = signed_in(alice)
    with django_assert_num_queries(2 + 15):  # session and user
        client.get(FILE)


def test_s33_the_file_is_for_its_owner_alone_and_a_moment_after_signing_in(alice: User, bob: User) -> None:
    assert Client().get(FILE).headers["Location"].startswith("/accounts/login/")
    late = signed_in(alice, ago=16 * 60)
    assert [late.get(address).status_code for address in (FILE, PAGE)] == [403, 403]
    answer = signed_in(alice, ago=14 * 60).get(FILE)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store, private")
    assert json.loads(signed_in(bob).get(FILE).content)["account"]["email"] == bob.email


@pytest.mark.parametrize(
    ("words", "status", "count"), [("keep", "published", 2), ("withdraw", "withdrawn", 1)]
)
def test_who_leaves_is_known_by_nothing_that_is_left(
    alice: User, bob: User, panel: Session, words: str, status: str, count: int
) -> None:
    own = make_comment(panel, author=alice, body="What I said")
    make_comment(parent=own, author=bob, body="An answer")
    services.follow(alice, own.discussion)
    token = make_token(alice)
    client, elsewhere = signed_in(alice), signed_in(alice)
    assert client.post(PAGE, {"words": words, "is_sure": "on"}).status_code == 302
    own.refresh_from_db()
    assert (own.status, own.discussion.comment_count) == (status, count)
    page = Client().get(address_of(panel)).content.decode()
    assert ("What I said" in page, "An answer" in page) == (words == "keep", True)
    for left in ("Alice", "alice@example.org", "Cyber Peace Foundation"):
        assert left not in page
        assert left not in json.dumps(list(User.objects.values()), default=str)
        assert left not in json.dumps(list(Comment.objects.values()), default=str)
    assert (Following.objects.count(), Notification.objects.filter(recipient=alice).count()) == (0, 0)
    assert elsewhere.get(PAGE).status_code == 302
    draft = f"/api/v1/conferences/{panel.conference.slug}/draft"
    assert Client(headers={"Authorization": f"Bearer {token}"}).get(draft).status_code == 401
    assert make_user(email="alice@example.org").pk != alice.pk


def test_letters_to_somebody_are_in_their_file_and_gone_with_them(alice: User, bob: User) -> None:
    to = {"Two changes": alice, "One change": bob}
    said: dict[str, Any] = {"conference": make_conference(), "kind": "planned", "text": "x"}
    outbox.post(
        Letter(subject=subject, email=user.email, press=uuid4(), **said) for subject, user in to.items()
    )
    told = json.loads(signed_in(alice).get(FILE).content)["letters"]
    assert [row["subject"] for row in told] == ["Two changes"]
    leave(alice, Words.KEEP)
    assert [letter.email for letter in Letter.objects.all()] == [bob.email]


def test_the_name_of_who_left_is_that_of_a_former_participant(alice: User, panel: Session) -> None:
    make_comment(panel, author=alice)
    leave(alice, Words.KEEP)
    assert "Former participant" in Client().get(address_of(panel)).content.decode()


def test_what_a_moderator_removed_stays_removed(alice: User, panel: Session) -> None:
    removed = make_comment(panel, author=alice, status="removed")
    leave(alice, Words.WITHDRAW)
    removed.refresh_from_db()
    assert removed.status == "removed"


def test_closing_is_asked_for_with_a_tick_and_a_recent_sign_in(alice: User) -> None:
    answer = signed_in(alice).post(PAGE, {"words": "keep"})
    assert answer.status_code == 422
    assert signed_in(alice, ago=3600).post(PAGE, {"words": "keep", "is_sure": "on"}).status_code == 403
    assert User.objects.get(pk=alice.pk).is_active


def test_the_last_account_that_may_do_everything_stays() -> None:
    chief = make_user()
    User.objects.filter(pk=chief.pk).update(is_superuser=True, is_staff=True)
    chief.refresh_from_db()
    with pytest.raises(CommentError) as caught:
        leave(chief, Words.KEEP)
    assert (caught.value.code, User.objects.get(pk=chief.pk).is_active) == ("last_superuser", True)


def test_a_moderator_who_leaves_moderates_no_more(panel: Session) -> None:
    mona = make_moderator(panel.conference)
    leave(mona, Words.KEEP)
    assert not User.objects.get(pk=mona.pk).memberships.exists()
