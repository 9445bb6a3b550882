"""Pictures, sitemaps and what other programs are told of pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from events.exporters import pictures
from events.exporters.pictures.content import content
from events.models import Conference, Session
from events.shelf import BusyError
from events.views import pictures as views
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_question,
    make_release,
    make_session,
    make_speaker,
)
from tests.pages import Page, address_of

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
LINKED = "application/ld+json"


@pytest.fixture
def panel() -> Session:
    panel = make_session(make_conference(slug="c", title="Conference"), slug="norms", title="Norms & <laws>")
    make_question(panel, text="Which?")
    make_appearance(panel, make_speaker(slug="ann", name="Ann"))
    make_release(panel.conference)
    return panel


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The titles of the pictures that are made, which are none: typesetting takes its time."""
    titles: list[str] = []

    def write(subject: pictures.Subject) -> bytes:
        titles.append(subject.title)
        return subject.title.encode()

    monkeypatch.setattr(pictures, "write", write)
    monkeypatch.setattr(views.DISK, "_folder", lambda: tmp_path)
    return titles


def told_of(page: Page) -> dict[str, str]:
    """What the head of a page tells."""
    found = [node.attributes for node in page.root.find("meta")]
    return {each.get("property") or each.get("name", ""): each.get("content", "") for each in found}


def locations(content: bytes) -> list[str]:
    return [node.text or "" for node in etree.fromstring(content).iter() if node.tag.endswith("}loc")]


def test_the_head_of_a_session_has_all_that_link_previews_ask_for(client: Client, panel: Session) -> None:
    page = Page(client.get(address_of(panel)))
    told = told_of(page)
    picture = told.pop("og:image").partition("?v=")
    when = "Friday 3 December 2021, 09:00–10:00, Zurich time (CET, UTC+1)."
    assert (picture[0], len(picture[2])) == (f"{SITE}/c/sessions/norms/picture.png", 16)
    assert {name: said for name, said in told.items() if name not in {"", "viewport"}} == {
        "description": when,
        "og:type": "article",
        "og:site_name": "Conference",
        "og:title": "Norms & <laws>",
        "og:description": when,
        "og:url": f"{SITE}/c/sessions/norms/",
        "og:locale": "en_GB",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": f"Panel · Norms & <laws> · {when}",
        "twitter:card": "summary_large_image",
        "twitter:image:alt": f"Panel · Norms & <laws> · {when}",
    }
    canonical = page.root.first("link", rel="canonical").attributes["href"]
    assert canonical == told["og:url"]


def test_search_engines_know_each_page_by_one_address_or_leave_it_alone(
    client: Client, panel: Session
) -> None:
    said = make_comment(panel)
    question = "sessions/norms/questions/1/"
    alone = {
        "/conferences/": "/conferences/",
        "/privacy/": "/privacy/",
        "/c/?tz=Tokyo": "/c/",
        "/c/sessions/norms/?tz=Tokyo": "/c/sessions/norms/",
        f"/c/{question}?sort=newest": f"/c/{question}",
        "/c/speakers/?tz=Tokyo": "/c/speakers/",
        "/c/speakers/ann/?tz=Tokyo": "/c/speakers/ann/",
        "/c/comments/": "/c/comments/",
        "/c/changes/": "/c/changes/",
        "/fr/c/": "/fr/c/",
    }
    framed = {f"/c/embed/{each}": f"/c/{each}" for each in ("", "sessions/norms/", question)}
    left = (
        "/c/?q=norms",
        "/c/my/",
        "/c/search/",
        "/c/releases/1/",
        "/c/words/",
        "/c/words/n/",
        f"/comments/{said.pk}/history/",
    )
    found = {address: known_as(client.get(address)) for address in (*alone, *framed, *left)}
    assert found == {
        **{address: (SITE + name, "") for address, name in alone.items()},
        **{address: (SITE + name, "noindex") for address, name in framed.items()},
        **dict.fromkeys(left[1:], ("", "noindex")),
        left[0]: (f"{SITE}/c/", "noindex"),
    }


def known_as(answer: Any) -> tuple[str, str]:
    """The address by which a page says that it is known, and whether it asks to be left alone."""
    page = Page(answer)
    canonical = page.root.first("link", rel="canonical").attributes.get("href", "")
    return canonical, page.root.first("meta", name="robots").attributes.get("content", "")


def test_what_a_page_tells_is_told_of_its_own_address(client: Client, panel: Session) -> None:
    told = {}
    for path in ("", "sessions/norms/", "sessions/norms/questions/1/", "speakers/ann/"):
        page = Page(client.get(f"/c/{path}"))
        oembed = page.root.first("link", type="application/json+oembed").attributes.get("href", "")
        told[path] = (told_of(page).get("og:url"), oembed and client.get(oembed).json()["title"])
    assert told == {
        "": (f"{SITE}/c/", "Conference"),
        "sessions/norms/": (f"{SITE}/c/sessions/norms/", "Norms & <laws>"),
        "sessions/norms/questions/1/": (f"{SITE}/c/sessions/norms/questions/1/", "Which?"),
        "speakers/ann/": (f"{SITE}/c/speakers/ann/", ""),
    }


def test_a_picture_is_made_once_and_kept_for_ever_where_its_page_names_it(
    client: Client, panel: Session, made: list[str]
) -> None:
    pages = [reverse("events:programme", args=["c"]), address_of(panel), address_of(panel, number=1)]
    shown = [Page(client.get(page)) for page in pages]
    described = [json.loads(node.text) for page in shown for node in page.root.find("script", type=LINKED)]
    named = [told_of(page)["og:image"] for page in shown]
    assert [each["image"] for each in described] == named
    named = [each.removeprefix(SITE) for each in named]
    answers = [client.get(address) for address in [*named, *(each.partition("?")[0] for each in named)]]
    assert [answer.content.decode() for answer in answers[:3]] == ["Conference", "Norms & <laws>", "Which?"]
    assert [answer.headers["Cache-Control"] for answer in answers] == [
        *["public, max-age=31536000, immutable"] * 3,
        *["public, max-age=0, must-revalidate"] * 3,
    ]
    assert made == ["Conference", "Norms & <laws>", "Which?"]
    again = client.get(named[0], headers={"If-None-Match": answers[0].headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_in_another_language_names_a_picture_that_says_when_in_that_one(
    client: Client, panel: Session, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "write", lambda subject: str(content(subject)["facts"][0]).encode())
    told = told_of(Page(client.get(f"/fr{address_of(panel)}")))
    assert told["og:description"].startswith("vendredi 3 décembre 2021, 09:00–10:00")
    answer = client.get(told["og:image"].removeprefix(SITE))
    assert ("vendredi 3 décembre 2021" in answer.content.decode(), answer.headers["Cache-Control"]) == (
        True,
        "public, max-age=31536000, immutable",
    )
    unknown = client.get("/c/sessions/norms/picture.png?interface=tlh")
    assert "Friday 3 December 2021" in unknown.content.decode()


def test_a_picture_that_waits_is_asked_for_again(
    client: Client, panel: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any) -> bytes:
        raise BusyError

    monkeypatch.setattr(views.DISK, "get", busy)
    answer = client.get("/c/picture.png")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_picture_follows_its_session_to_a_new_address(client: Client, panel: Session) -> None:
    panel.former_slugs.create(conference=panel.conference, slug="old")
    moved = [client.get(f"/c/sessions/old/{end}").headers["Location"] for end in ("picture.png",)]
    moved.append(client.get("/c/embed/sessions/old/").headers["Location"])
    assert moved == ["/c/sessions/norms/picture.png", "/c/embed/sessions/norms/"]


def test_search_engines_are_told_what_to_leave_alone_and_where_the_sitemap_is(client: Client) -> None:
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /accounts/",
        "Disallow: /admin/",
        "Disallow: /*/my/",
        "Disallow: /*/search/",
        "Disallow: /*/releases/",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


def test_the_sitemap_of_one_conference_lists_its_pages_and_when_they_changed(
    client: Client, panel: Session, django_assert_num_queries: Any
) -> None:
    make_session(panel.conference, kind="break", title="Lunch")
    second = make_release(panel.conference)
    answer = client.get("/sitemap.xml")
    assert locations(answer.content) == [
        f"{SITE}/c/",
        f"{SITE}/c/speakers/",
        f"{SITE}/c/sessions/norms/",
        f"{SITE}/c/speakers/ann/",
        f"{SITE}/c/sessions/norms/questions/1/",
    ]
    first = panel.conference.releases.get(number=1)
    dates = [node.text for node in etree.fromstring(answer.content).iter() if "lastmod" in node.tag]
    at = [f"{each.published_at:%Y-%m-%dT%H:%M:%S}+00:00" for each in (second, second, first, second, first)]
    assert dates == at
    with django_assert_num_queries(1):
        known = client.get("/c/sitemap.xml", headers={"If-None-Match": answer.headers["ETag"]})
    assert known.status_code == 304


def test_of_several_conferences_those_that_everybody_sees_have_a_sitemap_each(
    client: Client, panel: Session, django_assert_num_queries: Any
) -> None:
    make_release(make_session(make_conference(slug="d")).conference)
    make_release(make_session(make_conference(slug="hidden", status=Conference.Status.DRAFT)).conference)
    with django_assert_num_queries(1):
        answer = client.get("/sitemap.xml")
    assert sorted(locations(answer.content)) == [f"{SITE}/c/sitemap.xml", f"{SITE}/d/sitemap.xml"]
