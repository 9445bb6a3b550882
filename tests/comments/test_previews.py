"""A text is shown as it would stand there, by the same renderer, and nothing is posted."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from comments import drafts
from comments.models import Comment
from cyberconf.accounts.models import User
from cyberconf.web.markdown import render_comment
from events.models import Session
from tests.builders import make_comment, make_published_panel
from tests.pages import Page, read

pytestmark = pytest.mark.django_db

TEXT = "I **agree**, if x<y & z: https://example.org/a\n\n> quoted"
PREVIEW = {"body": TEXT, "stance": "asks", "preview": "Preview"}


@pytest.fixture
def panel() -> Session:
    return make_published_panel()


def shown(page: Page) -> str:
    return page.html.partition('<div class="preview">')[2].partition('dir="auto">')[2].partition("</div>")[0]


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_preview_is_what_would_be_posted(panel: Session, alice: User, is_signed_in: bool) -> None:
    client = Client(enforce_csrf_checks=True)
    if is_signed_in:
        client.force_login(alice)
    page = read(client, panel, number=1)
    answer = Page(client.post(page.action, page.fields | PREVIEW))
    assert (answer.status, shown(answer), answer.typed) == (200, render_comment(TEXT), TEXT)
    assert (Comment.objects.count(), client.session.get(drafts.SESSION_KEY, [])) == (0, [])
    assert answer.fields.get("key") == page.fields.get("key") or not is_signed_in
    assert [o.text for o in answer.form.find("option", selected="")] == ["asks the panel"]
    if is_signed_in:
        assert (
            client.post(answer.action, answer.fields | {"body": answer.typed, "stance": "asks"}).status_code
            == 303
        )
        assert Comment.objects.get().html == shown(answer)


def test_a_reply_is_previewed_too(client: Client, panel: Session, alice: User) -> None:
    client.force_login(alice)
    address = reverse("comments:replies", args=[make_comment(panel).pk])
    answer = Page(client.post(address, PREVIEW))
    assert (shown(answer), answer.action, Comment.objects.count()) == (render_comment(TEXT), address, 1)


@pytest.mark.parametrize("text", ["", "x" * 5001, "a\0"])
def test_what_cannot_be_posted_cannot_be_previewed(
    client: Client, panel: Session, alice: User, text: str
) -> None:
    client.force_login(alice)
    page = read(client, panel)
    answer = Page(client.post(page.action, page.fields | PREVIEW | {"body": text}))
    assert (answer.status, shown(answer), answer.typed, len(answer.errors)) == (422, "", text, 1)


def test_another_sites_page_gets_no_preview_in_somebodys_name(panel: Session, alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    for is_signed_in in (False, True):
        if is_signed_in:
            client.force_login(alice)
        page = read(client, panel)
        answer = Page(client.post(page.action, PREVIEW, headers={"sec-fetch-site": "cross-site"}))
        assert (answer.status, shown(answer), answer.typed) == (403, "", TEXT)
