"""The story of a draft that is shown to somebody without an account."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from events import previewing, team
from events.models import PreviewLink, Session
from tests.browser.looking import LOOKS, is_wider_than_the_window, problems, sign_in
from tests.builders import (
    make_appearance,
    make_conference,
    make_question,
    make_session,
    make_speaker,
    make_user,
)

Open = Callable[..., Page]


def a_draft() -> Session:
    """A panel of a conference that was never published, and a talk after it."""
    conference = make_conference(status="draft", title="Ports", theme="Trust")
    session = make_session(conference, slug="norms", title="Norms", kind="panel", description="Old threats.")
    make_question(session, text="Which norms?", outcome="All.")
    make_appearance(session, make_speaker(name="Ada Adams"), role="moderator")
    make_session(conference, title="Laws", kind="talk")
    return session


def test_an_editor_makes_a_link_a_guest_reads_the_draft_and_the_editor_revokes_it(open_page: Open) -> None:
    conference = a_draft().conference
    editor = make_user(role="editor")
    team.join(conference=conference, user=editor, role=team.Role.EDITOR)
    page = open_page("/")
    sign_in(page, editor)
    page.goto(f"/admin/events/conference/{conference.pk}/change/")
    page.get_by_role("link", name="Preview links").click()
    page.get_by_label("For whom").fill("The ministry")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_text("The link is made.")).to_be_visible()
    assert problems(page, ".publish-form, .preview-link") == []

    guest = open_page(urlsplit(previewing.address(PreviewLink.objects.get())).path)
    guest.get_by_role("link", name="Norms").click()
    expect(guest.get_by_text("Ada Adams")).to_be_visible()

    page.get_by_role("button", name="Revoke the link for The ministry").click()
    expect(page.get_by_text("The link for The ministry works no more.")).to_be_visible()
    guest.reload()
    expect(guest.get_by_text("Ada Adams")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_everybody_can_use_a_preview(open_page: Open, width: int, scheme: str) -> None:
    link = previewing.make(a_draft().conference, by=None, name="The ministry", days=7)
    path = urlsplit(previewing.address(link)).path
    page = open_page(path, color_scheme=scheme, viewport={"width": width, "height": 800})
    for address in (path, f"{path}sessions/norms/"):
        page.goto(address)
        assert problems(page) == []
        assert not is_wider_than_the_window(page)
