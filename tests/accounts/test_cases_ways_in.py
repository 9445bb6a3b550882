"""The cases S25 to S27 (DISCUSSION.md): where the ways in lead, and who is shut out.

More of S25 is in test_staff_gate.py, of S27 in tests/comments/test_cases_moderation.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import services as discussions
from comments.models import Comment
from cyberconf.accounts.models import User
from cyberconf.accounts.services import suspend
from tests.accounts.ways_in import (
    ASK,
    CONFIRM,
    ENTER,
    FORGOT,
    FORGOT_ENTER,
    LOGIN,
    NEW_PASSWORD,
    PASSWORD,
    SIGN_UP,
    WHO,
    asked,
    finish_code,
    finish_reset,
    forgot,
    is_in,
    newest_code,
    signing_up,
)
from tests.builders import make_passkey, make_published_panel, make_user
from tests.clients import signed_in
from tests.pages import read

pytestmark = pytest.mark.django_db


EVIL = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
]


def begun(page: str, answers: dict[str, str], wanted: str) -> Client:
    client = Client()
    client.post(page, answers | {"next": wanted})
    return client


def to_code(wanted: str) -> HttpResponseBase:
    client = begun(ASK, {"email": "eva@example.org"}, wanted)
    return client.post(ENTER, {"code": newest_code(), "next": wanted})


def to_sign_up(wanted: str) -> HttpResponseBase:
    client = begun(SIGN_UP, WHO | {"email": "new@example.org"}, wanted)
    return client.post(CONFIRM, {"code": newest_code(), "next": wanted})


def to_code_asked_again(wanted: str) -> HttpResponseBase:
    client = begun(SIGN_UP, WHO | {"email": "new@example.org"}, "")
    client.get(LOGIN, {"next": wanted})  # leads to the code that is awaited
    return client.post(CONFIRM, {"code": newest_code(), "next": wanted})


def to_password(wanted: str) -> HttpResponseBase:
    return Client().post(LOGIN, {"login": "eva@example.org", "password": PASSWORD, "next": wanted})


def to_sign_in_again(wanted: str) -> HttpResponseBase:
    client = signed_in(User.objects.get())
    page = client.post(reverse("account_sign_in_again"), {"next": wanted}).headers["Location"]
    assert page.startswith(LOGIN)
    return client.post(page, {"login": "eva@example.org", "password": PASSWORD})


def to_passkey(wanted: str) -> HttpResponseBase:
    return with_passkey(Client(), wanted)


def to_refused_passkey(wanted: str) -> HttpResponseBase:
    client = Client()
    page = client.post(f"{reverse('mfa_login_webauthn')}?{urlencode({'next': wanted})}", {"credential": "{}"})
    assert page.headers["Location"].startswith(LOGIN)
    return client.post(page.headers["Location"], {"login": "eva@example.org", "password": PASSWORD})


def to_reset(wanted: str) -> HttpResponseBase:
    client = begun(FORGOT, {"email": "eva@example.org"}, wanted)
    client.post(FORGOT_ENTER, {"code": newest_code(), "next": wanted})
    new = {"password1": "left-horse-battery", "password2": "left-horse-battery", "next": wanted}
    return client.post(NEW_PASSWORD, new)


def to_sign_out(wanted: str) -> HttpResponseBase:
    return signed_in(User.objects.get()).post(reverse("account_logout"), {"next": wanted})


def to_page_of_who_is_in(wanted: str) -> HttpResponseBase:
    return signed_in(User.objects.get()).get(LOGIN, {"next": wanted})


LEADS = [
    to_code,
    to_sign_up,
    to_code_asked_again,
    to_password,
    to_sign_in_again,
    to_passkey,
    to_refused_passkey,
    to_reset,
    to_sign_out,
    to_page_of_who_is_in,
]


@pytest.fixture
def passkey(eva: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eva's, which every answer of a browser counts as: what it signs is allauth's to check."""
    monkeypatch.setattr(webauthn, "parse_authentication_response", lambda said: said)
    monkeypatch.setattr(webauthn, "extract_user_from_response", lambda said: eva)
    monkeypatch.setattr(webauthn, "complete_authentication", lambda user, said: make_passkey(user))


def with_passkey(client: Client, wanted: str = "") -> HttpResponseBase:
    """Sign in by the passkey."""
    client.get(reverse("mfa_login_webauthn"))
    return client.post(
        f"{reverse('mfa_login_webauthn')}?{urlencode({'next': wanted})}", {"credential": '{"is": "eva"}'}
    )


@pytest.mark.usefixtures("passkey")
@pytest.mark.parametrize("lead", LEADS)
def test_s25_no_way_in_or_out_leads_to_another_site(lead: Callable[[str], HttpResponseBase]) -> None:
    landed = {}
    for wanted in [*EVIL, f"https://testserver:444{LOGIN}", "/\t/evil.example", "///evil.example"]:
        cache.clear()
        User.objects.exclude(email="eva@example.org").delete()
        landed[wanted] = lead(wanted).headers.get("Location")
        _renew_password()
    assert set(landed.values()) == {"/"}


@pytest.mark.usefixtures("passkey")
@pytest.mark.parametrize("lead", LEADS)
def test_s25_every_way_leads_to_a_page_of_ours(lead: Callable[[str], HttpResponseBase]) -> None:
    assert lead("/c/?page=2").headers["Location"] == "/c/?page=2"


def _renew_password() -> None:
    user = User.objects.get(email="eva@example.org")
    user.set_password(PASSWORD)
    user.save()


def close(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def suspend_for_a_day(user: User) -> None:
    suspend(user, until=timezone.now() + timedelta(days=1))


def ban(user: User) -> None:
    root = User.objects.create_superuser("root@example.org", name="Root")
    discussions.ban(user, by=root, until=timezone.now() + timedelta(days=1), reason="hatred")


@pytest.mark.parametrize("shut_out", [close, suspend_for_a_day, ban])
@pytest.mark.parametrize(("begin", "finish"), [(asked, finish_code), (forgot, finish_reset)])
@pytest.mark.parametrize("when", ["before", "meanwhile", "never"])
def test_s26_neither_a_code_nor_a_new_password_lets_in_who_was_shut_out(
    eva: User,
    when: str,
    begin: Callable[[str], Client],
    finish: Callable[[Client], None],
    shut_out: Callable[[User], None],
) -> None:
    decoy = make_user()
    asked(decoy.email)  # so that there is a code even where none is sent
    if when == "before":
        shut_out(eva)
    client = begin(eva.email)
    if when == "meanwhile":
        shut_out(eva)
    finish(client)
    assert (is_in(client), "_auth_user_id" in client.session) == ((when == "never",) * 2)


@pytest.mark.usefixtures("passkey")
@pytest.mark.parametrize("shut_out", [close, suspend_for_a_day, ban])
def test_s26_nor_does_a_passkey(eva: User, shut_out: Callable[[User], None]) -> None:
    before, after = Client(), Client()
    with_passkey(before)
    assert is_in(before)
    shut_out(eva)
    with_passkey(after)
    assert (is_in(before), is_in(after)) == (False, False)


def test_s26_an_unfinished_sign_up_is_not_finished_by_a_code_for_another_address(eva: User) -> None:
    client = signing_up("new@example.org")
    asked(eva.email)
    client.post(CONFIRM, {"code": newest_code()})
    assert not is_in(client)


def test_s27_closing_an_account_ends_its_sessions_and_gives_back_the_text_of_an_open_form(
    alice: User,
) -> None:
    panel, client = make_published_panel(), signed_in(alice)
    page = read(client, panel)
    close(alice)
    answer = client.post(page.action, page.fields | {"body": "What I was writing"})
    assert (is_in(client), answer.status_code, Comment.objects.count()) == (False, 403, 0)
    assert "What I was writing</textarea>" in answer.content.decode()
