"""Nothing that stands on a page moves when a script writes on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from cyberconf.demo.load.visiting import SHIFTS, WIDTHS
from tests.browser.conftest import Open
from tests.builders import NINE, make_conference, make_release, make_session

LATE = 0.2  # seconds after which a sheet comes: nothing is seen before it
LATER = 0.6  # seconds after which a script comes: the page would be seen by then
IS_SEEN_FIRST = """() => {
  const [painted] = performance.getEntriesByType("paint");
  const [script] = performance.getEntriesByName(document.querySelector("script[src*=reader]").src);
  return painted.startTime < script.responseEnd;
}"""


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, open_page: Open) -> Page:
    """A device of a reader who has looked at a conference before."""
    conference = make_conference(slug="ports", title="Ports", venue_name="Palais")
    for number in range(4):
        start = NINE + timedelta(hours=5 * number)
        make_session(conference, slug=f"law-{number}", title=f"Law {number}", starts_at=start)
    make_release(conference)
    return open_page("/ports/speakers/", viewport={"width": request.param, "height": 800})


def come_after(seconds: float) -> Callable[[Route], None]:
    def come_late(route: Route) -> None:
        time.sleep(seconds)
        route.continue_()

    return come_late


def test_my_agenda_keeps_a_place_for_what_is_said_where_scripts_run(page: Page) -> None:
    page.route("**/js/*.js", come_after(LATE))
    page.goto("/ports/my/")
    expect(page.get_by_text("Without an account the marks stay on this device")).to_be_visible()
    assert page.evaluate(SHIFTS) == 0
    page.goto("/ports/")
    expect(page.locator(".star").first).to_be_visible()
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("address", ["", "sessions/law-0/", "search/?q=law", "my/?sessions=law-1,law-2"])
def test_a_page_is_seen_with_the_times_of_a_zone_that_is_remembered(page: Page, address: str) -> None:
    """Where the script is there before anything is seen, as it is for who has read before."""
    page.evaluate("localStorage.setItem('zone', 'Asia/Tokyo')")
    page.route("**/css/*.css", come_after(LATE))
    page.route("**/js/times.js", come_after(LATER))
    page.goto(f"/ports/{address}")
    expect(page.locator("main .there").first).to_be_visible()
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("address", ["sessions/law-0/", "search/?q=law"])
def test_a_page_after_the_programme_waits_for_the_script_that_knows_the_zone(
    page: Page, address: str
) -> None:
    page.evaluate("localStorage.setItem('zone', 'Asia/Tokyo')")
    page.route("**/js/reader.js", come_after(LATER))
    page.goto(f"/ports/{address}")
    expect(page.locator("main .there").first).to_be_visible()
    assert page.evaluate(SHIFTS) == 0


def test_the_programme_is_seen_before_its_script_comes(page: Page) -> None:
    page.route("**/js/reader.js", come_after(LATER))
    page.goto("/ports/")
    assert page.evaluate(IS_SEEN_FIRST)


@pytest.mark.parametrize("anchor", ["%E0%A4%A", "50%"])
def test_an_anchor_that_is_none_keeps_nothing_from_being_seen(page: Page, anchor: str) -> None:
    page.evaluate("localStorage.setItem('zone', 'Asia/Tokyo')")
    page.goto(f"/ports/#{anchor}")
    expect(page.locator("main .there").first).to_be_visible()
    expect(page.locator("html")).not_to_have_attribute("data-waits", "")


def test_where_times_do_not_come_the_page_is_seen_without_them(page: Page) -> None:
    page.evaluate("localStorage.setItem('zone', 'Asia/Tokyo')")
    page.route("**/js/times.js", lambda route: route.abort())
    page.goto("/ports/")
    expect(page.locator("html")).not_to_have_attribute("data-waits", "")
    expect(page.get_by_role("heading", name="Ports", level=1)).to_be_visible()


def test_without_scripts_no_place_is_kept_for_what_they_would_show(open_page: Open) -> None:
    conference = make_conference(slug="ports")
    make_session(conference)
    make_release(conference)
    page = open_page("/ports/", java_script_enabled=False)
    assert page.locator(".star").first.bounding_box() is None
    page.goto("/ports/my/")
    assert page.locator("[data-scripted]").first.bounding_box() is None
