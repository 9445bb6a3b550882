"""What open pages of a running conference ask for, and what pages show without a script."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from events.announcing import announce
from events.models import Conference
from tests.builders import (
    make_comment,
    make_conference,
    make_language,
    make_question,
    make_release,
    make_session,
    make_translation,
)
from tests.pages import Node, Page

pytestmark = pytest.mark.django_db

TEN = datetime(2021, 12, 3, 9, 0, tzinfo=UTC)  # 10:00 in Zurich
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The clock of the site, which stands at 10:00 until it is set."""

    def set_to(instant: datetime) -> None:
        cache.clear()
        monkeypatch.setattr("django.utils.timezone.now", lambda: instant)

    set_to(TEN)
    yield set_to
    cache.clear()


@pytest.fixture
def conference(clock: Any) -> Conference:
    """A panel from 09:30 to 10:30, coffee after it, and a talk at 11:00."""
    found = make_conference(slug="ports")
    panel = make_session(found, slug="norms", title="Norms", starts_at=TEN - 30 * MINUTE)
    make_question(panel)
    make_session(found, title="Coffee", kind="break", starts_at=TEN + 30 * MINUTE, ends_at=TEN + 60 * MINUTE)
    make_session(found, slug="law", title="Law", kind="talk", starts_at=TEN + 60 * MINUTE)
    make_release(found)
    return found


def asked(client: Client, etag: str | None = None) -> Any:
    cache.clear()  # as after a second
    return client.get("/ports/live.json", headers={"If-None-Match": etag} if etag else {})


def said(client: Client) -> dict[str, Any]:
    return dict(json.loads(asked(client).content))


def words(html: str) -> str:
    return " ".join(strip_tags(html).split())


def shown(client: Client) -> Page:
    return Page(client.get("/ports/"))


def told(client: Client, address: str) -> list[str]:
    return Page(client.get(address)).words("p", class_="told")


def test_it_speaks_as_the_page_that_asks_whose_programme_comes_in_what_pages_do_not_speak(
    conference: Conference,
) -> None:
    make_translation(make_language(conference, "de"), conference.sessions.get(slug="norms"), "title", "Recht")
    make_release(conference)
    page = Client(headers={"Accept-Language": "de, en;q=0.5"}).get("/ports/")
    reads = Page(page).root.first("div", class_="live").attributes["data-reads"]
    kept = [said(Client(headers={"Accept-Language": each}))["now"] for each in (reads, "en")]
    assert (reads, [words(now)[:9] for now in kept]) == ("de, en", ["Now Recht", "Now Norms"])


def test_it_says_what_is_on_and_what_comes_next_and_how_much_was_said(
    client: Client, conference: Conference
) -> None:
    make_comment(conference.sessions.get(slug="norms"))
    found = said(client)
    assert words(found.pop("now")) == "Now Norms until 10:30 Next, at 10:30 Coffee 1 comment so far"
    assert found == {
        "every": 3,
        "release": 1,
        "changed": "The programme has changed. Show it as it is now.",
        "message": "",
        "since": int((TEN - 30 * MINUTE).timestamp()),
        "day": "2021-12-03",
        "comments": 1,
        "counts": {"norms": [1, "1 comment · open"]},
    }


def test_the_clock_alone_changes_nothing_of_it_until_something_ends(
    client: Client, conference: Conference, clock: Any
) -> None:
    tags = []
    for minutes in (0, 1, 29, 30, 31):
        clock(TEN + minutes * MINUTE)
        tags.append(asked(client).headers["ETag"])
    assert [tag == tags[0] for tag in tags] == [True, True, True, False, False]
    assert tags[3] == tags[4]


def test_who_has_it_already_is_told_so_without_a_body(client: Client, conference: Conference) -> None:
    tag = asked(client).headers["ETag"]
    again = asked(client, tag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert asked(client).headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("change", ["message", "comment", "release", "end of the message"])
def test_whatever_is_new_is_sent_to_who_asks_again(
    client: Client, conference: Conference, change: str, clock: Any
) -> None:
    panel = conference.sessions.get(slug="norms")
    announce(conference, by=None, text="Welcome", ends_at=TEN + MINUTE)
    tag = asked(client).headers["ETag"]
    match change:
        case "message":
            announce(conference, by=None, text="Panel 2 starts at 11:25")
        case "comment":
            make_comment(panel)
        case "release":
            conference.sessions.filter(slug="law").update(title="Laws")
            make_release(conference)
        case _:
            clock(TEN + MINUTE)
    assert asked(client, tag).status_code == 200


@pytest.mark.parametrize("sessions", [1, 3])
@pytest.mark.parametrize("has_message", [False, True])
def test_it_costs_two_queries_or_three_with_a_message_and_none_within_a_second(
    client: Client,
    clock: Any,
    django_assert_num_queries: Any,
    sessions: int,
    has_message: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("comments.views.live.KEPT", 60)  # the machine that tests may be slow
    found = make_conference(slug="ports")
    for _ in range(sessions):
        make_session(found, starts_at=TEN)
    make_release(found)
    for session in found.sessions.all():
        make_comment(session)
    if has_message:
        announce(found, by=None, text="Welcome")
    asked(client)  # the release is decoded once a process
    cache.clear()
    with django_assert_num_queries(3 if has_message else 2):
        tag = client.get("/ports/live.json").headers["ETag"]
    with django_assert_num_queries(0):
        assert client.get("/ports/live.json", headers={"If-None-Match": tag}).status_code == 304


def test_what_is_kept_is_kept_for_a_second(client: Client, conference: Conference) -> None:
    client.get("/ports/live.json")
    announce(conference, by=None, text="Welcome")
    assert words(client.get("/ports/live.json").json()["message"]) == ""
    time.sleep(1.1)
    assert words(client.get("/ports/live.json").json()["message"]) == "10:00 Welcome"


def test_a_message_stands_on_every_page_as_soon_as_it_is_written(
    client: Client, conference: Conference
) -> None:
    announce(conference, by=None, text="<b>Panel 2</b> starts at 11:25")
    addresses = [
        "/ports/",
        "/ports/sessions/norms/",
        "/ports/sessions/norms/questions/1/",
        "/ports/speakers/",
        "/ports/search/",
        "/ports/changes/",
        "/ports/releases/1/",
        "/ports/comments/",
    ]
    assert [told(client, address) for address in addresses] == [
        ["10:00 <b>Panel 2</b> starts at 11:25"]
    ] * len(addresses)


@pytest.mark.parametrize("address", ["/ports/", "/ports/sessions/norms/", "/ports/comments/"])
def test_a_page_costs_one_query_more_where_there_is_a_message(
    client: Client, conference: Conference, address: str
) -> None:
    client.get(address)
    counts = []
    for text in (None, "Welcome"):
        if text:
            announce(conference, by=None, text=text)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[1] == counts[0] + 1


def test_a_page_shows_the_present_among_its_sessions_and_what_is_over_steps_back(
    client: Client, conference: Conference, clock: Any
) -> None:
    clock(TEN + 45 * MINUTE)
    agenda = shown(client).root.first("ol", class_="agenda")
    rows = [node for node in agenda.children if isinstance(node, Node)]
    classes = [
        set(row.attributes["class"].split()) & {"entry--over", "entry--now", "present"} for row in rows
    ]
    assert (classes, " ".join(rows[2].text.split())) == (
        [{"entry--over"}, {"entry--now"}, {"present"}, set()],
        "Now 10:45",
    )
    clock(TEN + 90 * MINUTE)
    last = list(shown(client).root.first("ol", class_="agenda").find("li"))[-2:]
    assert [set(row.attributes["class"].split()) & {"entry--now", "present"} for row in last] == [
        {"entry--now"},
        {"present"},
    ]


@pytest.mark.parametrize(("later", "asks"), [(timedelta(0), "3"), (timedelta(days=2), "")])
def test_a_page_asks_while_there_is_something_to_wait_for(
    client: Client, conference: Conference, clock: Any, later: timedelta, asks: str
) -> None:
    clock(TEN + later)
    found = shown(client)
    live = found.root.first("div", class_="live")
    scripts = [node.attributes.get("src", "") for node in found.root.find("script")]
    assert live.attributes.get("data-every", "") == asks
    assert [name for name in scripts if "live" in name] == (["/static/js/live.js"] if asks else [])
    heard = [node.attributes["data-live"] for node in live.find(role="status")]
    assert heard == ["message", "changed"]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_no_time_depends_on_the_zone_of_the_machine(
    client: Client, conference: Conference, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(conference, by=None, text="Welcome")
    before = asked(client).content
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert asked(client).content == before
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_conference_that_is_nowhere_says_nothing(client: Client, conference: Conference) -> None:
    conference.status = Conference.Status.DRAFT
    conference.save()
    assert asked(client).status_code == 404


def test_where_nothing_is_new_after_a_second_no_template_is_rendered(
    client: Client, conference: Conference, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.views.live.KEPT", 0)
    announce(conference, by=None, text="Welcome")
    tag = client.get("/ports/live.json").headers["ETag"]
    with django_assert_num_queries(2):
        again = client.get("/ports/live.json", headers={"If-None-Match": tag})
    assert (again.status_code, [template.name for template in again.templates]) == (304, [])
