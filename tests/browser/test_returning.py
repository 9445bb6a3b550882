"""The story of a release that was a mistake: looked at, and gone back from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from events import team
from events.models import Conference, Session
from tests.browser.looking import LOOKS, is_wider_than_the_window, problems, sign_in
from tests.builders import make_published_panel, make_release, make_session, make_user

Open = Callable[..., Page]


def a_mistake() -> Conference:
    """A conference whose second release renamed a session and took in another."""
    session = make_published_panel(title="Norms", number="2", description="Old threats are known.")
    Session.objects.update(title="Rules", description="New threats are known.", slug="rules")
    make_session(session.conference, title="Laws", kind="talk")
    make_release(session.conference)
    Conference.objects.update(theme="Not published yet")
    return session.conference


def open_list(page: Page, conference: Conference) -> None:
    editor = make_user(role="editor")
    team.join(conference=conference, user=editor, role=team.Role.EDITOR)
    sign_in(page, editor)
    page.goto("/admin/events/release/")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_editor_goes_back_from_the_list_of_releases(open_page: Open, scripts: bool) -> None:
    conference = a_mistake()
    page = open_page("/", java_script_enabled=scripts)
    open_list(page, conference)
    page.get_by_role("link", name="Go back to release 1").click()
    expect(page.get_by_text("Panel 2 is renamed from “Rules” to “Norms”.")).to_be_visible()
    page.get_by_label("Note").fill("The plan of before stands.")
    page.get_by_role("button", name="Publish release 1 again").click()
    expect(page.get_by_text("It says what release 1 said.")).to_be_visible()
    expect(page.get_by_text("The plan of before stands.")).to_be_visible()
    page.goto(conference.get_absolute_url())
    expect(page.get_by_text("Norms").first).to_be_visible()
    expect(page.get_by_text("Laws")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_everybody_can_use_the_page_on_which_one_goes_back(open_page: Open, width: int, scheme: str) -> None:
    page = open_page("/", color_scheme=scheme, viewport={"width": width, "height": 800})
    open_list(page, a_mistake())
    page.get_by_role("link", name="Go back to release 1").click()
    assert problems(page, ".state, .changes-group, .publish-form") == []
    assert not is_wider_than_the_window(page)
