"""What somebody sees who was sent a link to a draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events import previewing
from events.models import Conference, PreviewLink, Session
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_conference,
    make_published_panel,
    make_question,
    make_session,
    make_speaker,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db

PAGES = [
    "",
    "sessions/norms/",
    "sessions/norms/questions/1/",
    "speakers/",
    "speakers/ada/",
    "search/",
    "changes/",
]


def linked(conference: Conference) -> str:
    """The path of a new link to the conference's draft."""
    link = previewing.make(conference, by=None, name="The ministry", days=7)
    return f"/previews/{previewing.token(link)}/"


def make_draft() -> Session:
    """A panel of a conference that nobody but staff sees."""
    session = make_session(
        make_conference(slug="ports", status="draft", title="Ports"),
        slug="norms",
        title="Norms",
        kind="panel",
    )
    make_question(session, text="Which norms?", outcome="All.")
    make_appearance(session, make_speaker(name="Ada Adams", slug="ada"), role="moderator")
    return session


def test_a_draft_that_was_never_published_is_seen_without_an_account(client: Client) -> None:
    session = make_draft()
    make_session(session.conference, title="Secret", status="withdrawn", kind="panel")
    path = linked(session.conference)
    assert client.get("/ports/").status_code == 404

    page = Page(client.get(path))

    assert page.words("h1") == ["Ports"]
    assert page.words(class_="message--warning")[0].endswith(" (Zurich).")
    assert page.words("h3", class_="entry__title") == ["Norms"]
    assert page.root.first("h3", class_="entry__title").first("a").attributes["href"] == (
        f"{path}sessions/norms/"
    )


def test_what_is_seen_is_the_draft_as_it_is_now_and_not_the_newest_release(client: Client) -> None:
    session = make_published_panel(title="Norms", kind="panel", slug="norms")
    path = linked(session.conference)
    seen = []
    for title in ("Rules", "Laws"):
        Session.objects.update(title=title)
        page, own = Page(client.get(path)), Page(client.get(f"{path}sessions/norms/"))
        seen += [page.words("h3", class_="entry__title"), own.words("h1")]
    assert seen == [["Rules"], ["Rules"], ["Laws"], ["Laws"]]
    assert Page(client.get(session.get_absolute_url())).words("h1") == ["Norms"]


def test_a_session_is_seen_with_people_questions_and_outcome(client: Client) -> None:
    session = make_draft()
    page = Page(client.get(f"{linked(session.conference)}sessions/norms/"))
    assert page.words("h1") == ["Norms"]
    assert page.words("h3", class_="card__name") == ["Ada Adams"]
    assert page.words("li", class_="asked__item") == ["Which norms? Outcome"]


def test_a_question_is_seen_with_its_outcome_and_without_a_form(client: Client) -> None:
    session = make_draft()
    make_question(session, text="Whose norms?")
    page = Page(client.get(f"{linked(session.conference)}sessions/norms/questions/1/"))
    assert page.words("h1") == ["Which norms?"]
    assert page.words("div", class_="prose") == ["All."]
    assert page.words("nav", class_="neighbours") == ["Question 2 Whose norms?"]
    assert list(page.root.find("form")) == []


def test_people_of_the_draft_are_seen_with_their_sessions(client: Client) -> None:
    path = linked(make_draft().conference)
    listed, own = Page(client.get(f"{path}speakers/")), Page(client.get(f"{path}speakers/ada/"))
    assert listed.words("h2", class_="card__name") == ["Ada Adams"]
    assert (own.words("h1"), own.words("h3", class_="entry__title")) == (["Ada Adams"], ["Norms"])


def test_the_draft_is_searched_and_says_what_it_changes(client: Client) -> None:
    session = make_published_panel(title="Norms", kind="panel", slug="norms")
    path = linked(session.conference)
    Session.objects.update(title="Rules")
    found, changed = (Page(client.get(path + end)) for end in ("search/?q=rul", "changes/"))

    [hit] = found.root.find("h3", class_="hit__title")
    assert (hit.text.strip(), hit.first("a").attributes["href"]) == ("Rules", f"{path}sessions/norms/")
    assert changed.words("h2") == ["With this draft", f"Release 1 {changed.words('small')[0]}"]
    assert changed.words("ul", class_="changes") == [
        "“Norms” is renamed to “Rules”.",
        "The programme as it was first published.",
    ]
    [link] = changed.root.first("ul", class_="changes").find("a")
    assert link.attributes["href"] == f"{path}sessions/norms/"


@pytest.mark.parametrize("end", ["sessions/laws/", "sessions/norms/questions/2/", "speakers/bob/"])
def test_what_the_draft_has_not_is_not_found(client: Client, end: str) -> None:
    assert client.get(linked(make_draft().conference) + end).status_code == 404


@pytest.mark.parametrize("end", ["sessions/laws/", "speakers/bob/", "nothing/at/all/"])
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_where_nothing_is_the_draft_leads_back_into_itself(client: Client, prefix: str, end: str) -> None:
    path = prefix + linked(make_draft().conference)
    response = client.get(path + end)
    shown = Page(response)
    ways = [link.attributes["href"] for link in shown.root.first("p", class_="actions").find("a")]
    assert (shown.status, shown.words(class_="bar__brand"), ways) == (
        404,
        ["Ports"],
        [path, f"{path}search/"],
    )
    assert response.headers["Cache-Control"] == "no-store, private"
    PreviewLink.objects.update(revoked_at=timezone.now())
    assert "Ports" not in client.get(path + end).content.decode()


def test_no_link_of_a_preview_leads_to_a_page_that_is_not_there(client: Client) -> None:
    session = make_draft()
    make_session(session.conference, title="Laws", kind="talk", slug="laws")
    path = linked(session.conference)
    found: dict[str, int] = {}
    for address in [path + end for end in PAGES]:
        links = Page(client.get(address)).root.find("a")
        for link in (a.attributes["href"].partition("#")[0] for a in links):
            if link.startswith("/"):
                found[link] = client.get(link).status_code
    assert {path + end for end in [*PAGES, "sessions/laws/"]} <= set(found)
    assert {address: status for address, status in found.items() if status >= 400} == {}


@pytest.mark.parametrize("end", PAGES)
def test_nobody_keeps_it_finds_it_or_learns_its_address(client: Client, end: str) -> None:
    response = client.get(linked(make_draft().conference) + end)
    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    assert [response.headers[name] for name in names] == [
        "no-store, private",
        "noindex, nofollow",
        "no-referrer",
    ]
    assert ("ETag" in response.headers, dict(response.cookies)) == (False, {})
    metas = {
        meta.attributes["name"]: meta.attributes for meta in Page(response).root.find("meta", name="robots")
    }
    assert metas["robots"]["content"] == "noindex, nofollow"


@pytest.mark.parametrize("end", PAGES)
def test_what_is_revoked_or_expired_or_made_up_is_not_found(client: Client, end: str) -> None:
    conference = make_draft().conference
    revoked, expired, live = (linked(conference) for _ in range(3))
    first, second, _third = PreviewLink.objects.order_by("pk")
    first.revoke()
    PreviewLink.objects.filter(pk=second.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    made_up = live[:-2] + ("A" if live[-2] != "A" else "E") + "/"
    answers = [client.get(path + end).status_code for path in (revoked, expired, made_up, live)]
    assert answers == [404, 404, 404, 200]


def test_a_link_shows_the_draft_of_its_own_conference_alone(client: Client) -> None:
    make_draft()
    other = make_session(make_conference(status="draft"), slug="laws")
    assert client.get(f"{linked(other.conference)}sessions/norms/").status_code == 404
    assert client.get(f"{linked(other.conference)}sessions/laws/").status_code == 200


def test_a_draft_that_cannot_be_read_as_a_programme_is_said_to_be_so(client: Client) -> None:
    path = linked(make_draft().conference)
    Speaker.objects.update(links="none")
    response = client.get(path)
    assert response.status_code == 404
    said = "The draft cannot be shown as it is. Please tell whoever sent you the link."
    assert said in Page(response).root.first("main").text


def test_a_draft_without_ends_is_shown(client: Client) -> None:
    session = make_draft()
    path = linked(session.conference)
    Session.objects.update(ends_at=None)
    assert [client.get(path).status_code, client.get(f"{path}sessions/norms/").status_code] == [200, 200]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("end", PAGES)
def test_a_preview_costs_the_same_at_any_size(
    client: Client, django_assert_num_queries: Any, rows: int, end: str
) -> None:
    session = make_draft()
    for _row in range(rows):
        other = make_session(session.conference, kind="panel")
        make_question(other)
        make_appearance(other)
    path = linked(session.conference)
    with django_assert_num_queries(11 if end == "changes/" else 9):
        client.get(path + end)
