from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import (
    NINE,
    make_conference,
    make_session,
)
from tests.events.admin.forms import admin_url, errors, filled, new_session, save
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def column(client: Client, url: str, name: str) -> list[str]:
    return Page(client.get(url)).words(class_=f"field-{name}")


def test_a_session_shows_the_time_of_the_venue_and_names_its_zone(client: Client) -> None:
    session = make_session()
    typed = filled(client, admin_url(session, "change"))
    assert [typed[f"{end}_at_{part}"] for end in ("starts", "ends") for part in (0, 1)] == [
        "2021-12-03",
        "09:00",
        "2021-12-03",
        "10:00",
    ]
    row = Page(client.get(admin_url(session, "change"))).root.first(class_="field-starts_at")
    said = [" ".join(node.text.split()) for node in row.find(class_="help")]
    assert said == ["As the clock at the venue shows it: Europe/Zurich (UTC+1)."]


def test_a_new_session_is_timed_in_the_zone_of_the_conference_chosen(client: Client) -> None:
    make_conference()
    tokyo = make_conference(time_zone="Asia/Tokyo")
    save(client, Session, **new_session(tokyo))
    session = Session.objects.get()
    assert (session.starts_at, session.ends_at) == (
        datetime(2021, 12, 3, 0, 50, tzinfo=UTC),
        datetime(2021, 12, 3, 1, 55, tzinfo=UTC),
    )


def test_another_time_is_read_as_the_clock_at_the_venue(client: Client) -> None:
    session = make_session()
    save(client, session, starts_at_1="08:30")
    session.refresh_from_db()
    assert session.starts_at == NINE - timedelta(minutes=30)


def test_a_time_that_the_clock_skips_is_refused_in_words_and_what_was_typed_is_kept(client: Client) -> None:
    session = make_session()
    response = save(client, session, title="Other", starts_at_0="2027-03-28", starts_at_1="02:30")
    assert errors(response) == [
        "There is no 02:30 on 28 March 2027 in Europe/Zurich: the clocks go forward then. "
        "Please choose another time."
    ]
    assert Page(response).root.first("input", name="title").attributes["value"] == "Other"
    assert Page(response).root.first("input", name="starts_at_1").attributes["value"] == "02:30"


def test_a_time_that_the_clock_shows_twice_is_the_earlier(client: Client) -> None:
    session = make_session()
    save(
        client,
        session,
        starts_at_0="2027-10-31",
        starts_at_1="02:30",
        ends_at_0="2027-10-31",
        ends_at_1="04:00",
    )
    session.refresh_from_db()
    assert session.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_later_of_two_such_times_stays_when_it_is_not_touched(client: Client) -> None:
    later = datetime(2027, 10, 31, 1, 30, 15, tzinfo=UTC)  # 02:30 for the second time, and some seconds
    session = make_session(starts_at=later)
    save(client, session, title="Other")
    session.refresh_from_db()
    assert (session.title, session.starts_at) == ("Other", later)


def test_an_end_before_the_start_is_refused(client: Client) -> None:
    response = save(client, make_session(), ends_at_1="08:00")
    assert errors(response) == ["The session must end after it starts."]


def test_half_a_time_is_refused(client: Client) -> None:
    response = save(client, make_session(), ends_at_1="")
    assert errors(response) == ["Enter a valid time."]


def test_the_list_gives_times_and_days_as_at_the_venue(client: Client) -> None:
    auckland = make_conference(time_zone="Pacific/Auckland")
    make_session(auckland, title="Late", starts_at=datetime(2021, 12, 2, 12, 0, tzinfo=UTC))
    url = admin_url(Session, "changelist")
    assert column(client, url, "when") == ["3 December 2021, 01:00–02:00 (UTC+13)"]
    day = f"{url}?starts_at__day=3&starts_at__month=12&starts_at__year=2021"
    assert column(client, day, "name") == ["Late"]
