"""Our pages within those of other sites."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import etree

from events import embedding, publishing
from events.layout import whole
from events.models import Conference, Session
from tests.builders import NINE, make_conference, make_question, make_release, make_session
from tests.pages import Page

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
FRAMES = ("/c/embed/", "/c/embed/sessions/norms/", "/c/embed/sessions/norms/questions/1/")


@pytest.fixture
def panel() -> Session:
    conference = make_conference(slug="c", title="Conf & co", organiser_name="Institute")
    panel = make_session(conference, slug="norms", title="Norms", number="2")
    make_question(panel, text="Which?")
    make_release(conference)
    return panel


def ask(client: Client, url: str = f"{SITE}/c/", **options: Any) -> Any:
    return client.get("/oembed?" + urlencode({"url": url, **options}))


def policy_of(answer: Any) -> tuple[str, str | None]:
    """Who may frame an answer, by both headers that say so."""
    parts = answer.headers["Content-Security-Policy"].split("; ")
    (ancestors,) = (part for part in parts if part.startswith("frame-ancestors"))
    return ancestors, answer.headers.get("X-Frame-Options")


@pytest.mark.parametrize("address", FRAMES)
def test_other_sites_may_frame_what_is_made_for_it_and_nothing_else(
    client: Client, panel: Session, settings: Any, address: str
) -> None:
    assert policy_of(client.get(address)) == ("frame-ancestors *", None)
    settings.EMBEDDED_BY = ["https://institute.example"]
    assert policy_of(client.get(address)) == ("frame-ancestors https://institute.example", None)
    page = address.replace("embed/", "")
    assert policy_of(client.get(page)) == ("frame-ancestors 'none'", "DENY")
    Conference.objects.update(status="draft")
    nothing = Page(client.get(address))
    assert policy_of(nothing.response) == ("frame-ancestors https://institute.example", None)
    said = (nothing.response.status_code, nothing.words("h1"), nothing.words("p"))
    assert said == (404, ["This page is not here"], ["There is no public conference at this address."])


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_leads_to_the_page_itself_costs_one_query_and_is_kept(
    client: Client, panel: Session, address: str, django_assert_num_queries: Any
) -> None:
    page = Page(client.get(address))
    lead = page.root.first("footer").first("a").attributes["href"]
    assert (lead, page.root.first("base").attributes) == (
        SITE + address.replace("embed/", ""),
        {"target": "_top"},
    )
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    with django_assert_num_queries(1):
        known = client.get(address, headers={"If-None-Match": page.response.headers["ETag"]})
    assert (known.status_code, known.content, dict(client.cookies)) == (304, b"", {})
    other = client.get(address + "?look=dark", headers={"If-None-Match": page.response.headers["ETag"]})
    assert Page(other).root.first("html").attributes["data-look"] == "dark"


def test_a_frame_shows_a_large_programme_a_day_at_a_time(
    client: Client, panel: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "WHOLE", 1)
    make_session(panel.conference, title="Next day", starts_at=NINE.replace(day=4))
    make_release(panel.conference)
    page = Page(client.get("/c/embed/?look=light"))
    tabs = [node.attributes for node in page.root.first("nav").find("a")]
    assert (page.words("h3"), tabs) == (
        ["Norms"],
        [
            {"href": "?day=2021-12-03&look=light", "target": "_self", "aria-current": "page"},
            {"href": "?day=2021-12-04&look=light", "target": "_self"},
        ],
    )
    assert Page(client.get("/c/embed/?day=2021-12-04")).words("h3") == ["Next day"]
    assert client.get("/c/embed/?day=9999").status_code == 404


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_says_that_a_session_is_cancelled(client: Client, panel: Session, address: str) -> None:
    Session.objects.update(status="cancelled")
    make_release(panel.conference)
    assert Page(client.get(address)).words("p", class_="status") == ["Cancelled"]


def test_what_an_institute_copies_is_a_frame_a_link_for_where_nothing_runs_and_the_script(
    panel: Session,
) -> None:
    assert embedding.snippet(publishing.published("c").programme).splitlines() == [
        f'<iframe src="{SITE}/c/embed/" title="Conf &amp; co" width="100%" height="800" loading="lazy"'
        " data-cyberconf></iframe>",
        f'<p><a href="{SITE}/c/">Conf &amp; co</a></p>',
        f'<script src="{SITE}/static/js/embed.js" async></script>',
    ]


def test_oembed_tells_how_to_embed_within_what_is_asked_for(client: Client, panel: Session) -> None:
    answer = ask(client, f"{SITE}/c/sessions/norms/", maxwidth=400, maxheight=300)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(answer.content) == {
        "version": "1.0",
        "type": "rich",
        "title": "Norms",
        "author_name": "Institute",
        "provider_name": "Institute",
        "provider_url": SITE,
        "cache_age": 86400,
        "html": f'<iframe src="{SITE}/c/embed/sessions/norms/" title="Norms" width="400" height="300" '
        'loading="lazy" data-cyberconf></iframe>',
        "width": 400,
        "height": 300,
    }


def test_a_conference_without_an_organiser_provides_its_own_pages(client: Client, panel: Session) -> None:
    Conference.objects.update(organiser_name="")
    make_release(panel.conference)
    told = json.loads(ask(client).content)
    assert (told["provider_name"], "author_name" in told) == ("Conf & co", False)


def test_oembed_tells_the_same_as_xml_with_the_picture_where_there_is_room(
    client: Client, panel: Session
) -> None:
    told = json.loads(ask(client).content)
    root = etree.fromstring(ask(client, format="xml").content)
    assert {node.tag: node.text for node in root} == {name: str(said) for name, said in told.items()}
    assert (told["width"], told["height"], told["thumbnail_width"]) == (720, 800, 1200)


@pytest.mark.parametrize(
    ("address", "title"),
    [("/", "Conf & co"), ("/c/", "Conf & co"), ("/c/sessions/norms/questions/1/", "Which?")],
)
def test_oembed_knows_the_pages_of_a_programme(
    client: Client, panel: Session, address: str, title: str
) -> None:
    assert json.loads(ask(client, SITE + address).content)["title"] == title


def test_a_page_in_a_language_is_embedded_in_it_with_links_that_stay_in_it(
    client: Client, panel: Session
) -> None:
    told = json.loads(ask(client, f"{SITE}/fr/c/").content)
    assert f'src="{SITE}/fr/c/embed/"' in told["html"]
    page = Page(
        client.get("/fr/c/embed/", headers={"If-None-Match": client.get("/c/embed/").headers["ETag"]})
    )
    assert (page.status, page.root.first("html").attributes["lang"]) == (200, "fr")
    assert page.root.first("h3").first("a").attributes["href"] == "/fr/c/sessions/norms/"


def test_what_oembed_tells_follows_the_address_and_no_browser(client: Client, panel: Session) -> None:
    told = [
        json.loads(client.get(f"/oembed?url={SITE}{page}", headers={"Accept-Language": "ru"}).content)
        for page in ("/c/", "/fr/c/")
    ]
    pictures = [each["thumbnail_url"].partition("v=")[0] for each in told]
    assert pictures == [f"{SITE}/c/picture.png?", f"{SITE}/c/picture.png?interface=fr&"]


@pytest.mark.parametrize(
    ("url", "options", "status"),
    [
        ("", {}, 400),
        ("http://elsewhere.example/c/", {}, 404),
        ("ftp://127.0.0.1:8000/c/", {}, 404),
        ("http://[", {}, 404),
        (f"{SITE}/c/search/", {}, 404),
        (f"{SITE}/hidden/", {}, 404),
        (f"{SITE}/c/sessions/none/", {}, 404),
        (f"{SITE}/c/sessions/norms/questions/2/", {}, 404),
        (f"{SITE}/c/", {"format": "yaml"}, 501),
        (f"{SITE}/c/", {"maxwidth": "wide"}, 400),
    ],
)
def test_oembed_refuses_as_the_specification_says(
    client: Client, panel: Session, url: str, options: dict[str, str], status: int
) -> None:
    make_release(make_session(make_conference(slug="hidden", status="draft")).conference)
    answer = ask(client, url, **options)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
