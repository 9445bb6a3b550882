"""The story of a reader who has a keyboard and nothing else."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from comments.models import Comment
from cyberconf.accounts.models import User
from cyberconf.demo import site
from tests.browser.conftest import Open
from tests.browser.looking import sign_in

STEPS = 60  # times that Tab is pressed at most to come to the next thing that somebody looks for
SEEN = """it => {
  const { x, y, width, height } = it.getClientRects()[0];
  const line = it.matches("textarea") ? 20 : height / 2; // of a text, browsers show the line with the caret
  const above = document.elementFromPoint(x + width / 2, y + line);
  return getComputedStyle(it).outlineStyle !== "none" && it.contains(above);
}"""
TEXT = "Ask those who run the networks."


def come_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there, and see it: its frame, and nothing of ours that lies over it."""
    page.wait_for_load_state()
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("it => it === document.activeElement"):
            page.wait_for_function(SEEN, arg=wanted.element_handle())  # once the page has stopped to scroll
            return
    raise AssertionError(f"{STEPS} times Tab did not lead to {wanted}.")


def test_somebody_finds_a_question_by_keyboard_alone_and_answers_it(open_page: Open, alice: User) -> None:
    site.load_2021()
    page = open_page("/", viewport={"width": 360, "height": 700})
    sign_in(page, alice)
    page.goto(f"/{site.SLUG}/speakers/")

    come_to(page, page.get_by_text("Menu", exact=True))
    page.keyboard.press("Enter")
    come_to(page, page.get_by_role("link", name="Programme", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/{site.SLUG}/")

    come_to(page, page.get_by_role("link", name="Skip to the content"))
    page.keyboard.press("Enter")
    come_to(page, page.locator("summary", has_text="Filter"))
    page.keyboard.press("Enter")
    come_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("gaps")
    page.keyboard.press("Enter")
    law = page.get_by_role("link", name="International law", exact=True)
    expect(page.locator(".entry__title a:visible")).to_have_text(
        ["Rules, norms and principles for responsible state behaviour", "International law"]
    )

    star = page.get_by_role("button", name=re.compile("Bookmark(ed)? International law"))
    come_to(page, law)
    come_to(page, star)
    page.keyboard.press("Space")
    expect(star).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Shift+Tab")
    law.press("Enter")

    come_to(page, page.get_by_role("link", name="identifying gaps").first)
    page.keyboard.press("Enter")
    come_to(page, page.get_by_label("Your comment"))
    page.keyboard.type(TEXT)
    come_to(page, page.get_by_role("button", name="Post comment"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Your comment is published.")
    assert [(said.body, said.author) for said in Comment.objects.all()] == [(TEXT, alice)]
