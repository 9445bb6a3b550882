"""The search page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Session
from events.search import FEW
from tests.builders import make_appearance, make_question, make_release, make_session, make_speaker
from tests.pages import Page, address_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel() -> Session:
    panel = make_session(title="Harbour law", number="1")
    make_question(panel, text="Whose harbour?")
    make_appearance(panel, make_speaker(name="Ann Harbour", slug="ann"))
    make_release(panel.conference)
    return panel


def look(client: Client, panel: Session, query: str | None = None) -> Page:
    data = {} if query is None else {"q": query}
    return Page(client.get(reverse("events:search", args=[panel.conference.slug]), data))


def listed(page: Page) -> list[int]:
    """How many hits there are in each list."""
    return [len(list(hits.find("li"))) for hits in page.root.find("ol")]


def test_hits_lead_to_what_was_found(client: Client, panel: Session) -> None:
    shown = look(client, panel, "HARB")
    assert shown.words("h2", id="hits-session") + shown.words("h2", id="hits-person") == [
        "Sessions",
        "People",
    ]
    tabs = shown.root.first("nav", class_="tabs").find("a")
    assert [(" ".join(tab.text.split()), tab.attributes["href"]) for tab in tabs] == [
        ("Sessions 1", "#hits-session"),
        ("Guiding questions 1", "#hits-question"),
        ("People 1", "#hits-person"),
    ]
    titles = shown.root.find("h3", class_="hit__title")
    assert [(h3.text.strip(), h3.first("a").attributes["href"]) for h3 in titles] == [
        ("Harbour law", address_of(panel)),
        ("Whose harbour?", address_of(panel, number=1)),
        ("Ann Harbour", reverse("events:speaker", args=[panel.conference.slug, "ann"])),
    ]
    assert shown.words("mark") == ["Harb", "harb", "Harb"]
    assert shown.words(class_="search__count") == ["3 hits for “HARB”"]
    assert list(shown.root.first("main").find("a"))[-1].attributes["href"] == reverse(
        "events:words", args=[panel.conference.slug]
    )


def test_a_hit_shows_where_the_words_are(client: Client, panel: Session) -> None:
    make_appearance(panel, make_speaker(name="Bob Quay"))
    panel.room = panel.conference.rooms.create(name="Pier 9", slug="pier")
    panel.save()
    make_release(panel.conference)
    assert look(client, panel, "pier").words(class_="hit__place") == ["Fri 3 Dec · 09:00 · Panel 1 · Pier 9"]
    shown = look(client, panel, "panel quay")
    assert shown.words("mark") == ["Panel", "Quay"]
    assert shown.words(class_="hit__people") == ["With Bob Quay"]
    people_first = look(client, panel, "bob quay")
    assert [tab.attributes["href"] for tab in people_first.root.first("nav", class_="tabs").find("a")] == [
        "#hits-person",
        "#hits-session",
    ]


def test_of_many_hits_the_best_of_each_kind_lead_to_all_of_one_and_back(
    client: Client, panel: Session
) -> None:
    for number in range(FEW):
        make_question(make_session(panel.conference, title=f"Harbour {number}"), text="Which harbour?")
    make_release(panel.conference)
    address = reverse("events:search", args=[panel.conference.slug])
    some = Page(client.get(address, {"q": "harbour", "tz": "Asia/Tokyo"}))
    assert listed(some) == [FEW, FEW, 1]
    ways = [a for p in some.root.find("p", class_="unprinted") for a in p.find("a")]  # paper leads nowhere
    more = {a.attributes["href"] for a in ways if "Show more" in a.text}
    assert more == {f"?q=harbour&tz=Asia%2FTokyo&kind={kind}" for kind in ("session", "question")}
    every = Page(client.get(address + "?q=harbour&tz=Asia%2FTokyo&kind=question"))
    assert listed(every) == [FEW + 1]
    tabs = list(every.root.first("nav", class_="tabs").find("a"))
    assert tabs[0].attributes["href"] == "?q=harbour&tz=Asia%2FTokyo"
    assert [tab.text.split()[-1] for tab in tabs if "aria-current" in tab.attributes] == [str(FEW + 1)]
    unknown = Page(client.get(address, {"q": "harbour", "kind": "<b>"}))
    assert listed(unknown) == [FEW, FEW, 1]


def test_the_best_are_shown_with_what_stands_around_the_words_and_the_rest_is_told_of(
    client: Client, panel: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.search.finding.MAX_HITS", 1)
    make_session(panel.conference, title="Ships", description="In every **harbour** of the world.")
    Session.objects.filter(pk=panel.pk).update(description="Of a harbour.")
    make_release(panel.conference)
    address = reverse("events:search", args=[panel.conference.slug])
    shown = Page(client.get(address, {"q": "harbour", "kind": "session"}))
    assert shown.words("p", class_="hit__text")[0] == "Of a harbour."
    assert shown.words("p", class_="empty") == ["Only the first 1 are shown. More words find less."]


def test_nothing_found_says_what_to_do(client: Client, panel: Session) -> None:
    shown = look(client, panel, "unicorn")
    assert shown.words(class_="search__count") == ["0 hits for “unicorn”"]
    assert shown.words(class_="empty") == [
        "Every word must occur. Try fewer words, or only their beginnings."
    ]


def test_an_empty_search_shows_the_form_alone(client: Client, panel: Session) -> None:
    shown = look(client, panel)
    assert (shown.words(class_="search__count"), shown.words(class_="empty")) == ([], [])
    assert shown.root.first("input", id="q").attributes["value"] == ""


@pytest.mark.parametrize("query", ["\0", "a\0b", "%", "'", "<b>", "x" * 9000, "\ud800", "١٢", "  "])
def test_whatever_is_asked_is_answered(client: Client, panel: Session, query: str) -> None:
    encoded = query.encode("utf-8", "surrogatepass").decode("latin-1")
    answers = [look(client, panel, query.encode("utf-8", "replace").decode()), look(client, panel, encoded)]
    assert [answer.status for answer in answers] == [200, 200]


def test_what_is_not_published_is_not_found(client: Client, panel: Session) -> None:
    make_session(panel.conference, title="Harbour secrets")
    assert "secrets" not in look(client, panel, "harbour").html
