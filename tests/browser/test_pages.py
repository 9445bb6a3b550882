"""What only a browser shows of every page: can everybody use it, at any width, light and dark, on paper?"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cyberconf.accounts.models import User
from events.models import Session
from tests.browser.looking import LONG_WORD, LOOKS, is_wider_than_the_window, problems, sign_in
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_user,
)

LONG_TITLE = "On the responsible behaviour of States in the use of information technologies " * 4
Open = Callable[..., Page]


def make_everything() -> Session:
    """A released conference of two days, with rooms side by side, long texts, Arabic, and a discussion."""
    conference = make_conference(
        title=f"Conference on {LONG_WORD}",
        theme=LONG_TITLE[:280],
        description="An *introduction*.\n\n- one\n- two",
        venue_name="Palais des Nations",
        venue_address="Geneva",
        organiser_name="Institute",
        format="hybrid",
        stream_url="https://example.org/live",
    )
    rooms = [conference.rooms.create(name=name, slug=name.lower()) for name in ("Aula", "Attic")]
    track = conference.tracks.create(name="Norms", slug="norms")
    panel = make_session(
        conference, title=LONG_TITLE[:300], number="1", room=rooms[0], description=f"{LONG_WORD} " * 5
    )
    question = make_question(panel, text=f"Who pays for {LONG_WORD}?", outcome="They **agreed**.")
    make_question(panel, text="ما هي القواعد التي تحتاج إلى مزيد من التطوير؟")
    for number in range(5):
        speaker = make_speaker(
            name=f"Person {LONG_WORD} {number}", post="Director", biography="Wrote *much*."
        )
        make_appearance(panel, speaker, role="moderator" if number == 0 else "panellist")
    make_session(conference, title="القانون الدولي", room=rooms[1], track=track, status="tentative")
    ends_at = panel.ends_at
    assert ends_at is not None
    make_session(conference, kind="break", title="Coffee", starts_at=ends_at)
    make_session(
        conference,
        kind="keynote",
        title="Tomorrow",
        starts_at=ends_at + timedelta(days=1),
        status="cancelled",
    )
    make_release(conference)
    Session.objects.filter(pk=panel.pk).update(number="2")
    make_release(conference)
    said = make_comment(
        panel, question=question, author=make_user(name=LONG_WORD), body=f"Yes: {LONG_WORD * 3}"
    )
    for _ in range(4):
        said = make_comment(parent=said, body="> quoted\n\nA reply to https://example.org/" + "long/" * 20)
    return panel


def addresses(panel: Session) -> dict[str, str]:
    slug = panel.conference.slug
    person = panel.speakers.first()
    assert person is not None
    return {
        "programme": reverse("events:programme", args=[slug]),
        "one day": reverse("events:programme", args=[slug]) + "?day=2021-12-03",
        "session": reverse("events:session", args=[slug, panel.slug]),
        "question": reverse("events:question", args=[slug, panel.slug, 1]),
        "speakers": reverse("events:speakers", args=[slug]),
        "speaker": reverse("events:speaker", args=[slug, person.slug]),
        "search": reverse("events:search", args=[slug]) + "?q=person",
        "changes": reverse("events:changes", args=[slug]),
        "old release": reverse("events:release", args=[slug, 1]),
        "latest comments": reverse("comments:latest", args=[slug]),
        "conferences": reverse("events:conferences"),
        "API": reverse("api:docs"),
        "sign up": reverse("account_signup"),
        "sign in": reverse("account_login"),
        "not found": "/nowhere/",
    }


def in_arabic(panel: Session) -> dict[str, str]:
    """A page of each kind of the programme, from right to left."""
    kinds = ("programme", "session", "question", "speaker", "search")
    return {name: f"/ar{address}" for name, address in addresses(panel).items() if name in kinds}


def own_addresses(panel: Session) -> dict[str, str]:
    """The pages of somebody who is signed in."""
    comment = make_comment(panel)
    return {
        "session": reverse("events:session", args=[panel.conference.slug, panel.slug]),
        "reply": reverse("comments:replies", args=[comment.pk]),
        "profile": reverse("account_profile"),
        "address": reverse("account_email"),
        "sign out": reverse("account_logout"),
    }


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_any_page(open_page: Open, width: int, scheme: str, alice: User) -> None:
    panel = make_everything()
    page = open_page("/", viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = {}
    for name, address in addresses(panel).items():
        page.goto(address)
        found[name] = problems(page)
    for name, address in in_arabic(panel).items():
        page.goto(address)
        found[f"{name} in Arabic"] = [*problems(page), *["too wide"] * is_wider_than_the_window(page)]
    sign_in(page, alice)
    for name, address in own_addresses(panel).items():
        page.goto(address)
        found[f"{name}, signed in"] = problems(page)
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_scrolls_sideways(open_page: Open, width: int, alice: User) -> None:
    panel = make_everything()
    page = open_page("/", viewport={"width": width, "height": 900})
    sign_in(page, alice)
    wide = []
    for name, address in (addresses(panel) | own_addresses(panel)).items():
        page.goto(address)
        if is_wider_than_the_window(page):
            wide.append(name)
    assert wide == []


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
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_a_refused_form_has_the_focus_on_what_is_wrong(open_page: Open) -> None:
    page = open_page(reverse("account_signup"))
    page.get_by_label("Your name").fill("Secretariat")
    page.get_by_role("button", name="Create account").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_count(2)
    summary.get_by_role("link", name="Your name").click()
    expect(page.get_by_label("Your name")).to_be_focused()
    expect(page.get_by_label("Your name")).to_have_value("Secretariat")


def test_paper_shows_the_order_of_the_day_alone(open_page: Open) -> None:
    panel = make_everything()
    page = open_page(panel.conference.get_absolute_url())
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(page.get_by_role("link", name="Add to calendar")).to_be_hidden()
    expect(page.get_by_text(f"Who pays for {LONG_WORD}?")).to_be_visible()
    expect(page.get_by_text("Coffee")).to_be_visible()


def test_nothing_is_loaded_from_elsewhere_and_nothing_breaks_the_policy(open_page: Open) -> None:
    panel = make_everything()
    page = open_page("/", service_workers="allow")
    host = urlsplit(page.url).netloc
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name, address in addresses(panel).items():
        if name != "not found":
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
