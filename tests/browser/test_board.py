"""The board with a hand on it: the mouse, keys, no scripts, no connection, two editors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from cyberconf.accounts.models import User
from events import scheduling, team
from events.models import Conference, Edit, Room, Session
from tests.browser.looking import LONG_WORD, LOOKS, is_wider_than_the_window, problems, sign_in
from tests.builders import (
    NINE,
    make_appearance,
    make_conference,
    make_question,
    make_session,
    make_speaker,
    make_user,
)

Open = Callable[..., Page]
HOUR = timedelta(hours=1)


def make_day() -> Conference:
    """Two rooms with three sessions, one of which begins when another ends."""
    conference = make_conference(title="Calm")
    hall, attic = (
        Room.objects.create(conference=conference, slug=name.lower(), name=name, position=position)
        for position, name in enumerate(("Hall", "Attic"))
    )
    law = make_session(conference, title="Law", number="1", room=hall)
    make_question(law)
    make_appearance(law, make_speaker(name="Ann Lee", consents_to_publish=True), role="moderator")
    make_session(conference, title="War", kind="talk", room=hall, starts_at=NINE + HOUR)
    make_session(conference, title="Peace", kind="talk", room=attic, starts_at=NINE + 3 * HOUR)
    return conference


def open_board(page: Page, conference: Conference, query: str = "") -> User:
    editor = make_user(name="Eve", role="editor")
    team.join(conference=conference, user=editor, role=team.Role.EDITOR)
    sign_in(page, editor)
    page.goto(f"/admin/events/conference/{conference.pk}/board/{query}")
    return editor


def card(page: Page, title: str) -> Locator:
    return page.locator(".card").filter(has_text=title)


def shown(page: Page, title: str) -> Locator:
    return card(page, title).locator(".card__when > span").first


def times(title: str) -> str:
    """When the session is in the draft, at the venue, and where."""
    session = Session.objects.select_related("conference", "room").get(title=title)
    zone = session.conference.zone
    assert session.ends_at is not None
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    return f"{starts:%H:%M}-{ends:%H:%M} {session.room}"


def drag(page: Page, title: str, *, hours: float, across: float = 0, part: str = ".card__when") -> None:
    """Take a card by a part of it and let it go so many hours later, in pixels to the side."""
    hour = page.locator(".hour").first.bounding_box()
    held = card(page, title).locator(part).bounding_box()
    assert hour is not None
    assert held is not None
    x, y = held["x"] + held["width"] / 2, held["y"] + held["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + hours * hour["height"], steps=8)
    page.mouse.up()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_session_is_dragged_to_another_time_and_the_clash_shown_and_taken_back(open_page: Open) -> None:
    page = open_page("/", viewport={"width": 1440, "height": 900})
    open_board(page, make_day())
    drag(page, "Law", hours=0.5)
    expect(card(page, "Law").get_by_text("Room used twice")).to_be_visible()
    expect(page.locator("[data-done]")).to_contain_text("Panel 1 moves from 09:00 to 09:30.")
    assert times("Law") == "09:30-10:30 Hall"
    page.keyboard.press("Control+z")
    expect(shown(page, "Law")).to_have_text("09:00–10:00")
    expect(card(page, "Law").get_by_text("Room used twice")).to_have_count(0)
    page.keyboard.press("Control+Shift+z")
    expect(shown(page, "Law")).to_have_text("09:30–10:30")
    assert (times("Law"), Edit.objects.count()) == ("09:30-10:30 Hall", 3)


def test_a_session_is_dragged_to_another_room_and_made_longer(open_page: Open) -> None:
    page = open_page("/", viewport={"width": 1440, "height": 900})
    open_board(page, make_day())
    drag(page, "War", hours=0, across=500)
    expect(page.locator("[data-done]")).to_contain_text("moves from Hall to Attic")
    drag(page, "War", hours=0.5, part="[data-end]")
    expect(page.locator("[data-done]")).to_contain_text("11:30")
    assert times("War") == "10:00-11:30 Attic"


def test_a_session_is_dragged_to_the_tab_of_another_day(open_page: Open) -> None:
    conference = make_day()
    make_session(conference, title="Later", kind="talk", starts_at=NINE + timedelta(days=1))
    page = open_page("/", viewport={"width": 1440, "height": 900})
    open_board(page, conference)
    card(page, "War").hover()
    page.mouse.down()
    page.locator(".day").nth(1).hover()
    page.mouse.up()
    expect(page.locator("#board-day")).to_have_text("Saturday 4 December 2021")
    expect(shown(page, "War")).to_have_text("10:00–11:00")


def test_a_click_opens_a_session_and_escape_lets_a_dragged_one_go(open_page: Open) -> None:
    page = open_page("/", viewport={"width": 1440, "height": 900})
    open_board(page, make_day())
    card(page, "War").hover()
    page.mouse.down()
    page.mouse.move(700, 600, steps=4)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(shown(page, "War")).to_have_text("10:00–11:00")
    page.get_by_role("link", name="War").click()
    expect(page.get_by_role("heading", name="Talk")).to_be_focused()
    assert (times("War"), Edit.objects.count()) == ("10:00-11:00 Hall", 0)


def test_the_same_is_done_with_keys_and_told(open_page: Open) -> None:
    page = open_page("/", viewport={"width": 1440, "height": 900})
    open_board(page, make_day())
    live = page.locator(".board-live")
    page.get_by_role("button", name="Move Panel 1 Law").focus()
    press(page, "Space")
    expect(live).to_contain_text("Panel 1 Law picked up, 09:00 to 10:00, Hall.")
    press(page, "ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowDown", "PageUp")
    expect(live).to_have_text("08:40 to 09:45, Attic")
    press(page, "Space")
    expect(page.locator("[data-done]")).to_contain_text("Panel 1 moves from Hall to Attic.")
    expect(page.get_by_role("button", name="Move Panel 1 Law")).to_be_focused()
    assert times("Law") == "08:40-09:45 Attic"
    press(page, "Enter", "ArrowDown", "Escape")
    expect(live).to_have_text("Panel 1 Law is back where it was.")
    expect(shown(page, "Law")).to_have_text("08:40–09:45")
    assert Edit.objects.count() == 1


def test_a_title_is_typed_in_its_place(open_page: Open) -> None:
    page = open_page("/", viewport={"width": 1440, "height": 900})
    open_board(page, make_day())
    page.get_by_role("link", name="War").focus()
    press(page, "F2")
    page.get_by_label("Title").fill("War and law")
    press(page, "Escape")
    expect(page.get_by_role("link", name="War")).to_be_focused()
    press(page, "F2")
    page.get_by_label("Title").fill("War and law")
    press(page, "Enter")
    expect(page.locator("[data-done]")).to_contain_text("is renamed to “War and law”")
    expect(page.get_by_role("link", name="War and law")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_session_is_changed_and_another_added_by_forms(open_page: Open, scripts: bool) -> None:
    page = open_page("/", viewport={"width": 1440, "height": 900}, java_script_enabled=scripts)
    open_board(page, make_day())
    page.get_by_role("link", name="Law").click()
    page.get_by_label("Starts").fill("08:30")
    page.get_by_label("Ends").fill("08:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It must end after it starts.")).to_be_visible()
    page.get_by_label("Ends").fill("09:30")
    page.get_by_label("Room").select_option("Attic")
    page.get_by_role("button", name="Save").click()
    expect(shown(page, "Law")).to_have_text("08:30–09:30")
    page.get_by_role("link", name="Add a session, 08:30–10:00 Hall").click()
    page.get_by_label("Title").fill("Peace talks")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(shown(page, "Peace talks")).to_have_text("08:30–10:00")
    page.get_by_role("button", name="Undo").click()
    expect(card(page, "Peace talks")).to_have_count(0)
    expect(page.get_by_text("1 session is withdrawn")).to_be_visible()
    page.get_by_role("link", name="War").click()
    page.get_by_label("minutes later").fill("15")
    page.get_by_role("button", name="Shift").click()
    expect(shown(page, "War")).to_have_text("10:15–11:15")
    assert [times(title) for title in ("Law", "War", "Peace")] == [
        "08:30-09:30 Attic",
        "10:15-11:15 Hall",
        "12:15-13:15 Attic",
    ]


def test_what_is_done_without_a_connection_is_kept_over_a_reload_and_sent(open_page: Open) -> None:
    page = open_page("/", viewport={"width": 1440, "height": 900})
    open_board(page, make_day())
    page.context.set_offline(True)
    drag(page, "Law", hours=-0.5)
    said = page.locator("[data-unsent]")
    expect(said).to_contain_text("No connection.")
    expect(said).to_contain_text("Panel 1 Law: 2021-12-03 08:30")
    expect(card(page, "Law").get_by_text("Not saved yet")).to_be_visible()
    expect(shown(page, "Law")).to_have_text("08:30–09:30")
    drag(page, "Law", hours=-0.25)
    expect(said).to_contain_text("Panel 1 Law: 2021-12-03 08:15")
    assert times("Law") == "09:00-10:00 Hall"
    page.route("**/board/", lambda route: route.abort())  # what is sent; looking has a query
    page.context.set_offline(False)
    page.goto(page.url.split("?")[0] + "?day=2021-12-03")
    expect(said).to_contain_text("Panel 1 Law: 2021-12-03 08:15")
    expect(card(page, "Law").get_by_text("Not saved yet")).to_be_visible()
    page.unroute("**/board/")
    page.get_by_role("button", name="Send now").click()
    expect(said).to_be_hidden()
    expect(page.locator("[data-done]")).to_contain_text("Panel 1 moves from 09:00 to 08:15.")
    assert times("Law") == "08:15-09:15 Hall"


def test_who_was_signed_out_keeps_the_change_until_they_are_back(open_page: Open) -> None:
    page = open_page("/", viewport={"width": 1440, "height": 900})
    editor = open_board(page, make_day())
    page.context.clear_cookies(name="sessionid")
    drag(page, "Law", hours=-0.5)
    expect(page.locator("[data-unsent]")).to_contain_text("You are signed out, or may not")
    sign_in(page, editor)
    page.context.new_page().goto(page.url)  # which brings the token of forms again
    page.get_by_role("button", name="Send now").click()
    expect(page.locator("[data-done]")).to_contain_text("Panel 1 moves from 09:00 to 08:30.")


@pytest.mark.parametrize(
    ("choice", "stands"),
    [("Use mine", "08:30-09:30 Hall"), ("Keep what is there", "12:00-13:00 Hall")],
)
def test_of_two_editors_the_second_chooses(open_page: Open, choice: str, stands: str) -> None:
    conference = make_day()
    page = open_page("/", viewport={"width": 1440, "height": 900})
    open_board(page, conference)
    law = Session.objects.get(title="Law")
    other = make_user(name="Olga Other")
    scheduling.place(
        conference=conference, session=law.pk, by=other, starts_at=NINE + 3 * HOUR, room=law.room
    )
    drag(page, "Law", hours=-0.5)
    expect(page.get_by_role("alert")).to_contain_text("“Law” was changed meanwhile. Which is to stand?")
    expect(page.get_by_role("alert")).to_contain_text("Olga Other")
    assert (times("Law"), problems(page, ".choice")) == ("12:00-13:00 Hall", [])
    page.get_by_text(choice).click()
    expect(page.locator(".choice")).to_have_count(0)
    expect(shown(page, "Law")).to_have_text(stands.split()[0].replace("-", "–"))
    assert times("Law") == stands


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_everybody_can_use_the_board(open_page: Open, width: int, scheme: str) -> None:
    page = open_page("/", color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    conference = make_day()
    statuses: list[Any] = ["cancelled", "tentative", "confirmed"]
    for number, status in enumerate(statuses):
        make_session(conference, title=LONG_WORD * 2, kind="keynote", status=status, number=str(number))
    make_session(conference, title="Tea", kind="break", starts_at=NINE + 5 * HOUR)
    open_board(page, conference)
    page.locator(".board__mends summary").click()
    assert problems(page, "#content-main") == []
    assert not is_wider_than_the_window(page)
    for query in (f"?edit={Session.objects.get(title='Law').pk}", "?add=1"):
        page.goto(page.url.split("?")[0] + query)
        assert problems(page, "#content-main") == []
        assert not is_wider_than_the_window(page)
