"""That the page of all components is as good as the pages made of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.looking import is_wider_than_the_window, problems

Open = Callable[..., Page]
# What a page has once, a page of parts of pages has often.
OF_WHOLE_PAGES = {"heading-order", "landmark-unique", "landmark-no-duplicate-banner", "page-has-heading-one"}
# What is pressed with a thumb, links within sentences left out, and what of it is less than 44 px high.
PRESSED = (
    "button, summary, select, textarea, a.button, "
    ":is(.menu, .tabs, .hours, .neighbours, .entry__tools, .asked__tools, .comment__tools, .foot) a"
)
SMALL = """(all) => all.filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.9)
  .map((each) => each.outerHTML)"""


@pytest.mark.parametrize(
    ("address", "width", "scheme"), [("/design/", 1440, "light"), ("/ar/design/", 360, "dark")]
)
def test_axe_finds_nothing_in_any_component(
    open_page: Open, settings: Any, address: str, width: int, scheme: str
) -> None:
    settings.DEBUG = True
    page = open_page(address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = [rule for rule in problems(page) if rule[0] not in OF_WHOLE_PAGES]
    assert (found, is_wider_than_the_window(page)) == ([], False)
    assert all(header.is_visible() for header in page.locator(".specimen .bar").all())
    rooms = page.locator(".timetable__rooms").first.evaluate("(row) => getComputedStyle(row).display")
    assert rooms == ("grid" if width == 1440 else "none")  # the sheet of rooms side by side is there too
    assert page.locator(f"main :is({PRESSED})").evaluate_all(SMALL) == []
    wide = "(all) => all.map((each) => each.scrollWidth - each.clientWidth).filter((more) => more > 0)"
    assert page.locator(".embed").evaluate_all(wide) == []  # it would be cut off
    tall = "(all) => all.map((each) => each.offsetHeight).filter((height) => height > 90)"  # three lines
    assert page.locator("main a.button, main button.button").evaluate_all(tall) == []
