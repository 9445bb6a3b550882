"""The cases S20 to S23 (DISCUSSION.md): limits, honest people, what pages tell, mail.

S20 of second factors is in test_factors.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from comments.policies import LIMITS
from cyberconf.accounts.models import User
from cyberconf.accounts.services import suspend
from tests.accounts.ways_in import (
    ASK,
    CONFIRM,
    ENTER,
    FORGOT,
    FORGOT_ENTER,
    INCORRECT,
    LOGIN,
    MISMATCH,
    NEW_PASSWORD,
    PASSWORD,
    SIGN_UP,
    TOO_MANY,
    WHO,
    WRONG,
    asked,
    by_password,
    forgot,
    is_in,
    newest_code,
    post,
    signing_up,
)
from tests.builders import make_published_panel, make_user
from tests.clients import signed_in

pytestmark = pytest.mark.django_db


def with_limits(settings: Any, **limits: str) -> None:
    """Lower some limits, so that a test meets them soon."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | limits


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


def test_s20_what_is_over_the_limit_is_explained_on_a_page_of_ours(settings: Any) -> None:
    with_limits(settings, signup="1/h/ip")
    Client().post(SIGN_UP, WHO | {"email": "first@example.org"})
    answer = Client().post(SIGN_UP, WHO | {"email": "second@example.org"})
    assert (answer.status_code, answer.templates[0].name) == (429, "429.html")


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
