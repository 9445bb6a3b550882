"""The agenda within a page of another site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from events import embedding, publishing
from events.models import Session
from tests.browser.looking import is_wider_than_the_window, problems
from tests.builders import make_conference, make_question, make_release, make_session

Open = Callable[..., Page]


def test_a_frame_grows_to_what_is_in_it_and_its_links_lead_to_the_site(
    open_page: Open, live_server: Any, settings: Any
) -> None:
    settings.SITE_URL = live_server.url
    conference = make_conference(slug="c", title="Conference")
    for number in range(30):
        make_session(conference, slug=f"s-{number}", title=f"Session {number}")
    make_question(Session.objects.get(slug="s-0"), text="Which rules?")
    make_release(conference)
    copied = embedding.snippet(publishing.published("c").programme)
    evil = '<iframe src="about:blank" id="evil" data-cyberconf></iframe>'
    elsewhere = live_server.url.replace("localhost", "127.0.0.1")  # another site, in the eyes of a browser
    page = open_page(f"{elsewhere}/static/css/site.css")  # without a policy of ours
    page.set_content(f"<!doctype html>{evil}{copied}")
    frame = page.frame_locator("iframe[title='Conference']")
    expect(frame.get_by_role("link", name="Session 29")).to_be_attached()
    page.wait_for_function("document.querySelector('iframe[title]').style.blockSize !== ''")
    inner = next(each for each in page.frames if each.url.endswith("/c/embed/"))
    assert inner.evaluate("[innerHeight > 800, document.documentElement.scrollHeight <= innerHeight]") == [
        True,
        True,
    ]

    grown = page.evaluate("document.querySelector('iframe[title]').style.blockSize")
    false = "parent.postMessage({ cyberconf: 'height', height: 5000 }, '*')"
    page.frames[1].evaluate(false)  # a frame that shows another site than its address names
    page.evaluate(false)  # the page itself
    heights = "[...document.querySelectorAll('iframe')].map((frame) => frame.style.blockSize)"
    assert page.evaluate(heights) == ["", grown]

    for address in ("/c/embed/?look=light", "/ar/c/embed/sessions/s-0/?look=dark"):
        shown = open_page(address, viewport={"width": 360, "height": 800})
        assert (problems(shown), is_wider_than_the_window(shown)) == ([], False)
    looks = "[...document.querySelectorAll('h1, li')].map((each) => getComputedStyle(each))"
    sides = shown.evaluate(f"{looks}.map((look) => [look.textAlign, look.direction])")
    assert sides == [["right", "ltr"], ["start", "rtl"]]  # a title, and the number of a question

    frame.get_by_role("link", name="Session 29").click()
    expect(page).to_have_url(f"{live_server.url}/c/sessions/s-29/")
