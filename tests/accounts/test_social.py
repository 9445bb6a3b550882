"""Signing in through others, against a provider that answers over HTTP."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from cyberconf import env
from cyberconf.accounts.models import User
from cyberconf.accounts.policies import is_verified
from cyberconf.accounts.services import erase_user, suspend
from tests.accounts.test_factors import CONFIRM, with_app
from tests.accounts.ways_in import newest_code
from tests.builders import make_user
from tests.clients import signed_in
from tests.provider import OAUTH2, OPENID, Provider, serving

pytestmark = pytest.mark.django_db
LATER = "/a/sessions/b/?page=2"
SAID = {"name": "Pat Provider", "speaking_for": "self", "affiliation": "", "country": ""}
TELLS_VERIFIED = ("google", "linkedin", "orcid", "sso", "github", "wordpress")
TELLS_ADDRESS = (*TELLS_VERIFIED, "microsoft", "facebook")


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with serving(settings, monkeypatch) as running:
        yield running


def way_of(name: str) -> str:
    return f"/accounts/social/{f'openid/{name}' if name in OPENID else name}/login/"


def there_and_back(client: Client, name: str, **fields: str) -> Any:
    """Press our button, follow the provider's redirect as a browser does, and return our answer to it."""
    page = client.post(way_of(name), {"next": LATER} | fields)
    address = re.findall(r'http-equiv="refresh" content="0;url=([^"]+)"', page.content.decode())[0]
    back = urllib.request.build_opener(_Stop).open(address.replace("&amp;", "&")).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


class _Stop(urllib.request.HTTPRedirectHandler):
    """Stays where it was sent from."""

    def http_error_302(self, _request: Any, answer: Any, *_args: Any) -> Any:
        return answer


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", [*OPENID, *OAUTH2])
def test_each_provider_makes_an_account_and_signs_in_to_it_later(provider: Provider, name: str) -> None:
    client = Client()
    answer = there_and_back(client, name)
    assert answer.headers["Location"] == "/accounts/social/signup/"
    form = client.get("/accounts/social/signup/").context["form"]
    assert (form["name"].value(), form["email"].value()) == (
        "Pat Provider",
        "pat@example.org" if name in TELLS_ADDRESS else "",
    )
    answer = client.post("/accounts/social/signup/", SAID | {"email": "pat@example.org"})
    if name not in TELLS_VERIFIED:
        assert not is_in(client)
        code = newest_code()
        answer = client.post(reverse("account_email_verification_sent"), {"code": code})
    assert (is_in(client), answer.headers["Location"]) == (True, LATER)
    user = User.objects.get()
    assert (user.name, user.email, is_verified(user), user.has_usable_password()) == (
        "Pat Provider",
        "pat@example.org",
        True,
        False,
    )
    assert list(SocialAccount.objects.values_list("provider", "uid", "extra_data")) == [(name, "77", {})]
    later = Client()
    assert there_and_back(later, name).headers["Location"] == LATER
    assert is_in(later)


@pytest.mark.parametrize("name", [*OPENID, *OAUTH2])
@pytest.mark.parametrize("verified", [True, False])
def test_s24_no_providers_address_joins_an_account_that_is_there(
    provider: Provider, name: str, verified: bool
) -> None:
    provider.is_verified = verified
    there = make_user(email="pat@example.org", name="Pat First")
    client = Client()
    there_and_back(client, name)
    client.post("/accounts/social/signup/", SAID | {"email": "pat@example.org"})
    assert (is_in(client), User.objects.get(), SocialAccount.objects.count()) == (False, there, 0)
    assert [(each.to, each.subject) for each in mail.outbox] == [
        (["pat@example.org"], "Your account at 127.0.0.1:8000")
    ]


@pytest.mark.parametrize("word", ["false", "true", 0, None])
def test_an_address_counts_as_verified_only_where_that_is_said_plainly(provider: Provider, word: Any) -> None:
    provider.is_verified = word
    client = Client()
    there_and_back(client, "sso")
    client.post("/accounts/social/signup/", SAID | {"email": "pat@example.org"})
    assert (is_in(client), is_verified(User.objects.get())) == (False, False)


def test_another_address_than_the_verified_one_needs_a_code(provider: Provider) -> None:
    client = Client()
    there_and_back(client, "google")
    client.post("/accounts/social/signup/", SAID | {"email": "other@example.org"})
    assert not is_in(client)
    assert mail.outbox[-1].to == ["other@example.org"]


def test_what_the_session_holds_survives_it(provider: Provider) -> None:
    client = Client()
    session = client.session
    session["draft"] = "What I wanted to say"
    session.save()
    there_and_back(client, "google")
    client.post("/accounts/social/signup/", SAID | {"email": "pat@example.org"})
    assert (is_in(client), client.session["draft"]) == (True, "What I wanted to say")


def test_a_second_factor_is_asked_for_all_the_same(provider: Provider, bob: User) -> None:
    with_app(bob)
    SocialAccount.objects.create(user=bob, provider="google", uid="77")
    client = Client()
    assert there_and_back(client, "google").headers["Location"] == CONFIRM
    assert not is_in(client)


def test_who_is_suspended_is_turned_away(provider: Provider, bob: User) -> None:
    from datetime import UTC, datetime

    SocialAccount.objects.create(user=bob, provider="google", uid="77")
    suspend(bob, until=datetime(2999, 1, 1, tzinfo=UTC))
    client = Client()
    there_and_back(client, "google")
    assert not is_in(client)


def test_one_adds_a_provider_to_ones_account_and_takes_it_off_again(provider: Provider, bob: User) -> None:
    client = signed_in(bob)
    answer = there_and_back(client, "github", process="connect", next="/accounts/security/")
    assert answer.headers["Location"] == "/accounts/security/"
    account = SocialAccount.objects.get()
    assert (account.user, account.provider) == (bob, "github")
    assert "GitHub" in client.get("/accounts/security/").content.decode()
    client.post(f"/accounts/social/{account.pk}/disconnection/")
    assert SocialAccount.objects.count() == 0
    assert [each.subject for each in mail.outbox] == [
        "Another way to sign in at 127.0.0.1:8000",
        "One way less to sign in at 127.0.0.1:8000",
    ]


def test_what_is_anothers_is_neither_added_nor_taken_off(provider: Provider, alice: User, bob: User) -> None:
    account = SocialAccount.objects.create(user=alice, provider="github", uid="77")
    client = signed_in(bob)
    there_and_back(client, "github", process="connect")
    assert client.post(f"/accounts/social/{account.pk}/disconnection/").status_code == 404
    account.refresh_from_db()
    assert (account.user, SocialAccount.objects.count()) == (alice, 1)


def test_a_device_left_open_adds_nothing(provider: Provider, bob: User) -> None:
    late = signed_in(bob, ago=3600)
    assert late.post(way_of("github"), {"process": "connect"}).status_code == 403
    assert late.post(f"{way_of('github')}?process=connect").status_code == 403
    assert provider.asked == []


def test_what_was_begun_in_time_is_not_ended_late(provider: Provider, bob: User) -> None:
    client = signed_in(bob)
    page = client.post(way_of("github"), {"process": "connect"})
    address = re.findall(r'content="0;url=([^"]+)"', page.content.decode())[0].replace("&amp;", "&")
    back = urllib.request.build_opener(_Stop).open(address).headers["Location"]
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    assert client.get(back.removeprefix("http://testserver")).status_code == 403
    assert SocialAccount.objects.count() == 0


def test_s24_nobody_is_led_to_a_provider_by_a_link(provider: Provider, bob: User) -> None:
    """CVE-2015-9284: a page elsewhere could otherwise join somebody's account to its own maker's."""
    for name in (*OPENID, *OAUTH2):
        assert signed_in(bob).get(f"{way_of(name)}?process=connect").status_code == 405
        client = Client(enforce_csrf_checks=True)
        assert client.post(way_of(name)).status_code == 403
    assert provider.asked == []


@pytest.mark.parametrize(
    "query", ["", "?code=c0de", "?code=c0de&state=x", "?error=access_denied", "?state=%00"]
)
@pytest.mark.parametrize("name", ["google", "github"])
def test_who_comes_back_without_having_gone_is_told_at_the_sign_in(
    provider: Provider, name: str, query: str
) -> None:
    client = Client()
    answer = client.get(f"{way_of(name)}callback/{query}")
    assert answer.headers["Location"] == "/accounts/login/"
    assert "could not tell us who you are" in client.get("/accounts/login/").content.decode()
    assert not is_in(client)


def test_who_says_no_over_there_is_told_so_and_keeps_the_destination(provider: Provider) -> None:
    provider.error = "access_denied"
    client = Client()
    answer = there_and_back(client, "google")
    assert answer.headers["Location"] == "/accounts/login/?next=%2Fa%2Fsessions%2Fb%2F%3Fpage%3D2"
    assert "You stopped signing in with Google." in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("name", [*OPENID, *OAUTH2])
def test_a_provider_that_is_broken_is_said_at_the_sign_in(provider: Provider, name: str) -> None:
    client = Client()
    page = client.post(way_of(name), {"next": LATER})
    if page.status_code == 200:
        address = re.findall(r'content="0;url=([^"]+)"', page.content.decode())[0].replace("&amp;", "&")
        back = urllib.request.build_opener(_Stop).open(address).headers["Location"]
        provider.is_broken = True
        answer = client.get(back.removeprefix("http://testserver"))
    assert urlsplit(answer.headers["Location"]).path == "/accounts/login/"
    assert "Please try again, or sign in by a code." in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("name", [*OPENID, *OAUTH2])
def test_a_provider_that_talks_nonsense_is_said_at_the_sign_in(
    provider: Provider, name: str, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    told = Provider.answer
    monkeypatch.setattr(
        Provider,
        "answer",
        lambda self, path: told(self, path) if "token" in path or "known" in path else [None],
    )
    client = Client()
    answer = there_and_back(client, name)
    assert urlsplit(answer.headers["Location"]).path == "/accounts/login/"
    assert (is_in(client), User.objects.count()) == (False, 0)


@pytest.mark.parametrize("name", OPENID)
def test_a_provider_that_is_down_when_somebody_leaves_is_said_at_the_sign_in(
    provider: Provider, name: str
) -> None:
    provider.is_broken = True
    client = Client()
    answer = client.post(way_of(name), {"next": LATER})
    assert urlsplit(answer.headers["Location"]).path == "/accounts/login/"


@pytest.mark.parametrize(
    "evil", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_s25_it_leads_to_no_other_site_afterwards(provider: Provider, bob: User, evil: str) -> None:
    SocialAccount.objects.create(user=bob, provider="google", uid="77")
    client = Client()
    assert there_and_back(client, "google", next=evil).headers["Location"] == "/"


def test_a_hostile_name_is_refused_by_the_form_and_shown_as_text(provider: Provider) -> None:
    provider.name = '"><img src=x onerror=alert(1)>\u202e'
    client = Client()
    there_and_back(client, "google")
    page = client.get("/accounts/social/signup/").content.decode()
    assert "<img" not in page
    answer = client.post(
        "/accounts/social/signup/", SAID | {"email": "pat@example.org", "name": provider.name}
    )
    assert ("name" in answer.context["form"].errors, User.objects.count()) == (True, 0)


def test_only_providers_with_keys_are_offered_and_there(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "Sign in with</h2>" not in page
    assert {client.post(way_of(name)).status_code for name in (*OPENID, *OAUTH2)} == {404}
    assert {client.get(f"{way_of(name)}callback/").status_code for name in (*OPENID, *OAUTH2)} == {404}


def test_each_provider_with_keys_is_offered_by_its_name(provider: Provider, client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    part = page[page.index("Sign in with</h2>") :]
    names = re.findall(r'<button type="submit" class="button">([^<]+)</button>', part)
    assert set(names) >= {
        *["Google", "LinkedIn", "ORCID", "Institute", "Microsoft", "GitHub", "WordPress.com", "X", "Facebook"]
    }


@pytest.mark.parametrize("missing", ["ID", "SECRET"])
def test_half_a_pair_of_keys_is_refused_with_its_name(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    there = {"ID": "SECRET", "SECRET": "ID"}[missing]
    monkeypatch.setenv(f"LOGIN_GITHUB_{there}", "x")
    with pytest.raises(
        ImproperlyConfigured, match=rf"LOGIN_GITHUB_{there} is set and LOGIN_GITHUB_{missing} is not"
    ):
        env.providers()


def test_an_openid_provider_needs_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGIN_OPENID_ID", "x")
    monkeypatch.setenv("LOGIN_OPENID_SECRET", "x")
    with pytest.raises(ImproperlyConfigured, match="LOGIN_OPENID_URL is not"):
        env.providers()
    monkeypatch.setenv("LOGIN_OPENID_URL", "id.example")
    with pytest.raises(ImproperlyConfigured, match=r"'id\.example' is no address"):
        env.providers()


def test_who_leaves_takes_their_providers_with_them(bob: User) -> None:
    SocialAccount.objects.create(user=bob, provider="google", uid="77")
    Authenticator.objects.create(user=bob, type="totp", data={"secret": "x"})
    erase_user(bob)
    assert (SocialAccount.objects.count(), Authenticator.objects.count()) == (0, 0)
