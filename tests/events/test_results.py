"""What came of a conference: where pages show it, and when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from events.models import Material, Session
from tests.builders import NINE, make_conference, make_question, make_release, make_session
from tests.pages import Page

pytestmark = pytest.mark.django_db

HEADS = ("Recordings, materials and outcomes", "Materials", "Outcome, as the organisers sum it up")


@pytest.fixture
def norms() -> Session:
    """A panel with a recording, slides and an outcome, in a conference with a reader and an introduction."""
    conference = make_conference(slug="ports", description="Why we meet.")
    panel = make_session(
        conference,
        slug="norms",
        title="Norms",
        description="Background.",
        recording_url="https://a.example/1",
    )
    make_question(panel, outcome="We **agreed**.")
    make_question(panel)
    Material.objects.create(conference=conference, session=panel, title="Slides", url="https://a.example/2")
    Material.objects.create(conference=conference, title="Reader", url="https://a.example/3")
    make_session(conference, slug="lunch", title="Lunch", kind="break")
    make_release(conference)
    return panel


def headings(client: Client, address: str) -> list[str]:
    return [head for head in Page(client.get(address)).words("h2") if head in (*HEADS, "Guiding questions")]


def test_once_it_is_over_the_programme_begins_with_what_came_of_each_session(
    client: Client, norms: Session
) -> None:
    page = Page(client.get("/ports/"))
    box = page.root.first("section", class_="results")
    assert [" ".join(row.text.split()) for row in box.find("li")] == [
        "Reader",
        "Norms Recording Norms Slides Norms Outcome of question 1 We agreed.",
    ]
    assert page.html.index("results-title") < page.html.index("<p>Why we meet.")
    norms.questions.filter(position=1).update(outcome="We agreed. " * 40)
    make_release(norms.conference)
    outcome = Page(client.get("/ports/")).root.first("p", class_="result__outcome").first("span").text
    assert outcome == "We agreed. " * 17 + "We agreed…"


def test_once_it_is_over_a_session_begins_with_what_came_of_it(client: Client, norms: Session) -> None:
    address = "/ports/sessions/norms/"
    assert headings(client, address) == ["Materials", HEADS[2], "Guiding questions"]
    html = client.get(address).content.decode()
    assert html.index("<strong>agreed</strong>") < html.index("<p>Background.")


def test_before_that_the_materials_stand_where_they_are_looked_for(
    client: Client, norms: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NINE - timedelta(days=1))
    assert headings(client, "/ports/") == ["Materials"]
    assert headings(client, "/ports/sessions/norms/") == ["Guiding questions", "Materials"]


@pytest.mark.parametrize("sessions", [1, 3])
def test_it_costs_no_query(client: Client, sessions: int, django_assert_num_queries: Any) -> None:
    conference = make_conference(slug="ports")
    for _ in range(sessions):
        make_question(make_session(conference), outcome="Agreed.")
    make_release(conference)
    client.get("/ports/")
    with django_assert_num_queries(3):
        client.get("/ports/")
