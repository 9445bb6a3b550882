"""What somebody has seen of a programme is there without a network; nothing of theirs stays on the device."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.signals import request_started
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.looking import problems, sign_in
from tests.builders import (
    NINE,
    make_conference,
    make_published_panel,
    make_release,
    make_session,
    make_user,
)
from tests.pages import address_of

KEPT = """async () => {
  const cache = await caches.open("pages-2");
  const keys = await cache.keys();
  const texts = await Promise.all(keys.map(async (key) => (await cache.match(key)).text()));
  return { addresses: keys.map((key) => new URL(key.url).pathname), texts };
}"""

# No predicate is waited for, as our pages let nobody evaluate texts.
CONTROLLED = """async () => {
  const isOurs = () => navigator.serviceWorker.controller;
  for (let tries = 0; !isOurs() && tries < 99; tries += 1) await new Promise((go) => setTimeout(go, 50));
}"""
ASK = "(address) => fetch(address, { cache: 'reload' }).then(({ status }) => status, () => 0)"
# What pages are shown with, once it is as much as is awaited.
SHELL_OF = """async (many) => {
  const shell = await caches.open("shell");
  let keys = await shell.keys();
  for (let tries = 0; keys.length < many && tries < 99; tries += 1) {
    await new Promise((go) => setTimeout(go, 50));
    keys = await shell.keys();
  }
  return keys.map(({ url }) => new URL(url).pathname.split("/").pop()).sort();
}"""
CROWD = """async (photo) => {
  for (let number = 0; number < 205; number += 1) await fetch(`/static/icon.svg?${number}`);
  return (await fetch(photo, { cache: "reload" })).status;
}"""


def test_what_a_former_worker_kept_is_deleted(open_page: Open) -> None:
    panel = make_published_panel()
    page = open_page("/robots.txt", service_workers="allow")
    page.evaluate(
        "() => caches.open('pages').then((old) => old.put('/ports/', new Response('<title>Old</title>')))"
    )
    page.goto(panel.conference.get_absolute_url())
    page.evaluate(CONTROLLED)
    wait_for_kept(page, [panel.conference.get_absolute_url()])
    assert "pages" not in page.evaluate("caches.keys()")


def test_what_was_seen_is_there_without_a_network_and_says_when_it_was_kept(open_page: Open) -> None:
    conference = make_conference(slug="ports", title="Ports")
    for slug, hours in (("cables", 0), ("norms", 1)):
        make_session(conference, slug=slug, title=slug.title(), starts_at=NINE + timedelta(hours=hours))
    make_release(conference)
    page = open_page("/ports/speakers/", service_workers="allow")
    sign_in(page, make_user(name="Alice Ahmed"))
    page.evaluate(CONTROLLED)
    page.goto("/ports/sessions/cables/")
    expect(page.get_by_text("Alice Ahmed").first).to_be_attached()
    wait_for_kept(page, ["/ports/", "/ports/sessions/cables/", "/ports/speakers/"])
    assert [text for text in page.evaluate(KEPT)["texts"] if "Alice" in text] == []

    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Cables")).to_be_visible()
    expect(page.locator(".kept")).to_contain_text("This is a copy saved on this device:")
    kept_at = datetime.fromisoformat(page.locator(".kept time").get_attribute("datetime") or "")
    assert timedelta() <= timezone.now() - kept_at < timedelta(minutes=1)
    shown_at = timezone.localtime(
        kept_at, ZoneInfo(page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone"))
    )
    expect(page.locator(".kept time")).to_have_text(f"{shown_at:%H:%M}")
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).display") != "inline"
    assert problems(page) == []
    page.goto("/ports/")
    expect(page.get_by_role("link", name="Norms")).to_be_visible()

    page.goto("/ports/sessions/norms/")
    expect(page.get_by_role("heading", name="There is no network")).to_be_visible()
    page.get_by_role("link", name="Cables").click()
    expect(page.get_by_role("heading", name="Cables")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/ports/sessions/norms/")
    expect(page.get_by_role("heading", name="Norms")).to_be_visible()
    expect(page.locator(".kept")).to_be_hidden()


def test_pages_are_kept_from_the_first_on_and_nothing_more_is_asked_for(open_page: Open) -> None:
    asked: list[str] = []

    def note(environ: dict[str, Any], **_: Any) -> None:
        asked.append(environ["PATH_INFO"])

    conference = make_conference(slug="ports", title="Ports")
    for slug in ("cables", "norms"):
        make_session(conference, slug=slug, title=slug.title())
    make_release(conference)
    request_started.connect(note)
    page = open_page("/ports/", service_workers="allow")
    wait_for_kept(page, ["/ports/"])
    first = {"icon.svg", "site.css", "marks.js", "reader.js"}
    assert page.evaluate(SHELL_OF, len(first)) == sorted(first)
    page.goto("/ports/sessions/cables/", wait_until="networkidle")
    wait_for_kept(page, ["/ports/", "/ports/sessions/cables/"])
    request_started.disconnect(note)
    assert [each for each in asked if not each.startswith("/static/")] == [
        "/ports/",
        "/worker.js",
        "/ports/sessions/cables/",
    ]
    assert page.evaluate(SHELL_OF, 6) == sorted({"reading.css", "talk.js"} | first)

    page.context.set_offline(True)
    page.goto("/ports/")
    expect(page.locator(".kept")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).marginBlockStart") == "0px"
    page.locator("[data-mark]").first.click()
    expect(page.locator("[data-mark]").first).to_have_attribute("aria-pressed", "true")
    page.goto("/ports/sessions/norms/")  # never seen: what was is listed, and leads there
    expect(page.get_by_role("heading", name="There is no network")).to_be_visible()
    assert (page.title(), problems(page)) == ("There is no network", [])
    page.get_by_role("navigation", name="Conference").first.get_by_role("link", name="Programme").click()
    expect(page.locator(".kept")).to_be_visible()


def test_nobody_waits_while_the_worker_keeps_what_was_there_before_it(
    open_page: Open,
) -> None:
    conference = make_conference(slug="ports", title="Ports")
    for slug in ("cables", "norms"):
        make_session(conference, slug=slug, title=slug.title())
    make_release(conference)
    may_answer = Event()

    def late(environ: dict[str, Any], **_: Any) -> None:
        if environ["PATH_INFO"] == "/ports/":
            may_answer.wait(20)

    request_started.connect(late)
    try:
        page = open_page("/ports/sessions/cables/", service_workers="allow")
        page.evaluate(CONTROLLED)
        page.wait_for_timeout(500)
        page.goto("/ports/sessions/norms/", timeout=5_000)
        expect(page.get_by_role("heading", name="Norms")).to_be_visible()
    finally:
        may_answer.set()
        request_started.disconnect(late)


def test_a_saved_copy_leads_to_the_page_once_there_is_a_network_and_keeps_what_was_typed(
    open_page: Open,
) -> None:
    panel = make_published_panel(title="Norms")
    page = open_page(address_of(panel), service_workers="allow")
    mistakes: list[str] = []
    page.on("pageerror", lambda mistake: mistakes.append(str(mistake)))
    wait_for_kept(page, [panel.conference.get_absolute_url(), address_of(panel)])
    sign_in(page, make_user(name="Alice Ahmed"))
    page.reload()
    page.context.set_offline(True)
    page.get_by_label("Your comment").fill("Typed by Alice")
    page.get_by_role("button", name="Post comment").click()
    page.reload()
    anew = page.locator(".kept").get_by_role("link", name="Try again")
    anew.click()
    expect(page.locator(".kept")).to_contain_text("There was no network.")
    told = page.get_by_text("What was written here is kept on this device and comes back with the network.")
    expect(told).to_be_visible()
    expect(page.get_by_text("Typed by Alice")).to_have_count(0)  # nor to who else uses the device
    assert (page.get_by_label("Your comment").input_value(), problems(page), mistakes) == ("", [], [])
    page.get_by_label("Your comment").fill("Typed without a network")
    page.context.set_offline(False)
    expect(page.get_by_label("Your comment")).to_have_value("Typed without a network")
    page.locator("[data-draft-online]").get_by_role("link", name="Try again").click()
    expect(page.locator(".kept")).to_be_hidden()
    offered = "Typed by Alice\n\nTyped without a network"
    expect(page.locator("[data-draft-text]")).to_have_text(offered, use_inner_text=True)
    expect(told).to_be_hidden()


def test_the_readers_time_is_there_without_a_network_and_what_is_not_leaves_the_page_whole(
    open_page: Open,
) -> None:
    conference = make_conference(slug="ports")
    for slug, kind in (("cables", "talk"), ("norms", "panel")):
        make_session(conference, slug=slug, title=slug.title(), kind=kind)
    make_release(conference)
    page = open_page("/ports/", service_workers="allow")
    mistakes: list[str] = []
    page.on("pageerror", lambda mistake: mistakes.append(str(mistake)))
    page.evaluate(CONTROLLED)
    wait_for_kept(page, ["/ports/"])
    there = page.locator(".there").first
    page.context.set_offline(True)
    page.evaluate("localStorage.setItem('zone', 'Asia/Tokyo')")
    page.reload()  # no script was here yet for these times, nor for filters
    for fold in (".filters", ".zone"):
        page.locator(f"{fold} summary").click()
    expect(page.get_by_role("link", name="Norms")).to_be_visible()
    page.wait_for_timeout(300)
    expect(there).to_have_count(0)

    page.context.set_offline(False)
    page.goto("/ports/sessions/norms/?tz=Asia/Tokyo", wait_until="networkidle")
    page.goto("/ports/?tz=Asia/Tokyo", wait_until="networkidle")  # the site has written them
    page.context.set_offline(True)
    page.goto("/ports/")
    expect(page.locator(".kept")).to_be_visible()
    expect(there).to_contain_text("Tokyo")
    page.goto("/ports/?tz=auckland")
    expect(there).to_contain_text("Auckland")
    assert (page.evaluate("localStorage.zone"), mistakes) == ("Pacific/Auckland", [])
    page.evaluate("localStorage.setItem('zone', 'Europe/London')")
    page.goto("/ports/sessions/norms/")  # the copy of it is one in the time of Tokyo
    expect(there).to_contain_text("London")
    assert page.evaluate("localStorage.zone") == "Europe/London"


def test_what_was_kept_is_not_crowded_out_and_stands_for_nothing_else(open_page: Open) -> None:
    cookies: list[str] = []

    def note(environ: dict[str, Any], **_: Any) -> None:
        if environ["PATH_INFO"] == "/fr/ports/":
            cookies.append(environ.get("HTTP_COOKIE", ""))

    request_started.connect(note)
    conference = make_conference(slug="ports", title="Ports")
    make_session(conference, slug="cables", title="Cables")
    make_release(conference)
    photo = default_storage.url(default_storage.save("photos/a.png", ContentFile(b"a picture")))
    page = open_page("/healthz", service_workers="allow")
    sign_in(page, make_user(name="Alice Ahmed"))
    page.goto("/ports/")
    page.evaluate(CONTROLLED)
    wait_for_kept(page, ["/ports/"])  # else that may be what was seen last
    page.goto("/fr/ports/search/?q=cables&tz=Tokyo")
    wait_for_kept(page, ["/fr/ports/", "/fr/ports/search/", "/ports/"])
    statuses = [page.evaluate(CROWD, photo)]
    default_storage.delete(photo.removeprefix("/media/"))
    statuses.append(page.evaluate(ASK, photo))
    request_started.disconnect(note)
    assert (statuses, cookies) == ([200, 404], [""])

    page.context.set_offline(True)
    assert page.evaluate(ASK, photo) == 0
    page.goto("/fr/ports/search/?q=cables")
    expect(page.locator(".kept")).to_be_visible()
    page.goto("/ports/?q=norms")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    listed = [" ".join(each.split()) for each in page.locator("main li").all_inner_texts()]
    assert listed == ["Ports English", "Ports français", "cables · Rechercher · Ports"]
    assert page.locator("main li a").nth(1).get_attribute("hreflang") == "fr"
    assert page.evaluate("getComputedStyle(document.body).marginBlockStart") == "0px"


def wait_for_kept(page: Page, addresses: list[str]) -> None:
    for _ in range(50):
        if sorted(page.evaluate(KEPT)["addresses"]) == addresses:
            return
        page.wait_for_timeout(100)
    assert sorted(page.evaluate(KEPT)["addresses"]) == addresses
