"""What the address of a programme asks for: a day, filters, the reader's time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from cyberconf.accounts.models import User
from events import bookmarking
from events.models import Conference, Session
from tests.builders import NINE, make_conference, make_release, make_session, make_user
from tests.pages import Node, Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def ports() -> Conference:
    """A conference of two days and rooms: four sessions, the last over midnight."""
    conference = make_conference(slug="ports", title="Ports")
    rooms = [conference.rooms.create(name=name, slug=name.lower()) for name in ("Aula", "Attic")]
    for slug, kind, room, hours in (
        ("cables", "panel", 0, 0),
        ("norms", "talk", 1, 0),
        ("law", "talk", 0, 24),
        ("night", "talk", 1, 38),
    ):
        starts_at = NINE + timedelta(hours=hours)
        ends_at = starts_at + timedelta(hours=2)
        make_session(
            conference,
            slug=slug,
            title=slug.title(),
            kind=kind,
            room=rooms[room],
            starts_at=starts_at,
            ends_at=ends_at,
        )
    make_release(conference)
    return conference


def page(client: Client, query: str = "") -> Page:
    return Page(client.get(f"/ports/{query}"))


def titles(shown: Page) -> list[str]:
    return shown.words("h3", class_="entry__title")


def words(node: Node) -> str:
    return " ".join(node.text.split())


def hrefs(shown: Page, **wanted: str) -> list[str]:
    return [link.attributes["href"] for link in shown.root.first(**wanted).find("a")]


def told(shown: Page) -> list[str]:
    return shown.words("p", class_="message")


def test_filters_are_a_form_of_what_there_is_to_choose(client: Client, ports: Conference) -> None:
    form = page(client).root.first("form", class_="filters__form")
    choices = {
        select.attributes["name"]: [words(option) for option in select.find("option")]
        for select in form.find("select")
    }
    assert choices == {"kind": ["All kinds", "Panel", "Talk"], "room": ["All rooms", "Aula", "Attic"]}


@pytest.mark.parametrize(
    ("query", "found", "count"),
    [
        ("?kind=talk", ["Norms", "Law", "Night"], "3 of 4 sessions Show all 4"),
        ("?kind=talk&room=attic&q=nig", ["Night"], "1 of 4 sessions Show all 4"),
        ("?mine=law,nowhere,cables", ["Cables", "Law"], "2 of 4 sessions Show all 4"),
        ("?utm_source=x&kind=&q=", ["Cables", "Norms", "Law", "Night"], "4 sessions"),
    ],
)
def test_a_part_of_the_agenda_says_how_much_it_is_of(
    client: Client, ports: Conference, query: str, found: list[str], count: str
) -> None:
    shown = page(client, query)
    status = shown.root.first(**{"data-part": "count"})
    assert (shown.status, titles(shown), words(status)) == (200, found, count)
    if len(found) < 4:
        assert hrefs(shown, class_="shown") == ["/ports/"]
        assert shown.root.first("meta", name="robots").attributes["content"] == "noindex"


def test_nothing_found_says_what_to_do(client: Client, ports: Conference) -> None:
    found = [page(client, query).words(class_="empty") for query in ("?q=whale", "?kind=panel&room=attic")]
    other_day = page(client, "?kind=panel&day=2021-12-04")
    assert found == [
        ["No session fits. Try fewer words, or only their beginnings, or one filter less."],
        ["No session fits all of these filters. Take one of them back."],
    ]
    assert other_day.words(class_="empty") == [
        "None of them is on this day. The tabs above say on which days they are."
    ]
    assert [words(link) for link in other_day.root.first(class_="tabs").find("a")] == [
        "All days 1",
        "Fri 3 Dec 1",
        "Sat 4 Dec 0",
    ]


def test_the_ways_to_other_days_keep_what_was_asked_for(client: Client, ports: Conference) -> None:
    shown = page(client, "?kind=talk&day=2021-12-04&tz=tokyo&x=y")
    kept = "kind=talk&tz=Asia%2FTokyo"
    assert hrefs(shown, class_="tabs") == [
        f"?{kept}#agenda",
        f"?day=2021-12-03&{kept}#day-2021-12-03",
        f"?day=2021-12-04&{kept}#day-2021-12-04",
    ]
    assert hrefs(shown, class_="shown") == ["/ports/?tz=Asia%2FTokyo"]
    hidden = [
        (field.attributes["name"], field.attributes["value"])
        for field in shown.root.first("form", class_="filters__form").find("input", type="hidden")
    ]
    assert hidden == [("day", "2021-12-04"), ("tz", "Asia/Tokyo")]


@pytest.mark.parametrize(("language", "first"), [("en", "2021-12-03"), ("ar", "\u20682021-12-03\u2069")])
def test_days_that_are_expected_are_read_from_the_left_on_a_page_from_the_right_too(
    client: Client, ports: Conference, language: str, first: str
) -> None:
    shown = Page(client.get(f"/{language}/ports/?day=9999"))
    assert [day.strip("،,.") for day in told(shown)[0].split() if "2021-12-03" in day] == [first]


def ids(node: Node) -> list[str]:
    return [each.attributes["id"] for each in node.find() if "id" in each.attributes]


@pytest.mark.parametrize(
    ("query", "refusal", "field"),
    [
        (
            "?day=9999",
            "Days: The programme has no such day: “9999”. Expected 2021-12-03 or 2021-12-04.",
            "agenda",
        ),
        (
            "?kind=nonsense",
            "Kind: “nonsense” is no kind of session here. Expected panel or talk.",
            "filter-kind",
        ),
        (
            "?room=cellar",
            "Room: “cellar” is no room of this programme. Expected Aula or Attic.",
            "filter-room",
        ),
        ("?track=any", "“any” is nothing that this programme can be filtered by.", ""),
        (
            "?kind=<svg/onload=x>%00",
            "Kind: “<svg/onload=x>” is no kind of session here. Expected panel or talk.",
            "filter-kind",
        ),
    ],
)
def test_what_nobody_knows_is_said_on_top_and_leads_to_where_it_is_asked_for(
    client: Client, ports: Conference, query: str, refusal: str, field: str
) -> None:
    shown = page(client, query)
    assert (shown.status, told(shown), len(titles(shown))) == (404, [refusal], 4)
    main = shown.root.first("main")
    assert main.first().attributes["class"] == "messages"
    assert hrefs(shown, class_="messages") == [f"#{field}"] * bool(field)
    assert list(shown.root.find(role="alert")) == []  # it is there when the page is
    assert {field} - {""} <= {*ids(main)}


def test_what_no_filter_knows_is_said_beside_the_filters_too_which_are_open(
    client: Client, ports: Conference
) -> None:
    shown = page(client, "?room=cellar")
    form = shown.root.first("details", class_="filters")
    assert ("open" in form.attributes, words(form.first(role="status"))) == (
        True,
        "“cellar” is no room of this programme. Expected Aula or Attic. 4 sessions",
    )
    actions = [
        form.first("form").attributes["action"],
        shown.root.first("form", class_="zone__form").attributes["action"],
    ]
    assert [action.removeprefix("/ports/#") in ids(shown.root) for action in actions] == [True, True]
    assert actions == ["/ports/#filters", "/ports/#zone"]


def test_a_zone_that_is_none_is_said_beside_its_field_and_on_top(client: Client, ports: Conference) -> None:
    shown, slip = page(client, "?tz=Nowhere"), page(client, "?tz=Tokyoo")
    field = shown.root.first("input", name="tz")
    assert (shown.status, field.attributes["value"], field.attributes["aria-describedby"]) == (
        200,
        "Nowhere",
        "tz-wrong",
    )
    said = (
        "“Nowhere” is no time zone that is known here, so only the venue’s time is shown. "
        "Give a city such as Tokyo, a name such as Asia/Tokyo, or hours from UTC such as UTC+9."
    )
    assert (shown.words(id="tz-wrong"), told(shown)) == ([said], [f"City or time zone: {said}"])
    assert hrefs(shown, class_="messages") == ["#tz"]
    assert slip.words(id="tz-wrong")[0].endswith("Did you mean Asia/Tokyo?")
    venue = page(client, "?tz=geneva")
    assert [list(each.root.find(class_="there")) for each in (shown, slip, venue)] == [[], [], []]


@pytest.mark.parametrize("name", ["tz", "day", "kind"])
def test_an_address_in_which_there_is_nothing_to_read_asks_for_nothing(
    client: Client, ports: Conference, name: str
) -> None:
    shown = page(client, f"?{name}=%00%E2%80%8B")
    assert (told(shown), hrefs(shown, class_="messages")) == ([], [])


def test_what_nobody_knows_is_said_again_in_short_and_as_it_reads(client: Client, ports: Conference) -> None:
    shown = page(client, "?tz=%E2%80%AE" + "x" * 10_000)
    assert shown.words(id="tz-wrong")[0].partition("”")[0] == "“" + "x" * 59 + "…"
    assert shown.root.first("input", id="tz").attributes["value"] == "x" * 59 + "…"


def test_a_city_that_can_be_several_stands_in_the_field_by_the_name_of_its_zone(
    client: Client, ports: Conference
) -> None:
    shown = Page(client.get("/es/ports/?tz=America/Grenada"))
    assert shown.root.first("input", id="tz").attributes["value"] == "America/Grenada"


def test_a_city_of_several_zones_is_asked_for_and_shows_none(client: Client, ports: Conference) -> None:
    shown = page(client, "?tz=San+Jose")
    assert shown.words(id="tz-wrong") == [
        "“San Jose” can mean more than one time zone, so only the venue’s time is shown. "
        "Did you mean America/Costa_Rica or America/Los_Angeles?"
    ]
    assert list(shown.root.find(class_="there")) == []


def test_the_readers_time_stands_beside_the_venues(client: Client, ports: Conference) -> None:
    shown = page(client, "?tz=pacific/auckland")
    rows = [
        (words(row.first(class_="span")), words(row.first(class_="there")))
        for row in [*shown.root.find("li", class_="slot"), *shown.root.find("li", class_="entry")]
        if row.first(class_="span").tag
    ]
    assert rows == [
        ("09:00–11:00", "21:00–23:00 Auckland"),
        ("09:00–11:00", "21:00–23:00 Auckland"),
        ("23:00–01:00 Sun 5 Dec", "11:00–13:00 +1 day Auckland"),
    ]
    assert shown.words(class_="there-head") == [
        "Saturday 4 December in Auckland",
        "Sunday 5 December in Auckland",
    ]
    times = shown.root.first("li", class_="slot").find("time")
    assert [time.attributes["datetime"] for time in times] == [
        "2021-12-03T09:00:00+01:00",
        "2021-12-03T11:00:00+01:00",
        "2021-12-03T21:00:00+13:00",
        "2021-12-03T23:00:00+13:00",
    ]


def test_the_readers_time_goes_along_to_the_other_pages(client: Client, ports: Conference) -> None:
    onward = page(client, "?tz=Tokyo").root.first("h3", class_="entry__title").first("a").attributes["href"]
    assert onward == "/ports/sessions/cables/?tz=Asia%2FTokyo"
    shown = [
        Page(client.get(address))
        for address in (onward, "/ports/search/?q=law&tz=Tokyo", "/ports/my/?sessions=law&tz=Tokyo")
    ]
    said = [[words(there) for there in each.root.first("main").find(class_="there")] for each in shown]
    assert [next(text for text in each if text[0].isdigit()) for each in said] == [
        "17:00–19:00 Tokyo",
        "17:00 Tokyo",
        "17:00–19:00 Tokyo",
    ]


def test_every_way_from_a_page_in_the_readers_time_stays_in_it(client: Client, ports: Conference) -> None:
    shown = page(client, "?tz=Tokyo")
    menu = shown.root.first("nav", class_="menu").find("a")
    brand = shown.root.first("a", class_="bar__brand")
    assert [each.attributes["href"] for each in (*menu, brand)] == [
        "/ports/?tz=Asia%2FTokyo",
        "/ports/speakers/?tz=Asia%2FTokyo",
        "/ports/comments/",
        "/ports/my/?tz=Asia%2FTokyo",
        "/ports/search/?tz=Asia%2FTokyo",
        "/ports/?tz=Asia%2FTokyo",
    ]
    (here,) = shown.root.first("nav", class_="menu").find("a", **{"aria-current": "page"})
    assert words(here) == "Programme"
    session = Page(client.get("/ports/sessions/cables/?tz=Tokyo")).root.first("main")
    assert session.first("a").attributes["href"] == "/ports/?tz=Asia%2FTokyo#session-cables"
    form = Page(client.get("/ports/search/?tz=Tokyo")).root.first("form", role="search")
    assert form.first("input", name="tz").attributes["value"] == "Asia/Tokyo"


def test_an_accounts_zone_is_shown_until_its_reader_turns_it_off(client: Client, ports: Conference) -> None:
    ann = make_user()
    User.objects.filter(pk=ann.pk).update(time_zone="Asia/Tokyo")
    client.force_login(ann)
    usual = page(client)
    (off,) = (link.attributes["href"] for link in usual.root.find("a", class_="zone__off"))
    assert off == "/ports/?tz=Europe%2FZurich"
    session = "/ports/sessions/cables/"
    shown = {
        address: [words(node) for node in Page(client.get(address)).root.first("main").find(class_="there")][
            :1
        ]
        for address in (
            "/ports/?kind=panel",
            "/ports/?tz=Cairo",
            session,
            off,
            f"{session}?tz=Europe%2FZurich",
        )
    }
    assert shown == {
        "/ports/?kind=panel": ["Tokyo time (UTC+9)"],
        "/ports/?tz=Cairo": ["Cairo time (UTC+2)"],
        session: ["17:00–19:00 Tokyo"],
        off: [],
        f"{session}?tz=Europe%2FZurich": [],
    }
    turned_off = page(client, "?tz=Europe%2FZurich")
    onward = [
        each.root.first("h3", class_="entry__title").first("a").attributes["href"]
        for each in (usual, turned_off)
    ]
    assert onward == [session, f"{session}?tz=Europe%2FZurich"]
    assert [list(each.root.find(class_="zone__usual")) == [] for each in (usual, turned_off)] == [False, True]


def test_of_a_large_programme_a_link_to_a_session_opens_its_day(
    client: Client, ports: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.layout.whole.WHOLE", 1)
    back = Page(client.get("/ports/sessions/law/")).root.first(class_="eyebrow").first("a")
    assert back.attributes["href"] == "/ports/?day=2021-12-04#session-law"
    by_name = client.get("/ports/?session=law")
    assert (by_name.status_code, by_name["Location"]) == (302, "/ports/?day=2021-12-04#session-law")
    elsewhere = client.get("/ports/?session=law&tz=tokyo")["Location"]
    assert elsewhere == "/ports/?day=2021-12-04&tz=Asia%2FTokyo#session-law"
    assert client.get("/ports/?session=nowhere").status_code == 404
    few = page(client, "?q=law")
    assert (titles(few), titles(page(client, "?kind=talk"))) == (["Law"], ["Norms"])


def test_an_accounts_own_marks_are_a_filter(client: Client, ports: Conference) -> None:
    user = make_user()
    law = Session.objects.get(slug="law")
    bookmarking.mark(user, ports, [law.uid])
    client.force_login(user)
    assert titles(page(client, "?mine=1")) == ["Law"]


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_filtered_page_asks_the_database_as_often_at_any_size(
    client: Client, django_assert_num_queries: Any, sessions: int
) -> None:
    conference = make_conference(slug="ports")
    for number in range(sessions):
        make_session(conference, uid=UUID(int=number + 1), title=f"Law {number}", starts_at=timezone.now())
    make_release(conference)
    page(client)
    with django_assert_num_queries(3):  # release, counts, series
        assert len(titles(page(client, "?q=law&tz=Tokyo"))) == sessions
