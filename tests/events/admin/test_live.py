"""The page that staff have on their phone while a conference takes place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from cyberconf.accounts.roles import RIGHTS
from events import phrases, publishing, team
from events.announcing import announce
from events.models import Announcement, Conference, Edit, Room, Session
from tests.builders import make_conference, make_moderator, make_release, make_session, make_user
from tests.events.admin.forms import admin_url, told
from tests.pages import Page

pytestmark = pytest.mark.django_db

TEN = datetime(2021, 12, 3, 9, 0, tzinfo=UTC)  # 10:00 in Zurich
MINUTE = timedelta(minutes=1)
QUERIES = 15
LIST_QUERIES = 12


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    def set_to(instant: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: instant)

    return set_to


@pytest.fixture
def conference(clock: Any, client: Client, eve: User) -> Conference:
    """At 10:20: Welcome is over since 10:00, Norms runs until 10:30, Law follows at 11:00, and dinner."""
    found = make_conference(slug="ports")
    team.join(conference=found, user=eve, role=team.Role.EDITOR)
    for title, start, end in (("Welcome", -30, 0), ("Norms", 0, 30), ("Law", 60, 90), ("Dinner", 600, 700)):
        times = {"starts_at": TEN + start * MINUTE, "ends_at": TEN + end * MINUTE}
        make_session(found, title=title, kind="talk", **times)
    make_release(found)
    client.force_login(eve)
    clock(TEN + 20 * MINUTE + timedelta(seconds=40))
    cache.clear()
    return found


def url(conference: Conference) -> str:
    return reverse("admin:events_conference_live", args=[conference.pk])


def opened(client: Client, conference: Conference, **query: Any) -> Page:
    return Page(client.get(url(conference), query))


def uid(title: str) -> str:
    return str(Session.objects.get(title=title).uid)


def entries(page: Page) -> list[tuple[str, str, list[str]]]:
    """When, what, and the buttons of each session on the page."""
    return [
        (
            " ".join(node.first("h3").text.split()),
            " ".join(node.first(class_="live-title").text.split()),
            [" ".join(button.text.split()) for button in node.find("button")],
        )
        for node in page.root.find("article")
    ]


def changes(page: Page) -> list[str]:
    return [" ".join(node.text.split()) for node in page.root.first(class_="live-changes").find("li")]


def confirm(client: Client, page: Page, button: str) -> Any:
    """Press a button of the question, with all that its form holds."""
    form = next(form for form in page.root.find("form") if "live-confirm" in form.attributes.get("class", ""))
    data = {n.attributes["name"]: n.attributes["value"] for n in form.find("input", type="hidden")}
    pressed = next(n for n in form.find("button") if " ".join(n.text.split()) == button)
    data[pressed.attributes["name"]] = pressed.attributes["value"]
    return client.post(form.attributes["action"], data)


def test_it_shows_what_was_to_end_what_runs_and_what_comes_next_with_the_clock_of_the_venue(
    client: Client, conference: Conference
) -> None:
    page = opened(client, conference)
    steps = ["+5 min", "+10 min", "+15 min", "Takes longer"]
    assert page.root.first(class_="live-clock").first("time").text == "10:20"
    assert entries(page) == [
        ("Was to end 09:30–10:00", "Welcome", steps),
        ("Now 10:00–10:30", "Norms", ["Starts now", *steps]),
        ("Next 11:00–11:30", "Law", ["Starts now"]),
    ]


def test_each_room_has_a_place_of_its_own(client: Client, conference: Conference) -> None:
    for name, title in (("Attic", "Law"), ("Hall", "Norms")):
        room = Room.objects.create(conference=conference, name=name, slug=name.lower())
        Session.objects.filter(title=title).update(room=room)
    found = opened(client, conference)
    lines = [
        (node.first("h2").text, [" ".join(t.text.split()) for t in node.find(class_="live-title")])
        for node in found.root.find("section", class_="live-line")
    ]
    assert lines == [("For everybody", ["Welcome", "Dinner"]), ("Attic", ["Law"]), ("Hall", ["Norms"])]


def test_what_begins_now_is_asked_in_words_and_then_published(client: Client, conference: Conference) -> None:
    asked = opened(client, conference, session=uid("Law"))
    assert changes(asked) == [
        "“Norms” ends at 10:20 instead of 10:30.",
        "“Law” moves from 11:00 to 10:20.",
    ]
    assert "It is published at once." in asked.words("p")
    done = confirm(client, asked, "Do this and publish it")
    assert done.headers["Location"] == url(conference)
    release = publishing.published("ports")
    law = next(each for each in release.programme.sessions if each.title == "Law")
    assert (release.number, law.starts_at, law.ends_at) == (2, TEN + 20 * MINUTE, TEN + 50 * MINUTE)


def test_the_minute_is_the_one_that_was_asked_about(
    client: Client, conference: Conference, clock: Any
) -> None:
    asked = opened(client, conference, session=uid("Law"))
    clock(TEN + 22 * MINUTE)
    confirm(client, asked, "Do this and publish it")
    assert Session.objects.get(title="Law").starts_at == TEN + 20 * MINUTE


def test_a_question_that_is_ten_minutes_old_is_asked_again(
    client: Client, conference: Conference, clock: Any
) -> None:
    asked = opened(client, conference, session=uid("Law"))
    clock(TEN + 31 * MINUTE)
    answer = confirm(client, asked, "Do this and publish it")
    assert (answer.status_code, told(answer)) == (
        422,
        ["This was asked more than ten minutes ago. Please say again that it begins now."],
    )
    assert Session.objects.get(title="Law").starts_at == TEN + 60 * MINUTE


def test_what_takes_longer_is_done_published_and_noted(
    client: Client, conference: Conference, eve: User
) -> None:
    asked = opened(client, conference, session=uid("Norms"), minutes=40)
    said = [
        "“Norms” ends at 11:10 instead of 10:30.",
        "“Law” moves from 11:00 to 11:10.",
    ]
    assert changes(asked) == said
    answer = confirm(client, asked, "Do this and publish it")
    assert told(answer) == [f"Release 2 is published: {' '.join(said)}"]
    edit = Edit.objects.get()
    assert (edit.via, edit.by, phrases.sentences(edit.changes, conference.zone)) == ("live", eve, said)


def test_staff_choose_what_follows_and_see_it_before(client: Client, conference: Conference) -> None:
    asked = opened(client, conference, session=uid("Norms"), minutes=5)
    ways = {
        " ".join(node.text.split()): node.attributes
        for node in asked.root.first(class_="live-ways").find("a")
    }
    assert [words for words, attributes in ways.items() if "aria-current" in attributes] == [
        "What follows moves only as far as it must: a gap takes up the delay"
    ]
    assert changes(asked) == ["“Norms” ends at 10:35 instead of 10:30."]
    day = client.get(url(conference) + ways["All that follows on this day moves by the same time"]["href"])
    assert changes(Page(day)) == [
        "“Norms” ends at 10:35 instead of 10:30.",
        "“Law” moves from 11:00 to 11:05.",
        "“Dinner” moves from 20:00 to 20:05.",
    ]


@pytest.mark.parametrize(
    ("button", "number"),
    [("Publish this and all of them", 2), ("Save in the draft, publish nothing", 1)],
)
def test_where_the_draft_holds_more_staff_choose_what_is_published(
    client: Client, conference: Conference, button: str, number: int
) -> None:
    Session.objects.filter(title="Dinner").update(title="Supper")
    asked = opened(client, conference, session=uid("Norms"), minutes=5)
    assert asked.words("p")[-1].startswith("The draft holds 1 other change that is not published yet.")
    confirm(client, asked, button)
    assert publishing.published("ports").number == number
    assert Session.objects.get(title="Norms").ends_at == TEN + 35 * MINUTE


def test_who_may_not_publish_changes_the_draft_alone(
    client: Client, conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIGHTS, "editor", RIGHTS["editor"] - {"events.add_release"})
    asked = opened(client, conference, session=uid("Norms"), minutes=5)
    answer = client.post(
        url(conference), {"session": uid("Norms"), "minutes": 5, "follow": "gap", "publish": "all"}
    )
    assert answer.status_code == 403
    confirm(client, asked, "Save in the draft")
    assert (publishing.published("ports").number, Session.objects.get(title="Norms").ends_at) == (
        1,
        TEN + 35 * MINUTE,
    )


def test_what_is_refused_is_said_above_the_question(client: Client, conference: Conference) -> None:
    asked = opened(client, conference, session=uid("Norms"), minutes=5)
    Session.objects.filter(title="Dinner").update(title="Supper")
    answer = Page(confirm(client, asked, "Do this and publish it"))
    assert (answer.status, answer.words(class_="errornote")) == (
        422,
        ["The draft has changed since this page was opened. Please look again."],
    )
    assert Session.objects.get(title="Norms").ends_at == TEN + 30 * MINUTE


@pytest.mark.parametrize(
    "query",
    [
        {"session": "x"},
        {"session": "00000000-0000-4000-8000-000000000000"},
        {"session": "norms", "minutes": "0"},
        {"session": "norms", "minutes": "241"},
        {"session": "norms", "follow": "x"},
        {"session": "norms", "begins_at": "999999999999999999"},
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_page_as_it_is(
    client: Client, conference: Conference, query: dict[str, str]
) -> None:
    query = query | {"session": query["session"].replace("norms", uid("Norms"))}
    for answer in (client.get(url(conference), query), client.post(url(conference), query)):
        page = Page(answer)
        assert (page.status, len(entries(page)), len(told(answer))) == (422, 3, 1)
    assert publishing.published("ports").number == 1


def test_looking_changes_nothing(client: Client, conference: Conference) -> None:
    opened(client, conference, session=uid("Norms"), minutes=5)
    opened(client, conference, text="Welcome", clear=1)
    assert (publishing.published("ports").number, Announcement.objects.count()) == (1, 0)


def test_a_single_room_is_called_by_its_name(client: Client, conference: Conference) -> None:
    Room.objects.create(conference=conference, name="Hall", slug="hall")
    make_release(conference)
    lines = opened(client, conference).root.find("section", class_="live-line")
    assert [node.first("h2").text for node in lines] == ["Hall"]


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (
            {"days": 30},
            "The message is on pages that are opened now, and within a minute on those that are open.",
        ),
        (
            {"days": -30},
            "The message is on pages that are opened now. Those that are open already do not ask any more.",
        ),
    ],
)
def test_when_open_pages_show_a_message_is_said_as_it_is(
    client: Client, conference: Conference, away: dict[str, int], said: str
) -> None:
    for session in Session.objects.all():
        session.starts_at += timedelta(**away)
        session.ends_at = session.starts_at + timedelta(hours=1)
        session.save()
    make_release(conference)
    assert told(client.post(url(conference), {"text": "Welcome", "until": ""})) == [said]


def test_a_message_is_shown_at_once_until_it_is_taken_away(
    client: Client, conference: Conference, eve: User
) -> None:
    answer = client.post(url(conference), {"text": "Panel 2 starts at 11:25", "until": ""})
    assert told(answer) == ["The message is on all pages within five seconds."]
    assert Page(client.get("/ports/")).words("p", class_="told") == ["10:20 Panel 2 starts at 11:25"]
    assert opened(client, conference).words(class_="live-shown")[0].startswith("Panel 2 starts at 11:25")
    assert told(client.post(url(conference), {"clear": "1"}))[-1:] == ["The message is taken away."]
    assert Page(client.get("/ports/")).words("p", class_="told") == []


def test_a_message_ends_at_a_time_of_the_venue(client: Client, conference: Conference) -> None:
    client.post(url(conference), {"text": "Lunch", "until": "11:30"})
    assert Announcement.objects.get().ends_at == TEN + 90 * MINUTE


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "", "until": ""}, "This field is required."),
        ({"text": "x" * 301, "until": ""}, "Ensure this value has at most 300 characters (it has 301)."),
        ({"text": "x", "until": "10:20"}, "This end is past already. Expected a time that is still to come."),
        ({"text": "x", "until": "noon"}, "Enter a valid time."),
        ({"text": "a\0b", "until": ""}, "Null characters are not allowed."),
    ],
)
def test_a_message_that_cannot_be_is_given_back_with_the_reason(
    client: Client, conference: Conference, typed: dict[str, str], said: str
) -> None:
    page = Page(client.post(url(conference), typed))
    assert (page.status, page.words("ul", class_="errorlist")) == (422, [said])
    assert page.root.first("textarea").text.strip("\n") == typed["text"]
    assert Announcement.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("mona", 403), ("stranger", 302)])
def test_others_have_no_such_page(conference: Conference, mona: User, who: str, status: int) -> None:
    user = make_moderator(conference, mona) if who == "mona" else make_user()
    other = Client()
    other.force_login(user)
    assert [other.get(url(conference)).status_code, other.post(url(conference)).status_code] == [status] * 2


def test_a_conference_that_is_not_there_is_not_found(client: Client, conference: Conference) -> None:
    assert client.get(url(conference).replace(str(conference.pk), "999999")).status_code == 404


def test_the_page_of_the_conference_leads_there(client: Client, conference: Conference) -> None:
    links = Page(client.get(admin_url(conference, "change"))).root.find("a")
    assert [node.text for node in links if node.attributes.get("href") == url(conference)] == ["On the day"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_queries_at_any_size(
    client: Client, conference: Conference, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        announce(conference, by=make_user(), text=f"Message {number}")
        make_session(conference, starts_at=TEN, room=conference.rooms.create(name=str(number), slug=number))
    opened(client, conference)
    with django_assert_num_queries(QUERIES):
        opened(client, conference)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_messages_costs_the_same_queries_at_any_size_and_changes_nothing(
    client: Client, conference: Conference, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        announce(conference, by=make_user(), text=f"Message {number}")
    address = reverse("admin:events_announcement_changelist")
    client.get(address)
    with django_assert_num_queries(LIST_QUERIES):
        page = Page(client.get(address))
    assert page.words("th", class_="field-text") == [f"Message {n}" for n in reversed(range(rows))]
    row = Announcement.objects.latest("pk")
    assert client.post(admin_url(row, "change"), {"text": "Other"}).status_code == 403
    assert client.post(admin_url(row, "delete"), {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:events_announcement_add")).status_code == 403
