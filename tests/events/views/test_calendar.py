"""The calendars as they are served."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from cyberconf.demo import site
from events.models import Session
from tests.builders import make_published_panel, make_release

pytestmark = pytest.mark.django_db


def calendar_at(client: Client, name: str, *args: str) -> Calendar:
    response = client.get(reverse(f"events:{name}", args=args))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(response.content)


def test_the_2021_calendar_has_every_session_at_the_venues_time(client: Client) -> None:
    site.load_2021()
    calendar = calendar_at(client, "calendar", site.SLUG)
    starts = [f"{event['DTSTART'].dt:%H:%M} {event['DTSTART'].dt.tzinfo}" for event in calendar.events]
    assert (len(starts), starts[:3]) == (
        12,
        ["09:15 Europe/Zurich", "09:50 Europe/Zurich", "10:55 Europe/Zurich"],
    )
    assert [zone["TZID"] for zone in calendar.timezones] == ["Europe/Zurich"]
    places = {str(event["LOCATION"]) for event in calendar.events}
    assert places == {"Room XXVI, Palais des Nations, Geneva", "Palais des Nations, Geneva"}


def test_a_session_keeps_its_uid_and_counts_its_revisions(client: Client) -> None:
    panel = make_published_panel()
    slug = panel.conference.slug
    before = calendar_at(client, "session_calendar", slug, panel.slug).events[0]
    assert panel.ends_at is not None
    Session.objects.filter(pk=panel.pk).update(ends_at=panel.ends_at + timedelta(minutes=5))
    make_release(panel.conference)
    after = calendar_at(client, "session_calendar", slug, panel.slug).events[0]
    assert (before["UID"], before["SEQUENCE"], after["SEQUENCE"]) == (after["UID"], 0, 1)
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt - timedelta(seconds=1)


def test_what_was_taken_out_is_cancelled_in_both_calendars(client: Client) -> None:
    panel = make_published_panel()
    slug = panel.conference.slug
    Session.objects.filter(pk=panel.pk).update(status="withdrawn")
    make_release(panel.conference)
    events = [
        calendar_at(client, "calendar", slug).events[0],
        calendar_at(client, "session_calendar", slug, panel.slug).events[0],
    ]
    assert [(event["STATUS"], event["UID"]) for event in events] == [("CANCELLED", str(panel.uid))] * 2


def test_who_has_the_calendar_already_is_not_sent_it_again(client: Client) -> None:
    panel = make_published_panel()
    address = reverse("events:calendar", args=[panel.conference.slug])
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    Session.objects.filter(pk=panel.pk).update(title="Another")
    make_release(panel.conference)
    changed = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)


def test_a_calendar_that_is_none_is_not_found(client: Client) -> None:
    panel = make_published_panel()
    assert (
        client.get(reverse("events:session_calendar", args=[panel.conference.slug, "none"])).status_code
        == 404
    )
