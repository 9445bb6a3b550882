from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cyberconf.accounts.models import User
from events.models import Conference, Release, Room, Session
from tests.builders import make_conference, make_published_panel, make_release, make_session
from tests.events.admin.forms import admin_url
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def second_release(by: User | None = None) -> Release:
    """A panel moved into a room, and named anew."""
    session = make_session(make_conference(), title="Norms", number="2")
    make_release(session.conference)
    session.room = Room.objects.create(conference=session.conference, slug="xxvi", name="Room XXVI")
    session.title = "Rules"
    session.save()
    return make_release(session.conference, by=by, note="In the large room")


CHANGES = [
    "New room: “Room XXVI”.",
    "Panel 2 takes place in Room XXVI.",
    "Panel 2 is renamed from “Norms” to “Rules”.",
]


def test_a_release_tells_its_changes_in_words_and_links_its_public_page(client: Client, eve: User) -> None:
    release = second_release(by=eve)
    page = Page(client.get(admin_url(release, "change")))
    rows = [" ".join(li.text.split()) for li in page.root.first(class_="field-changes_in_words").find("li")]
    assert rows == CHANGES
    assert "In the large room" in page.root.first(class_="field-note").text
    assert eve.name in page.root.first(class_="field-publisher").text
    link = page.root.first("a", class_="viewsitelink")
    assert link.attributes["href"] == release.get_absolute_url()


def test_the_list_tells_the_first_changes_in_words(client: Client) -> None:
    second_release()
    page = Page(client.get(admin_url(Release, "changelist")))
    cells = list(page.root.find("td", class_="field-first_changes"))
    assert [" ".join(li.text.split()) for li in cells[0].find("li")] == CHANGES
    assert cells[1].text == "The first release."


def test_the_release_of_a_draft_has_no_public_page_to_link(client: Client) -> None:
    release = make_release(make_conference(status=Conference.Status.DRAFT))
    assert Page(client.get(admin_url(release, "change"))).words("a", class_="viewsitelink") == []


def test_nobody_adds_changes_or_deletes_a_release(client: Client) -> None:
    release = second_release()
    client.force_login(User.objects.create_superuser("root@example.org", "x", name="Root"))
    answers = [
        client.post(admin_url(release, "change"), {"note": "Other"}).status_code,
        client.post(admin_url(release, "delete"), {"post": "yes"}).status_code,
        client.post(admin_url(Release, "add"), {}).status_code,
    ]
    assert (answers, Release.objects.count()) == ([403, 403, 403], 2)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_any_length(
    client: Client, django_assert_num_queries: Any, rows: int, eve: User
) -> None:
    for number in range(rows):
        session = make_published_panel()
        if number:
            Session.objects.filter(pk=session.pk).update(title="Rules")
            make_release(session.conference, by=eve)
    with django_assert_num_queries(13):
        client.get(admin_url(Release, "changelist"))
