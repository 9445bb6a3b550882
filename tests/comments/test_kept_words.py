"""Whatever happens between writing and posting, no word is lost and none is said twice (DISCUSSION, P0).

What ends a session, a form or a discussion is in test_visitors and test_posting; going offline and the
browser's own copy in tests/browser.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import services
from comments.models import Comment
from comments.policies import LIMITS, REPEAT
from cyberconf.accounts.models import User
from events.models import Session
from tests.accounts.ways_in import newest_code
from tests.builders import make_comment, make_published_panel, make_user
from tests.pages import Page, address_of, read

pytestmark = pytest.mark.django_db

TEXT = "Words that must not be lost: x<y & z\n\n  “so”"


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


@pytest.fixture
def browser() -> Client:
    """A browser whose requests are checked as on the real site."""
    cache.clear()
    return Client(enforce_csrf_checks=True)


def send(browser: Client, address: str, **typed: str) -> Any:
    """Fill in the only form of a page of an account."""
    form = next(form for form in Page(browser.get(address)).root.find("form") if set(typed) <= names(form))
    hidden = {
        node.attributes["name"]: node.attributes.get("value", "")
        for node in form.find("input", type="hidden")
    }
    return browser.post(form.attributes.get("action") or address, hidden | typed)


def names(form: Any) -> set[str]:
    return {node.attributes.get("name", "") for node in form.find()}


def stance_of(page: Page) -> list[str]:
    return [option.text for option in page.form.find("option", selected="")]


def test_a_text_survives_signing_up_with_a_mistyped_code(browser: Client, panel: Session) -> None:
    page = read(browser, panel, number=1)
    away = browser.post(page.action, page.fields | {"body": TEXT, "stance": "proposes"})
    send(browser, away.headers["Location"], email="nia@example.org", name="Nia New", speaking_for="self")
    confirm = reverse("account_email_verification_sent")
    assert Page(send(browser, confirm, code="0000-0000")).status == 200
    back = send(browser, confirm, code=newest_code()).headers["Location"]
    again = Page(browser.get(back.partition("#")[0]))
    assert (again.typed, stance_of(again)) == (TEXT, ["proposes"])
    browser.post(again.action, again.fields | {"body": again.typed, "stance": "proposes"})
    assert [(c.body, c.stance, c.author.name) for c in Comment.objects.all()] == [
        (TEXT, "proposes", "Nia New")
    ]


def test_a_text_survives_signing_in_by_code(browser: Client, alice: User, panel: Session) -> None:
    page = read(browser, panel, number=1)
    browser.post(page.action, page.fields | {"body": TEXT})
    there = f"{reverse('account_request_login_code')}?next={address_of(panel, number=1)}"
    send(browser, there, email=alice.email)
    send(browser, reverse("account_confirm_login_code"), code=newest_code())
    assert read(browser, panel, number=1).typed == TEXT


def test_a_text_from_a_saved_copy_which_knows_nobody_is_given_back(
    browser: Client, alice: User, panel: Session
) -> None:
    copy = read(browser, panel, number=1)
    browser.force_login(alice)
    again = Page(browser.post(copy.action, copy.fields | {"body": TEXT}))
    said = "This came from an older copy of the page. Your text is still here: please post it again."
    assert (again.status, again.typed, said in again.html) == (403, TEXT, True)
    browser.post(again.action, again.fields | {"body": again.typed})
    assert Comment.objects.get().body == TEXT


def test_back_and_post_again_is_one_comment(browser: Client, alice: User, panel: Session) -> None:
    browser.force_login(alice)
    page = read(browser, panel, number=1)
    first = browser.post(page.action, page.fields | {"body": TEXT})
    came_back = read(
        browser, panel, number=1
    )  # "Back" draws the page anew, and the browser fills in the text
    assert came_back.fields["key"] != page.fields["key"]
    again = browser.post(came_back.action, came_back.fields | {"body": TEXT})
    assert (again.status_code, again.headers["Location"], Comment.objects.count()) == (
        303,
        first.headers["Location"],
        1,
    )


def test_the_same_words_elsewhere_or_later_or_by_another_are_other_comments(
    alice: User, bob: User, panel: Session
) -> None:
    first, second = panel.questions.order_by("position")
    now = timezone.now()
    said = make_comment(panel, question=first, author=alice, body=TEXT, at=now)
    for fields in (
        {"author": alice, "question": second, "at": now},
        {"author": alice, "question": None, "at": now},
        {"author": alice, "question": first, "parent": said, "at": now},
        {"author": bob, "question": first, "at": now},
        {"author": alice, "question": first, "at": now + REPEAT},
    ):
        make_comment(panel, body=TEXT, **fields)
    assert Comment.objects.filter(body=TEXT).count() == 6


def test_a_repeat_is_answered_when_it_could_no_longer_be_posted(alice: User, panel: Session) -> None:
    said = make_comment(panel, author=alice, body=TEXT)
    for _ in range(4):
        make_comment(panel, author=alice)
    panel.conference.discussion_mode = "closed"
    assert make_comment(panel, author=alice, body=TEXT) == said


def test_what_was_withdrawn_can_be_said_again(alice: User, panel: Session) -> None:
    said = make_comment(panel, author=alice, body=TEXT)
    services.withdraw_comment(said, by=alice)
    assert make_comment(panel, author=alice, body=TEXT) != said


def test_what_is_known_of_repeats_covers_the_limits() -> None:
    assert all(span <= REPEAT for _most, span in LIMITS)


def test_a_reply_that_is_sent_twice_is_one_reply(alice: User, panel: Session) -> None:
    parent = make_comment(panel)
    made = {
        services.post_comment(
            author=alice, session=panel, parent=parent, body=TEXT, submission_key=uuid4()
        ).pk
        for _ in range(2)
    }
    assert len(made) == 1


@pytest.mark.parametrize("stance", ["supports", "x"])
def test_a_refused_form_keeps_its_stance(browser: Client, alice: User, panel: Session, stance: str) -> None:
    browser.force_login(alice)
    page = read(browser, panel)
    text = "x" * 5001 if stance == "supports" else TEXT
    again = Page(browser.post(page.action, page.fields | {"body": text, "stance": stance}))
    assert (again.status, again.typed, Comment.objects.count()) == (422, text, 0)
    assert stance_of(again) == (["supports"] if stance == "supports" else [])


def test_grace_is_stated_on_the_page_and_ends_after_ten_minutes(
    browser: Client, alice: User, panel: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    panel.conference.discussion_closes_at = now + timedelta(minutes=1)
    panel.conference.save()
    browser.force_login(alice)
    page = read(browser, panel)
    state = page.words(class_="discussion__state")[0]
    assert "what you begin before then can be posted for ten minutes after" in state
    statuses = []
    for minutes in (10, 12):
        monkeypatch.setattr(timezone, "now", lambda minutes=minutes: now + timedelta(minutes=minutes))
        answer = browser.post(page.action, page.fields | {"body": f"{TEXT} {minutes}", "key": str(uuid4())})
        statuses.append(answer.status_code)
    assert (statuses, Page(answer).typed) == ([303, 422], f"{TEXT} 12")


def test_a_change_is_kept_through_signing_in_again(browser: Client, alice: User, panel: Session) -> None:
    browser.force_login(alice)
    comment = make_comment(panel, author=alice, body="One")
    address = reverse("comments:edits", args=[comment.pk])
    page = Page(browser.get(address))
    browser.session.flush()
    away = browser.post(page.action, page.fields | {"body": TEXT, "stance": "asks"})
    assert away.headers["Location"] == f"{reverse('account_login')}?next={address}"
    browser.force_login(alice)
    again = Page(browser.get(address))
    assert (again.typed, again.fields["base"], stance_of(again)) == (TEXT, comment.base, ["asks the panel"])
    browser.post(again.action, again.fields | {"body": again.typed, "stance": "asks"})
    assert (Comment.objects.get().body, Page(browser.get(address)).typed) == (TEXT, TEXT)
    assert "comments_drafts" not in browser.session or browser.session["comments_drafts"] == []


@pytest.mark.parametrize("token", ["", "short"])
def test_a_stale_form_of_a_change_comes_back_with_its_text(
    browser: Client, alice: User, panel: Session, token: str
) -> None:
    browser.force_login(alice)
    comment = make_comment(panel, author=alice, body="One")
    page = Page(browser.get(reverse("comments:edits", args=[comment.pk])))
    typed = page.fields | {"body": TEXT, "stance": "", "csrfmiddlewaretoken": token}
    again = Page(browser.post(page.action, typed))
    assert (again.status, again.typed, Comment.objects.get().body) == (403, TEXT, "One")
    assert browser.post(again.action, again.fields | {"body": again.typed, "stance": ""}).status_code == 303


def test_a_suspended_author_gets_the_change_back(browser: Client, alice: User, panel: Session) -> None:
    browser.force_login(alice)
    comment = make_comment(panel, author=alice, body="One")
    page = Page(browser.get(reverse("comments:edits", args=[comment.pk])))
    User.objects.filter(pk=alice.pk).update(is_active=False)
    again = Page(browser.post(page.action, page.fields | {"body": TEXT, "stance": ""}))
    assert (again.status, again.typed, Comment.objects.get().body) == (403, TEXT, "One")


def test_the_browser_is_told_to_forget_its_copy_of_what_is_posted(
    browser: Client, alice: User, panel: Session
) -> None:
    browser.force_login(alice)
    page = read(browser, panel, number=1)
    uid = str(panel.questions.get(position=1).uid)
    assert page.form.attributes["data-draft"] == uid
    refused = browser.post(page.action, page.fields | {"body": ""})
    posted = browser.post(page.action, page.fields | {"body": TEXT})
    assert ("posted" in refused.cookies, posted.cookies["posted"].value) == (False, uid)


def test_a_text_for_a_comment_that_is_gone_comes_back(browser: Client, alice: User, panel: Session) -> None:
    browser.force_login(alice)
    comment = make_comment(panel, author=make_user(), body="One")
    page = read(browser, panel)
    address = reverse("comments:replies", args=[comment.pk])
    Comment.objects.filter(pk=comment.pk).update(status="hidden")
    again = Page(browser.post(address, page.fields | {"body": TEXT}))
    assert (again.status, again.given_back) == (404, TEXT)
