from __future__ import annotations

import pytest
from django.test import Client

from cyberconf.accounts.models import User
from events.models import Panel, Release, Session
from tests.builders import (
    make_comment,
    make_conference,
    make_published_panel,
    make_release,
    make_session,
)
from tests.events.admin.forms import admin_url, save, told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


# Withdrawing, cancelling, deleting


@pytest.mark.parametrize(
    ("action", "status", "said"),
    [
        ("withdraw", "withdrawn", "1 session is withdrawn."),
        ("cancel", "cancelled", "1 session is cancelled."),
    ],
)
def test_an_action_changes_the_status_and_says_of_how_many(
    client: Client, action: str, status: str, said: str
) -> None:
    session, other = make_session(), make_session(status=status)
    chosen = {"action": action, "_selected_action": [session.pk, other.pk]}
    response = client.post(admin_url(Session, "changelist"), chosen)
    session.refresh_from_db()
    assert (session.status, told(response)) == (status, [said])


def test_what_was_withdrawn_is_put_back(client: Client) -> None:
    session = make_session(status=Session.Status.WITHDRAWN)
    client.post(admin_url(Panel, "changelist"), {"action": "confirm", "_selected_action": [session.pk]})
    session.refresh_from_db()
    assert session.status == Session.Status.CONFIRMED


def test_a_session_that_nobody_has_seen_is_deleted(client: Client) -> None:
    session = make_session()
    make_release(make_conference())
    client.post(admin_url(session, "delete"), {"post": "yes"})
    assert not Session.objects.exists()


def test_a_session_that_was_published_is_not_deleted_and_the_page_says_why(client: Client) -> None:
    session = make_published_panel(title="Norms")
    Session.objects.update(title="Rules")
    response = client.post(admin_url(session, "delete"), {"post": "yes"})
    assert Page(response).words("ul", id="deleted-objects") == [
        "“Rules” was published. Withdraw it instead: its address and its comments stay."
    ]
    assert Session.objects.exists()


def test_a_session_with_comments_is_not_deleted(client: Client) -> None:
    session = make_session(title="Norms")
    make_comment(session)
    response = client.post(admin_url(session, "delete"), {"post": "yes"})
    assert Page(response).words("ul", id="deleted-objects") == [
        "“Norms” has comments. Withdraw it instead: they stay."
    ]
    assert Session.objects.exists()


def test_of_several_nothing_is_deleted_where_one_has_to_stay(client: Client) -> None:
    published, fresh = make_published_panel(title="Norms"), make_session()
    chosen = {"action": "delete_selected", "_selected_action": [published.pk, fresh.pk], "post": "yes"}
    response = client.post(admin_url(Session, "changelist"), chosen)
    assert "“Norms” was published. Withdraw it instead" in response.content.decode()
    assert Session.objects.count() == 2


# Publishing each change


def test_a_change_is_published_once_with_its_questions(client: Client) -> None:
    session = make_published_panel(conference=make_conference(publishes_each_change=True), questions=1)
    response = save(client, session, title="Other", **{"questions-0-text": "Really?"})
    release = Release.objects.latest("number")
    assert told(response)[0] == f"Release 2 of {session.conference} is published."
    assert (Release.objects.count(), release.document["sessions"][0]["questions"][0]["text"]) == (
        2,
        "Really?",
    )


def test_saving_nothing_new_makes_no_release(client: Client) -> None:
    session = make_published_panel(conference=make_conference(publishes_each_change=True))
    response = save(client, session)
    said = f"Nothing differs from release 1 of {session.conference}, so no release was made."
    assert (told(response)[0], Release.objects.count()) == (said, 1)


def test_a_change_that_cannot_be_published_is_saved_and_the_page_says_so(client: Client) -> None:
    session = make_published_panel(conference=make_conference(publishes_each_change=True), title="Norms")
    response = save(client, session, ends_at_0="", ends_at_1="")
    session.refresh_from_db()
    assert session.ends_at is None
    assert told(response)[0] == (
        f"Saved, but {session.conference} is not published: “Norms” has no end. Please say when it ends."
    )


def test_an_action_on_several_sessions_publishes_once(client: Client) -> None:
    conference = make_conference(publishes_each_change=True)
    sessions = [make_session(conference), make_session(conference)]
    make_release(conference)
    chosen = {"action": "cancel", "_selected_action": [session.pk for session in sessions]}
    client.post(admin_url(Session, "changelist"), chosen)
    assert list(Release.objects.values_list("number", flat=True)) == [2, 1]


def test_deleting_publishes_too(client: Client) -> None:
    conference = make_conference(publishes_each_change=True)
    make_release(conference)
    session = make_session(conference)
    client.post(admin_url(session, "delete"), {"post": "yes"})
    assert (Session.objects.count(), Release.objects.count()) == (0, 1)
