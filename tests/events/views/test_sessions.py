"""The pages of sessions and of guiding questions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cyberconf.accounts.models import User
from events import drafts
from events.models import Session
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_moderator,
    make_published_panel,
    make_question,
    make_release,
    make_session,
    make_speaker,
)
from tests.pages import Page, address_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel() -> Session:
    return make_published_panel(title="Norms", number="2", description="What **binds** whom.")


def test_a_session_shows_when_where_and_what(client: Client) -> None:
    conference = make_conference(venue_name="Palais")
    room = conference.rooms.create(name="Room XXVI", slug="xxvi")
    panel = make_session(conference, title="Norms", number="2", description="What **binds** whom.", room=room)
    make_release(conference)
    shown = read(client, panel)
    assert (shown.words("h1"), shown.words("p", class_="entry__label")) == (["Norms"], ["Panel 2"])
    facts = {
        div.first("dt").text: " ".join(div.first("dd").text.split())
        for div in shown.root.first("dl").find("div")
    }
    assert facts == {
        "Date": "Friday 3 December 2021",
        "Time": "09:00–10:00 60 min · Zurich time (CET, UTC+1)",
        "Place": "Room XXVI Palais",
    }
    assert "<p>What <strong>binds</strong> whom.</p>" in shown.html


def test_the_language_that_a_session_is_held_in_is_a_fact_and_not_that_of_its_texts(client: Client) -> None:
    panel = make_session(title="Norms", description="What binds whom.", language="fr", number="2")
    make_question(panel, text="Which?")
    make_release(panel.conference)
    shown = read(client, panel)
    assert shown.words("dt")[-1:] + shown.words("dd")[-1:] == ["Language", "French"]
    agenda = Page(client.get(reverse("events:programme", args=[panel.conference.slug])))
    assert agenda.words("p", class_="entry__label") == ["Panel 2 French"]
    frame = Page(client.get(f"/{panel.conference.slug}/embed/sessions/{panel.slug}/questions/1/"))
    pages = [shown, agenda, frame, read(client, panel, number=1)]
    assert [node for page in pages for node in page.root.first("main").find(lang="fr")] == []
    assert shown.root.first("h1").attributes["lang"] == "en"


def test_people_are_shown_with_role_and_billing(client: Client) -> None:
    panel = make_session()
    speaker = make_speaker(name="Ann Lee", honorific="Dr", post="Director", affiliation="Home")
    make_appearance(panel, speaker, role="chair", affiliation="Away")
    make_release(panel.conference)
    card = read(client, panel).root.first(class_="card")
    link = card.first("a")
    assert (link.text, link.attributes["href"]) == (
        "Dr Ann Lee",
        reverse("events:speaker", args=[panel.conference.slug, speaker.slug]),
    )
    assert [p.text for p in card.find("p")] == ["Chair", "Director, Away"]


def test_what_a_session_has_not_has_no_heading(client: Client) -> None:
    panel = make_session()
    make_release(panel.conference)
    assert read(client, panel).root.first("main").first("h2").attributes["id"] == "discussion-title"
    agenda = Page(client.get(reverse("events:programme", args=[panel.conference.slug])))
    assert [list(agenda.root.find("ul", class_="people")), list(agenda.root.find(class_="questions"))] == [
        [],
        [],
    ]


def test_each_question_has_its_count_and_a_way_to_answer(client: Client, panel: Session) -> None:
    make_comment(panel, question=panel.questions.get(position=2))
    items = list(read(client, panel).root.find("li", class_="asked__item"))
    assert [item.first("small").text for item in items] == ["Be the first to comment", "1 comment · open"]
    assert [list(item.find("a"))[-1].attributes["href"] for item in items] == [
        f"{address_of(panel, number=number)}#comment-form" for number in (1, 2)
    ]


def test_no_line_of_a_question_breaks_between_a_number_and_what_a_hyphen_joins_to_it(
    client: Client, panel: Session
) -> None:
    panel.questions.filter(position=1).update(text="Is a 5-year process long?")
    make_release(panel.conference)
    for address in (address_of(panel), address_of(panel, number=1)):
        assert "5-\u2060year" in client.get(address).content.decode()


def test_before_it_is_over_a_session_is_watched_and_after_it_its_recording_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = make_session(recording_url="https://example.org/video", stream_url="https://example.org/live")
    make_question(panel, outcome="They agreed.")
    make_release(panel.conference)
    found = []
    for days in (-1, 1):
        monkeypatch.setattr(timezone, "now", lambda days=days: panel.starts_at + timedelta(days=days))
        shown = read(client, panel)
        actions = shown.root.first("header", class_="session__head").first(class_="actions").find("a")
        found.append([link.text for link in actions])
    assert found == [
        ["Watch the recording", "Add to calendar", "Watch"],
        ["Watch the recording", "Add to calendar"],
    ]
    outcome = shown.root.first("p", class_="asked__tools").first("a").attributes["href"]
    assert outcome == f"{address_of(panel, number=1)}#outcome"


def test_what_belongs_to_a_session_is_linked(client: Client) -> None:
    panel = make_session(recording_url="https://example.org/video", stream_url="https://example.org/live")
    panel.conference.materials.create(session=panel, title="Paper", url="https://example.org/paper")
    make_release(panel.conference)
    links = [a.attributes["href"] for a in read(client, panel).root.first("main").find("a")]
    calendar = reverse("events:session_calendar", args=[panel.conference.slug, panel.slug])
    assert [
        calendar in links,
        "https://example.org/video" in links,
        "https://example.org/paper" in links,
    ] == [True] * 3
    assert "https://example.org/live" not in links  # it is over


def test_one_goes_on_to_the_sessions_before_and_after(client: Client, panel: Session) -> None:
    assert panel.ends_at is not None
    lunch = make_session(panel.conference, kind="break", starts_at=panel.ends_at)
    later = make_session(panel.conference, title="Later", starts_at=lunch.ends_at)
    make_release(panel.conference)
    ways = [
        [a.attributes["href"] for a in read(client, session).root.first(class_="neighbours").find("a")]
        for session in (panel, later)
    ]
    assert ways == [[address_of(later)], [address_of(panel)]]


def test_a_former_address_leads_to_the_present_one(client: Client, panel: Session) -> None:
    former = panel.slug
    Session.objects.filter(pk=panel.pk).update(slug="new-address")
    panel.refresh_from_db()
    drafts.keep_former_slug(panel, former)
    make_release(panel.conference)
    slug = panel.conference.slug
    number = {"events:question": [2], "events:embedded_question": [2], "events:question_picture": [2]}
    names = ["session", "session_calendar", "embedded_session", "session_picture"]
    for name in [*(f"events:{each}" for each in names), *number]:
        was, now = (reverse(name, args=[slug, at, *number.get(name, [])]) for at in (former, panel.slug))
        answer = client.get(f"{was}?lang=en")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"{now}?lang=en")


def test_what_was_taken_out_says_so_at_its_address(client: Client, panel: Session) -> None:
    Session.objects.filter(pk=panel.pk).update(status="withdrawn")
    make_release(panel.conference)
    shown = read(client, panel)
    assert (shown.status, shown.words("h1"), shown.words("p", class_="eyebrow")) == (
        410,
        ["Norms"],
        ["No longer in the programme"],
    )
    assert read(client, panel, number=1).status == 404


def test_what_is_cancelled_leads_to_the_programme_and_into_no_calendar(client: Client) -> None:
    panel = make_published_panel(title="Norms", slug="norms", status="cancelled")
    make_session(panel.conference, title="Norms at sea", slug="sea")
    make_release(panel.conference)
    page = read(client, panel)
    actions = page.root.first("p", class_="actions")
    assert [(link.text, link.attributes["href"]) for link in actions.find("a")] == [
        ("Go to the programme", f"/{panel.conference.slug}/#session-norms"),
        ("What changed", f"/{panel.conference.slug}/changes/"),
    ]
    agenda, found = (Page(client.get(f"/{panel.conference.slug}/{each}")) for each in ("", "search/?q=norms"))
    tools = {
        row.attributes["id"]: [link.text for link in row.first(class_="entry__tools").find("a")]
        for row in agenda.root.find("li", class_="entry")
    }
    assert tools == {"session-norms": ["Discussion"], "session-sea": ["Calendar", "Discussion"]}
    assert found.words("p", class_="status") == ["Cancelled"]


@pytest.mark.parametrize(("status", "words"), [("cancelled", ["Cancelled"]), ("confirmed", [])])
def test_a_question_says_that_its_session_is_cancelled(client: Client, status: str, words: list[str]) -> None:
    panel = make_published_panel(status=status)
    frame = Page(client.get(f"/{panel.conference.slug}/embed/sessions/{panel.slug}/questions/1/"))
    pages = [read(client, panel, number=1), frame]
    assert [page.words("p", class_="status") for page in pages] == [words, words]


def test_what_was_never_announced_is_not_found(client: Client, panel: Session) -> None:
    draft = make_session(panel.conference, title="A secret")
    shown = read(client, draft)
    assert (shown.status, "A secret" in shown.html) == (404, False)


@pytest.mark.parametrize("number", [0, 3, 10**30])
def test_a_question_that_is_none_is_not_found(client: Client, panel: Session, number: int) -> None:
    assert read(client, panel, number=number).status == 404


def test_a_question_is_asked_with_its_outcome_and_its_neighbours(client: Client) -> None:
    panel = make_session(title="Norms", number="2")
    for number in (1, 2, 3):
        text = f"Question {number}?" + " Which of them?" * 20 * (number == 3)
        make_question(panel, text=text, outcome="They **agreed**." if number == 2 else "")
    make_release(panel.conference)
    shown = read(client, panel, number=2)
    assert (shown.words("h1"), shown.words("p", class_="eyebrow")) == (["Question 2?"], ["Panel 2 · Norms"])
    assert (
        "<p>They <strong>agreed</strong>.</p>" in shown.root.first(id="outcome").text
        or "agreed" in shown.words(id="outcome")[0]
    )
    ways = [a.attributes["href"] for a in shown.root.first(class_="neighbours").find("a")]
    assert ways == [address_of(panel, number=1), address_of(panel, number=3)]
    following = "Question 3?" + " Which of them?" * 7
    assert shown.words("a", class_="neighbours__after") == [f"Question 3 {following}…"]


def test_the_form_stands_directly_under_the_question(client: Client, panel: Session) -> None:
    shown = read(client, panel, number=1)
    order = [node.tag for node in shown.root.first("main").find() if node.tag in {"h1", "form", "article"}]
    assert order == ["h1", "form"]


@pytest.mark.parametrize("questions", [1, 3])
def test_a_signed_in_readers_page_asks_at_most_ten_times(
    alice: User, mona: User, client: Client, django_assert_num_queries: Any, questions: int
) -> None:
    panel = make_published_panel(questions=questions)
    make_moderator(panel.conference, mona)
    for _ in range(questions):
        make_comment(panel)
    read(client, panel)  # the release is known to the process from here
    for user, expected in ((alice, 9), (mona, 10)):  # session, user, marks, support, following, conferences
        client.force_login(user)
        with django_assert_num_queries(expected):
            assert read(client, panel).status == 200


def test_times_over_midnight_name_the_day_they_end_on(client: Client) -> None:
    panel = make_session(
        starts_at=make_session().starts_at + timedelta(hours=14),
        ends_at=make_session().starts_at + timedelta(hours=16),
    )
    make_release(panel.conference)
    shown = read(client, panel)
    assert "23:00–01:00 Sat 4 Dec" in "".join(shown.root.first("dl").text.split("\n")).replace("  ", "")


@pytest.mark.django_db
@pytest.mark.parametrize("is_known", [True, False])
def test_what_the_script_of_readers_works_on_comes_with_it(
    client: Client, panel: Session, alice: User, is_known: bool
) -> None:
    if is_known:
        client.force_login(alice)
    conference = panel.conference.get_absolute_url()
    for address in (conference, address_of(panel), address_of(panel, number=1), f"{conference}my/"):
        page = Page(client.get(address))
        assert len(list(page.root.find(**{"data-enhance": "reader"}))) == 1
        assert len(list(page.root.find("script", src="/static/js/reader.js"))) == 1
