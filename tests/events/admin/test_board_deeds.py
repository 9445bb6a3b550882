"""What is done on the board, by plain forms."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from cyberconf.accounts.models import User
from events import scheduling
from events.models import Conference, Edit, Release, Session
from events.scheduling import Part
from tests.builders import (
    NINE,
    make_session,
    make_speaker,
    make_user,
)
from tests.events.admin.boards import HOUR, board, notice, revised, send, times, url, words
from tests.events.admin.forms import errors, filled, told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def test_a_session_is_moved_and_the_day_shown_again_with_what_was_done_and_undo(
    client: Client, conference: Conference, law: Session
) -> None:
    response = send(client, law, "place", day="2021-12-03", starts="10:30", room="attic")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"?day=2021-12-03&at={law.pk}#session-{law.pk}",
    )
    assert (times(law), str(law.room)) == ("03 10:30-03 11:30", "Attic")
    page = board(client, conference)
    assert page.words("p", **{"data-done": ""}) == [
        "✓ Panel 1 moves from 09:00 to 10:30. Panel 1 moves from Hall to Attic."
    ]


def test_a_session_is_moved_to_another_day_and_followed_there(client: Client, law: Session) -> None:
    response = send(client, law, "place", day="2021-12-04", starts="09:00", room="hall")
    assert (times(law), response.headers["Location"][:15]) == ("04 09:00-04 10:00", "?day=2021-12-04")


def test_what_was_done_is_taken_back_and_made_again(
    client: Client, conference: Conference, law: Session
) -> None:
    send(client, law, "rename", title="War")
    send(client, law, "place", day="2021-12-03", starts="10:30", room="hall")
    states = []
    for button in ("undo", "undo", "redo", "redo"):
        form = board(client, conference).root.first("form", **{f"data-{button}": ""})
        fields = [node.attributes for node in form.find("input", type="hidden")]
        data = {each["name"]: each["value"] for each in fields}
        assert client.post(url(conference), data).headers["Location"] == "?day=2021-12-03"
        states.append((times(law)[3:8], law.title))
    assert states == [("09:00", "War"), ("09:00", "Law"), ("09:00", "War"), ("10:30", "War")]


def test_nobody_takes_back_what_another_did(client: Client, conference: Conference, law: Session) -> None:
    other = make_user(role="editor")
    scheduling.revise(conference=conference, session=law.pk, by=other, title="War")
    page = board(client, conference)
    assert list(page.root.find("form", **{"data-undo": ""})) == []
    response = client.post(url(conference), {"act": "undo", "edit": Edit.objects.get().pk})
    assert (response.status_code, notice(response)) == (
        422,
        ["There is no such change of yours to take back."],
    )


def test_everything_about_a_session_is_saved_in_one_edit(
    client: Client, conference: Conference, law: Session
) -> None:
    make_speaker(name="Bo Berg", slug="bo")
    typed = {
        "title": "  The law\nof war ",
        "day": "2021-12-04",
        "starts": "11:15",
        "ends": "12:00",
        "room": "",
        "role": "chair",
        "new_person": "bo berg",
        "new_role": "rapporteur",
    }
    response = revised(client, law, **typed)
    assert response.status_code == 302
    assert (times(law), law.title, law.room) == ("04 11:15-04 12:00", "The law of war", None)
    rows = law.appearances.values_list("speaker__name", "role")
    assert (list(rows), Edit.objects.count()) == ([("Ann", "chair"), ("Bo Berg", "rapporteur")], 1)


def test_what_nobody_touches_in_the_form_stays_to_the_second(client: Client, law: Session) -> None:
    odd = NINE + timedelta(seconds=7)
    Session.objects.update(starts_at=odd, ends_at=NINE + timedelta(days=2))
    law.appearances.update(affiliation="Institute")
    revised(client, law, title="War")
    law.refresh_from_db()
    assert (law.title, law.starts_at, law.ends_at) == ("War", odd, NINE + timedelta(days=2))
    assert scheduling.people_of(law) == [Part(law.appearances.get().speaker_id, "moderator", "Institute")]


def test_somebody_is_removed(client: Client, law: Session) -> None:
    revised(client, law, drop="0")
    assert scheduling.people_of(law) == []


@pytest.mark.parametrize(
    ("typed", "lasts"),
    [
        ({"starts": "22:00", "ends": "01:30"}, "03 22:00-04 01:30"),
        ({"starts": "22:00", "ends": "22:30", "last_day": "2021-12-05"}, "03 22:00-05 22:30"),
    ],
)
def test_an_end_after_midnight_is_the_next_days(
    client: Client, law: Session, typed: dict[str, str], lasts: str
) -> None:
    revised(client, law, **typed)
    assert times(law) == lasts


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": " "}, ["This field is required."]),
        ({"starts": "17:30", "ends": "17:00"}, ["It must end after it starts."]),
        ({"starts": "noon"}, ["Enter a valid time."]),
        ({"day": ""}, ["This field is required."]),
        (
            {"day": "2021-03-28", "starts": "02:30", "ends": "04:00"},
            [
                "There is no 02:30 on 28 March 2021 in Europe/Zurich: the clocks go forward then. "
                "Please choose another time."
            ],
        ),
        ({"room": "cellar"}, ["Select a valid choice. cellar is not one of the available choices."]),
        ({"new_person": "Zed"}, ["Nobody is called “Zed”. Please add them under Speakers first."]),
        (
            {"new_person": "An Berg"},
            ["Nobody is called “An Berg”. Did you mean one of these: Bo Berg (bo), Bo Berg (bo-2)?"],
        ),
        (
            {"new_person": "Bo Berg"},
            [
                "Several people are called “Bo Berg”: Bo Berg (bo), Bo Berg (bo-2). "
                "Please add the word in brackets."
            ],
        ),
        (
            {"new_person": "Ann", "new_role": "moderator"},
            ["Somebody stands there twice in the same role. Please leave out one of the two."],
        ),
    ],
)
def test_what_is_mistyped_is_said_in_the_form_and_what_was_typed_stays(
    client: Client, law: Session, typed: dict[str, str], said: list[str]
) -> None:
    for slug in ("bo", "bo-2"):
        make_speaker(name="Bo Berg", slug=slug)
    before = times(law)
    response = revised(client, law, **typed)
    page = Page(response)
    found = [*page.words("span", class_="panel__error"), *errors(response)]
    assert (response.status_code, found, times(law), Edit.objects.count()) == (422, said, before, 0)
    form = page.root.first("form", id="revise_form")
    values = {
        node.attributes["name"]: node.attributes.get("value", "")
        for node in form.find("input")
        if node.attributes.get("name") in typed
    }
    assert values.items() <= {"title": " ", **typed}.items()


def test_a_person_is_named_by_the_word_in_brackets(client: Client, law: Session) -> None:
    make_speaker(name="Bo Berg", slug="bo")
    second = make_speaker(name="Bo Berg", slug="bo-2")
    revised(client, law, new_person="Bo Berg (bo-2)")
    assert Part(second.pk, "speaker") in scheduling.people_of(law)


def test_a_session_is_added_once_in_its_gap(client: Client, conference: Conference) -> None:
    form = filled(client, url(conference, "?add=1&day=2021-12-03&starts=09:00&ends=09:30&room=attic"))
    for _ in range(2):
        response = client.post(url(conference), form | {"act": "add", "title": "Law"})
    made = conference.sessions.get()
    assert response.headers["Location"] == f"?day=2021-12-03&at={made.pk}#session-{made.pk}"
    assert (times(made), made.title, made.kind, str(made.room)) == (
        "03 09:00-03 09:30",
        "Law",
        "talk",
        "Attic",
    )


def test_a_new_session_without_a_title_is_not_added(client: Client, conference: Conference) -> None:
    form = filled(client, url(conference, "?add=1&day=2021-12-03&starts=09:00&ends=09:30"))
    response = client.post(url(conference), form | {"act": "add"})
    assert (response.status_code, Page(response).words("span", class_="panel__error")) == (
        422,
        ["This field is required."],
    )
    assert not conference.sessions.exists()


def test_what_follows_is_shifted(client: Client, conference: Conference, law: Session) -> None:
    war = make_session(conference, title="War", starts_at=NINE + 2 * HOUR)
    send(client, law, "shift", minutes="10")
    assert [times(each) for each in (law, war)] == ["03 09:10-03 10:10", "03 11:10-03 12:10"]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [("", "This field is required."), ("721", "Ensure this value is less than or equal to 720.")],
)
def test_a_shift_that_is_none_is_refused(client: Client, law: Session, minutes: str, said: str) -> None:
    response = send(client, law, "shift", minutes=minutes)
    assert (response.status_code, notice(response), times(law)) == (422, [said], "03 09:00-03 10:00")


def test_a_session_is_copied_once(client: Client, conference: Conference, law: Session) -> None:
    uid = uuid4()
    for _ in range(2):
        send(client, law, "duplicate", uid=uid)
    assert times(conference.sessions.get(uid=uid)) == "03 10:00-03 11:00"
    assert conference.sessions.count() == 2


def test_a_session_is_cancelled_withdrawn_and_put_back(
    client: Client, conference: Conference, law: Session
) -> None:
    states = []
    for act in ("cancel", "confirm", "withdraw"):
        send(client, law, act)
        law.refresh_from_db()
        states.append(law.status)
    assert states == ["cancelled", "confirmed", "withdrawn"]
    found = board(client, conference).root.first("details", class_="board__withdrawn")
    assert words(found.first("li")) == "Law, 3 December 2021, 09:00 Put back Law"
    data = {node.attributes["name"]: node.attributes["value"] for node in found.find("input", type="hidden")}
    client.post(url(conference), data | {"act": "confirm"})
    law.refresh_from_db()
    assert law.status == "confirmed"


def test_each_change_is_published_where_that_is_asked_for(
    client: Client, conference: Conference, law: Session
) -> None:
    Conference.objects.update(publishes_each_change=True)
    response = send(client, law, "rename", title="War")
    assert (told(response), Release.objects.count()) == (["Release 1 of Calm is published."], 1)
