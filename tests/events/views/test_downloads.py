"""The files as they are served: calendars, and every other format."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from icalendar import Calendar

from cyberconf.demo import site
from events import publishing
from events.exporters import EXPORTERS, Context
from events.models import Conference, Session
from events.programme import Programme
from events.shelf import BusyError
from events.views import downloads
from events.views.lookup import context_of
from tests.builders import make_conference, make_published_panel, make_release, make_session
from tests.pages import Page

pytestmark = pytest.mark.django_db


def address(conference: str, format: str, **names: Any) -> str:
    name = "release_file" if names else "file"
    return reverse(f"events:{name}", kwargs={"conference": conference, "format": format, **names})


def whole_calendar(client: Client, conference: str) -> Calendar:
    return _calendar(client, address(conference, "ical"))


def session_calendar(client: Client, *args: str) -> Calendar:
    return _calendar(client, reverse("events:session_calendar", args=args))


def _calendar(client: Client, at: str) -> Calendar:
    response = client.get(at)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(response.content)


def test_the_2021_calendar_has_every_session_at_the_venues_time(client: Client) -> None:
    site.load_2021()
    calendar = whole_calendar(client, site.SLUG)
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
    before = session_calendar(client, slug, panel.slug).events[0]
    assert panel.ends_at is not None
    Session.objects.filter(pk=panel.pk).update(ends_at=panel.ends_at + timedelta(minutes=5))
    make_release(panel.conference)
    after = session_calendar(client, slug, panel.slug).events[0]
    assert (before["UID"], before["SEQUENCE"], after["SEQUENCE"]) == (after["UID"], 0, 1)
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt - timedelta(seconds=1)


def test_what_was_taken_out_is_cancelled_in_both_calendars(client: Client) -> None:
    panel = make_published_panel()
    slug = panel.conference.slug
    Session.objects.filter(pk=panel.pk).update(status="withdrawn")
    make_release(panel.conference)
    events = [
        whole_calendar(client, slug).events[0],
        session_calendar(client, slug, panel.slug).events[0],
    ]
    assert [(event["STATUS"], event["UID"]) for event in events] == [("CANCELLED", str(panel.uid))] * 2


@pytest.mark.parametrize("format", sorted(EXPORTERS))
def test_every_format_answers_at_its_address_with_its_type_its_name_and_how_long_it_may_be_kept(
    client: Client, format: str
) -> None:
    exporter = EXPORTERS[format]
    panel = make_published_panel(conference=make_conference(slug="صلح"))
    Conference.objects.update(language="ar")
    make_release(panel.conference)
    response = client.get(f"/صلح/{exporter.address}", headers={"Accept-Language": "en"})
    found = publishing.published("صلح")
    expected = exporter.write(found.programme, context_of(found))
    ending = "-programme.json" if format == "json" else f".{exporter.extension}"
    headers = [
        "Content-Type",
        "Content-Disposition",
        "Content-Language",
        "Cache-Control",
        "Last-Modified",
        "Content-Length",
        "Access-Control-Allow-Origin",
    ]
    assert [response.headers[name] for name in headers] == [
        exporter.content_type,
        f"inline; filename*=utf-8''%D8%B5%D9%84%D8%AD{ending}",
        "ar",
        "public, max-age=0, must-revalidate",
        http_date(panel.conference.releases.get(number=2).published_at.timestamp()),
        str(len(expected)),
        "*",
    ]
    assert (response.status_code, response.content) == (200, expected)
    assert ("Set-Cookie" in response.headers, "Cookie" in response.headers["Vary"]) == (False, False)


@pytest.mark.parametrize("format", sorted(EXPORTERS))
def test_every_file_comes_compressed_where_that_makes_it_smaller(client: Client, format: str) -> None:
    conference = make_conference()
    for _ in range(3):
        make_session(conference, description="The same words again and again. " * 20)
    make_release(conference)
    at = address(conference.slug, format)
    plain = client.get(at, headers={"Accept-Encoding": "identity"})
    packed = client.get(at, headers={"Accept-Encoding": "gzip"})
    is_packed = packed.headers.get("Content-Encoding") == "gzip"
    assert (gzip.decompress(packed.content) if is_packed else packed.content) == plain.content
    assert is_packed or format in {"pdf", "xlsx"}  # these are compressed in themselves
    assert len(packed.content) <= len(plain.content)
    again = client.get(at, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.parametrize(
    ("at", "kind", "name"),
    [
        ("/ports/sessions/cables.ics", "text/calendar; charset=utf-8", "cables.ics"),
        ("/ports/changes.atom", "application/atom+xml; charset=utf-8", "ports-changes.atom"),
        ("/programme.schema.json", "application/schema+json", None),
    ],
)
def test_what_is_no_format_of_the_programme_is_kept_and_compressed_as_its_files_are(
    client: Client, at: str, kind: str, name: str | None
) -> None:
    make_published_panel(slug="cables", conference=make_conference(slug="ports"))
    plain = client.get(at)
    assert (plain.status_code, plain.headers["Content-Type"]) == (200, kind)
    assert plain.headers.get("Content-Disposition") == (name and f'inline; filename="{name}"')
    assert (plain.headers["Access-Control-Allow-Origin"], "Set-Cookie" in plain.headers) == ("*", False)
    packed = client.get(at, headers={"Accept-Encoding": "gzip"})
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.content)) == ("gzip", plain.content)
    head = client.head(at)
    assert (head.content, head.headers["Content-Length"]) == (b"", str(len(plain.content)))
    again = client.get(at, headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == plain.headers["Cache-Control"]


def test_a_file_of_a_release_has_its_number_in_its_name(client: Client) -> None:
    slug = make_published_panel(conference=make_conference(slug="ports")).conference.slug
    names = [
        client.get(at).headers["Content-Disposition"]
        for at in ("/ports/schedule.ics", "/ports/releases/1/schedule.ics")
    ]
    assert (slug, names) == (
        "ports",
        ['inline; filename="ports.ics"', 'inline; filename="ports-release-1.ics"'],
    )


def test_a_language_that_is_none_is_not_said_of_a_file(client: Client) -> None:
    panel = make_published_panel(conference=make_conference(language="no\ntag"))
    response = client.get(address(panel.conference.slug, "text"))
    assert (response.status_code, response.headers["Content-Language"]) == (200, "en")


def test_the_addresses_are_those_that_were_promised() -> None:
    assert {exporter.address for exporter in EXPORTERS.values()} >= {
        "schedule.ics",
        "schedule.pdf",
        "programme.json",
    }
    addresses = [exporter.address for exporter in EXPORTERS.values()]
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("format", sorted(EXPORTERS))
def test_who_has_a_file_already_is_not_sent_it_again(client: Client, format: str) -> None:
    panel = make_published_panel()
    at = address(panel.conference.slug, format)
    first = client.get(at)
    etag = first.headers["ETag"]
    again = client.get(at, headers={"If-None-Match": etag})
    since = client.get(at, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    head = client.head(at)
    Session.objects.filter(pk=panel.pk).update(title="Another")
    make_release(panel.conference)
    changed = client.get(at, headers={"If-None-Match": etag})
    assert [(response.status_code, response.content) for response in (again, since, head)] == [
        (304, b""),
        (304, b""),
        (200, b""),
    ]
    assert (head.headers["Content-Length"], head.headers["ETag"]) == (str(len(first.content)), etag)
    assert (changed.status_code, changed.headers["ETag"] != etag) == (200, True)


@pytest.mark.parametrize("format", sorted(EXPORTERS))
def test_an_older_release_has_its_files_too_and_search_engines_leave_them(
    client: Client, format: str
) -> None:
    panel = make_published_panel()
    slug = panel.conference.slug
    first = client.get(address(slug, format))
    Session.objects.filter(pk=panel.pk).update(title="Another")
    make_release(panel.conference)
    old = client.get(address(slug, format, number=1))
    assert (old.status_code, old.content, old.headers["X-Robots-Tag"]) == (200, first.content, "noindex")
    assert "X-Robots-Tag" not in first.headers
    assert client.get(address(slug, format, number=3)).status_code == 404


@pytest.mark.parametrize("format", sorted(EXPORTERS))
def test_the_file_of_a_draft_is_not_found(client: Client, format: str) -> None:
    panel = make_published_panel()
    assert client.get(address(panel.conference.slug, format)).status_code == 200
    Conference.objects.update(status="draft")
    assert client.get(address(panel.conference.slug, format)).status_code == 404
    assert client.get(address(panel.conference.slug, format, number=1)).status_code == 404


@pytest.mark.parametrize("format", sorted(EXPORTERS))
def test_a_file_is_made_once_and_then_costs_one_query(
    client: Client, format: str, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    made: list[str] = []
    write = EXPORTERS[format].write

    def counted(programme: Programme, context: Context) -> bytes:
        made.append(format)
        return write(programme, context)

    monkeypatch.setitem(EXPORTERS, format, replace(EXPORTERS[format], write=counted))
    at = address(make_published_panel().conference.slug, format)
    first = client.get(at)
    with django_assert_num_queries(1):
        second = client.get(at)
    assert (made, second.content) == ([format], first.content)


def test_who_asks_for_a_file_that_is_being_made_is_told_when_to_come_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(name: str, make: object) -> bytes:
        raise BusyError

    monkeypatch.setattr(downloads.DISK, "get", busy)
    response = client.get(address(make_published_panel().conference.slug, "pdf"))
    headers = [response.headers[name] for name in ("Retry-After", "Refresh", "Cache-Control")]
    assert (response.status_code, headers) == (503, ["5", "5", "no-store"])
    assert response.content == b"This file is being made. Please try again in some seconds."
    at = response.wsgi_request.path
    page = client.get(at, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (page.status_code, page.headers["Refresh"]) == (503, "5")
    assert f'href="{at}">Try again</a>' in page.content.decode()


def test_every_page_of_a_conference_links_every_format_by_name(client: Client) -> None:
    panel = make_published_panel()
    slug = panel.conference.slug
    for at in (panel.conference.get_absolute_url(), panel.get_absolute_url(), f"/{slug}/speakers/"):
        footer = Page(client.get(at)).root.first("section", **{"aria-labelledby": "foot-along"})
        assert [(link.text, link.attributes["href"]) for link in footer.find("a")] == [
            (str(exporter.name), f"/{slug}/{exporter.address}") for exporter in EXPORTERS.values()
        ]
    assert [str(EXPORTERS[format].name) for format in ("pdf", "ical", "json")] == [
        "PDF to print",
        "Calendar (iCal)",
        "Programme (JSON)",
    ]


def test_a_programme_offers_the_calendar_first_until_it_is_over_and_the_pdf(client: Client) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    for panel, is_over in ((make_published_panel(starts_at=tomorrow), False), (make_published_panel(), True)):
        slug = panel.conference.slug
        actions = Page(client.get(f"/{slug}/")).root.first("p", class_="actions")
        calendar = ("Add to calendar", f"/{slug}/schedule.ics", not is_over)
        paper = ("Download PDF", f"/{slug}/schedule.pdf", False)
        found = [
            (link.text, link.attributes["href"], "button--lead" in link.attributes["class"].split())
            for link in actions.find("a")
        ]
        assert found == ([paper, calendar] if is_over else [calendar, paper])
        there = Page(client.get(f"/{slug}/sessions/{panel.slug}/")).root.first("p", class_="actions")
        assert len([*there.find("a", class_="button--lead")]) == (not is_over)


def test_the_schema_is_served_for_a_day(client: Client) -> None:
    response = client.get("/programme.schema.json")
    headers = [response.headers[name] for name in ("Content-Type", "Cache-Control")]
    assert headers == ["application/schema+json", "public, max-age=86400"]
    assert json.loads(response.content)["$id"] == f"{settings.SITE_URL}/programme.schema.json"
    again = client.get("/programme.schema.json", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_calendar_that_is_none_is_not_found(client: Client) -> None:
    panel = make_published_panel()
    assert (
        client.get(reverse("events:session_calendar", args=[panel.conference.slug, "none"])).status_code
        == 404
    )
