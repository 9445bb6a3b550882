"""The story of a programme that lies in a text: pasted, understood, mended, applied."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cyberconf.demo.site import SOURCE
from events import importers, publishing
from events.models import Conference
from tests.browser.looking import LOOKS, is_wider_than_the_window, problems, sign_in
from tests.builders import make_user

Open = Callable[..., Page]


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_editor_makes_a_conference_from_the_2021_text(open_page: Open, scripts: bool) -> None:
    text = SOURCE.read_text().replace("11:15-12:30", "11:15-26:30")
    page = open_page("/", java_script_enabled=scripts)
    sign_in(page, make_user(role="editor"))
    page.goto("/admin/events/conference/")
    page.get_by_role("link", name="Import a programme").click()
    page.get_by_label("Paste a programme").fill(text)
    page.get_by_role("button", name="Read it").click()

    doubted = page.locator("li.import-doubted", has_text="11:15-26:30")
    expect(doubted).to_contain_text("Begins like a time of day, but is none")
    assert not Conference.objects.exists()
    page.get_by_label("Paste a programme").fill(SOURCE.read_text())
    page.get_by_role("button", name="Read again").click()
    expect(page.locator("li.import-doubted", has_text="26:30")).to_have_count(0)
    expect(page.get_by_text("sessions: 12")).to_be_visible()

    page.get_by_role("button", name="Apply to the draft").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    conference = Conference.objects.get()
    page.get_by_role("link", name=conference.title).last.click()
    expect(page.get_by_label("Title:", exact=True)).to_have_value("2021 Cyber Stability Conference")
    assert conference.sessions.count() == 12


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_editor_takes_one_change_of_a_newer_text(open_page: Open, scripts: bool) -> None:
    text = SOURCE.read_text()
    editor = make_user(role="editor")
    conference, _changes = publishing.import_programme(importers.read(text.encode()).programme, by=editor)
    page = open_page("/", java_script_enabled=scripts)
    sign_in(page, editor)
    page.goto(f"/admin/events/conference/{conference.pk}/import/")
    newer = text.replace("9:50-10:55", "9:55-10:55").replace("11:15-12:30", "11:30-12:40")
    page.get_by_label("Paste a programme").fill(newer)
    page.get_by_role("button", name="Read it").click()

    if scripts:
        page.get_by_role("button", name="Tick none").click()
    else:
        page.get_by_label("Panel 1 starts at 09:55").uncheck()
    page.get_by_label("Panel 2 moves from").check()
    page.get_by_role("button", name="Apply to the draft").click()
    expect(page.get_by_text("1 change was written into the draft. What was not ticked")).to_be_visible()
    starts = [each.starts_at.strftime("%H:%M") for each in publishing.build(conference).sessions]
    assert ("09:50" in starts, "09:55" in starts, "11:30" in starts) == (True, False, True)


@pytest.mark.parametrize(("width", "scheme"), LOOKS[:1])
def test_everybody_can_use_the_page_of_an_import(open_page: Open, width: int, scheme: str) -> None:
    page = open_page("/", color_scheme=scheme, viewport={"width": width, "height": 800})
    sign_in(page, make_user(role="editor"))
    page.goto("/admin/events/conference/import/")
    assert problems(page, ".import-form, .import-source") == []
    page.get_by_label("Paste a programme").fill(SOURCE.read_text() + "\n26:00 Nothing")
    page.get_by_role("button", name="Read it").click()
    assert problems(page, ".import-form, .import-source") == []
    assert not is_wider_than_the_window(page)
