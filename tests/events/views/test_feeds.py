"""The feed of changes as it is served."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from events.models import Conference, Session
from tests.builders import make_conference, make_published_panel, make_release
from tests.pages import Page
from tests.shared import atom_schema

pytestmark = pytest.mark.django_db


def make_two_releases() -> Session:
    """A panel that is renamed in the second release."""
    conference = make_conference(slug="c", title="The conference", organiser_name="Institute")
    panel = make_published_panel(conference=conference, slug="s", title="Norms", number="1")
    Session.objects.filter(pk=panel.pk).update(title="Rules")
    make_release(conference, note="A better name.")
    return panel


def test_each_release_is_an_entry_with_its_changes_in_words(client: Client) -> None:
    make_two_releases()
    response = client.get("/c/changes.atom")
    root = etree.fromstring(response.content)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (root.findtext("{*}title"), root.findtext("{*}author/{*}name")) == (
        "What changed: The conference",
        "Institute",
    )
    assert root.xpath("a:link[@rel='self']/@href", namespaces={"a": root.nsmap[None]}) == [
        f"{settings.SITE_URL}/c/changes.atom"
    ]
    names = ("id", "title", "content")
    assert [tuple(entry.findtext("{*}" + name) for name in names) for entry in root.findall("{*}entry")] == [
        (
            f"{settings.SITE_URL}/c/releases/2/",
            "Release 2: 1 change",
            f'<p>A better name.</p><ul><li><a href="{settings.SITE_URL}/c/sessions/s/">'
            "Panel 1 is renamed from “Norms” to “Rules”.</a></li></ul>",
        ),
        (
            f"{settings.SITE_URL}/c/releases/1/",
            "Release 1: the programme as it was first published",
            "<ul></ul>",
        ),
    ]


def test_the_feed_as_served_keeps_to_the_schema_of_rfc_4287(client: Client) -> None:
    make_two_releases()
    schema = atom_schema()
    schema.assertValid(etree.fromstring(client.get("/c/changes.atom").content))


def test_a_feed_that_is_known_is_not_sent_again_until_something_is_published(client: Client) -> None:
    panel = make_two_releases()
    etag = client.get("/c/changes.atom").headers["ETag"]
    again = client.get("/c/changes.atom", headers={"If-None-Match": etag})
    Session.objects.filter(pk=panel.pk).update(title="Norms again")
    make_release(panel.conference)
    changed = client.get("/c/changes.atom", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)
    assert changed.content.count(b"<entry>") == 3


def test_a_draft_has_no_feed(client: Client) -> None:
    make_two_releases()
    assert client.get("/c/changes.atom").status_code == 200
    Conference.objects.update(status="draft")
    assert client.get("/c/changes.atom").status_code == 404


@pytest.mark.parametrize("releases", [1, 3])
def test_a_feed_costs_two_queries_once_the_programme_is_known(
    client: Client, releases: int, django_assert_num_queries: Any
) -> None:
    panel = make_published_panel(conference=make_conference(slug="c"))
    for number in range(releases - 1):
        Session.objects.filter(pk=panel.pk).update(title=f"Title {number}")
        make_release(panel.conference)
    client.get("/c/")
    with django_assert_num_queries(2):
        client.get("/c/changes.atom")
    with django_assert_num_queries(1):
        client.get("/c/changes.atom")


def test_every_page_of_a_conference_names_the_feed_of_changes(client: Client) -> None:
    panel = make_two_releases()
    for at in ("/c/", panel.get_absolute_url(), "/c/changes/"):
        link = Page(client.get(at)).root.first("link", rel="alternate", title="What changed")
        assert link.attributes == {
            "rel": "alternate",
            "type": "application/atom+xml",
            "href": "/c/changes.atom",
            "title": "What changed",
        }
