"""What is said where nothing is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from events.models import Conference
from tests.builders import make_conference, make_release, make_session
from tests.pages import Node, Page

pytestmark = pytest.mark.django_db


def make_ports(sessions: int = 1) -> Conference:
    conference = make_conference(slug="ports", title="Ports")
    for _ in range(sessions):
        make_session(conference)
    make_release(conference)
    return conference


def hrefs(node: Node) -> list[str]:
    return [link.attributes["href"] for link in node.find("a")]


@pytest.mark.parametrize(
    "path",
    [
        "/ports/sessions/nothing/",
        "/ports/speakers/nobody/",
        "/ports/releases/99/",
        "/ports/nothing/at/all/",
        "/ports/schedule.doc",
    ],
)
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_below_a_conference_the_page_keeps_its_frame_and_leads_to_its_programme_and_search(
    client: Client, prefix: str, path: str
) -> None:
    make_ports()
    shown = Page(client.get(prefix + path))
    home = f"{prefix}/ports/"
    assert (shown.status, shown.words(class_="eyebrow"), shown.words(class_="bar__brand")) == (
        404,
        ["404"],
        ["Ports"],
    )
    assert hrefs(shown.root.first("p", class_="actions")) == [home, f"{home}search/"]
    assert home in hrefs(shown.root.first("nav", class_="menu"))
    assert shown.root.first("html").attributes["lang"] == (prefix[1:] or "en")


@pytest.mark.parametrize("path", ["/{}/", "/{}/sessions/nothing/", "/en/{}/nothing/at/all/"])
def test_of_a_conference_that_is_not_public_no_more_is_told_than_of_none(client: Client, path: str) -> None:
    hidden = make_conference(slug="hidden", title="Secret talks", status="draft")
    make_session(hidden, title="Secret talks")
    make_release(hidden)
    Conference.objects.filter(pk=hidden.pk).update(status="draft")
    make_conference(slug="unborn", title="Secret talks")
    told = {}
    for slug in ("hidden", "unborn", "nowhere"):
        shown = Page(client.get(path.format(slug)))
        links = [link.replace(slug, "…") for link in hrefs(shown.root)]
        told[slug] = (shown.status, shown.words("body"), links, "Secret" in shown.html)
    assert told["hidden"] == told["unborn"] == told["nowhere"]
    assert told["nowhere"][::3] == (404, False)


def test_programs_are_answered_as_before(client: Client) -> None:
    make_ports()
    answer = client.get("/api/v1/conferences/ports/nothing/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("sessions", [1, 3])
def test_where_nothing_is_the_database_is_asked_as_often_at_any_size(
    client: Client, django_assert_num_queries: Any, sessions: int
) -> None:
    make_ports(sessions)
    client.get("/ports/")
    with django_assert_num_queries(1):  # whose frame it is
        client.get("/ports/nothing/at/all/")
    with django_assert_num_queries(1):
        client.get("/nowhere/nothing/at/all/")
