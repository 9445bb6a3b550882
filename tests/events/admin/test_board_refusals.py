"""What the board refuses, and how two editors get along."""

from __future__ import annotations

import pytest
from django.test import Client

from cyberconf.accounts.models import User
from events import scheduling
from events.models import Conference, Edit, Session
from tests.builders import (
    NINE,
    make_session,
    make_speaker,
    make_user,
)
from tests.events.admin.boards import HOUR, notice, seen, send, times, url, words
from tests.events.admin.forms import filled
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def test_of_two_editors_the_second_sees_what_changed_and_chooses(
    client: Client, conference: Conference, law: Session
) -> None:
    before = seen(law)
    other = make_user(name="Olga Other", role="editor")
    attic = conference.rooms.get(slug="attic")
    scheduling.place(conference=conference, session=law.pk, by=other, starts_at=NINE + HOUR, room=attic)
    response = send(client, law, "place", seen=before, day="2021-12-03", starts="09:30", room="hall")
    page = Page(response)
    choice = page.root.first("section", class_="choice")
    assert (response.status_code, times(law)) == (409, "03 10:00-03 11:00")
    assert words(choice.first("h2")) == "“Law” was changed meanwhile. Which is to stand?"
    assert words(choice.first("p")).startswith("Olga Other, ")
    assert words(choice.first("p")).endswith(
        "Panel 1 moves from 09:00 to 10:00. Panel 1 moves from Hall to Attic."
    )
    assert [[words(cell) for cell in row.find()] for row in choice.first("tbody").find("tr")] == [
        ["Time", "3 December, 10:00–11:00", "3 December, 09:30–10:30"],
        ["Room", "Attic", "Hall"],
    ]
    fields = choice.first("form").find("input", type="hidden")
    mine = {node.attributes["name"]: node.attributes["value"] for node in fields}
    assert client.post(url(conference), mine).status_code == 302
    assert (times(law), str(law.room)) == ("03 09:30-03 10:30", "Hall")


def test_what_was_typed_in_the_form_is_there_to_be_chosen(
    client: Client, conference: Conference, law: Session
) -> None:
    bo = make_speaker(name="Bo", slug="bo")
    found = filled(client, url(conference, f"?edit={law.pk}"))
    scheduling.revise(conference=conference, session=law.pk, by=None, title="Peace", status="tentative")
    typed = {"act": "revise", "title": "War", "new_person": "Bo"}
    response = client.post(url(conference), found | typed)
    choice = Page(response).root.first("section", class_="choice")
    assert [[words(cell) for cell in row.find()] for row in choice.first("tbody").find("tr")] == [
        ["Title", "Peace", "War"],
        ["People", "Ann (moderator)", "Ann (moderator), Bo (speaker)"],
    ]
    fields = choice.first("form").find("input", type="hidden")
    client.post(url(conference), {node.attributes["name"]: node.attributes["value"] for node in fields})
    law.refresh_from_db()
    assert (law.title, law.status, bo.appearances.count()) == ("War", "tentative", 1)


@pytest.mark.parametrize("act", ["", "delete", "revise"])
def test_what_the_board_does_not_know_changes_nothing(
    client: Client, conference: Conference, law: Session, act: str
) -> None:
    theirs = make_session(title="Theirs")
    response = client.post(url(conference), {"act": act, "session": theirs.pk, "title": "x"})
    assert (response.status_code, len(notice(response)), Edit.objects.count()) == (422, 1, 0)


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999"])
def test_a_session_that_is_gone_is_said_to_be(
    client: Client, conference: Conference, law: Session, key: str
) -> None:
    response = client.post(url(conference), {"act": "rename", "session": key, "title": "x"})
    assert (response.status_code, notice(response)) == (
        422,
        ["This session is no longer there: somebody has deleted it. Please load the page again."],
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_ends_of_the_calendar_is_refused_in_words(
    client: Client, law: Session, day: str
) -> None:
    before = times(law)
    response = send(client, law, "place", day=day, starts="23:30", room="hall")
    assert (response.status_code, times(law)) == (422, before)
    assert "is too far away. Expected one from 1900 to 9000." in Page(response).root.text
