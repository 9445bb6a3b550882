"""Cases of accounts that every release passes (DISCUSSION.md), each under its number.

S20's second factors are in test_factors.py, S25's page of staff in test_staff_gate.py, and most of S27 in
tests/comments/test_cases_moderation.py.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib.sessions.models import Session as BrowserSession
from django.core import mail
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.views.debug import get_exception_reporter_class

from comments import services as discussions
from comments.models import Comment
from comments.policies import LIMITS
from cyberconf.accounts.models import User
from cyberconf.accounts.services import suspend
from events.models import Session
from tests.builders import make_passkey, make_published_panel, make_user
from tests.clients import signed_in
from tests.pages import read

pytestmark = pytest.mark.django_db

SIGN_UP, LOGIN, ASK, ENTER, CONFIRM, FORGOT, FORGOT_ENTER, NEW_PASSWORD, PROFILE = map(
    reverse,
    (
        "account_signup",
        "account_login",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_email_verification_sent",
        "account_reset_password",
        "account_confirm_password_reset_code",
        "account_complete_password_reset",
        "account_profile",
    ),
)
PASSWORD = "right-horse-battery"
WHO = {"name": "Nia New", "speaking_for": "self", "affiliation": "", "country": "Ghana"}
WRONG = {"code": "0000-0000"}
TOO_MANY = "Too many wrong tries. Please ask for a new code, or wait some minutes."
MISMATCH = "No account has this address and this password."
INCORRECT = "This is not the code of the newest mail. Please compare them digit by digit."


@pytest.fixture(autouse=True)
def _no_limits_used() -> None:
    cache.clear()


@pytest.fixture
def eva(db: None) -> User:
    """Has a password."""
    return make_user(email="eva@example.org", password=PASSWORD)


def newest_code() -> str:
    return str(re.findall(r"^\d{4}-\d{4}$", str(mail.outbox[-1].body), re.MULTILINE)[0])


def is_in(client: Client) -> bool:
    """Whether a page that needs an account opens."""
    return client.get(PROFILE).status_code == 200


def by_password(email: str, password: str, **sent: Any) -> list[str]:
    """What a new browser is told that gives them; nothing when it is let in."""
    client = Client()
    answer = client.post(LOGIN, {"login": email, "password": password}, **sent)
    return [] if is_in(client) else list(answer.context["form"].non_field_errors())


def with_limits(settings: Any, **limits: str) -> None:
    """Lower some limits, so that a test meets them soon."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | limits


# S20: limits


def wear_out(email: str) -> None:
    """Give five wrong passwords, each from another address."""
    told = [by_password(email, "wrong", REMOTE_ADDR=f"192.0.2.{number}") for number in range(5)]
    assert told == [[MISMATCH]] * 5


@pytest.mark.parametrize(
    ("path", "method", "login"),
    [
        (LOGIN, "post", "eva@example.org"),
        (LOGIN, "post", "EVA@Example.ORG"),
        (LOGIN, "post", " eva@example.org "),
        (LOGIN + "?next=/c/", "post", "eva@example.org"),
        (LOGIN.rstrip("/"), "post", "eva@example.org"),
        (LOGIN.upper(), "post", "eva@example.org"),
        ("/" + LOGIN, "post", "eva@example.org"),
        ("/admin/login/", "post", "eva@example.org"),
        (LOGIN, "put", "eva@example.org"),
        (LOGIN, "patch", "eva@example.org"),
        (LOGIN, "get", "eva@example.org"),
    ],
)
def test_s20_no_spelling_of_the_address_or_method_goes_round_a_limit(
    eva: User, path: str, method: str, login: str
) -> None:
    wear_out(eva.email)
    client = Client(raise_request_exception=False)
    answers = {"login": login, "username": login, "password": PASSWORD}
    getattr(client, method)(path, answers, follow=True, REMOTE_ADDR="198.51.100.7")
    assert not is_in(client)


def test_s20_the_same_request_gets_in_before_the_limit(eva: User) -> None:
    assert by_password("EVA@Example.ORG", PASSWORD) == []


def test_s20_a_limit_on_one_account_is_none_on_another(eva: User) -> None:
    make_user(email="other@example.org", password=PASSWORD)
    wear_out(eva.email)
    assert (by_password(eva.email, PASSWORD), by_password("other@example.org", PASSWORD)) == ([TOO_MANY], [])


def refused_at(sends: Callable[[int], dict[str, str]], *, of: int) -> list[int]:
    """Which of so many sign-ups are refused when each is sent as that says, counted from 0."""
    answers = [
        Client().post(SIGN_UP, WHO | {"email": f"p{number}@example.org"}, **sends(number))  # type: ignore[arg-type]
        for number in range(of)
    ]
    return [number for number, answer in enumerate(answers) if answer.status_code == 429]


def test_s20_addresses_of_one_ipv6_network_count_as_one(settings: Any) -> None:
    with_limits(settings, signup="3/h/ip")
    assert refused_at(lambda n: {"REMOTE_ADDR": f"2001:db8:1:2:{n}:{n}::1"}, of=5) == [3, 4]


def test_s20_other_ipv6_networks_are_others(settings: Any) -> None:
    with_limits(settings, signup="3/h/ip")
    assert refused_at(lambda n: {"REMOTE_ADDR": f"2001:db8:1:{n}::1"}, of=5) == []


def test_s20_without_a_proxy_nobody_can_claim_another_address(settings: Any) -> None:
    with_limits(settings, signup="3/h/ip")
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    assert refused_at(lambda n: {"HTTP_X_FORWARDED_FOR": f"198.51.100.{n}"}, of=5) == [3, 4]


def test_s20_behind_a_proxy_only_the_address_that_it_added_counts(settings: Any) -> None:
    with_limits(settings, signup="3/h/ip")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert refused_at(lambda n: {"HTTP_X_FORWARDED_FOR": f"198.51.100.{n}, 192.0.2.1"}, of=5) == [3, 4]
    assert refused_at(lambda n: {"HTTP_X_FORWARDED_FOR": f"192.0.2.1, 198.51.100.{n}"}, of=5) == []


@pytest.mark.django_db(transaction=True)
def test_s20_a_burst_gets_no_more_tries_than_one_after_the_other(eva: User) -> None:
    start, pages = Barrier(12), []

    def try_it() -> None:
        start.wait()
        try:
            pages.append(Client().post(LOGIN, {"login": eva.email, "password": "wrong"}).content.decode())
        finally:
            connection.close()

    threads = [Thread(target=try_it) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [sum(words in page for page in pages) for words in (MISMATCH, TOO_MANY)] == [5, 7]


def test_s20_signing_in_to_another_account_clears_no_limit(eva: User) -> None:
    make_user(email="own@example.org", password=PASSWORD)
    for _ in range(5):
        assert by_password(eva.email, "wrong") == [MISMATCH]
        assert by_password("own@example.org", PASSWORD) == []
    assert by_password(eva.email, PASSWORD) == [TOO_MANY]


def test_s20_who_signs_in_takes_back_that_try_alone(eva: User) -> None:
    for _ in range(4):
        assert by_password(eva.email, "wrong") == [MISMATCH]
    assert [by_password(eva.email, PASSWORD) for _ in range(3)] == [[], [], []]
    assert by_password(eva.email, "wrong") == [MISMATCH]
    assert by_password(eva.email, PASSWORD) == [TOO_MANY]


def test_s20_a_new_password_by_a_code_lets_its_owner_in_again(eva: User) -> None:
    wear_out(eva.email)
    client = forgot(eva.email)
    client.post(FORGOT_ENTER, {"code": newest_code()})
    client.post(NEW_PASSWORD, {"password1": "left-horse-battery", "password2": "left-horse-battery"})
    assert by_password(eva.email, "left-horse-battery") == []


def asked(email: str, **sent: Any) -> Client:
    """A browser in which a code was asked for."""
    client = Client()
    client.post(ASK, {"email": email}, **sent)
    return client


def forgot(email: str, **sent: Any) -> Client:
    """A browser in which a forgotten password was told."""
    client = Client()
    client.post(FORGOT, {"email": email}, **sent)
    return client


def signing_up(email: str, **sent: Any) -> Client:
    """A browser in which somebody has begun to sign up."""
    client = Client()
    client.post(SIGN_UP, WHO | {"email": email}, **sent)
    return client


WAYS = {"code": (asked, ENTER), "reset": (forgot, FORGOT_ENTER), "sign-up": (signing_up, CONFIRM)}


@pytest.mark.parametrize("way", WAYS)
def test_s20_a_code_is_good_for_three_tries_though_they_come_at_the_same_moment(way: str) -> None:
    begin, page = WAYS[way]
    if way != "sign-up":
        make_user(email="carla@example.org")
    client = begin("carla@example.org")
    as_it_was = BrowserSession.objects.get(pk=client.session.session_key)
    for number in range(3):
        client.post(page, WRONG, REMOTE_ADDR=f"192.0.2.{number}")
        as_it_was.save()  # as by a request that read it before the others wrote
    answer = client.post(page, {"code": newest_code()}, REMOTE_ADDR="192.0.2.9")
    assert answer.context["form"].errors == {"code": [INCORRECT]}
    as_it_was.save()
    assert not is_in(client)


@pytest.mark.parametrize("way", WAYS)
def test_s20_a_code_is_good_at_the_third_try(way: str) -> None:
    begin, page = WAYS[way]
    if way != "sign-up":
        make_user(email="carla@example.org")
    client = begin("carla@example.org")
    for _ in range(2):
        assert client.post(page, WRONG).context["form"].errors == {"code": [INCORRECT]}
    landed = client.post(page, {"code": newest_code()}).headers["Location"]
    assert landed == (NEW_PASSWORD if way == "reset" else "/")


@pytest.mark.parametrize("way", WAYS)
def test_s20_guessing_ends_with_ten_codes_an_hour_from_whatever_address(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, page = WAYS[way]
    if way != "sign-up":
        make_user(email="carla@example.org")
    now = timezone.now().timestamp()
    tries = 0
    for number in range(20):
        monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda at=now + 65 * number: at)
        email = "carla@example.org" if number % 2 else "Carla@Example.org"
        client = begin(email, REMOTE_ADDR=f"2001:db8:{number}::1")
        tries += sum(client.post(page, WRONG).status_code == 200 for _ in range(2))
    assert tries == 20


# S21: honest people


def post(client: Client, session: Session, body: str) -> HttpResponseBase:
    """Post the form of the session's page as it was opened."""
    sent = {"body": body, "submission_key": str(uuid4())}
    return client.post(
        reverse("comments:session_comments", args=[session.conference.slug, session.slug]), sent
    )


def test_s21_three_hundred_people_behind_one_address_are_none_of_them_refused() -> None:
    panel = make_published_panel()
    refused = {}
    for number in range(300):
        client = signing_up(f"guest{number}@example.org")
        answers = [client.post(CONFIRM, WRONG), client.post(CONFIRM, {"code": newest_code()})]
        answers.append(post(client, panel, f"What guest {number} thinks."))
        statuses = [answer.status_code for answer in answers]
        if statuses != [200, 302, 303]:
            refused[number] = statuses
    assert (refused, Comment.objects.count()) == ({}, 300)
    assert set(Comment.objects.values_list("status", flat=True)) == {"published"}


def test_s21_one_account_that_floods_is_refused_while_others_are_not(alice: User, bob: User) -> None:
    panel, (most, _span) = make_published_panel(), LIMITS[0]
    flood = [post(signed_in(alice), panel, f"Number {n}.").status_code for n in range(most + 2)]
    assert flood == [303] * most + [422] * 2
    assert post(signed_in(bob), panel, "What I think.").status_code == 303


# S22: who has an account


def told(client: Client, page: str, answers: dict[str, str]) -> tuple[int, str, str]:
    """Status, destination and body, with the token and the address made the same for everybody."""
    answer = client.post(page, answers)
    body = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())
    return (
        answer.status_code,
        answer.headers.get("Location", ""),
        re.sub(r"(un)?known@example\.org", "typed@example.org", body),
    )


STEPS: dict[str, list[tuple[str, dict[str, str]]]] = {
    "sign-up": [
        (SIGN_UP, WHO | {"email": "*"}),
        (CONFIRM, {"action": "resend"}),
        (CONFIRM, {"action": "change", "email": "third@example.org"}),
        (CONFIRM, WRONG),
        (CONFIRM, WRONG),
        (LOGIN, {"login": "nobody@example.org", "password": "wrong"}),
    ],
    "code": [(ASK, {"email": "*"}), (ENTER, {"action": "resend"}), *[(ENTER, WRONG)] * 3, (LOGIN, {})],
    "reset": [(FORGOT, {"email": "*"}), *[(FORGOT_ENTER, WRONG)] * 3, (LOGIN, {})],
    "password": [(LOGIN, {"login": "*", "password": "wrong"})] * 6,
    "codes": [(ASK, {"email": "*"})] * 5,
    "resets": [(FORGOT, {"email": "*"})] * 5,
    "sign-ups": [(SIGN_UP, WHO | {"email": "*"}), (reverse("account_restart"), {})] * 5,
}


@pytest.mark.parametrize("way", STEPS)
@pytest.mark.parametrize("kind", ["verified", "unverified", "closed", "suspended"])
def test_s22_no_page_tells_whether_an_address_has_an_account(way: str, kind: str) -> None:
    known = make_user(email="known@example.org", password=PASSWORD, is_verified=kind != "unverified")
    if kind == "closed":
        User.objects.update(is_active=False)
    if kind == "suspended":
        suspend(known, until=datetime(2999, 1, 1, tzinfo=UTC))
    seen = []
    for email in ("known@example.org", "unknown@example.org"):
        client = Client()
        answers_of = {"*": email}
        seen.append(
            [
                told(client, page, {name: answers_of.get(said, said) for name, said in answers.items()})
                for page, answers in STEPS[way]
            ]
        )
    assert seen[0] == seen[1]


# S23: mail bombing


def ask_for_everything(email: str, minutes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask every page for mail to the address, once a minute, each time in another browser elsewhere."""
    now = timezone.now().timestamp()
    for minute in range(minutes):
        monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda at=now + 61 * minute: at)
        elsewhere = {"REMOTE_ADDR": f"2001:db8:{minute}::1"}
        for begin, page in WAYS.values():
            begin(email, **elsewhere).post(page, {"action": "resend"}, **elsewhere)
            email = email.swapcase()


def test_s23_all_pages_together_send_one_address_ten_mails_an_hour(
    eva: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_user()
    ask_for_everything(eva.email, 58, monkeypatch)
    assert [message.to[0].lower() for message in mail.outbox] == [eva.email] * 10
    asked(other.email)
    assert mail.outbox[-1].to == [other.email]


def test_s23_who_is_signed_in_cannot_bomb_an_address_either(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now().timestamp()
    for minute in range(30):
        monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda at=now + 61 * minute: at)
        signed_in(alice).post(reverse("account_email"), {"email": "Victim@example.org", "action_add": "1"})
    assert [message.to for message in mail.outbox] == [["victim@example.org"]] * 10


@pytest.mark.parametrize("begin", [asked, forgot])
def test_s23_an_address_without_an_account_gets_no_mail(begin: Callable[[str], Client]) -> None:
    begin("nobody@example.org")
    assert mail.outbox == []
    make_user(email="nobody@example.org")
    begin("nobody@example.org")
    assert [message.to for message in mail.outbox] == [["nobody@example.org"]]


def test_s23_signing_up_alone_writes_to_an_address_that_is_new() -> None:
    signing_up("nobody@example.org")
    assert [message.to for message in mail.outbox] == [["nobody@example.org"]]


# S25: open redirects

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


# S26 and S27: who was shut out


def close(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def suspend_for_a_day(user: User) -> None:
    suspend(user, until=timezone.now() + timedelta(days=1))


def ban(user: User) -> None:
    root = User.objects.create_superuser("root@example.org", name="Root")
    discussions.ban(user, by=root, until=timezone.now() + timedelta(days=1), reason="hatred")


def finish_code(client: Client) -> None:
    client.post(ENTER, {"code": newest_code()})


def finish_reset(client: Client) -> None:
    client.post(FORGOT_ENTER, {"code": newest_code()})
    client.post(NEW_PASSWORD, {"password1": "left-horse-battery", "password2": "left-horse-battery"})


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


# S36: names

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


# S39: logs and reports


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
