"""People who are not signed in, whose session ended, or whose form is old: their words are kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from comments import drafts
from comments.models import Comment
from cyberconf.accounts.models import User
from events.models import Session
from tests.builders import make_comment, make_published_panel, make_user
from tests.pages import Page, address_of, read

pytestmark = pytest.mark.django_db

TEXT = "Written before signing in. x<y & z\n\n  “so”"


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


@pytest.fixture
def browser() -> Client:
    """A browser whose requests are checked as on the real site."""
    return Client(enforce_csrf_checks=True)


def kept_in(client: Client) -> list[str]:
    return [draft["body"] for draft in client.session.get(drafts.SESSION_KEY, [])]


def test_a_visitors_page_sets_no_cookie_and_is_the_same_for_everyone(panel: Session) -> None:
    make_comment(panel)
    pages = [read(Client(), panel), read(Client(), panel)]
    assert pages[0].html == pages[1].html
    assert [dict(page.response.cookies) for page in pages] == [{}, {}]
    assert pages[0].fields == {"about": str(panel.uid), "key": "", "promise": ""}


def test_a_visitors_text_is_kept_through_sign_up_and_posts_once(browser: Client, panel: Session) -> None:
    page = read(browser, panel, number=2)
    response: Any = browser.post(page.action, page.fields | {"body": TEXT})
    assert (response.status_code, Comment.objects.count()) == (303, 0)
    url = urlsplit(response.url)
    assert (url.path, parse_qs(url.query)) == (
        reverse("account_signup"),
        {"next": [f"{address_of(panel, number=2)}#comment-form"]},
    )
    assert [str(m) for m in get_messages(response.wsgi_request)] == [
        "Please sign in or create an account. Your text is kept."
    ]
    browser.force_login(make_user(name="Newly Here"))
    again = read(browser, panel, number=2)
    assert (again.typed, read(browser, panel, number=1).typed) == (TEXT, "")
    for _ in range(2):
        browser.post(again.action, again.fields | {"body": again.typed})
    assert [(c.body, c.author.name) for c in Comment.objects.all()] == [(TEXT, "Newly Here")]
    assert (kept_in(browser), read(browser, panel, number=2).typed) == ([], "")


def test_a_visitors_reply_is_kept_too(browser: Client, panel: Session) -> None:
    parent = make_comment(panel)
    address = reverse("comments:replies", args=[parent.pk])
    page = Page(browser.get(address))
    response = browser.post(page.action, page.fields | {"body": TEXT})
    assert parse_qs(urlsplit(response.headers["Location"]).query) == {"next": [address]}
    browser.force_login(make_user())
    again = Page(browser.get(address))
    browser.post(again.action, again.fields | {"body": again.typed})
    assert Comment.objects.get(parent=parent).body == TEXT


def test_another_person_on_the_same_machine_does_not_find_the_text(
    browser: Client, panel: Session, alice: User
) -> None:
    browser.force_login(alice)
    page = read(browser, panel)
    panel.conference.discussion_mode = "closed"
    panel.conference.save()
    browser.post(page.action, page.fields | {"body": TEXT})
    assert (kept_in(browser), read(browser, panel).given_back) == ([TEXT], TEXT)
    browser.force_login(make_user())
    assert (kept_in(browser), read(browser, panel).given_back) == ([], "")


@pytest.mark.parametrize("text", ["", "x" * 5001])
def test_what_could_not_be_posted_anyway_is_refused_at_once(
    browser: Client, panel: Session, text: str
) -> None:
    page = read(browser, panel)
    again = Page(browser.post(page.action, page.fields | {"body": text}))
    assert (again.status, again.typed, kept_in(browser)) == (422, text, [])


def test_a_visitor_is_told_at_once_that_the_discussion_closed(browser: Client, panel: Session) -> None:
    page = read(browser, panel)
    panel.conference.discussion_mode = "closed"
    panel.conference.save()
    again = Page(browser.post(page.action, page.fields | {"body": TEXT}))
    assert (again.status, again.typed) == (422, TEXT)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_another_sites_page_plants_no_text(browser: Client, panel: Session, headers: dict[str, str]) -> None:
    page = read(browser, panel)
    answer = Page(browser.post(page.action, page.fields | {"body": TEXT}, headers=headers))
    assert (answer.status, answer.typed, kept_in(browser)) == (403, TEXT, [])


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "same-origin", "origin": "http://testserver"}, {"origin": "http://testserver"}, {}],
)
def test_our_own_page_does(browser: Client, panel: Session, headers: dict[str, str]) -> None:
    page = read(browser, panel)
    response = browser.post(page.action, page.fields | {"body": TEXT}, headers=headers)
    assert (response.status_code, kept_in(browser)) == (303, [TEXT])


@pytest.mark.parametrize("token", ["", "x" * 64, "short"])
def test_a_stale_form_of_somebody_signed_in_comes_back_with_its_text(
    browser: Client, panel: Session, alice: User, token: str
) -> None:
    parent = make_comment(panel)
    browser.force_login(alice)
    for address in (
        address_of(panel),
        address_of(panel, number=1),
        reverse("comments:replies", args=[parent.pk]),
    ):
        page = Page(browser.get(address))
        again = Page(browser.post(page.action, page.fields | {"body": TEXT, "csrfmiddlewaretoken": token}))
        assert (again.status, again.typed, again.fields["key"]) == (403, TEXT, page.fields["key"])
        assert browser.post(again.action, again.fields | {"body": again.typed}).status_code == 303
    assert Comment.objects.filter(author=alice).count() == 3


def test_somebody_suspended_meanwhile_gets_the_text_for_copying(
    browser: Client, panel: Session, alice: User
) -> None:
    browser.force_login(alice)
    page = read(browser, panel)
    alice.is_active = False
    alice.save()
    again = Page(browser.post(page.action, page.fields | {"body": TEXT}))
    assert (again.status, again.typed, Comment.objects.count()) == (403, TEXT, 0)
    assert again.errors == [
        "To correct: Your account is suspended, so this was not posted. You can copy your text."
    ]


def test_somebody_without_a_verified_address_goes_to_verify_it(browser: Client, panel: Session) -> None:
    browser.force_login(make_user(is_verified=False))
    page = read(browser, panel)
    response = browser.post(page.action, page.fields | {"body": TEXT})
    assert urlsplit(response.headers["Location"]).path == reverse("account_email")
    assert (read(browser, panel).typed, Comment.objects.count()) == (TEXT, 0)


def test_an_ended_session_keeps_the_text(browser: Client, panel: Session, alice: User) -> None:
    browser.force_login(alice)
    page = read(browser, panel)
    browser.session.flush()
    response = browser.post(page.action, page.fields | {"body": TEXT})
    assert (response.status_code, kept_in(browser)) == (303, [TEXT])


def test_a_session_carries_the_newest_twenty_texts(browser: Client) -> None:
    panel = make_published_panel(questions=drafts.MOST_DRAFTS + 1)
    for number in range(1, drafts.MOST_DRAFTS + 2):
        browser.post(address_of(panel, number=number) + "comments/", {"body": f"Text {number}"})
    assert kept_in(browser) == [f"Text {number}" for number in range(2, drafts.MOST_DRAFTS + 2)]


def test_a_form_without_an_answer_of_its_own_gives_the_text_back(browser: Client, alice: User) -> None:
    browser.force_login(alice)
    answer = Page(browser.post(reverse("account_logout"), {"body": TEXT}))
    assert (answer.status, answer.given_back) == (403, TEXT)


def test_two_texts_about_the_same_are_both_kept_and_posted_one_after_the_other(
    browser: Client, panel: Session
) -> None:
    page = read(browser, panel, number=1)
    for text in (
        "What I think first.",
        "What else I think of this, and of what follows.",
        "What else I think of this, and of what follows from it.",
    ):
        browser.post(page.action, page.fields | {"body": text})
    browser.force_login(make_user())
    for text in ("What else I think of this, and of what follows from it.", "What I think first."):
        page = read(browser, panel, number=1)
        assert page.typed == text
        browser.post(page.action, page.fields | {"body": page.typed})
    assert (read(browser, panel, number=1).typed, Comment.objects.count()) == ("", 2)
