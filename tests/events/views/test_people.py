"""The pages of people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.errors import ProgrammeError
from events.models import Room
from events.views import people as views
from speakers.models import Speaker
from tests.builders import (
    NINE,
    make_appearance,
    make_conference,
    make_release,
    make_session,
    make_speaker,
    make_user,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db


def page(client: Client, slug: str, person: Speaker | None = None) -> Page:
    if person is None:
        return Page(client.get(reverse("events:speakers", args=[slug])))
    return Page(client.get(reverse("events:speaker", args=[slug, person.slug])))


def test_people_stand_by_name_whatever_its_accents(client: Client) -> None:
    panel = make_session()
    for name in ("Zoë Ahn", "Émile Roux", "Ede Kovács", "Fay Oak"):
        make_appearance(panel, make_speaker(name=name))
    make_speaker(name="Appears Nowhere")
    make_release(panel.conference)
    names = page(client, panel.conference.slug).words("h2", class_="card__name")
    assert names == ["Ede Kovács", "Émile Roux", "Fay Oak", "Zoë Ahn"]


def test_letters_lead_among_many_people(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MANY", 3)
    panel = make_session()
    for name in ("Zoë Ahn", "Émile Roux", "Ede Kovács"):
        make_appearance(panel, make_speaker(name=name))
    make_release(panel.conference)
    shown = page(client, panel.conference.slug)
    letters = shown.root.first("nav", class_="tabs").find("a")
    assert [(a.text, a.attributes["href"]) for a in letters] == [("E", "#letter-e"), ("Z", "#letter-z")]
    assert shown.words("h2")[:2] + shown.words("h3") == ["E", "Z", "Ede Kovács", "Émile Roux", "Zoë Ahn"]


def test_a_long_biography_is_folded_and_sessions_name_their_rooms(client: Client) -> None:
    conference = make_conference()
    hall, _attic = (Room.objects.create(conference=conference, slug=n, name=n) for n in ("Hall", "Attic"))
    ann = make_speaker(biography="She repairs ships, and writes.\n\n" * 60)
    make_appearance(make_session(conference, room=hall), ann)
    make_release(conference)
    shown = page(client, conference.slug, ann)
    assert [part.first("summary").text for part in shown.root.find("details", class_="more")] == ["Read more"]
    assert shown.words("p", class_="entry__label") == ["Speaker Hall"]


def test_a_programme_without_people_says_what_will_be_there(client: Client) -> None:
    session = make_session()
    make_release(session.conference)
    assert (
        page(client, session.conference.slug).words(class_="empty")[0].startswith("Nobody has been announced")
    )


def test_a_person_has_what_is_known_and_their_sessions_with_roles(client: Client) -> None:
    panel = make_session(title="Norms")
    ann = make_speaker(
        name="Ann Lee",
        post="Director",
        affiliation="Institute",
        country="Ghana",
        biography="Wrote *much*.",
        links=[{"title": "Web", "url": "https://example.org/ann"}],
        email="ann@example.org",
    )
    make_appearance(panel, ann, role="moderator")
    make_release(panel.conference)
    shown = page(client, panel.conference.slug, ann)
    assert shown.words("p", class_="person__standing") == ["Director", "Institute", "Ghana"]
    assert (shown.words("p", class_="entry__label"), shown.words("h3")) == (["Moderator"], ["Norms"])
    assert "<p>Wrote <em>much</em>.</p>" in shown.html
    assert "https://example.org/ann" in [a.attributes["href"] for a in shown.root.find("a")]
    assert "ann@example.org" not in shown.html


def test_a_persons_sessions_are_told_in_the_readers_time_too(
    client: Client, django_assert_num_queries: Any
) -> None:
    panel = make_session(slug="norms")
    make_appearance(panel, make_speaker(slug="ann"))
    make_release(panel.conference)
    person = f"/{panel.conference.slug}/speakers/ann/"
    listed = Page(client.get(f"/{panel.conference.slug}/speakers/?tz=Tokyo")).root.first(class_="card__name")
    assert listed.first("a").attributes["href"] == f"{person}?tz=Asia%2FTokyo"
    with django_assert_num_queries(3):
        asked = Page(client.get(f"{person}?tz=Tokyo"))
    link = asked.root.first("h3", class_="entry__title").first("a").attributes["href"]
    assert link == f"/{panel.conference.slug}/sessions/norms/?tz=Asia%2FTokyo"
    reader = make_user()
    reader.time_zone = "Asia/Tokyo"
    reader.save(update_fields=["time_zone"])
    client.force_login(reader)
    own = Page(client.get(person))
    assert [each.words(class_="there") for each in (asked, own)] == [["17:00–18:00 Tokyo"]] * 2


def test_a_link_that_is_no_web_address_is_never_published() -> None:
    panel = make_session()
    make_appearance(panel, make_speaker(links=[{"title": "Press me", "url": "javascript:alert(1)"}]))
    with pytest.raises(ProgrammeError, match="is no web address"):
        make_release(panel.conference)


def test_a_photo_of_ours_is_shown_and_one_of_another_host_is_not(client: Client) -> None:
    panel = make_session()
    ours, theirs = (
        make_speaker(photo="speakers/ann.jpg"),
        make_speaker(photo_url="https://elsewhere.example/a.jpg"),
    )
    make_appearance(panel, ours)
    make_appearance(panel, theirs)
    make_release(panel.conference)
    images = [img.attributes["src"] for img in page(client, panel.conference.slug).root.find("img")]
    assert images == ["/media/speakers/ann.jpg"]


def test_other_public_conferences_of_a_person_are_linked(client: Client) -> None:
    ann = make_speaker()
    sessions = [make_session(make_conference(title=title)) for title in ("Here", "There", "Unreleased")]
    sessions.append(make_session(make_conference(title="Draft", status="draft")))
    for session in sessions:
        make_appearance(session, ann)
    for session in (sessions[0], sessions[1], sessions[3]):
        make_release(session.conference)
    shown = page(client, sessions[0].conference.slug, ann)
    section = next(shown.root.find("section", **{"aria-labelledby": "elsewhere-title"}))
    assert [(a.text, a.attributes["href"]) for a in section.find("a")] == [
        ("There", reverse("events:speaker", args=[sessions[1].conference.slug, ann.slug]))
    ]


def test_somebody_who_is_not_in_the_programme_is_not_found(client: Client) -> None:
    session = make_session()
    make_release(session.conference)
    shown = page(client, session.conference.slug, make_speaker(name="Not Announced"))
    assert (shown.status, "Not Announced" in shown.html) == (404, False)


def test_a_day_stands_on_a_line_with_its_month(client: Client) -> None:
    ann = make_speaker()
    session = make_session(starts_at=NINE, ends_at=NINE + timedelta(hours=1))
    make_appearance(session, ann)
    make_release(session.conference)
    session.starts_at, session.ends_at = NINE + timedelta(days=1), NINE + timedelta(days=1, hours=1)
    session.save()
    make_release(session.conference)
    rail = (
        page(client, session.conference.slug, ann).root.first("p", class_="entry__time").first("small").text
    )
    changes = client.get(reverse("events:changes", args=[session.conference.slug])).content.decode()
    assert rail == "Saturday 4\u00a0December"
    assert "3\u00a0December, 09:00 to 4\u00a0December, 09:00" in changes
