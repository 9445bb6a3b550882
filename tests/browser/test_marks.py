"""My agenda without an account, on the device, and what becomes of it on signing in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from playwright.sync_api import expect

from events.models import Bookmark
from tests.browser.conftest import Open
from tests.builders import NINE, make_conference, make_release, make_session, make_user
from tests.clients import signed_in

FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("Access is denied", "SecurityError"); }
})"""


def test_marks_stay_on_the_device_and_come_along_on_signing_in(open_page: Open, live_server: Any) -> None:
    conference = make_conference(slug="ports", title="Ports")
    for slug, hours in (("cables", 0), ("norms", 0.5), ("law", 24)):
        start = NINE + timedelta(hours=hours)
        make_session(conference, slug=slug, title=slug.title(), kind="talk", starts_at=start)
    make_release(conference)
    page = open_page("/ports/")
    page.evaluate("localStorage.setItem('marks:ports', '{}')")  # not ours
    page.reload()
    other = page.context.new_page()
    other.goto("/ports/")
    star = page.get_by_role("button", name="Bookmark Cables")
    star.click()
    pressed = page.locator("[data-mark=cables][aria-pressed=true]")
    expect(other.locator("[data-mark=cables][aria-pressed=true]")).to_be_visible()
    other.close()
    expect(pressed).to_contain_text("Bookmarked", use_inner_text=True)
    expect(star).to_have_count(0)
    page.goto("/ports/sessions/norms/")
    page.get_by_role("button", name="Bookmark Norms").press("Enter")

    page.goto("/ports/my/")
    page.wait_for_url("**/ports/my/?sessions=cables,norms")
    expect(page.get_by_role("heading", level=3)).to_have_text(["Cables", "Norms"])
    expect(page.get_by_text("At the same time: “Cables”")).to_be_visible()
    assert page.context.cookies() == []
    page.get_by_role("button", name="Bookmarked Norms").click()
    page.wait_for_url("**/ports/my/?sessions=cables")
    expect(page.get_by_role("heading", level=3)).to_have_text(["Cables"])

    user = make_user()
    cookie = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.goto("/ports/")
    expect(pressed).to_be_visible()
    assert [row.session.slug for row in Bookmark.objects.filter(user=user)] == ["cables"]
    assert page.evaluate("localStorage.getItem('marks:ports')") == "[]"
    page.goto("/ports/my/")
    page.get_by_role("button", name="Make a private address").click()
    expect(page.locator(".my-address")).to_be_visible()
    page.goto("/ports/")
    pressed.click()
    expect(page.locator("[data-mark=cables][aria-pressed=false]")).to_be_visible()
    assert Bookmark.objects.count() == 0

    page.context.set_offline(True)
    page.get_by_role("button", name="Bookmark Law").click()
    expect(page.locator("[data-mark=law][aria-pressed=true]")).to_be_visible()
    page.context.set_offline(False)  # the page sees to the rest
    expect(page.locator("[data-mark=law][value='0']")).to_be_visible()
    assert [row.session.slug for row in Bookmark.objects.filter(user=user)] == ["law"]


def test_no_star_is_offered_where_the_device_keeps_nothing(open_page: Open) -> None:
    conference = make_conference(slug="ports")
    make_session(conference, slug="cables")
    make_release(conference)
    page = open_page("/robots.txt")
    mistakes: list[str] = []
    page.on("pageerror", lambda mistake: mistakes.append(str(mistake)))
    page.add_init_script(FORBIDDEN)
    page.goto("/ports/", wait_until="networkidle")
    expect(page.locator("[data-mark]")).to_be_hidden()
    assert mistakes == []
