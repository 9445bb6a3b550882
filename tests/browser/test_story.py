"""The story that the site is for: read the programme, answer a question, be found by staff."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from comments.models import Comment
from cyberconf.accounts.models import User
from cyberconf.demo import site
from events.models import Conference
from tests.builders import make_moderator, make_user

PASSWORD = "calm-waters-2021"
TEXT = "Start from what the Charter already says.\n\nThen ask *who* is affected: x < y & z."
Open = Callable[..., Page]


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_somebody_reads_signs_up_answers_and_is_found_by_staff(open_page: Open, scripts: bool) -> None:
    site.load_2021()
    mona = make_user(email="mona@example.org", name="Mona", role="moderator", password=PASSWORD)
    make_moderator(Conference.objects.get(), mona)

    page = open_page("/", java_script_enabled=scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("2021 Cyber Stability Conference")
    page.get_by_role("link", name="International law", exact=True).click()
    page.get_by_role("link", name=re.compile("How should the OEWG go about identifying gaps")).click()
    expect(page.locator("h1")).to_contain_text("identifying gaps in the international law")
    page.get_by_label("Your comment").fill(TEXT)
    page.get_by_role("button", name="Post comment").click()

    sign_up(page)

    expect(page.get_by_label("Your comment")).to_have_value(TEXT)
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("status").first).to_have_text("Your comment is published.")
    shown = page.locator("article.comment")
    expect(shown).to_contain_text("Nia New")
    expect(shown).to_contain_text("Accra Institute")
    expect(shown.locator("em")).to_have_text("who")

    comment = Comment.objects.get()
    question = comment.discussion.question
    assert question is not None
    assert (comment.body, question.position, question.session.title) == (TEXT, 2, "International law")
    assert User.objects.get(email="nia@example.org").affiliation == "Accra Institute"
    found_in_admin(open_page("/admin/comments/comment/"))


def sign_up(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Create an account")
    page.get_by_label("E-mail address").fill("nia@example.org")
    page.get_by_label("Your name").fill("Nia New")
    page.get_by_label("my organisation").check()
    page.get_by_label("Organisation", exact=True).fill("Accra Institute")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code")
    code = re.search(r"^\d{4}-\d{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    page.get_by_label("Code").fill(code[0])
    page.get_by_role("button", name="Confirm my address").click()


def found_in_admin(page: Page) -> None:
    page.get_by_text("Sign in with a password").click()
    page.locator("details").get_by_label("E-mail address").fill("mona@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("details").get_by_role("button", name="Sign in").click()
    expect(page.locator("#result_list")).to_contain_text("Start from what the Charter already says.")
    expect(page.locator("#result_list")).to_contain_text("Nia New")
