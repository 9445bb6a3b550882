"""My agenda, with an account and without one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from comments import outbox
from comments.models import Notification
from comments.mydata import collect
from comments.services import Words, leave
from cyberconf.accounts.models import User
from events import bookmarking, editing, publishing, releasing
from events import outbox as speakers_outbox
from events.models import AgendaFeed, Bookmark, Conference, Session
from tests.builders import NINE, make_appearance, make_conference, make_release, make_session, make_speaker
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def ports() -> Conference:
    """Two talks that overlap, and one the day after."""
    conference = make_conference(slug="ports", title="Ports")
    for slug, hours in (("cables", 0), ("norms", 0.5), ("law", 24)):
        start = NINE + timedelta(hours=hours)
        make_session(conference, slug=slug, title=slug.title(), kind="talk", starts_at=start)
    make_release(conference)
    return conference


def mark(user: User, *slugs: str) -> None:
    sessions = Session.objects.filter(slug__in=slugs)
    bookmarking.mark(user, sessions[0].conference, [session.uid for session in sessions])


def page(client: Client, address: str) -> Page:
    return Page(client.get(address))


def agenda(shown: Page) -> list[tuple[str, list[str]]]:
    """The titles that are shown, each with what it clashes with."""
    rows = [node for node in shown.root.find("li") if node._has("class_", "entry")]
    return [(row.first("h3").text.strip(), [p.text for p in row.find("p", class_="clash")]) for row in rows]


def test_a_visitor_is_shown_what_their_device_asks_for_without_a_cookie(
    client: Client, ports: Conference
) -> None:
    response = client.get("/ports/my/?sessions=law,cables,norms,nowhere,cables")
    shown = Page(response)
    assert shown.words("p", class_="eyebrow") == ["Ports"]  # which paper would not say else
    heads = [head.first("p").text.strip() for head in shown.root.find("header", class_="day__head")]
    assert heads == ["2 sessions, Zurich time (CET, UTC+1)", "1 session, Zurich time (CET, UTC+1)"]
    assert agenda(shown) == [
        ("Cables", []),
        ("Norms", ["At the same time: “Cables”"]),
        ("Law", []),
    ]
    assert (dict(response.cookies), "private" in response.headers.get("Cache-Control", "")) == ({}, False)
    empty = page(client, "/ports/my/")
    assert (agenda(empty), len(empty.words("p", class_="empty"))) == ([], 1)
    stars = [node for node in empty.root.first("main").find("p") if "star" in node.text]
    assert [("hidden" in node.attributes, "JavaScript" in node.text) for node in stars] == [
        (True, False),  # shown by the script that shows the stars
        (False, True),  # where scripts do not run
    ]
    buttons = [(a.text, a.attributes["href"]) for a in empty.root.find("a", class_="button")]
    assert buttons == [("Programme", "/ports/"), ("Sign in", "/accounts/login/?next=/ports/my/")]
    arabic = page(client, "/ar/ports/my/?sessions=cables,norms")
    assert "\u2068Cables\u2069" in arabic.words("p", class_="clash")[1]


def test_what_is_on_together_is_said_once_whoever_many_they_are(client: Client) -> None:
    conference = make_conference(slug="ports", venue_name="Palais", venue_address="Geneva")
    hours = {"Norms": (0, 1), "Cables": (0, 1), "Law": (0.5, 3), "Drills": (2, 3), "Closing": (3, 4)}
    for title, (start, end) in hours.items():
        times = {"starts_at": NINE + timedelta(hours=start), "ends_at": NINE + timedelta(hours=end)}
        make_session(conference, slug=title.lower(), title=title, **times)
    make_release(conference)
    shown = page(client, f"/ports/my/?sessions={','.join(hours).lower()}")
    assert agenda(shown) == [
        ("Cables", []),
        ("Norms", []),
        ("Law", ["At the same time: “Cables” and “Norms”"]),
        ("Drills", ["At the same time: “Law”"]),
        ("Closing", []),
    ]
    assert shown.words("p", class_="clash", role="note") == [
        "4 of these sessions take place at the same time as another."
    ]
    assert shown.root.first("main").first("p", class_="printed").text == "PalaisGeneva"  # in two lines


def test_my_agenda_says_what_is_on_now_and_what_is_over_while_the_conference_runs(
    client: Client, monkeypatch: pytest.MonkeyPatch, ports: Conference
) -> None:
    found = []
    for hours in (1.25, 30):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: NINE + timedelta(hours=hours))
        shown = page(client, "/ports/my/?sessions=cables,norms,law")
        rows = [row.attributes["class"].split()[2:] for row in shown.root.find("li", class_="entry")]
        found.append((rows, shown.words("span", class_="entry__now")))
    assert found == [([["entry--over"], ["entry--now"], []], ["Now"]), ([[], [], []], [])]


def test_an_address_of_before_marks_the_session_of_now(client: Client, ports: Conference) -> None:
    session = Session.objects.get(slug="law")
    session.slug = "laws"
    session.save()
    editing.keep_address(session, "law")
    make_release(ports)
    assert agenda(page(client, "/ports/my/?sessions=law")) == [("Law", [])]
    assert agenda(page(client, "/ports/?mine=law")) == [("Law", [])]


def test_who_is_signed_in_marks_by_a_form_on_each_page(
    client: Client, ports: Conference, alice: User
) -> None:
    client.force_login(alice)
    for address in ("/ports/", "/ports/sessions/cables/"):
        root = page(client, address).root
        star = root.first("button", **{"data-mark": "cables"})
        assert (star.attributes["form"], star.attributes["aria-pressed"]) == ("marks", "false")
        (form,) = [node for node in root.find("form") if node.attributes.get("id") == "marks"]
        sent = {node.attributes["name"]: node.attributes["value"] for node in form.find("input")}
        sent[star.attributes["name"]] = star.attributes["value"]
        response = Client(enforce_csrf_checks=True)
        response.cookies = client.cookies
        answer = response.post(star.attributes["formaction"], sent)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{address}#session-cables")
        assert Bookmark.objects.filter(user=alice, session__slug="cables").count() == 1
        pressed = page(client, address).root.first("button", **{"data-mark": "cables"})
        assert (pressed.attributes["aria-pressed"], pressed.attributes["value"]) == ("true", "0")
        client.post(pressed.attributes["formaction"], {"marked": "0", "next": "https://evil.example/"})
        assert Bookmark.objects.count() == 0


def test_a_visitors_page_has_stars_for_scripts_alone_and_sets_no_cookie(
    client: Client, ports: Conference
) -> None:
    response = client.get("/ports/")
    stars = [node for node in Page(response).root.find("button") if node._has("class_", "star")]
    assert [(star.attributes["type"], "hidden" in star.attributes) for star in stars] == [
        ("button", True)
    ] * 3
    assert (dict(response.cookies), b"csrfmiddlewaretoken" in response.content) == ({}, False)


@pytest.mark.parametrize("address", ["/ports/sessions/cables/bookmark/", "/ports/my/feed/", "/ports/my/"])
def test_visitors_are_led_to_sign_in(client: Client, ports: Conference, address: str) -> None:
    response = client.post(address, {"sessions": "cables"})
    assert (response.headers["Location"].startswith("/accounts/login/"), Bookmark.objects.count()) == (
        True,
        0,
    )


def test_what_a_device_had_is_brought_along(client: Client, ports: Conference, alice: User) -> None:
    client.force_login(alice)
    mark(alice, "norms")
    response = client.post("/ports/my/", {"sessions": "law,cables,nowhere"})
    assert (response.status_code, response.headers["Location"]) == (303, "/ports/my/")
    shown = client.get("/ports/my/")
    assert [title for title, _clashes in agenda(Page(shown))] == ["Cables", "Norms", "Law"]
    assert shown.headers["Cache-Control"] == "private, no-store"


def test_nobody_sees_what_others_have_marked(
    client: Client, ports: Conference, alice: User, bob: User
) -> None:
    mark(alice, "cables")
    client.force_login(bob)
    assert agenda(page(client, "/ports/my/?sessions=cables")) == []


def test_the_private_calendar_has_the_marked_sessions_and_its_address_is_shown_once(
    client: Client, ports: Conference, alice: User
) -> None:
    client.force_login(alice)
    mark(alice, "cables", "law")
    made = client.post("/ports/my/feed/", {"act": "renew"})
    address = Page(made).root.first("a", class_="my-address").attributes["href"]
    assert address.startswith("http://127.0.0.1:8000/ports/my/")
    opening = Page(made).root.first("a", class_="button--lead").attributes["href"]
    assert opening == address.replace("http://", "webcal://")
    path = address.removeprefix("http://127.0.0.1:8000")
    token = path.rpartition("/")[2].removesuffix(".ics")
    mine = page(client, "/ports/my/")
    assert token not in mine.html
    assert [button.text for button in mine.root.first("section", class_="my-calendar").find("button")] == [
        "Make a new address; the old one ends",
        "End the private address",
    ]
    answer = Client().get(path)
    calendar = Calendar.from_ical(answer.content)
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Cables", "Law"]
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "text/calendar; charset=utf-8",
        "private, no-store",
    )
    client.post("/ports/my/feed/", {"act": "renew"})
    assert Client().get(path).status_code == 404
    client.post("/ports/my/feed/", {"act": "end"})
    assert AgendaFeed.objects.count() == 0


def test_what_was_taken_out_is_cancelled_in_the_calendar_and_named_on_the_page(
    client: Client, ports: Conference, alice: User
) -> None:
    mark(alice, "cables", "law")
    Session.objects.filter(slug="law").update(status="withdrawn")
    make_release(ports)
    answer = client.get(reverse("events:my_calendar", args=["ports", bookmarking.renew(alice)]))
    calendar = Calendar.from_ical(answer.content)
    assert str(calendar["X-WR-CALNAME"]).endswith(" · My agenda")  # another than that of the programme
    events = calendar.walk("VEVENT")
    assert [(str(event["SUMMARY"]), str(event["STATUS"])) for event in events] == [
        ("Cables", "CONFIRMED"),
        ("Law", "CANCELLED"),
    ]
    client.force_login(alice)
    assert page(client, "/ports/my/").words("p", class_="gone") == ["“Law” is no longer in the programme."]


@pytest.mark.parametrize("count", [1, 3])
def test_my_agenda_costs_the_same_with_any_number(
    client: Client, django_assert_num_queries: Any, ports: Conference, alice: User, count: int
) -> None:
    mark(alice, *["cables", "norms", "law"][:count])
    client.get("/ports/")
    client.force_login(alice)
    client.get("/ports/my/")
    with django_assert_num_queries(5):  # session, user, release, marks, calendar
        client.get("/ports/my/")
    with django_assert_num_queries(1):
        Client().get("/ports/my/?sessions=cables,norms,law")


# Mails


def change(conference: Conference) -> releasing.Released:
    Session.objects.filter(slug="cables").update(title="Wires")
    return releasing.release(conference, by=None, mails=True)


def test_who_has_marked_a_changed_session_is_told_and_can_stop_it(
    ports: Conference, alice: User, bob: User
) -> None:
    mark(alice, "cables", "law")
    mark(bob, "law")
    done = change(ports)
    assert releasing.told(done.affected) == ["1 person who marked a changed session is told by mail."]
    outbox.deliver_due()
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([alice.email], "Changes to sessions that you marked: Ports")
    assert "- “Cables” is renamed to “Wires”.\nAs it is now: 3 December 2021, 09:00–10:00" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("happens", "state"),
    [
        (lambda user: Bookmark.objects.all().delete(), "dropped"),
        (lambda user: User.objects.filter(pk=user.pk).update(mail_preference="never"), "dropped"),
        (lambda user: Conference.objects.update(status="draft"), "dropped"),
        (lambda user: None, "sent"),
    ],
    ids=["unmarked", "wants none", "hidden", "as it was"],
)
def test_what_is_not_wanted_any_more_is_not_mailed(
    ports: Conference, alice: User, happens: Any, state: str
) -> None:
    mark(alice, "cables")
    change(ports)
    happens(alice)
    outbox.deliver_due()
    assert Notification.objects.get().state == state


def test_preferences_are_kept_and_a_speaker_is_told_as_a_speaker_alone(
    ports: Conference, alice: User, bob: User
) -> None:
    make_appearance(Session.objects.get(slug="cables"), make_speaker(email="Alice@Example.org"))
    make_release(ports)
    mark(alice, "cables")
    mark(bob, "cables")
    User.objects.filter(pk=bob.pk).update(mail_preference="never")
    done = change(ports)
    speakers_outbox.deliver_due()
    assert (done.affected.marking, [message.to for message in mail.outbox]) == (0, [["Alice@Example.org"]])


def test_marks_are_among_my_data_and_go_with_the_account(ports: Conference, alice: User) -> None:
    mark(alice, "cables")
    bookmarking.renew(alice)
    data = collect(alice)
    assert [row["session"] for row in data["marked_sessions"]] == ["Cables"]
    assert len(data["private_calendars"]) == 1
    leave(alice, Words.KEEP)
    assert (Bookmark.objects.count(), AgendaFeed.objects.count()) == (0, 0)


def test_publishing_without_mails_tells_nobody(ports: Conference, alice: User) -> None:
    mark(alice, "cables")
    Session.objects.filter(slug="cables").update(title="Wires")
    publishing.publish(ports, by=None)
    assert Notification.objects.count() == 0
