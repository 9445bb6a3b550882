"""What only a browser shows of every page: can everybody use it, at any width, light and dark, on paper?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cyberconf.accounts.models import User
from tests.browser.looking import LONG_WORD, LOOKS, is_wider_than_the_window, problems, sign_in
from tests.builders import (
    make_appearance,
    make_conference,
    make_published_panel,
    make_release,
    make_session,
    make_speaker,
)
from tests.everything import make_everything, pages_of, programme_pages
from tests.pages import address_of
from tests.test_permissions import World, world  # noqa: F401  # it is a fixture here too

Open = Callable[..., Page]
PARTS = 3  # of the pages: one alone would keep a single worker for long at the end
ZOOMED = {360: 320, 1440: 768}  # a window of 1,280 px at 400 %, and a tablet, beside what is looked at


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_any_page_and_none_scrolls_sideways(
    open_page: Open,
    world: World,  # noqa: F811
    width: int,
    scheme: str,
    part: int,
) -> None:
    """Those of the programme are seen twice, once of it in Arabic; others, of the same forms, once."""
    panel, look = make_everything(), LOOKS.index((width, scheme))
    page = open_page("/", viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = {}
    for number, (address, who) in enumerate(pages_of(panel, world)):
        is_left = number >= len(programme_pages(panel)) and number // 2 % 2 != look
        if is_left or number // 4 % PARTS != part:
            continue
        language = ("en", "ar")[(number + look) % 2]
        ask_as(page, world.headers[who], language)
        page.goto(address)
        page.set_viewport_size({"width": width, "height": 900})
        seen = problems(page)
        page.set_viewport_size({"width": ZOOMED[width], "height": 900})
        found[address, who, language] = [*seen, *["too wide"] * is_wider_than_the_window(page)]
    assert {page: each for page, each in found.items() if each} == {}


def ask_as(page: Page, headers: dict[str, str], language: str) -> None:
    """Make the browser that of somebody, who chose a language."""
    page.context.clear_cookies()
    kept = f"{settings.LANGUAGE_COOKIE_NAME}={language}; " + headers.get("Cookie", "")
    place = {"domain": str(urlsplit(page.url).hostname), "path": "/"}
    for name, value in (each.split("=") for each in kept.split("; ") if each):
        page.context.add_cookies([{"name": name, "value": value, **place}])


@pytest.mark.parametrize("width", [320, 1440])
def test_a_token_is_made_and_revoked_on_a_page_that_everybody_can_use(
    open_page: Open, width: int, eve: User
) -> None:
    page = open_page("/", viewport={"width": width, "height": 900})
    sign_in(page, eve)
    page.goto(reverse("account_tokens"))
    page.get_by_label("What it is for").fill(LONG_WORD)
    page.get_by_role("button", name="Make token").click()
    expect(page.locator(".account__token")).to_have_text(re.compile(r"cyberconf_[0-9a-f]{12}_[\w-]{43}"))
    assert (problems(page), is_wider_than_the_window(page)) == ([], False)
    page.get_by_role("button", name=f"Revoke {LONG_WORD}").click()
    expect(page.get_by_text("You have none that holds.")).to_be_visible()
    assert problems(page) == []


# What is alone on its line and less than 44 px high.
SMALL = """(all) => all.filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
  .map((each) => each.outerHTML)"""


@pytest.mark.parametrize("width", [360, 1440])
def test_titles_and_links_that_stand_alone_are_as_high_as_a_finger(open_page: Open, width: int) -> None:
    conference = make_published_panel(title="Norms").conference
    page = open_page("/", viewport={"width": width, "height": 900})
    small = []
    for end in ("", "search/?q=norms", "changes/", "words/n/"):
        page.goto(f"{conference.get_absolute_url()}{end}")
        small += page.locator(".bar__brand, :is(h2, h3, dd) > a, main > p > a:only-child").evaluate_all(SMALL)
    assert small == []
    focused = page.locator("dd > a").first
    focused.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")  # the frame of the focus would strike through the lines beside it
    assert focused.evaluate("(link) => getComputedStyle(link).paddingTop") == "0px"
    page.emulate_media(forced_colors="active")
    edge = "(brand) => getComputedStyle(brand).borderTopWidth"
    assert page.locator(".bar__brand").evaluate(edge) == "0px"  # nothing is transparent there


def test_the_menu_of_a_phone_opens_without_javascript(open_page: Open) -> None:
    panel = make_everything()
    page = open_page(
        panel.conference.get_absolute_url(), viewport={"width": 360, "height": 700}, java_script_enabled=False
    )
    link = page.get_by_role("link", name="Speakers", exact=True)
    expect(link).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Speakers")


def test_the_first_key_leads_past_the_menu(open_page: Open) -> None:
    panel = make_everything()
    page = open_page(panel.conference.get_absolute_url())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_a_refused_form_has_the_focus_on_what_is_wrong(open_page: Open) -> None:
    page = open_page(reverse("account_signup"), color_scheme="dark")
    grounds = "(all) => new Set(all.map((each) => getComputedStyle(each).backgroundColor)).size"
    assert page.locator("[type=radio]:not(:checked), [name=name]").evaluate_all(grounds) == 1
    page.get_by_label("Your name").fill("Secretariat")
    page.get_by_role("button", name="Create account").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_count(2)
    summary.get_by_role("link", name="Your name").click()
    expect(page.get_by_label("Your name")).to_be_focused()
    expect(page.get_by_label("Your name")).to_have_value("Secretariat")


SEEN = """() => {
  const [foot, current] = [".foot", ".bar__wide [aria-current]"].map((each) => document.querySelector(each));
  return {
    colours: [getComputedStyle(document.body).backgroundColor, getComputedStyle(foot).color].join(),
    moves: getComputedStyle(document.documentElement).scrollBehavior,
    outline: getComputedStyle(current).outlineStyle,
    figures: getComputedStyle(document.body).fontVariantNumeric,
    headings: getComputedStyle(document.querySelector("h1")).fontFamily.split(", ").pop(),
  };
}"""


def test_colours_contrast_and_motion_are_the_systems_unless_others_are_chosen(open_page: Open) -> None:
    make_published_panel()
    page = open_page("/")

    def seen(system: dict[str, Any], chosen: str = "") -> Any:
        usual: dict[str, Any] = {"color_scheme": "light", "contrast": "no-preference"}
        page.emulate_media(**usual | {"reduced_motion": "no-preference", "forced_colors": "none"} | system)
        page.evaluate("chosen => document.documentElement.dataset.look = chosen", chosen)
        return page.evaluate(SEEN)

    def colours(chosen: str = "", **system: Any) -> str:
        return str(seen(system, chosen)["colours"])

    dark, more = {"color_scheme": "dark"}, {"contrast": "more"}
    looks = [colours(), colours(**dark), colours(**more), colours(**dark, **more)]
    assert len(set(looks)) == 4
    assert [colours("light", **dark, **more), colours("dark", **more)] == looks[:2]
    assert [colours("contrast"), colours("contrast", **dark)] == looks[2:]
    assert [seen({"reduced_motion": each})["moves"] for each in ("no-preference", "reduce")] == [
        "smooth",
        "auto",
    ]
    assert [seen({})[what] for what in ("figures", "headings")] == ["tabular-nums", "serif"]
    assert seen({"forced_colors": "active"})["outline"] == "solid"  # shadows are not drawn there


def test_paper_shows_the_order_of_the_day_alone(open_page: Open) -> None:
    panel = make_everything()
    asked = f"{panel.conference.get_absolute_url()}?tz=Asia/Tokyo"
    page = open_page(asked)
    expect(page.locator(".printed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(page.get_by_role("link", name="Add to calendar")).to_be_hidden()
    expect(page.locator(".entry__tools").first).to_be_hidden()
    expect(page.get_by_text(f"Who pays for {LONG_WORD}?")).to_be_visible()
    expect(page.get_by_text("Coffee")).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_be_hidden()
    expect(page.locator(".printed")).to_have_text(f"{panel.conference.title} · {settings.SITE_URL}{asked}")
    assert page.evaluate("getComputedStyle(document.querySelector('h2')).breakAfter") == "avoid"
    assert page.evaluate("getComputedStyle(document.querySelector('.entry')).breakInside") == "avoid"
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "13.3333px"  # ten points
    # A border, as paper has no grounds: as one, the mark was a gap in the rule.
    mark = "getComputedStyle(document.querySelector('.entry--marked'), '::after').borderBlockStartStyle"
    assert page.evaluate(mark) == "solid"


def test_paper_leads_nowhere_and_asks_nobody_to_sign_in(open_page: Open) -> None:
    report = "https://example.org/report"
    panel = make_published_panel(title="Norms", number="2", description=f"See [the report]({report}).")
    page = open_page(address_of(panel), color_scheme="dark")
    ways = page.get_by_role("link", name="Programme", exact=True).last
    expect(ways).to_be_visible()
    page.emulate_media(media="print")
    expect(ways).to_be_hidden()
    expect(page.get_by_role("heading", name="Norms")).to_be_visible()
    expect(page.get_by_text("Nobody has written here yet.")).to_be_hidden()
    link = page.get_by_role("link", name="the report")
    assert report in link.evaluate("link => getComputedStyle(link, '::after').content")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light only"
    sheet = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages[0].mediabox
    assert (round(sheet.width), round(sheet.height)) == (595, 842)  # points: A4
    page.emulate_media(media="screen")
    page.goto(f"/{panel.conference.slug}/my/?sessions={panel.slug}")
    asking = page.get_by_text("Sign in to have them everywhere")
    expect(asking).to_be_visible()
    page.emulate_media(media="print")
    expect(asking).to_be_hidden()
    expect(page.get_by_role("heading", name="My agenda")).to_be_visible()


def test_nothing_is_loaded_from_elsewhere_and_nothing_breaks_the_policy(open_page: Open) -> None:
    panel = make_everything()
    page = open_page("/", service_workers="allow")
    host = urlsplit(page.url).netloc
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address, _who in programme_pages(panel):
        page.goto(address)
    assert (set(asked), said) == ({host}, [])


def test_search_engines_are_told_of_a_page_under_the_strict_policy(open_page: Open) -> None:
    conference = make_conference(slug="c", title="</script><script>document.title = 'taken'</script>")
    panel = make_session(conference, slug="s", title="Norms <!-- <script>")
    speaker = make_speaker(slug="p", name="Ada")
    make_appearance(panel, speaker)
    make_release(conference)
    page = open_page("/", service_workers="allow")
    violations: list[str] = []
    page.on("console", lambda message: violations.append(message.text))
    page.expose_function("refused", lambda directive: violations.append(directive))
    page.add_init_script("addEventListener('securitypolicyviolation', e => refused(e.violatedDirective))")
    blocks = {}
    for address in ("/c/", "/c/sessions/s/", "/c/speakers/p/"):
        response = page.goto(address)
        assert response is not None
        assert "script-src 'self';" in response.headers["content-security-policy"] + ";"
        block = page.locator("script[type='application/ld+json']").text_content()
        blocks[address] = [json.loads(block or "")[name] for name in ("@type", "name")]
        assert page.title() != "taken"
    assert (blocks, violations) == (
        {
            "/c/": ["Event", conference.title],
            "/c/sessions/s/": ["Event", panel.title],
            "/c/speakers/p/": ["Person", "Ada"],
        },
        [],
    )
