"""Looking after speakers: what somebody sends from a phone, and what staff make of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from cyberconf.accounts.models import User
from events import outbox, team
from events.models import Conference, Letter
from speakers import links
from speakers.models import Speaker
from tests.browser.looking import LONG_WORD, is_wider_than_the_window, problems, sign_in
from tests.builders import (
    make_appearance,
    make_conference,
    make_question,
    make_release,
    make_session,
    make_speaker,
)
from tests.pictures import picture

Open = Callable[..., Page]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def conference(transactional_db: None, eve: User) -> Conference:
    """Ada is there twice, once with a long name."""
    conference = make_conference(slug="calm", title="Calm")
    team.join(conference=conference, user=eve, role=team.Role.EDITOR)
    panel = make_session(conference, title="The law of the sea cables")
    make_question(panel)
    ada = make_speaker(name="Ada Byron", email="ada@b.example", affiliation="Institute", biography="Hers.")
    twin = make_speaker(name="Byron Ada", post=LONG_WORD, consents_to_publish=True)
    make_appearance(panel, ada, role="moderator")
    make_appearance(make_session(conference, title="Trust", kind="talk"), twin)
    make_appearance(panel, make_speaker(name=LONG_WORD), position=1)
    make_release(conference)
    return conference


def looks_right(page: Page, part: str | None = None) -> None:
    assert problems(page, part) == []
    assert is_wider_than_the_window(page) is False


def visit(page: Page, name: str, *of: Any, query: str = "") -> None:
    page.goto(reverse(f"admin:{name}", args=of) + query)


def test_a_speaker_sends_a_photo_from_a_phone_and_staff_take_it_over(
    open_page: Open, conference: Conference, eve: User
) -> None:
    ada = Speaker.objects.get(name="Ada Byron")
    address = reverse("speakers:own_entry", args=[links.token(links.make(ada, by=eve))])
    page = open_page(address, viewport=PHONE, java_script_enabled=False)
    photo = {"name": "me.png", "mimeType": "image/png", "buffer": picture("PNG", (300, 200))}
    page.get_by_label("Post").fill("Director")
    page.get_by_label("Photo", exact=False).first.set_input_files([photo])
    page.get_by_label("Links").fill("Web")
    page.get_by_role("button", name="Send to the organisers").click()
    expect(page.locator(".field__errors")).to_have_count(1)
    expect(page.get_by_alt_text("The photo as it would be shown")).to_be_visible()
    assert is_wider_than_the_window(page) is False
    page.get_by_label("Links").fill("Web https://a.example/")
    page.get_by_role("button", name="Send to the organisers").click()
    assert page.get_by_role("status").inner_text().endswith("and you can still change it.")
    page = open_page(address, viewport=PHONE)
    looks_right(page)

    sign_in(page, eve)
    visit(page, "speakers_speaker_changelist", query="?proposal=waiting")
    page.get_by_role("link", name="waits", exact=True).click()
    looks_right(page, "#content-main")
    page.get_by_label("Post").uncheck()
    page.get_by_role("button", name="Take over what is ticked").click()
    expect(page.get_by_text("The entry says so now.")).to_be_visible()
    ada.refresh_from_db()
    assert (ada.post, ada.links, ada.photo.name.endswith("/photo.jpg")) == (
        "",
        [{"title": "Web", "url": "https://a.example/"}],
        True,
    )


def test_entries_are_merged_side_by_side(open_page: Open, conference: Conference, eve: User) -> None:
    page = open_page(viewport=PHONE)
    sign_in(page, eve)
    visit(page, "speakers_speaker_duplicates")
    looks_right(page, "#content-main")
    page.get_by_role("link", name="Look at the entries of Ada Byron side by side").click()
    looks_right(page, "#content-main")
    page.get_by_role("row", name="Name").get_by_label("Ada Byron").check()
    page.get_by_role("button", name="Merge into one entry").click()
    expect(page.get_by_text("2 entries are one now.")).to_be_visible()
    assert sorted(Speaker.objects.values_list("name", flat=True)) == sorted(["Ada Byron", LONG_WORD])


def test_a_sheet_is_looked_at_and_applied(open_page: Open, conference: Conference, eve: User) -> None:
    page = open_page(viewport=PHONE)
    sign_in(page, eve)
    visit(page, "speakers_speaker_import")
    looks_right(page, "#content-main")
    rows = f"Name,Post,Shoes\nAda Byron,Director,38\nBo,{LONG_WORD},\nAda Bÿron,,\n"
    page.get_by_label("File").set_input_files(
        [{"name": "people.csv", "mimeType": "text/csv", "buffer": rows.encode()}]
    )
    page.get_by_role("button", name="Read it").click()
    looks_right(page, "#content-main")
    page.get_by_label("A new entry").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("2 new, 1 changed, 0 as they were, 0 left out.")).to_be_visible()


def test_speakers_are_looked_over_and_written_to(open_page: Open, conference: Conference, eve: User) -> None:
    page = open_page(viewport=PHONE)
    sign_in(page, eve)
    visit(page, "events_conference_speakers", conference.pk)
    looks_right(page, "#content-main")
    page.get_by_role("link", name="Write to speakers").click()
    page.get_by_label("What you want to say beside it").fill("Please be there early.")
    page.get_by_role("button", name="See the letter to Ada Byron").click()
    looks_right(page, "#content-main")
    assert "Please be there early." in page.locator(".letter").first.inner_text()
    page.get_by_role("button", name="Send to those who are ticked").click()
    expect(page.get_by_text("1 letter is on its way.")).to_be_visible()
    outbox.deliver_due()
    assert (Letter.objects.get().state, [sent.to for sent in mail.outbox]) == ("sent", [["ada@b.example"]])
