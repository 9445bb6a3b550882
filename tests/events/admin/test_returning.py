"""The page on which one goes back to an earlier release, and the ways that lead there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events import team
from events.models import Conference, Release, Session
from tests.builders import (
    make_appearance,
    make_conference,
    make_member,
    make_published_panel,
    make_question,
    make_release,
    make_session,
    make_user,
)
from tests.events.admin.forms import admin_url, told
from tests.events.admin.test_changes import groups, seen
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def url(release: Release) -> str:
    return reverse("admin:events_release_return", args=[release.pk])


def first_of_two(editor: User | None = None, **overrides: Any) -> Release:
    """The first release of a panel that was named anew in the second."""
    session = make_published_panel(**{"title": "Norms", "number": "2", "kind": "talk"} | overrides)
    Session.objects.filter(pk=session.pk).update(title="Rules")
    make_release(session.conference)
    if editor is not None:
        team.join(conference=session.conference, user=editor, role=team.Role.EDITOR)
    return session.conference.releases.get(number=1)


def test_the_page_says_in_words_what_going_back_would_change(client: Client, eve: User) -> None:
    first = first_of_two(eve)
    found = Page(client.get(url(first)))
    assert groups(found) == [["Talk 2 – Norms", "Talk 2 is renamed from “Rules” to “Norms”."]]
    assert found.words("h1") == ["Go back to release 1"]
    assert (Session.objects.get().title, Release.objects.count()) == ("Rules", 2)


def test_texts_stand_side_by_side_as_they_are_and_as_they_would_be(client: Client, eve: User) -> None:
    first = first_of_two(eve, description="Old threats are known.")
    Session.objects.update(description="New threats are known.")
    make_release(first.conference)
    found = Page(client.get(url(first)))
    assert found.words("div", class_="pair-side") == [
        "Now Rules",
        "After going back Norms",
        "Now New threats are known.",
        "After going back Old threats are known.",
    ]


def test_going_back_publishes_it_with_the_note_and_shows_the_new_release(client: Client, eve: User) -> None:
    first = first_of_two(eve)
    typed = {"note": "The old name was right", "seen": seen(Page(client.get(url(first))))}
    response = client.post(url(first), typed)
    made = Release.objects.get(number=3)
    assert (made.document, made.note, made.published_by) == (first.document, "The old name was right", eve)
    assert (response.status_code, response.headers["Location"]) == (302, admin_url(made, "change"))
    assert told(response) == [f"Release 3 of {first.conference} is published. It says what release 1 said."]
    assert Session.objects.get().title == "Norms"


def test_a_draft_that_changed_since_it_was_shown_is_shown_again(client: Client, eve: User) -> None:
    first = first_of_two(eve)
    typed = {"note": "Back", "seen": seen(Page(client.get(url(first))))}
    Session.objects.update(title="Laws")
    response = client.post(url(first), typed)
    found = Page(response)
    assert (response.status_code, Session.objects.get().title, Release.objects.count()) == (422, "Laws", 2)
    assert found.words("ul", class_="errorlist") == [
        "The draft has changed since this page was opened. Please look again."
    ]
    assert found.root.first("textarea", name="note").text.strip() == "Back"
    assert found.words("p", class_="notice") == [
        "The draft has 1 change that was never published. Going back discards it. Unpublished changes"
    ]
    client.post(url(first), typed | {"seen": seen(found)})
    assert (Session.objects.get().title, Release.objects.count()) == ("Norms", 3)


def test_the_newest_release_leads_nowhere(client: Client, eve: User) -> None:
    second = first_of_two(eve).conference.releases.get(number=2)
    found = Page(client.get(url(second)))
    assert (
        "Nothing would change: release 2, the newest, says the same." in found.words("div", class_="state")[0]
    )
    assert found.words("form", class_="publish-form") == []
    assert (client.post(url(second), {}).status_code, Release.objects.count()) == (422, 2)


def test_what_stands_in_the_way_is_told_and_nothing_offered(client: Client, eve: User) -> None:
    first = first_of_two(eve)
    day = Session.objects.get().starts_at.date() + timedelta(days=1)
    Conference.objects.update(starts_on=day, ends_on=day)
    found = Page(client.get(url(first)))
    (said,) = found.words("div", class_="mends")
    assert said.startswith("This cannot be published yet: Talk 2 (“Norms”)")
    assert found.words("form", class_="publish-form") == []
    assert (client.post(url(first), {}).status_code, Release.objects.count()) == (422, 2)


def test_warnings_that_the_newest_release_has_not_got_are_confirmed(client: Client, eve: User) -> None:
    first = first_of_two(eve, kind="panel")
    Session.objects.update(kind="talk")
    make_release(first.conference)
    refused = client.post(url(first), {"note": "Back"})
    assert (refused.status_code, Release.objects.count()) == (422, 3)
    assert Page(refused).words("ul", class_="errorlist") == [
        "Please read the warnings above, then confirm here."
    ]
    client.post(url(first), {"note": "Back", "confirms": "on"})
    assert Release.objects.count() == 4


def test_going_back_leaves_a_draft_hidden(client: Client, eve: User) -> None:
    first = first_of_two(eve)
    Conference.objects.update(status="draft")
    client.post(url(first), {"makes_public": "on"})
    assert (Release.objects.count(), Conference.objects.get().status) == (3, "draft")


def test_a_conference_of_others_has_no_such_page_and_no_way_to_it(client: Client, eve: User) -> None:
    theirs = first_of_two()
    theirs.conference.members.all().delete()
    first_of_two(eve)
    answers = [client.get(url(theirs)).status_code, client.post(url(theirs), {}).status_code]
    assert (answers, theirs.conference.releases.count()) == ([404, 404], 2)
    assert client.get(admin_url(theirs, "change")).status_code == 404


@pytest.mark.parametrize("role", ["moderator", "viewer"])
def test_who_does_not_edit_the_conference_does_not_go_back(client: Client, role: str) -> None:
    first = first_of_two()
    client.force_login(make_member(first.conference, role))
    assert [client.get(url(first)).status_code, client.post(url(first), {}).status_code] == [403, 403]
    assert Release.objects.count() == 2
    assert Page(client.get(admin_url(first, "change"))).words("a", class_="return-link") == []


def test_a_superuser_goes_back_in_any_conference(client: Client) -> None:
    first = first_of_two()
    client.force_login(User.objects.create_superuser("root@example.org", "x", name="Root"))
    assert (client.post(url(first), {}).status_code, Release.objects.count()) == (302, 3)


def test_the_list_and_the_page_of_a_release_lead_there_but_for_the_newest(client: Client, eve: User) -> None:
    first_of_two().conference.members.all().delete()
    first = first_of_two(eve)
    newest = first.conference.releases.get(number=2)
    page = Page(client.get(admin_url(Release, "changelist")))
    cells = [cell for cell in page.root.find("td", class_="field-way_back") if list(cell.find("a"))]
    assert [(cell.first("a").attributes["href"], cell.text) for cell in cells] == [
        (url(first), "Go back to release 1")
    ]
    links = [Page(client.get(admin_url(row, "change"))).root for row in (first, newest)]
    found = [[a.attributes["href"] for a in root.find("a", class_="return-link")] for root in links]
    assert found == [[url(first)], []]


def test_visitors_and_readers_are_kept_out(client: Client) -> None:
    first = first_of_two()
    client.force_login(make_user())
    assert (client.post(url(first), {}).status_code, Release.objects.count()) == (302, 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_at_any_size(
    client: Client, django_assert_num_queries: Any, rows: int, eve: User
) -> None:
    conference = make_conference()
    for _row in range(rows):
        session = make_session(conference)
        make_question(session)
        make_appearance(session)
    first = make_release(conference)
    Session.objects.update(title="Rules")
    make_release(conference)
    team.join(conference=conference, user=eve, role=team.Role.EDITOR)
    with django_assert_num_queries(35):
        client.get(url(first))
