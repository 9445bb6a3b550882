from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from cyberconf.accounts.models import User
from events.announcing import announce
from events.models import Conference, Release, Room, Session
from tests.builders import (
    NINE,
    make_conference,
    make_language,
    make_member,
    make_published_panel,
    make_release,
    make_session,
    make_translation,
)
from tests.events.admin.forms import admin_url, errors, make_room, save, told
from tests.pages import Page

pytestmark = pytest.mark.django_db

LIST = 9  # queries


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def column(client: Client, name: str) -> list[str]:
    return Page(client.get(admin_url(Conference, "changelist"))).words(class_=f"field-{name}")


def test_a_conference_is_made_with_its_rooms_and_tracks(client: Client) -> None:
    rooms = {"rooms-TOTAL_FORMS": 2, "rooms-0-name": "Hall", "rooms-0-slug": "hall"}
    rooms |= {"rooms-1-name": "Annex", "rooms-1-slug": "annex", "rooms-1-capacity": 20}
    tracks = {
        "tracks-TOTAL_FORMS": 1,
        "tracks-0-name": "Law",
        "tracks-0-slug": "law",
        "tracks-0-colour": "#1a4f8b",
    }
    typed = {"title": "Calm", "slug": "calm", "time_zone": "Africa/Nairobi"}
    save(client, Conference, **typed, **rooms, **tracks)
    conference = Conference.objects.get()
    assert list(conference.rooms.values_list("position", "name")) == [(1, "Hall"), (2, "Annex")]
    assert list(conference.tracks.values_list("position", "colour")) == [(1, "#1a4f8b")]


def test_a_new_room_comes_after_the_others(client: Client) -> None:
    conference = make_conference()
    Room.objects.create(conference=conference, slug="hall", name="Hall", position=7)
    rooms = {"rooms-TOTAL_FORMS": 2, "rooms-1-name": "Annex", "rooms-1-slug": "annex"}
    save(client, conference, **rooms)
    assert list(conference.rooms.values_list("position", "name")) == [(7, "Hall"), (8, "Annex")]


def test_a_room_takes_its_translations_along_to_another_address(client: Client) -> None:
    room = make_room(make_conference(), slug="hall", name="Hall")
    said = make_translation(make_language(room.conference, "fr"), room, "name", "Salle")
    save(client, room.conference, **{"rooms-0-slug": "great-hall"})
    room.refresh_from_db()
    said.refresh_from_db()
    assert (room.slug, said.about) == ("great-hall", room.uid)


def test_two_rooms_with_one_address_are_refused(client: Client) -> None:
    rooms = {"rooms-TOTAL_FORMS": 2, "rooms-0-name": "Hall", "rooms-0-slug": "hall"}
    response = save(client, make_conference(), **rooms, **{"rooms-1-name": "Annex", "rooms-1-slug": "hall"})
    assert errors(response) != []
    assert not Room.objects.exists()


def test_a_superuser_may_put_staff_alone_into_a_team(client: Client, alice: User, eve: User) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", "x", name="Root"))
    page = Page(client.get(admin_url(make_conference(), "change")))
    offered = page.root.first("select", name="members-__prefix__-user").find("option")
    assert [option.text for option in offered] == ["---------", eve.name, "Root"]


def test_the_list_counts_sessions_and_numbers_the_newest_release(client: Client) -> None:
    conference = make_conference(title="Norms")
    make_session(conference)
    make_release(conference)
    make_session(conference)
    make_release(conference)
    make_session(conference, status=Session.Status.WITHDRAWN)
    assert (column(client, "session_total"), column(client, "newest_release")) == (["2"], ["2"])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_any_length(
    client: Client, django_assert_num_queries: object, rows: int
) -> None:
    for _row in range(rows):
        make_published_panel()
    with django_assert_num_queries(LIST):  # type: ignore[operator]  # pytest-django's
        client.get(admin_url(Conference, "changelist"))


def test_an_address_that_was_published_is_not_to_be_changed(client: Client) -> None:
    conference = make_published_panel().conference
    save(client, conference, slug="other", title="Other")
    slug = conference.slug
    conference.refresh_from_db()
    assert (conference.slug, conference.title) == (slug, "Other")


def test_clock_times_stay_when_the_zone_becomes_another(client: Client) -> None:
    session = make_session(make_conference(discussion_opens_at=NINE))
    response = save(client, session.conference, time_zone="Asia/Tokyo")
    session.refresh_from_db()
    nine_in_tokyo = datetime(2021, 12, 3, 0, 0, tzinfo=UTC)
    assert (session.starts_at, session.conference.discussion_opens_at) == (nine_in_tokyo, nine_in_tokyo)
    assert told(response)[0] == "The time of 1 session stays as it is on the clock, now in Asia/Tokyo."


def test_a_zone_that_skips_the_time_of_a_session_is_refused(client: Client) -> None:
    conference = make_conference(time_zone="Asia/Tokyo")
    session = make_session(conference, starts_at=datetime(2027, 3, 27, 17, 30, tzinfo=UTC))  # 02:30 there
    response = save(client, conference, time_zone="Europe/Zurich")
    assert errors(response) == [
        "There is no 02:30 on 28 March 2027 in Europe/Zurich: the clocks go forward then. "
        "Please choose another time."
    ]
    session.refresh_from_db()
    assert session.starts_at == datetime(2027, 3, 27, 17, 30, tzinfo=UTC)


def test_an_unknown_zone_is_refused_with_hours_typed_beside_it(client: Client) -> None:
    hours = {"discussion_opens_at_0": "2021-12-01", "discussion_opens_at_1": "09:00"}
    response = save(client, make_conference(), time_zone="Mars/Olympus", **hours)
    assert errors(response) == ["“Mars/Olympus” is not a time zone. Expected a name such as Europe/Zurich."]


def test_a_conference_that_has_told_people_something_is_not_deleted_and_the_page_says_why(
    client: Client,
) -> None:
    conference = make_conference(title="Norms")
    announce(conference, by=None, text="Lunch is served")
    response = client.post(admin_url(conference, "delete"), {"post": "yes"})
    assert Page(response).words("ul", id="deleted-objects") == [
        "“Norms” has messages that were shown. Archive it instead."
    ]
    assert Conference.objects.exists()


def test_a_published_conference_is_not_deleted_and_the_page_says_why(client: Client) -> None:
    conference = make_published_panel(conference=make_conference(title="Norms")).conference
    response = client.post(admin_url(conference, "delete"), {"post": "yes"})
    assert Page(response).words("ul", id="deleted-objects") == ["“Norms” was published. Archive it instead."]
    assert Conference.objects.exists()


def test_a_conference_that_nobody_has_seen_is_deleted(client: Client) -> None:
    conference = make_session(make_conference(publishes_each_change=True)).conference
    client.post(admin_url(conference, "delete"), {"post": "yes"})
    assert (Conference.objects.count(), Release.objects.count()) == (0, 0)


def test_several_that_nobody_has_seen_are_deleted(client: Client) -> None:
    conferences = [make_conference(publishes_each_change=True) for _number in range(2)]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in conferences], "post": "yes"}
    client.post(admin_url(Conference, "changelist"), chosen)
    assert (Conference.objects.count(), Release.objects.count()) == (0, 0)


def test_the_page_counts_what_is_not_published_and_links_the_public_page(client: Client) -> None:
    session = make_published_panel()
    Session.objects.update(title="Rules")
    page = Page(client.get(admin_url(session.conference, "change")))
    assert page.words("a", class_="changes-link") == ["Unpublished changes (1)"]
    link = page.root.first("a", class_="viewsitelink")
    assert link.attributes["href"] == session.conference.get_absolute_url()


def test_a_draft_has_no_public_page_to_link(client: Client) -> None:
    conference = make_conference(status=Conference.Status.DRAFT)
    make_release(conference)
    assert Page(client.get(admin_url(conference, "change"))).words("a", class_="viewsitelink") == []


@pytest.mark.parametrize("role", ["moderator", "viewer"])
def test_who_does_not_edit_a_conference_reads_it_and_changes_nothing(client: Client, role: str) -> None:
    conference = make_conference(title="Calm")
    client.force_login(make_member(conference, role))
    shown = Page(client.get(admin_url(conference, "change")))
    assert (shown.status, shown.words("div", class_="readonly")[0]) == (200, "Calm")
    answer = client.post(admin_url(conference, "change"), {"title": "Other"})
    assert (answer.status_code, Conference.objects.get().title) == (403, "Calm")
