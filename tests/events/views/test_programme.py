"""The programme's pages as readers get them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cyberconf import __version__
from cyberconf.demo import site
from cyberconf.web import looks
from events import publishing
from events.models import Conference, Session
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_published_panel,
    make_question,
    make_release,
    make_session,
    make_speaker,
)
from tests.pages import Node, Page

pytestmark = pytest.mark.django_db

HOSTILE = '"><svg onload=alert(1)>'


def page(client: Client, name: str, *args: Any, query: str = "") -> Page:
    return Page(client.get(reverse(f"events:{name}", args=args) + query))


def rows(shown: Page) -> list[str]:
    return shown.words("h3", class_="entry__title")


def fact(shown: Page, name: str) -> str:
    facts = [node for node in shown.root.find("div") if node.first("dt").text == name]
    return " ".join(facts[0].first("dd").text.split())


def test_the_2021_programme_shows_its_sessions_panels_and_questions(client: Client) -> None:
    site.load_2021()
    shown = page(client, "programme", site.SLUG)
    entries = [node for node in shown.root.find("li") if node._has("class_", "entry")]
    assert len(entries) == 12
    assert shown.words("p", class_="entry__label").count("Panel 3") == 1
    assert len([node for node in entries if node._has("class_", "entry--panel")]) == 5
    questions = [
        li for details in shown.root.find("details", class_="questions") for li in details.find("li")
    ]
    assert len(questions) == 18
    assert shown.words("h1") == ["2021 Cyber Stability Conference"]
    assert (fact(shown, "Date"), fact(shown, "Place")) == (
        "Friday 3 December 2021",
        "Palais des Nations Room XXVI Geneva",
    )
    assert fact(shown, "Time").endswith("Zurich time (CET, UTC+1)")


def test_times_are_the_venues_whatever_the_server_thinks(client: Client) -> None:
    session = make_session(make_conference(time_zone="Asia/Kathmandu"))
    make_release(session.conference)
    shown = page(client, "programme", session.conference.slug)
    time = shown.root.first(class_="entry__time").first("time")
    assert (time.attributes["datetime"], time.text) == ("2021-12-03T13:45:00+05:45", "13:45")
    assert "Kathmandu time (UTC+05:45)" in shown.words("p", class_="entry__time")[0] + fact(shown, "Time")


def test_a_start_in_the_hour_that_comes_twice_says_which_is_meant(client: Client) -> None:
    first = make_session(starts_at=datetime(2021, 10, 31, 0, 30, tzinfo=UTC))
    make_session(first.conference, starts_at=first.ends_at)
    make_release(first.conference)
    agenda = page(client, "programme", first.conference.slug).root.first(class_="agenda")
    times = [" ".join(node.text.split()) for node in agenda.find(class_="span")]
    assert times == ["02:30 CEST–02:30", "02:30 CET–03:30"]


def test_an_edit_shows_once_it_is_published(client: Client) -> None:
    panel = make_published_panel(title="Before")
    Session.objects.filter(pk=panel.pk).update(title="After")
    titles = [rows(page(client, "programme", panel.conference.slug))]
    make_release(panel.conference)
    titles.append(rows(page(client, "programme", panel.conference.slug)))
    assert titles == [["Before"], ["After"]]


def test_people_questions_and_counts_stand_in_the_row(client: Client) -> None:
    panel = make_session(
        number="2", description="What **binds** whom.", recording_url="https://example.org/video"
    )
    question = make_question(panel, text="Who pays?")
    make_appearance(
        panel, make_speaker(name="Ann Lee", post="Director"), role="moderator", affiliation="Port"
    )
    make_release(panel.conference)
    make_comment(panel, question=question)
    shown = page(client, "programme", panel.conference.slug)
    row = shown.root.first("li", id=f"session-{panel.slug}")  # where links to it lead
    told = [" ".join(node.text.split()) for node in row.find("li")]
    assert told == ["AL Ann Lee Moderator · Director, Port", "Who pays? 1 comment · open"]
    assert row.first(class_="entry__label").text == "Panel 2"
    assert [" ".join(row.first(class_=f"entry__{part}").text.split()) for part in ("time", "text")] == [
        "09:00–10:00 60 min",
        "What binds whom.",
    ]
    tools = [link.text for link in row.first(class_="entry__tools").find("a")]
    assert tools == ["Recording", "Calendar", "Discussion"]
    link = row.first(class_="questions").first("a").attributes
    address = reverse("events:question", args=[panel.conference.slug, panel.slug, 1])
    assert (link["href"], link["dir"]) == (address, "auto")


def test_what_starts_together_stands_side_by_side_under_its_rooms(client: Client) -> None:
    conference = make_conference()
    for name in ("Aula", "Attic"):
        room = conference.rooms.create(name=name, slug=name.lower(), position=conference.rooms.count())
        make_session(conference, title=f"In the {name}", room=room)
    make_release(conference)
    slot = page(client, "programme", conference.slug).root.first(class_="slot")
    places = [" ".join(node.text.split()) for node in slot.find(class_="entry__place")]
    assert (places, [node.text for node in slot.find("h3")]) == (
        ["Aula", "Attic"],
        ["In the Aula", "In the Attic"],
    )


@pytest.mark.parametrize(
    ("status", "words"), [("cancelled", ["Cancelled"]), ("tentative", ["Not confirmed yet"])]
)
def test_what_is_not_sure_says_so(client: Client, status: str, words: list[str]) -> None:
    panel = make_published_panel(status=status)
    for shown in (
        page(client, "programme", panel.conference.slug),
        page(client, "session", panel.conference.slug, panel.slug),
    ):
        assert shown.words("p", class_="status") == words


def test_while_it_runs_what_is_on_and_what_follows_come_first(client: Client) -> None:
    now = timezone.now().replace(second=0, microsecond=0)
    conference = make_conference(time_zone="UTC")
    make_session(
        conference, title="On now", starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=1)
    )
    make_release(conference)
    shown = page(client, "programme", conference.slug)
    strip = shown.root.first(class_="now")
    assert [node.text for node in strip.find("a")] == ["On now"]
    assert shown.words(class_="entry__now") == ["Now"]


def test_of_many_that_run_at_once_the_strip_says_how_many_and_folds_them(client: Client) -> None:
    now = timezone.now()
    conference = make_conference(time_zone="UTC")
    for number in range(5):
        starts_at, ends_at = now - timedelta(minutes=5), now + timedelta(days=1)
        make_session(conference, title=f"Hall {number}", starts_at=starts_at, ends_at=ends_at)
    make_release(conference)
    folded = page(client, "programme", conference.slug).root.first(class_="now").first("details")
    until = f"until {(now + timedelta(days=1)):%a} {(now + timedelta(days=1)).day}"
    assert (folded.first("summary").text, [node.text for node in folded.find("a")]) == (
        "5 sessions",
        [f"Hall {number}" for number in range(5)],
    )
    assert until in folded.first("span").text


def test_before_and_after_there_is_no_now(client: Client) -> None:
    panel = make_published_panel()
    assert page(client, "programme", panel.conference.slug).root.first(class_="now").tag == ""


def test_a_conference_of_several_days_has_a_way_to_each(client: Client) -> None:
    conference = make_conference()
    first = make_session(conference)
    make_session(conference, starts_at=first.starts_at + timedelta(days=1))
    make_release(conference)
    shown = page(client, "programme", conference.slug)
    links = [node.attributes["href"] for node in shown.root.first(class_="tabs").find("a")]
    assert links == ["#day-2021-12-03", "#day-2021-12-04"]
    assert [f"#{node.attributes['id']}" for node in shown.root.find("section", class_="day")] == links


def test_while_it_runs_days_that_are_over_are_folded_and_today_is_named(client: Client) -> None:
    now = timezone.now()
    conference = make_conference(time_zone="UTC", description="What is asked of States. " * 60)
    for number in (-2, -1, 0, 1):
        starts_at = now + timedelta(days=number)
        make_session(
            conference, title=f"Day {number}", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
        )
    make_release(conference)
    shown = page(client, "programme", conference.slug)
    dates = [(now + timedelta(days=number)).date() for number in (-2, -1, 0, 1)]
    folded = [node.first("h2").attributes["id"] for node in shown.root.find("summary", class_="day__head")]
    assert folded == [f"day-{date}-title" for date in dates[:2]]
    links = list(shown.root.first(class_="tabs").find("a"))
    assert [link.attributes["href"] for link in links] == [
        *(f"?day={date}#day-{date}" for date in dates[:2]),
        *(f"#day-{date}" for date in dates[2:]),
    ]
    named = [link.attributes.get("aria-current", "") + link.first("small").text for link in links]
    assert named == ["", "", "Today", ""]
    assert shown.root.first(class_="introduction").first("summary").text == "Read more"
    alone = page(client, "programme", conference.slug, query=f"?day={dates[0]}")
    assert (rows(alone), list(alone.root.find("summary", class_="day__head"))) == (["Day -2"], [])
    tabs = [link for link in alone.root.first(class_="tabs").find("a") if "-" in link.attributes["href"]]
    told = [link.attributes.get("aria-current", "") + link.first("small").text for link in tabs]
    assert told == ["page", "", "Today", ""]
    assert rows(page(client, "programme", conference.slug, query="?q=Day")) == rows(shown)


def test_a_session_of_several_days_is_named_on_each_and_says_both_on_its_page(client: Client) -> None:
    conference = make_conference(slug="camp", time_zone="UTC")
    starts_at, ends_at = (datetime(2027, 3, day, hour, tzinfo=UTC) for day, hour in ((8, 9), (10, 18)))
    make_session(conference, slug="training", title="Training", starts_at=starts_at, ends_at=ends_at)
    make_release(conference)
    shown = page(client, "programme", "camp", query="?day=2027-03-10")
    assert shown.words("section", class_="day") == [
        "Wednesday 10 March 1 session, UTC 09:00–18:00 Wed 10 Mar Continues from Monday 8 March Training"
    ]
    assert shown.words("nav", class_="tabs") == ["All daysMon 8 MarTue 9 MarWed 10 Mar"]
    assert fact(page(client, "session", "camp", "training"), "Date") == (
        "Monday 8 March – Wednesday 10 March 2027"
    )


def test_a_large_programme_is_shown_a_day_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.layout.whole.WHOLE", 1)
    conference = make_conference()
    first = make_session(conference, title="One")
    make_session(conference, title="Two", starts_at=first.starts_at + timedelta(days=1))
    make_release(conference)
    shown = page(client, "programme", conference.slug)
    links = [node.attributes["href"] for node in shown.root.first(class_="tabs").find("a")]
    later = page(client, "programme", conference.slug, query=links[1])
    assert (rows(shown), rows(later), links) == (
        ["One"],
        ["Two"],
        ["?day=2021-12-03#day-2021-12-03", "?day=2021-12-04#day-2021-12-04"],
    )
    assert later.root.first(class_="tabs").first("a", **{"aria-current": "page"}).text == "Sat 4 Dec"


@pytest.mark.parametrize("day", ["9999", "2021-12-05", "<script>", "2021-12-03'", "\0x"])
def test_a_day_that_is_none_of_its_days_is_not_found(client: Client, day: str) -> None:
    panel = make_published_panel()
    answer = client.get(reverse("events:programme", args=[panel.conference.slug]), {"day": day})
    assert (answer.status_code, "no such day" in answer.content.decode()) == (404, True)


def test_an_empty_programme_says_what_will_be_there(client: Client) -> None:
    conference = make_conference()
    make_release(conference)
    assert (
        page(client, "programme", conference.slug)
        .words(class_="empty")[0]
        .startswith("The agenda will stand here")
    )


@pytest.mark.parametrize("status", ["draft", "public"])
def test_a_draft_and_what_was_never_released_are_not_found(client: Client, status: str) -> None:
    conference = make_conference(status=status)
    session = make_session(conference)
    if status == "draft":
        make_release(conference)
    slug = conference.slug
    addresses = [
        reverse("events:programme", args=[slug]),
        reverse("events:session", args=[slug, session.slug]),
        reverse("events:session_calendar", args=[slug, session.slug]),
        reverse("events:file", kwargs={"conference": slug, "format": "ical"}),
        reverse("events:speakers", args=[slug]),
        reverse("events:search", args=[slug]),
        reverse("events:changes", args=[slug]),
        reverse("events:release", args=[slug, 1]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)


def test_an_unknown_address_is_answered_in_the_sites_frame(client: Client) -> None:
    shown = Page(client.get("/no-such-conference/"))
    assert (shown.status, shown.words("h1")) == (404, ["This page is not here"])
    assert "There is no public conference at this address." in shown.words("p")
    assert shown.root.first("footer").tag == "footer"


# Home and the list of conferences


def test_the_one_conference_there_is_is_at_home(client: Client) -> None:
    panel = make_published_panel()
    make_conference(title="Never released")
    assert rows(page(client, "home")) == [panel.title]


def test_of_several_the_one_that_the_settings_name_is_at_home(client: Client, settings: Any) -> None:
    make_published_panel()
    panel = make_published_panel()
    settings.HOME_CONFERENCE = panel.conference.slug
    shown = page(client, "home")
    canonical = shown.root.first("link", rel="canonical").attributes["href"]
    assert (rows(shown), canonical) == (
        [panel.title],
        f"{settings.SITE_URL}/{panel.conference.slug}/",
    )


def test_of_several_all_are_listed_the_coming_ones_first(client: Client) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    past = make_published_panel(conference=make_conference(title="Past"))
    coming = make_published_panel(conference=make_conference(title="Coming"), starts_at=tomorrow)
    make_published_panel(conference=make_conference(title="Hidden", status="draft"))
    Conference.objects.filter(pk=past.conference.pk).update(title="A title that is not published")
    shown = page(client, "home")
    sections = [node.text for node in shown.root.first("main").find() if node.tag in {"h2", "h3"}]
    assert sections == ["Now and coming", "Coming", "Past", "Past"]
    assert [node.attributes["href"] for node in shown.root.first("main").find("a")] == [
        coming.conference.get_absolute_url(),
        past.conference.get_absolute_url(),
    ]


def test_a_conference_is_coming_until_its_last_day_is_over_at_the_venue(client: Client) -> None:
    now = timezone.now()
    day = now.astimezone(ZoneInfo("Pacific/Honolulu")).replace(hour=23, minute=59, second=0, microsecond=0)
    for name in ("Pacific/Honolulu", "Pacific/Kiritimati"):  # where it is today, and where it is over
        conference = make_conference(title=name, time_zone=name)
        starts_at = day if name == "Pacific/Honolulu" else day - timedelta(days=2)
        make_session(conference, starts_at=starts_at, ends_at=starts_at + timedelta(seconds=30))
        make_release(conference)
    shown = page(client, "conferences")
    sections = [node.text for node in shown.root.first("main").find() if node.tag in {"h2", "h3"}]
    assert sections == ["Now and coming", "Pacific/Honolulu", "Past", "Pacific/Kiritimati"]


def test_no_fact_of_the_draft_is_on_a_public_page(client: Client) -> None:
    panel = make_published_panel(conference=make_conference(title="Published", format="online"))
    make_comment(panel)
    Conference.objects.update(
        title="DRAFT",
        theme="DRAFT",
        format="hybrid",
        time_zone="Asia/Manila",
        venue_name="DRAFT",
        summary="DRAFT",
    )
    slug = panel.conference.slug
    shown = [
        page(client, "programme", slug),
        page(client, "session", slug, panel.slug),
        page(client, "question", slug, panel.slug, 1),
        page(client, "speakers", slug),
        page(client, "changes", slug),
        page(client, "conferences"),
        Page(client.get(reverse("comments:latest", args=[slug]))),
    ]
    for each in shown:
        assert [word in each.html for word in ("DRAFT", "ybrid", "Manila")] == [False] * 3
    assert fact(shown[0], "Format") == "Online"


def test_a_site_without_a_conference_says_so(client: Client) -> None:
    assert page(client, "home").words(class_="empty")[0].startswith("No programme has been published yet.")


# Changes and old releases


def test_each_release_tells_its_changes_in_words(client: Client) -> None:
    panel = make_published_panel(title="Ports", number="1")
    Session.objects.filter(pk=panel.pk).update(
        starts_at=panel.starts_at + timedelta(minutes=15),
        ends_at=panel.ends_at + timedelta(minutes=15),  # type: ignore[operator]  # it has one
    )
    publishing.publish(panel.conference, by=None, note="The first talk is longer.")
    shown = page(client, "changes", panel.conference.slug)
    changes = [
        [" ".join(li.text.split()) for li in ul.find("li")] for ul in shown.root.find("ul", class_="changes")
    ]
    assert changes == [
        ["Panel 1 moves from 09:00 to 09:15."],
        ["The programme as it was first published."],
    ]
    assert shown.words("p", class_="release__note") == ["The first talk is longer."]


def test_what_changed_keeps_a_day_and_its_month_on_a_line(client: Client) -> None:
    panel = make_published_panel(title="Ports")
    Session.objects.filter(pk=panel.pk).update(
        starts_at=panel.starts_at + timedelta(days=1),
        ends_at=panel.ends_at + timedelta(days=1),  # type: ignore[operator]  # it has one
    )
    make_release(panel.conference)
    told = page(client, "changes", panel.conference.slug).root.first("ul", class_="changes").text
    assert ("3\u00a0December" in told, "3 December" in told) == (True, False)


def test_changes_go_on_page_by_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.views.programme.RELEASES", 2)
    panel = make_published_panel(title="0")
    for number in range(1, 5):
        Session.objects.filter(pk=panel.pk).update(title=str(number))
        make_release(panel.conference)
    numbers, query = [], ""
    while True:
        shown = page(client, "changes", panel.conference.slug, query=query)
        numbers.append([h2.first("a").text for h2 in shown.root.first("main").find("h2")])
        more = [
            a for a in shown.root.first("main").find("a", class_="button") if "before" in a.attributes["href"]
        ]
        if not more:
            break
        query = more[0].attributes["href"]
    assert numbers == [["Release 5", "Release 4"], ["Release 3", "Release 2"], ["Release 1"]]


@pytest.mark.parametrize("before", ["x", "-1", "٣", "9" * 30, "1.5", "' OR 1=1"])
def test_a_page_of_changes_that_is_none_is_not_found(client: Client, before: str) -> None:
    panel = make_published_panel()
    assert (
        client.get(reverse("events:changes", args=[panel.conference.slug]), {"before": before}).status_code
        == 404
    )


def test_an_old_release_shows_the_agenda_as_it_stood(client: Client) -> None:
    panel = make_published_panel(title="Before")
    Session.objects.filter(pk=panel.pk).update(title="After")
    make_release(panel.conference)
    old = page(client, "release", panel.conference.slug, 1)
    new = page(client, "release", panel.conference.slug, 2)
    assert (rows(old), rows(new)) == (["Before"], ["After"])
    warnings = [shown.words(class_="message--warning") for shown in (old, new)]
    assert warnings == [["This is not the newest one: release 2 is. Go to the programme"], []]
    assert old.root.first("meta", name="robots").attributes["content"] == "noindex"


@pytest.mark.parametrize("number", [0, 2, 10**30])
def test_a_release_that_is_none_is_not_found(client: Client, number: int) -> None:
    panel = make_published_panel()
    assert page(client, "release", panel.conference.slug, number).status == 404


def test_a_person_who_left_is_still_named_by_the_changes(client: Client) -> None:
    panel = make_session(number="1")
    part = make_appearance(panel, make_speaker(name="Ann Lee", slug="a-l"))
    make_release(panel.conference)
    part.delete()
    make_release(panel.conference)
    shown = page(client, "changes", panel.conference.slug)
    assert "Ann Lee leaves Panel 1." in shown.words("li")


def test_what_is_archived_is_past_though_its_days_are_to_come(client: Client) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    over = make_published_panel(conference=make_conference(title="Over"), starts_at=tomorrow)
    make_published_panel(conference=make_conference(title="Coming"), starts_at=tomorrow)
    Conference.objects.filter(pk=over.conference.pk).update(status="archived")
    main = page(client, "conferences").root.first("main")
    headings = [node.text.strip() for node in [*main.find("h2"), *main.find("h3")]]
    assert headings == ["Now and coming", "Past", "Coming", "Over"]


def test_the_programmes_of_a_series_lead_to_each_other(client: Client) -> None:
    old = make_published_panel(conference=make_conference(slug="ports-2020", title="Ports 2020")).conference
    new = make_published_panel(conference=make_conference(slug="ports-2021", follows=old)).conference
    draft = make_conference(slug="ports-2022", follows=new, status="draft")
    make_release(draft)
    found = {
        slug: [
            (link.attributes["href"], " ".join(link.text.split()))
            for nav in page(client, "programme", slug).root.find("nav", class_="series")
            for link in nav.find("a")
        ]
        for slug in ("ports-2020", "ports-2021")
    }
    assert found == {
        "ports-2020": [("/ports-2021/", f"The next one · Friday 3 December 2021 {new.title}")],
        "ports-2021": [("/ports-2020/", "The one before · Friday 3 December 2021 Ports 2020")],
    }


# Every page


@pytest.mark.parametrize("sessions", [1, 3])
def test_pages_ask_the_database_the_same_number_of_times_at_any_size(
    client: Client, django_assert_num_queries: Any, sessions: int
) -> None:
    conference, speaker = make_conference(), make_speaker()
    for _ in range(sessions):
        panel = make_session(conference)
        question = make_question(panel)
        make_appearance(panel, speaker)
    make_release(conference)
    for made in Session.objects.filter(conference=conference):
        make_comment(made)
    make_comment(panel, question=question)
    slug = conference.slug
    expected = [
        (reverse("events:programme", args=[slug]), 4),  # release, document, counts, series
        (reverse("events:programme", args=[slug]), 3),
        (reverse("events:session", args=[slug, panel.slug]), 4),  # release, counts, roots, threads
        (reverse("events:question", args=[slug, panel.slug, 1]), 4),
        (reverse("events:speakers", args=[slug]), 1),
        (reverse("events:speaker", args=[slug, speaker.slug]), 3),  # and former entries, other programmes
        (reverse("events:search", args=[slug]) + "?q=session", 1),
        (reverse("events:changes", args=[slug]), 2),
        (reverse("events:release", args=[slug, 1]), 3),
        (reverse("events:conferences"), 1),
        (reverse("events:home"), 4),
    ]
    for address, queries in expected:
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


def test_pages_show_hostile_texts_as_text(client: Client) -> None:
    conference = make_conference(
        title=HOSTILE, theme=HOSTILE, description=HOSTILE, venue_name=HOSTILE, organiser_name=HOSTILE
    )
    room = conference.rooms.create(name=HOSTILE, slug="room")
    panel = make_session(
        conference, title=HOSTILE, summary=HOSTILE, description=HOSTILE, number="1", room=room
    )
    make_question(panel, text=HOSTILE, outcome=HOSTILE)
    speaker = make_speaker(
        name=HOSTILE, post=HOSTILE, affiliation=HOSTILE, biography=HOSTILE, country=HOSTILE
    )
    make_appearance(panel, speaker, affiliation=HOSTILE)
    publishing.publish(conference, by=None, note=HOSTILE)
    slug = conference.slug
    shown = [
        page(client, "programme", slug),
        page(client, "session", slug, panel.slug),
        page(client, "question", slug, panel.slug, 1),
        page(client, "speakers", slug),
        page(client, "speaker", slug, speaker.slug),
        page(client, "search", slug, query=f"?q={HOSTILE}"),
        page(client, "changes", slug),
        page(client, "release", slug, 1),
        page(client, "conferences"),
    ]
    for each in shown:
        assert (each.status, list(each.root.find("svg")), each.html.count("<svg")) == (200, [], 0)
        assert "svg onload=alert(1)" in each.root.text


def test_visitors_get_no_cookie_and_no_page_of_anybody_else(client: Client) -> None:
    panel = make_published_panel()
    slug = panel.conference.slug
    for shown in (
        page(client, "programme", slug),
        page(client, "speakers", slug),
        page(client, "search", slug, query="?q=a"),
        page(client, "changes", slug),
        page(client, "conferences"),
    ):
        assert (dict(shown.response.cookies), "Cookie" in shown.response.headers["Vary"]) == ({}, True)


def test_the_page_says_where_one_is(client: Client) -> None:
    panel = make_published_panel()
    for name in ("programme", "speakers", "search"):
        shown = page(client, name, panel.conference.slug)
        current = [node.text for node in shown.root.first("header").find("a", **{"aria-current": "page"})]
        assert current == [{"programme": "Programme", "speakers": "Speakers", "search": "Search"}[name]] * 2
    for home in ("/", "/fr/"):
        menu = Page(client.get(home)).root.first("header")
        current = [node.attributes["href"] for node in menu.find("a", **{"aria-current": "page"})]
        assert current == [f"{home}{panel.conference.slug}/"] * 2


def test_no_page_may_run_or_load_what_is_not_of_the_site(client: Client) -> None:
    policy = client.get(make_published_panel().get_absolute_url()).headers["Content-Security-Policy"]
    told = dict(part.split(" ", 1) for part in policy.split("; "))
    own = [told[each] for each in ("script-src", "style-src", "font-src", "connect-src", "form-action")]
    assert (told["default-src"], own) == ("'none'", ["'self'"] * 5)


def test_around_a_page_stand_ways_to_all_others_and_what_it_is_a_page_of(client: Client) -> None:
    organiser = {"organiser_name": "Institute", "organiser_url": "https://institute.example/"}
    conference = make_conference(slug="ports", venue_name="Palais", venue_address="Geneva", **organiser)
    make_release(make_session(conference).conference)
    shown = page(client, "speakers", "ports").root
    ways = [(link.text, link.attributes["href"]) for link in shown.first(class_="bar__narrow").find("a")]
    assert ways == [
        (link.text, link.attributes["href"]) for link in shown.first(class_="bar__wide").find("a")
    ]
    assert ways == [
        ("Programme", "/ports/"),
        ("Speakers", "/ports/speakers/"),
        ("Discussion", "/ports/comments/"),
        ("My agenda", "/ports/my/"),
        ("Search", "/ports/search/"),
        ("Sign in", "/accounts/login/?next=%2Fports%2Fspeakers%2F"),
    ]
    chosen = shown.first("form", action="/choices/").find("button")
    assert [each.attributes["value"] for each in chosen] == [*dict(settings.LANGUAGES), *looks.LOOKS]
    foot = shown.first("footer")
    assert [" ".join(each.text.split()) for each in foot.first("section").find("p")] == [
        "PalaisGeneva",  # in two lines
        "Institute",
    ]
    assert foot.first("a").attributes["href"] == organiser["organiser_url"]
    assert " ".join(foot.first("p", class_="foot__site").text.split()) == (
        f"All conferences Privacy Cyberconf {__version__}"
    )


def test_the_title_block_says_what_it_is_when_where_and_whose(client: Client) -> None:
    conference = make_conference(
        slug="ports",
        title="Ports",
        theme="Law at sea",
        format="hybrid",
        venue_name="Palais",
        venue_address="Geneva",
        organiser_name="Institute",
        stream_url="https://example.org/live",
    )
    start = timezone.now() + timedelta(days=1)
    make_session(conference, slug="norms", starts_at=start, ends_at=start + timedelta(hours=1))
    make_release(conference)
    shown = page(client, "programme", "ports")
    head = shown.root.first("header", class_="masthead")
    said = [
        " ".join(each.text.split())
        for each in (head.first("p"), head.first("h1"), *list(head.find("p"))[1:2])
    ]
    assert said == ["Institute", "Ports", "Law at sea"]
    assert [fact(shown, name) for name in ("Place", "Format")] == [
        "Palais Geneva",
        "Hybrid in person and online",
    ]
    actions = [(link.text, link.attributes["href"]) for link in head.first(class_="actions").find("a")]
    assert actions == [
        ("Add to calendar", "/ports/schedule.ics"),
        ("Watch", "https://example.org/live"),
        ("Download PDF", "/ports/schedule.pdf"),
    ]


def headings(node: Node) -> list[int]:
    return [int(child.tag[1]) for child in node.find() if child.tag in {"h1", "h2", "h3", "h4"}]


def test_headings_go_down_one_step_at_a_time(client: Client) -> None:
    panel = make_published_panel()
    slug = panel.conference.slug
    for shown in (
        page(client, "programme", slug),
        page(client, "session", slug, panel.slug),
        page(client, "question", slug, panel.slug, 1),
        page(client, "changes", slug),
        page(client, "release", slug, 1),
    ):
        levels = headings(shown.root.first("main"))
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
