"""The story of a mail: somebody is told of a reply, answers from there, and wants no more of them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from cyberconf.accounts.models import User
from tests.browser.looking import is_wider_than_the_window, problems, sign_in
from tests.builders import make_comment, make_published_panel

Open = Callable[..., Page]


def addresses(text: str) -> list[str]:
    """The paths of our own that a mail leads to, in their order."""
    return [re.sub(r"^https?://[^/]+", "", found) for found in re.findall(r"https?://\S+", text)]


def preference(user: User) -> str:
    """What somebody is mailed at this moment."""
    return User.objects.get(pk=user.pk).mail_preference


@pytest.mark.parametrize("scripts", [True, False], ids=["JavaScript", "no JavaScript"])
def test_reply_by_mail_notification_unsubscribe(
    open_page: Open, scripts: bool, alice: User, bob: User
) -> None:
    panel = make_published_panel()
    asked = make_comment(panel, question=panel.questions.get(position=1), author=alice, body="Who pays?")
    make_comment(parent=asked, author=bob, body="The States that signed.")

    told = mail.outbox[-1]
    assert told.to == [alice.email]
    reply, stop = addresses(str(told.body))[0], addresses(str(told.body))[-1]
    page = open_page("/conferences/", java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    sign_in(page, alice)
    page.goto(reply)
    answer = page.locator("article.comment", has_text="The States that signed.").last
    expect(answer).to_be_in_viewport()
    answer.get_by_role("link", name="Reply").click()
    page.get_by_label("Your comment").fill("And who did not sign?")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("status").first).to_contain_text("Your comment is published.")
    assert (mail.outbox[-1].to, "And who did not sign?" in str(mail.outbox[-1].body)) == ([bob.email], True)

    stranger = open_page(stop, java_script_enabled=scripts)  # a mail program has no session of ours
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Stop these mails?")
    assert (problems(stranger, scripts=scripts), preference(alice)) == (
        [],
        "at_once",
    )
    stranger.get_by_role("button", name="Stop these mails").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("No more of these mails")
    assert problems(stranger, scripts=scripts) == []
    assert not (scripts and is_wider_than_the_window(stranger))

    sent = len(mail.outbox)
    make_comment(parent=asked, author=bob, body="Nobody else.")
    assert (len(mail.outbox), preference(alice)) == (sent, "never")
