"""The cases S36 and S39 (DISCUSSION.md): names that deceive, and what logs and reports of errors hold."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.signals import got_request_exception
from django.http import HttpRequest
from django.test import Client
from django.views.debug import get_exception_reporter_class

from cyberconf.accounts.models import User
from tests.accounts.ways_in import (
    ASK,
    CONFIRM,
    FORGOT,
    LOGIN,
    PASSWORD,
    PROFILE,
    SIGN_UP,
    WHO,
    WRONG,
    asked,
    by_password,
    finish_code,
    finish_reset,
    forgot,
    newest_code,
    post,
    signing_up,
)
from tests.builders import make_published_panel
from tests.clients import signed_in

pytestmark = pytest.mark.django_db


UNSEEN = {
    "Ada\u202eByron": "202E",
    "Ada\u2066Byron\u2069": "2066",
    "Ada\u200bByron": "200B",
    "Ada\u200dByron": "200D",
    "Ada\ufeff Byron": "FEFF",
}


OFFICES = ["Secretariat", "The Chair", "Mоderаtоr", "ＡＤＭＩＮ", "M0derat0r", "S e c r e t a r i a t"]


@pytest.mark.parametrize("field", ["name", "affiliation"])
@pytest.mark.parametrize("typed", [*UNSEEN, *OFFICES])
def test_s36_names_that_deceive_are_refused_at_sign_up_and_in_the_profile(
    bob: User, field: str, typed: str
) -> None:
    answers = WHO | {"email": "new@example.org", "mail_preference": "daily", field: typed}
    refusals = [
        Client().post(SIGN_UP, answers).context["form"].errors,
        signed_in(bob).post(PROFILE, answers).context["form"].errors,
    ]
    bob.refresh_from_db()
    expected = (
        f"This holds an invisible character (U+{UNSEEN[typed]}). Please type it again without."
        if typed in UNSEEN
        else f"“{typed}” reads as an office of this conference. Please give the name you are known by."
    )
    assert refusals == [{field: [expected]}] * 2
    assert (User.objects.count(), bob.name) == (1, "Bob Brown")


@pytest.mark.parametrize("typed", ["Ada Byron", "محمد بن سلمان", "می\u200cخواهم", "Chairs Without Borders"])
def test_s36_names_that_people_have_are_taken_at_both(bob: User, typed: str) -> None:
    answers = WHO | {"email": "new@example.org", "mail_preference": "daily", "name": typed}
    Client().post(SIGN_UP, answers)
    signed_in(bob).post(PROFILE, answers)
    assert list(User.objects.values_list("name", flat=True)) == [typed] * 2


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What Django would mail of each error: as a text, and as a page."""
    made: list[str] = []

    def note(request: HttpRequest, **_signal: Any) -> None:
        reporter = get_exception_reporter_class(request)(request, *sys.exc_info())
        made.extend([reporter.get_traceback_text(), reporter.get_traceback_html()])

    got_request_exception.connect(note)
    yield made
    got_request_exception.disconnect(note)


def break_in(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_options: Any) -> None:
        raise RuntimeError("It broke")

    monkeypatch.setattr(path, broken)


def left_after_password(client: Client) -> str:
    client.post(LOGIN, {"login": "eva@example.org", "password": PASSWORD})
    return PASSWORD


def left_after_code(client: Client) -> str:
    client.post(ASK, {"email": "eva@example.org"})
    finish_code(client)
    return newest_code()


def left_after_reset(client: Client) -> str:
    client.post(FORGOT, {"email": "eva@example.org"})
    finish_reset(client)
    return "left-horse-battery"


def left_after_sign_up(client: Client) -> str:
    client.post(SIGN_UP, WHO | {"email": "new@example.org"})
    client.post(CONFIRM, {"code": newest_code()})
    return newest_code()


@pytest.mark.parametrize(
    ("act", "field", "breaks"),
    [
        (left_after_password, "password", "cyberconf.accounts.adapter.AccountAdapter.pre_login"),
        (left_after_code, "code", "cyberconf.accounts.adapter.AccountAdapter.pre_login"),
        (left_after_reset, "password1", "cyberconf.accounts.adapter.AccountAdapter.pre_login"),
        (left_after_sign_up, "code", "allauth.account.models.EmailAddress.set_verified"),
    ],
)
def test_s39_no_report_of_an_error_has_a_password_or_a_code(
    eva: User,
    act: Callable[[Client], str],
    field: str,
    breaks: str,
    reports: list[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    break_in(breaks, monkeypatch)
    client = Client(raise_request_exception=False)
    secret = act(client)
    written = [*reports, caplog.text]
    assert ["It broke" in text for text in written] == [True] * 3
    assert [field in text for text in reports] == [True] * 2
    assert [secret in text for text in written] == [False] * 3


def test_s39_no_report_has_the_text_of_a_comment_or_a_session(
    alice: User, reports: list[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, client = make_published_panel(), signed_in(alice)
    client.raise_request_exception = False
    break_in("comments.services.posting.reason_to_hold", monkeypatch)
    post(client, panel, "A delicate remark")
    written = [*reports, caplog.text]
    assert ["It broke" in text for text in written] == [True] * 3
    secrets = ("A delicate remark", client.session.session_key)
    assert [secret for text in written for secret in secrets if str(secret) in text] == []


def test_s39_nothing_typed_is_in_a_log(eva: User, caplog: pytest.LogCaptureFixture) -> None:
    panel = make_published_panel()
    caplog.set_level(logging.INFO)
    new = signing_up("new@example.org")
    new.post(CONFIRM, WRONG)
    codes = [newest_code()]
    new.post(CONFIRM, {"code": codes[0]})
    assert post(new, panel, "A delicate remark").status_code == 303
    assert post(new, panel, "x" * 5_000 + "too long").status_code == 422
    by_password(eva.email, "wrong-horse-battery")
    by_password(eva.email, PASSWORD)
    for begin, finish in ((asked, finish_code), (forgot, finish_reset)):
        client = begin(eva.email)
        codes.append(newest_code())
        finish(client)
    csrf = Client(enforce_csrf_checks=True).post(LOGIN, {"login": eva.email, "password": PASSWORD})
    assert (csrf.status_code, "CSRF" in caplog.text) == (403, True)
    typed = ["A delicate remark", "too long", "-horse-battery", *codes, "eva@example.org", "new@example.org"]
    assert [secret for secret in typed if secret in caplog.text] == []
