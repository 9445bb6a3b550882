"""The story of the desk: from a text to a conference, a change on the board, a release of it, and back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from icalendar import Calendar
from playwright.sync_api import Page, expect

from cyberconf.demo.site import SOURCE
from tests.browser.looking import problems, sign_in
from tests.browser.test_board import card, drag, press, shown
from tests.builders import make_user

Open = Callable[..., Page]
TITLE = "2021 Cyber Stability Conference"
PUBLIC = "/2021-cyber-stability-conference/"
PANEL = "Rules, norms and principles"
NOTE = "Panel 2 begins later, for the ministers."
MOVED = "Panel 2 starts at 11:30 instead of 11:15."


def test_somebody_new_runs_a_conference_from_its_text_to_a_change_and_back(open_page: Open) -> None:
    page = open_page("/admin/", viewport={"width": 1440, "height": 900})
    sign_in(page, make_user(role="editor"))
    make_a_conference_of_the_text(page)
    open_the_changes(page)
    publish(page, note="As it was announced.", makes_public=True)
    assert when_panel_2_is(page) == ("11:15", "12:30", 0)

    open_the_board(page)
    move_panel_2_by_drag(page)
    move_panel_2_by_keys_into_panel_1(page)
    mend_the_clash_from_the_page_that_refuses_it(page)
    look_at_the_preview(page, open_page)
    publish(page, note=NOTE)
    find_the_change(open_page(f"{PUBLIC}changes/"))
    assert when_panel_2_is(page) == ("11:30", "12:30", 1)

    go_back_to_the_first_release(page)
    assert when_panel_2_is(page) == ("11:15", "12:30", 2)


def make_a_conference_of_the_text(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Conferences", exact=True).first.click()
    page.get_by_role("link", name="Import a programme").click()
    page.get_by_label("Paste a programme").fill(SOURCE.read_text())
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("sessions: 12")).to_be_visible()
    page.get_by_role("button", name="Apply to the draft").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()


def open_the_changes(page: Page) -> None:
    page.get_by_role("link", name="Unpublished changes").first.click()
    expect(page.get_by_role("heading", name="Unpublished changes")).to_be_visible()


def publish(page: Page, *, note: str, makes_public: bool = False) -> None:
    page.get_by_label("Note").fill(note)
    if makes_public:
        page.get_by_label("Publish in spite of the warnings above").check()
        page.get_by_label("Make the conference public as well").check()
    page.get_by_role("button", name="Publish these changes").click()
    expect(page.get_by_text("Nothing differs: all that is saved is published.")).to_be_visible()


def open_the_board(page: Page) -> None:
    page.get_by_role("link", name="Board", exact=True).click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(shown(page, PANEL)).to_have_text("11:15–12:30")
    expect(page.get_by_role("link", name="View on site")).to_have_attribute("href", PUBLIC)
    assert problems(page, "#content-main") == []


def move_panel_2_by_drag(page: Page) -> None:
    drag(page, PANEL, hours=0.25)
    expect(page.locator("[data-done]")).to_contain_text("Panel 2 moves from 11:15 to 11:30.")
    expect(card(page, PANEL).locator(".mark--error")).to_have_count(0)


def move_panel_2_by_keys_into_panel_1(page: Page) -> None:
    page.get_by_role("button", name="Move Panel 2").focus()
    press(page, "Space", "PageUp", "PageUp", "Space")
    expect(shown(page, PANEL)).to_have_text("10:30–11:45")
    expect(card(page, PANEL).get_by_text("Room used twice")).to_be_visible()
    expect(card(page, "Existing and potential threats").get_by_text("Room used twice")).to_be_visible()


def mend_the_clash_from_the_page_that_refuses_it(page: Page) -> None:
    open_the_changes(page)
    expect(page.get_by_text("This cannot be published yet:")).to_be_visible()
    expect(page.get_by_role("button", name="Publish these changes")).to_have_count(0)
    page.locator(".mends", has_text="cannot be published").get_by_role("link", name="Mend this").click()
    page.get_by_label("Starts, time").fill("11:30")
    page.get_by_label("Ends, time").fill("12:30")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.get_by_role("link", name="Board", exact=True).click()
    expect(shown(page, PANEL)).to_have_text("11:30–12:30")
    expect(card(page, PANEL).locator(".mark--error")).to_have_count(0)


def look_at_the_preview(page: Page, open_page: Open) -> None:
    open_the_changes(page)
    expect(page.get_by_text("This cannot be published yet:")).to_have_count(0)
    page.get_by_role("link", name="Preview links").click()
    page.get_by_label("For whom").fill("The ministry")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_role("link", name="/previews/").get_attribute("href")
    guest = open_page(urlsplit(str(link)).path)
    assert guest.context.cookies() == []
    expect(guest.locator(".entry", has_text=PANEL)).to_contain_text("11:30")
    guest.goto(PUBLIC)
    expect(guest.locator(".entry", has_text=PANEL)).to_contain_text("11:15")
    page.locator(".breadcrumbs").get_by_role("link", name=TITLE).click()
    open_the_changes(page)


def find_the_change(reader: Page) -> None:
    newest = reader.locator(".release").first
    expect(newest).to_contain_text(NOTE)
    expect(newest.get_by_role("listitem")).to_have_text([MOVED])
    feed = reader.request.get(f"{PUBLIC}changes.atom").text()
    assert NOTE in feed
    assert MOVED in feed


def when_panel_2_is(page: Page) -> tuple[str, str, int]:
    """When it starts and ends in the calendar of the conference, and its revision there."""
    events = Calendar.from_ical(page.request.get(f"{PUBLIC}schedule.ics").text()).walk("VEVENT")
    (panel,) = (event for event in events if PANEL in event["SUMMARY"])
    return f"{panel['DTSTART'].dt:%H:%M}", f"{panel['DTEND'].dt:%H:%M}", int(panel["SEQUENCE"])


def go_back_to_the_first_release(page: Page) -> None:
    page.get_by_role("link", name="Releases").first.click()
    page.get_by_role("link", name="Go back to release 1").click()
    page.get_by_role("button", name="Publish release 1 again").click()
    expect(page.get_by_text("It says what release 1 said.")).to_be_visible()
