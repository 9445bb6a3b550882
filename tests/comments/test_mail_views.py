"""Stopping mails without signing in: by a person on a page, or by a mail program (RFC 8058)."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from comments import services
from comments.models import Comment, Following, Notification
from comments.outbox import deliver_due
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import make_comment, make_published_panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def mailed() -> str:
    """The one mail that is sent."""
    deliver_due()
    return mail.outbox[-1].body


def paths(text: str) -> list[str]:
    return [re.sub(r"^https?://[^/]+", "", address) for address in re.findall(r"https?://\S+", text)]


def stop_path() -> str:
    header = mail.outbox[-1].extra_headers["List-Unsubscribe"].strip("<>")
    return paths(header)[0]


def test_one_click_of_a_mail_program_stops_all_mail(alice: User, panel: Session) -> None:
    make_comment(parent=make_comment(panel, author=alice))
    mailed()
    program = Client(enforce_csrf_checks=True)
    answer = program.post(stop_path(), {"List-Unsubscribe": "One-Click"})
    alice.refresh_from_db()
    assert (answer.status_code, alice.mail_preference) == (200, "never")


def test_what_is_followed_is_stopped_alone(alice: User, panel: Session) -> None:
    first = make_comment(panel)
    services.follow(alice, first.discussion)
    make_comment(panel)
    mailed()
    page = Client().get(stop_path()).content.decode()
    assert panel.title in page
    Client().post(stop_path())
    alice.refresh_from_db()
    assert (Following.objects.count(), alice.mail_preference) == (0, "at_once")


def test_s12_a_scanner_that_opens_every_link_changes_nothing(alice: User, panel: Session) -> None:
    services.follow(alice, make_comment(panel, author=alice).discussion)
    make_comment(parent=Comment.objects.get())
    body = mailed()
    before = _state()
    for path in paths(body):
        for ask in (Client().get, Client().head):
            assert ask(path, follow=True).status_code in {200, 302, 404}
    assert _state() == before


def test_an_address_that_was_changed_stops_nothing(alice: User, bob: User, panel: Session) -> None:
    make_comment(parent=make_comment(panel, author=alice))
    mailed()
    path = stop_path()
    forged = path.replace(f"/{alice.pk}.", f"/{bob.pk}.")
    assert forged != path
    for address in (forged, path[:-2] + "/", "/mail/nonsense/"):
        assert Client().post(address).status_code == 404
    assert set(User.objects.values_list("mail_preference", flat=True)) == {"at_once"}


def _state() -> list[object]:
    people = User.objects.order_by("pk").values_list("pk", "mail_preference", "is_active")
    followed = Following.objects.values_list("pk", "user_id")
    return [
        list(people),
        list(followed),
        list(Comment.objects.values_list("pk", "status")),
        Notification.objects.count(),
    ]
