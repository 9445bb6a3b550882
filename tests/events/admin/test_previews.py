"""The page on which staff make links to a draft, and revoke them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cyberconf.accounts.models import User
from events import previewing, team
from events.models import Conference, PreviewLink
from tests.builders import (
    make_conference,
    make_member,
)
from tests.events.admin.forms import admin_url, errors, told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


@pytest.fixture
def conference(eve: User) -> Conference:
    """A draft that eve edits."""
    made = make_conference(status="draft")
    team.join(conference=made, user=eve, role=team.Role.EDITOR)
    return made


def url(conference: Conference) -> str:
    return reverse("admin:events_conference_previews", args=[conference.pk])


def rows(client: Client, conference: Conference) -> list[str]:
    return [
        " ".join(text.split())
        for text in Page(client.get(url(conference))).words("li", class_="preview-link")
    ]


def test_a_link_is_made_for_some_days_and_leads_to_the_draft(
    client: Client, conference: Conference, eve: User
) -> None:
    response = client.post(url(conference), {"name": "The ministry", "days": "3"})
    link = PreviewLink.objects.get()
    assert (link.name, link.made_by, link.expires_at - link.created_at) == (
        "The ministry",
        eve,
        timedelta(days=3),
    )
    assert told(response) == ["The link is made. Copy it from the list below."]
    page = Page(client.get(url(conference)))
    address = page.root.first("li", class_="preview-link").first("a").attributes["href"]
    assert address == previewing.address(link)
    assert Client().get(address.removeprefix(settings.SITE_URL)).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "days": "3"}, "This field is required."),
        ({"name": "x", "days": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"name": "x", "days": "91"}, "Ensure this value is less than or equal to 90."),
        ({"name": "x", "days": "soon"}, "Enter a whole number."),
    ],
)
def test_what_is_mistyped_is_said_beside_it_and_no_link_made(
    client: Client, conference: Conference, typed: dict[str, str], said: str
) -> None:
    response = client.post(url(conference), typed)
    assert (response.status_code, errors(response), PreviewLink.objects.count()) == (422, [said], 0)


def test_a_link_is_revoked_and_the_others_go_on(client: Client, conference: Conference, eve: User) -> None:
    link, other = (previewing.make(conference, by=eve, name=name, days=7) for name in ("Old", "New"))
    response = client.post(url(conference), {"revoke": str(link.pk)})
    assert told(response) == ["The link for Old works no more."]
    assert [previewing.recognise(previewing.token(each)) for each in (link, other)] == [None, other]
    assert rows(client, conference)[1] == f"Old, {eve.name}: revoked"


def test_what_has_expired_is_said_to_be_and_its_address_not_shown(
    client: Client, conference: Conference, eve: User
) -> None:
    long_ago = timezone.now() - timedelta(days=8)
    previewing.make(conference, by=eve, name="Old", days=7, at=long_ago)
    assert rows(client, conference) == [f"Old, {eve.name}: expired"]


@pytest.mark.parametrize("number", ["9999999", "x", ""])
def test_a_link_that_is_not_there_is_not_revoked(client: Client, conference: Conference, number: str) -> None:
    assert client.post(url(conference), {"revoke": number}).status_code == 404


def test_a_conference_of_others_has_no_such_page_and_its_links_stay(
    client: Client, conference: Conference
) -> None:
    theirs = make_conference()
    theirs.members.all().delete()
    link = previewing.make(theirs, by=None, name="Theirs", days=7)
    answers = [
        client.get(url(theirs)).status_code,
        client.post(url(theirs), {"name": "x", "days": "3"}).status_code,
        client.post(url(conference), {"revoke": str(link.pk)}).status_code,
    ]
    assert (answers, PreviewLink.objects.count()) == ([404, 404, 404], 1)
    assert previewing.recognise(previewing.token(link)) == link


@pytest.mark.parametrize("role", ["moderator", "viewer"])
def test_who_does_not_edit_the_conference_is_refused(
    client: Client, conference: Conference, role: str
) -> None:
    client.force_login(make_member(conference, role))
    answers = [client.get(url(conference)), client.post(url(conference), {"name": "x", "days": "3"})]
    assert ([answer.status_code for answer in answers], PreviewLink.objects.count()) == ([403, 403], 0)


def test_the_page_of_a_conference_leads_there_for_its_editors_alone(
    client: Client, conference: Conference
) -> None:
    viewer = Client()
    viewer.force_login(make_member(conference, "viewer"))
    pages = [Page(each.get(admin_url(conference, "change"))).root for each in (client, viewer)]
    found = [[a.attributes["href"] for a in root.find("a", class_="previews-link")] for root in pages]
    assert found == [[url(conference)], []]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_any_number_of_links(
    client: Client, django_assert_num_queries: Any, conference: Conference, eve: User, count: int
) -> None:
    for _ in range(count):
        previewing.make(conference, by=eve, name="x", days=7)
    with django_assert_num_queries(7):
        client.get(url(conference))
