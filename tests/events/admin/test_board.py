"""The board of a conference, as plain forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events.models import Conference, Edit, Session
from tests.builders import (
    NINE,
    make_appearance,
    make_conference,
    make_release,
    make_session,
    make_speaker,
)
from tests.events.admin.boards import HOUR, board, card, send, url, words
from tests.events.admin.forms import admin_url
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def test_a_card_says_when_where_what_who_and_what_does_not_fit(
    client: Client, conference: Conference, law: Session
) -> None:
    law.appearances.all().delete()
    make_appearance(law, make_speaker(name="Bo", honorific="Dr"), role="speaker")
    found = card(board(client, conference), law)
    assert words(found) == "09:00–10:00 60 min Hall Panel 1 Law Dr Bo No moderator"
    assert found.first("a").attributes["href"] == f"?day=2021-12-03&edit={law.pk}#panel"


def test_what_does_not_fit_is_told_on_top_with_the_way_to_each(
    client: Client, conference: Conference, law: Session
) -> None:
    war = make_session(conference, title="War", kind="talk", room=law.room, starts_at=NINE + HOUR / 2)
    page = board(client, conference)
    mends = page.root.first("details", class_="board__mends")
    assert words(mends.first("summary")) == "1 error to mend before publishing"
    link = mends.first("li", class_="mark--error").first("a")
    assert words(link) == (
        "Hall is used twice: Panel 1 (“Law”) (3 December, 09:00–10:00) and “War” (09:30–10:30). "
        "Please give one of them another time or room."
    )
    assert link.attributes["href"] == f"?day=2021-12-03&edit={war.pk}#session-{war.pk}"
    assert [words(node) for node in page.root.first("nav", class_="board__days").find("a")] == [
        "Fri 3 Dec 2 sessions errors"
    ]


def test_a_day_is_shown_at_a_time_and_a_gap_leads_to_the_form_that_fills_it(
    client: Client, conference: Conference, law: Session
) -> None:
    war = make_session(conference, title="War", starts_at=NINE + timedelta(days=1), room=law.room)
    make_session(conference, title="Peace", room=law.room, starts_at=NINE + timedelta(days=1, hours=2))
    page = board(client, conference, "?day=2021-12-04")
    assert (card(page, law).tag, card(page, war).tag) == ("", "li")
    gaps = [node.first("a") for node in page.root.find("li", class_="gap")]
    assert [gap.attributes["aria-label"] for gap in gaps] == [
        "Add a session, 09:00–12:00 Attic",
        "Add a session, 10:00–11:00 Hall",
    ]
    form = Page(client.get(url(conference) + gaps[1].attributes["href"])).root.first("form", id="add_form")
    times = [form.first("input", name=name).attributes["value"] for name in ("day", "starts", "ends")]
    assert times == ["2021-12-04", "10:00", "11:00"]
    assert [words(o) for o in form.find("option") if "selected" in o.attributes] == ["Talk", "Hall"]


def test_a_conference_without_sessions_has_an_empty_board(client: Client, conference: Conference) -> None:
    page = board(client, conference)
    assert (page.status, list(page.root.find("li", class_="card"))) == (200, [])
    assert page.words("p", class_="board__fits") == ["Everything fits together."]


@pytest.mark.parametrize("day", ["2021-02-30", "soon", "", "2021-12-03T09"])
def test_a_day_that_is_none_shows_the_first(
    client: Client, conference: Conference, law: Session, day: str
) -> None:
    assert card(board(client, conference, f"?day={day}"), law).tag == "li"


def test_unpublished_changes_are_counted_with_the_way_to_them(
    client: Client, conference: Conference, law: Session
) -> None:
    make_release(conference)
    Session.objects.update(title="Laws")
    link = board(client, conference).root.first("a", class_="board__publish")
    assert (words(link), link.attributes["href"]) == (
        "Unpublished changes 1",
        reverse("admin:events_conference_changes", args=[conference.pk]),
    )
    assert client.get(url(conference, "?count=1")).json() == {"count": 1}


def test_a_large_board_leaves_the_count_to_be_asked_for(
    client: Client, conference: Conference, law: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.admin.board.COUNTED", 0)
    link = board(client, conference).root.first("a", class_="board__publish")
    assert [words(link), *(list(node.attributes) for node in link.find("span"))] == [
        "Unpublished changes",
        ["class", "data-count", "hidden"],
    ]


def test_the_list_and_the_page_of_a_conference_lead_to_its_board(
    client: Client, conference: Conference
) -> None:
    pages = [client.get(admin_url(Conference, "changelist")), client.get(admin_url(conference, "change"))]
    found = [{node.attributes.get("href") for node in Page(page).root.find("a")} for page in pages]
    assert [url(conference) in links for links in found] == [True, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same_with_any_number_of_sessions(
    client: Client, django_assert_num_queries: Any, conference: Conference, count: int
) -> None:
    for _ in range(count):
        make_appearance(make_session(conference, room=conference.rooms.first()))
    publish_in_a_row(conference)
    with django_assert_num_queries(22):
        client.get(url(conference))
    with django_assert_num_queries(29):
        client.get(url(conference, f"?edit={conference.sessions.earliest('pk').pk}"))


def publish_in_a_row(conference: Conference) -> None:
    """Put one session after the other, so that they fit, and publish them."""
    rows = list(conference.sessions.order_by("pk"))
    for number, row in enumerate(rows):
        Session.objects.filter(pk=row.pk).update(
            starts_at=NINE + number * HOUR, ends_at=NINE + (number + 1) * HOUR
        )
    make_release(conference)


def test_a_conference_that_is_gone_or_anothers_has_no_board(client: Client) -> None:
    theirs = make_conference()
    theirs.members.all().delete()
    addresses = [reverse("admin:events_conference_board", args=[pk]) for pk in (99999, theirs.pk)]
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_who_may_not_change_a_conference_looks_at_its_board_alone(
    client: Client, conference: Conference, law: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = "events.admin.conferences.ConferenceAdmin.has_change_permission"
    monkeypatch.setattr(target, lambda *_: False)
    page = board(client, conference, f"?edit={law.pk}")
    assert (card(page, law).tag, list(page.root.find("form", method="post"))[1:]) == ("li", [])
    assert send(client, law, "rename", title="War").status_code == 403
    law.refresh_from_db()
    assert law.title == "Law"


def test_looking_changes_nothing(client: Client, conference: Conference, law: Session) -> None:
    before = Session.objects.values().get()
    client.get(url(conference, f"?act=withdraw&session={law.pk}&edit={law.pk}"))
    assert (Session.objects.values().get(), Edit.objects.count()) == (before, 0)
