"""Second factors: setting them up, signing in with them, losing them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.factors.services import reset_factors
from cyberconf.accounts.models import User
from cyberconf.accounts.services import erase_user, suspend
from tests.accounts.ways_in import newest_code
from tests.builders import make_passkey, make_user
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
LATER = "/a/sessions/b/?page=2"
APP, CONFIRM, CODES = (
    "/accounts/security/app/",
    "/accounts/security/confirm/",
    "/accounts/security/recovery-codes/",
)


def code_of(secret: str, *, steps: int = 0) -> str:
    """What an app shows now, or so many half minutes later."""
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[len(counters) // 2] + steps))


def with_app(user: User) -> str:
    """Set up an app for the user as they do, and return its secret."""
    client = signed_in(user)
    secret = re.findall(r'<code dir="ltr">(\w+)</code>', client.get(APP).content.decode())[0]
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer.headers["Location"] == CODES
    cache.clear()  # the code may be used again at once
    return str(secret)


def after_password(user: User) -> Client:
    """A client of who has given the right password, and is asked for more."""
    user.set_password("right-horse-battery")
    user.save()
    client = Client()
    answer = client.post(
        f"{reverse('account_login')}?next={LATER}", {"login": user.email, "password": "right-horse-battery"}
    )
    assert answer.headers["Location"] == CONFIRM
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_an_app_is_asked_for_after_the_password_and_leads_on(bob: User) -> None:
    secret = with_app(bob)
    client = after_password(bob)
    assert not is_in(client)
    answer = client.post(CONFIRM, {"code": code_of(secret)})
    assert (is_in(client), answer.headers["Location"]) == (True, LATER)


def test_an_app_is_asked_for_after_the_code_of_a_mail(bob: User) -> None:
    secret = with_app(bob)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": bob.email})
    code = newest_code()
    assert client.post(reverse("account_confirm_login_code"), {"code": code}).headers["Location"] == CONFIRM
    assert not is_in(client)
    client.post(CONFIRM, {"code": code_of(secret)})
    assert is_in(client)


def test_an_app_is_asked_for_after_a_forgotten_password(bob: User) -> None:
    with_app(bob)
    client = Client()
    client.post(reverse("account_reset_password"), {"email": bob.email})
    code = newest_code()
    client.post(reverse("account_confirm_password_reset_code"), {"code": code})
    new = {"password1": "left-horse-battery", "password2": "left-horse-battery"}
    assert client.post(reverse("account_complete_password_reset"), new).headers["Location"] == CONFIRM
    assert not is_in(client)


def test_the_page_asks_in_words_and_a_wrong_code_says_what_is_wrong(bob: User) -> None:
    with_app(bob)
    client = after_password(bob)
    answer = client.post(CONFIRM, {"code": "000000"})
    assert answer.context["form"].errors == {
        "code": ["This is not a code that is good now. Please look for the newest one."]
    }
    assert not is_in(client)


def test_who_has_a_passkey_alone_is_asked_for_it_first_and_for_no_app(alice: User, bob: User) -> None:
    make_passkey(bob)
    page = after_password(bob).get(CONFIRM).content.decode()
    assert page.index("Use my passkey") < page.index("Or enter a recovery code")
    assert "your app" not in page
    with_app(alice)
    make_passkey(alice)
    page = after_password(alice).get(CONFIRM).content.decode()
    assert page.index("the code that your app shows") < page.index("Use my passkey")


def test_a_code_is_good_once(bob: User) -> None:
    secret = with_app(bob)
    code = code_of(secret)
    after_password(bob).post(CONFIRM, {"code": code})
    second = after_password(bob)
    second.post(CONFIRM, {"code": code})
    assert not is_in(second)


def test_a_clock_may_be_half_a_minute_wrong_and_not_two(bob: User) -> None:
    secret = with_app(bob)
    wrong, near = after_password(bob), after_password(bob)
    wrong.post(CONFIRM, {"code": code_of(secret, steps=4)})
    near.post(CONFIRM, {"code": code_of(secret, steps=1)})
    assert (is_in(wrong), is_in(near)) == (False, True)


def test_s20_guessing_ends_after_five_codes_from_whatever_address(bob: User) -> None:
    secret = with_app(bob)
    for number in range(5):
        client = after_password(bob)
        client.post(CONFIRM, {"code": "000000"}, REMOTE_ADDR=f"2001:db8::{number}")
    client = after_password(bob)
    answer = client.post(CONFIRM, {"code": code_of(secret)}, REMOTE_ADDR="192.0.2.77")
    assert not is_in(client)
    assert answer.context["form"].errors == {
        "code": ["Too many wrong tries. Please ask for a new code, or wait some minutes."]
    }


def test_a_recovery_code_signs_in_once(bob: User) -> None:
    with_app(bob)
    codes = signed_in(bob, with_factor=True).get(CODES).context["codes"]
    assert len(codes) == 10
    first, again = after_password(bob), after_password(bob)
    first.post(CONFIRM, {"code": codes[0]})
    again.post(CONFIRM, {"code": codes[0]})
    assert (is_in(first), is_in(again)) == (True, False)
    assert signed_in(bob, with_factor=True).get(CODES).context["codes"] == codes[1:]


def test_new_recovery_codes_take_the_place_of_the_old(bob: User) -> None:
    with_app(bob)
    client = signed_in(bob, with_factor=True)
    old = client.get(CODES).context["codes"]
    client.post(f"{CODES}new/")
    new = client.get(CODES).context["codes"]
    assert set(new).isdisjoint(old)
    assert client.get(f"{CODES}recovery-codes.txt").content.decode().split() == new


@pytest.mark.parametrize(
    "address",
    [
        "app/",
        "app/removal/",
        "passkeys/",
        "recovery-codes/",
        "recovery-codes/new/",
        "recovery-codes/recovery-codes.txt",
    ],
)
def test_what_lets_others_in_asks_who_signed_in_long_ago_to_do_it_again(bob: User, address: str) -> None:
    with_app(bob)
    page = f"/accounts/security/{address}"
    late = signed_in(bob, ago=16 * 60, with_factor=True)
    assert late.get(page).status_code == 403
    assert late.post(page).status_code in {403, 405}
    assert f'<input type="hidden" name="next" value="{page}">' in late.get(page).content.decode()
    again = late.post("/accounts/login/again/", {"next": page})
    assert again.headers["Location"].startswith("/accounts/login/?next=%2Faccounts%2Fsecurity%2F")
    assert not is_in(late)


@pytest.mark.parametrize("address", ["/accounts/email/", "/accounts/password/set/"])
def test_neither_a_new_address_nor_a_password_is_set_on_a_device_left_open(bob: User, address: str) -> None:
    late = signed_in(bob, ago=16 * 60, with_factor=True)
    answer = late.post(
        address, {"email": "evil@example.org", "action_add": "1", "password1": "x", "password2": "x"}
    )
    bob.refresh_from_db()
    assert (answer.status_code, bob.email, bob.has_usable_password(), mail.outbox) == (
        403,
        "bob@example.org",
        False,
        [],
    )


def test_signing_in_again_keeps_what_waits_in_the_session(bob: User) -> None:
    client = signed_in(bob, ago=3600)
    session = client.session
    session["draft"] = "What I wanted to say"
    session.save()
    client.post("/accounts/login/again/", {"next": LATER})
    assert (is_in(client), client.session["draft"]) == (False, "What I wanted to say")


@pytest.mark.django_db(transaction=True)
def test_every_change_is_told_by_mail(bob: User) -> None:
    with_app(bob)
    client = signed_in(bob, with_factor=True)
    client.post(f"{CODES}new/")
    client.post(f"{APP}removal/")
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["bob@example.org"], "An app with codes at 127.0.0.1:8000 was set up"),
        (["bob@example.org"], "New recovery codes at 127.0.0.1:8000"),
        (["bob@example.org"], "The app with codes at 127.0.0.1:8000 was removed"),
    ]
    assert not Authenticator.objects.filter(user=bob).exists()


def test_who_pressed_twice_has_set_up_one_app(bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(bob, with_factor=True)
    client.get(APP)
    secret = client.session[totp.SECRET_SESSION_KEY]
    monkeypatch.setattr(
        "allauth.mfa.totp.views.is_mfa_enabled", lambda *_: False
    )  # both asked before either wrote
    first, second = (client.post(APP, {"code": code_of(secret)}) for _ in range(2))
    assert (first.status_code, second.status_code, Authenticator.objects.filter(type="totp").count()) == (
        302,
        200,
        1,
    )


def test_secrets_are_useless_to_who_has_the_database_alone(bob: User, settings: Any) -> None:
    secret = with_app(bob)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert get_adapter().decrypt(kept) == secret
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert get_adapter().decrypt(kept) == secret


def test_a_secret_under_a_lost_key_lets_nobody_in(bob: User, settings: Any, caplog: Any) -> None:
    secret = with_app(bob)
    settings.SECRET_KEY = "another"
    client = after_password(bob)
    client.post(CONFIRM, {"code": code_of(secret)})
    assert not is_in(client)
    assert "reset_second_factor" in caplog.text
    assert secret not in caplog.text


def test_signing_out_everywhere_ends_every_session_of_ones_own(bob: User, alice: User) -> None:
    here, there, other = signed_in(bob, with_factor=True), signed_in(bob, with_factor=True), signed_in(alice)
    assert here.post("/accounts/security/sign-outs/").headers["Location"] == "/accounts/login/"
    answers = [each.get("/accounts/profile/").status_code for each in (here, there, other)]
    assert answers == [302, 302, 200]


def test_who_lost_it_is_helped_by_a_command_signed_out_and_told(bob: User, capsys: Any) -> None:
    with_app(bob)
    client = signed_in(bob, with_factor=True)
    call_command("reset_second_factor", "Bob@Example.org")
    assert capsys.readouterr().out == "bob@example.org has no second factor any more, and was told.\n"
    assert (Authenticator.objects.count(), client.get("/accounts/profile/").status_code) == (0, 302)
    with pytest.raises(CommandError, match=r"bob@example\.org has no second factor"):
        call_command("reset_second_factor", "bob@example.org")
    with pytest.raises(CommandError, match=r"There is no account 'nobody@example\.org'"):
        call_command("reset_second_factor", "nobody@example.org")


def test_the_mail_of_it_goes_when_it_is_certain(bob: User, django_capture_on_commit_callbacks: Any) -> None:
    with_app(bob)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        reset_factors(bob)
        assert mail.outbox == []
    assert [message.subject for message in mail.outbox] == [
        "Your second factor at 127.0.0.1:8000 was taken off"
    ]


def test_who_keeps_accounts_helps_in_admin_and_it_is_in_the_log(bob: User) -> None:
    from django.contrib.admin.models import LogEntry

    with_app(bob)
    root = User.objects.create_superuser("root@example.org", name="Root")
    answer = signed_in(root).post(
        "/admin/accounts/user/", {"action": "take_off_factors", "_selected_action": [bob.pk]}, follow=True
    )
    assert "Took the second factor off 1 person, who was told by mail." in answer.content.decode()
    entry = LogEntry.objects.get()
    assert (entry.object_repr, entry.change_message, Authenticator.objects.count()) == (
        str(bob),
        "Took off the second factor.",
        0,
    )


def test_nobody_reads_secrets_in_admin() -> None:
    from django.contrib import admin

    assert Authenticator not in admin.site._registry


def test_who_leaves_takes_their_factors_with_them(bob: User) -> None:
    with_app(bob)
    erase_user(bob)
    assert Authenticator.objects.count() == 0


def test_who_is_suspended_is_not_asked_for_a_factor_but_turned_away(bob: User) -> None:
    from datetime import UTC, datetime

    with_app(bob)
    bob.set_password("right-horse-battery")
    bob.save()
    suspend(bob, until=datetime(2999, 1, 1, tzinfo=UTC))
    client = Client()
    answer = client.post(reverse("account_login"), {"login": bob.email, "password": "right-horse-battery"})
    assert (answer.headers.get("Location"), is_in(client)) != (CONFIRM, True)
    assert not is_in(client)


def test_others_passkeys_are_not_there_to_be_renamed_or_removed(alice: User, bob: User) -> None:
    row = make_passkey(alice)
    client = signed_in(bob, with_factor=True)
    for page in ("name", "removal"):
        assert (
            client.post(f"/accounts/security/passkeys/{row.pk}/{page}/", {"name": "Mine"}).status_code == 404
        )
    row.refresh_from_db()
    assert row.data["name"] == "Phone"


def test_a_passkey_that_is_not_known_is_refused_and_keeps_the_destination() -> None:
    client = Client()
    where = f"/accounts/security/passkeys/login/?next={LATER}"
    options = client.get(where).json()["options"]["publicKey"]
    assert (options["userVerification"], options.get("allowCredentials", [])) == ("required", [])
    for sent in ("", "{}", "[]", "x", '{"response": {"userHandle": "AA"}}', '"\\u0000"'):
        answer = client.post(where, {"credential": sent})
        assert answer.headers["Location"] == "/accounts/login/?next=%2Fa%2Fsessions%2Fb%2F%3Fpage%3D2"
    assert not is_in(client)


def test_asking_for_nothing_shows_no_secret_to_others(bob: User) -> None:
    make_user(email="other@example.org")
    assert Client().get(CODES).headers["Location"].startswith("/accounts/login/")
    assert signed_in(bob, with_factor=True).get(CODES).status_code == 404


@pytest.mark.parametrize(
    "address", ["app/", "app/removal/", "passkeys/", "recovery-codes/", "recovery-codes/new/"]
)
def test_a_session_that_did_not_show_the_factor_neither_adds_nor_reads_nor_removes_one(
    bob: User, address: str
) -> None:
    with_app(bob)
    by_mail_alone = signed_in(bob)
    assert by_mail_alone.get(f"/accounts/security/{address}").status_code == 403
    assert Authenticator.objects.filter(user=bob).count() == 2


@pytest.mark.parametrize(
    "credential",
    [
        "[" * 3000,
        '{"id":1,"rawId":2,"response":{},"type":"x"}',
        '{"id":"AA","rawId":"AA","response":{"clientDataJSON":"AA","attestationObject":"AA"},"type":"public-key"}',
        "[]",
        "null",
        '"x"',
    ],
)
def test_what_is_no_passkey_is_refused(bob: User, credential: str) -> None:
    client = signed_in(bob)
    client.get("/accounts/security/passkeys/")
    answer = client.post("/accounts/security/passkeys/", {"name": "x", "credential": credential})
    assert (answer.status_code, Authenticator.objects.count()) == (200, 0)
    Client().get("/accounts/security/passkeys/login/")
    answer = Client().post("/accounts/security/passkeys/login/", {"credential": credential})
    assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("kind", ["app", "passkey"])
def test_taking_a_factor_away_signs_out_on_every_other_device(bob: User, kind: str) -> None:
    with_app(bob)
    page = "app" if kind == "app" else f"passkeys/{make_passkey(bob).pk}"
    here, there = signed_in(bob, with_factor=True), signed_in(bob, with_factor=True)
    here.post(f"/accounts/security/{page}/removal/")
    assert [each.get("/accounts/profile/").status_code for each in (here, there)] == [200, 302]
