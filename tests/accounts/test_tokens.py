"""Tokens: made, kept as a digest alone, recognised while they hold."""

from __future__ import annotations

import io
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers import serialize
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cyberconf.accounts import tokens
from cyberconf.accounts.models import ApiToken, User
from tests.builders import make_token, make_user
from tests.clients import signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db


def test_a_token_is_recognised_with_its_owner(eve: User) -> None:
    issued = tokens.issue(user=eve, name=" Import ", days=30)
    found = tokens.recognise(issued.secret)
    assert found is not None
    assert (found.pk, found.user, found.name) == (issued.token.pk, eve, "Import")
    assert found.expires_at - found.created_at == timedelta(days=30)
    assert tokens.TOKEN.fullmatch(issued.secret)


def test_a_token_is_stored_nowhere_in_clear_and_shown_by_no_repr(eve: User) -> None:
    issued = tokens.issue(user=eve, name="Import")
    hidden = issued.secret[-43:]
    stored = serialize("json", ApiToken.objects.all())
    assert (issued.token.identifier in stored, hidden in stored) == (True, False)
    assert (hidden in repr(issued), hidden in str(issued.token)) == (False, False)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda secret: "",
        lambda secret: secret[:-1],
        lambda secret: secret + "A",
        lambda secret: secret[:-1] + ("A" if secret[-1] != "A" else "B"),
        lambda secret: secret.upper(),
        lambda secret: "cyberconf_000000000000_" + secret[-43:],
        lambda secret: secret.replace("cyberconf_", ""),
        lambda secret: f"{secret}\n",
        lambda secret: "\ud800",
        lambda secret: "cyberconf_'; DROP TABLE--",
    ],
)
def test_what_differs_from_the_token_is_not_recognised(eve: User, spoil: Any) -> None:
    secret = make_token(eve)
    assert tokens.recognise(spoil(secret)) is None


def test_a_token_of_another_is_not_recognised_by_its_own_beginning(eve: User, mona: User) -> None:
    one, other = make_token(eve), make_token(mona)
    assert tokens.recognise(one[:-43] + other[-43:]) is None


def test_a_token_ends_when_it_is_revoked_expires_or_its_owner_is_shut_out(eve: User) -> None:
    now = timezone.now()
    revoked, expiring, owned = (tokens.issue(user=eve, name="x", days=30, at=now) for _ in range(3))
    assert (tokens.revoke(revoked.token), tokens.revoke(revoked.token)) == (True, False)
    last = now + timedelta(days=30)
    assert tokens.recognise(revoked.secret) is None
    assert tokens.recognise(expiring.secret, at=last - timedelta.resolution) is not None
    assert tokens.recognise(expiring.secret, at=last) is None
    User.objects.filter(pk=eve.pk).update(is_active=False)
    assert tokens.recognise(owned.secret) is None


def test_the_last_use_is_noted_once_a_minute(eve: User, django_assert_num_queries: Any) -> None:
    secret, now = make_token(eve), timezone.now()
    for seconds, queries in [(0, 2), (59, 1), (60, 2), (61, 1)]:
        with django_assert_num_queries(queries):
            tokens.recognise(secret, at=now + timedelta(seconds=seconds))
    assert ApiToken.objects.get().last_used_at == now + timedelta(seconds=60)


def test_only_staff_make_tokens(alice: User, eve: User) -> None:
    with pytest.raises(PermissionDenied):
        tokens.issue(user=alice, name="x")
    eve.is_active = False
    with pytest.raises(PermissionDenied):
        tokens.issue(user=eve, name="x")
    assert list(ApiToken.objects.all()) == []


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": " "}, {"name": "x" * 101}, {"days": 366}])
def test_a_token_has_a_name_and_an_end(eve: User, fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        tokens.issue(user=eve, **{"name": "x", "days": 30} | fields)


def test_one_more_than_twenty_are_refused_until_one_is_revoked(eve: User) -> None:
    issued = [tokens.issue(user=eve, name="x") for _ in range(tokens.MOST)]
    with pytest.raises(ValidationError):
        tokens.issue(user=eve, name="x")
    tokens.revoke(issued[0].token)
    tokens.issue(user=eve, name="x")


def test_the_database_refuses_a_token_that_never_held(eve: User) -> None:
    token = tokens.issue(user=eve, name="x").token
    for change in ({"expires_at": token.created_at}, {"name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiToken.objects.filter(pk=token.pk).update(**change)


def test_nothing_of_a_secret_is_logged(eve: User, client: Client, settings: Any) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    loggers = [logging.getLogger(), *map(logging.getLogger, ("django", "django.db.backends"))]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    settings.DEBUG = True
    connection.force_debug_cursor = True
    try:
        secret = make_token(eve)
        for scheme in ("Bearer", "Basic", "Token"):
            client.get("/api/v1/conferences/none/draft", headers={"Authorization": f"{scheme} {secret}"})
            client.get("/api/v1/conferences/none/draft", headers={"Authorization": f"{scheme} {secret}x"})
    finally:
        connection.force_debug_cursor = False
        for logger, level in zip(loggers, levels, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
    logged = stream.getvalue()
    assert ("SELECT" in logged, secret[-43:] in logged) == (True, False)


# The page of one's own tokens


def test_staff_make_a_token_that_is_shown_once(eve: User) -> None:
    client = signed_in(eve)
    made = client.post(reverse("account_tokens"), {"name": "Import", "days": "90"})
    shown = Page(made)
    (secret,) = shown.words("code", class_="account__token")
    assert {code.attributes.get("dir") for code in shown.root.find("code")} == {"ltr"}  # in Arabic too
    found = tokens.recognise(secret)
    assert found is not None
    assert (made.status_code, found.name, found.user) == (201, "Import", eve)
    assert "no-store" in made.headers["Cache-Control"]
    again = client.get(reverse("account_tokens")).content.decode()
    assert (found.identifier in again, secret[-43:] in again) == (True, False)
    assert [str(message) for message in get_messages(made.wsgi_request)] == []


def test_a_refused_form_says_why_and_makes_nothing(eve: User) -> None:
    client = signed_in(eve)
    answers = [
        client.post(reverse("account_tokens"), said)
        for said in ({}, {"name": "", "days": "90"}, {"name": "x", "days": "9999"})
    ]
    for _ in range(tokens.MOST):
        tokens.issue(user=eve, name="x")
    answers.append(client.post(reverse("account_tokens"), {"name": "x", "days": "90"}))
    assert [answer.status_code for answer in answers] == [422] * 4
    assert "Please revoke one first." in answers[-1].content.decode()
    assert ApiToken.objects.count() == tokens.MOST


def test_one_revokes_ones_own_tokens_and_nobody_elses(eve: User, mona: User) -> None:
    own, other = tokens.issue(user=eve, name="Own"), tokens.issue(user=mona, name="Other")
    client = signed_in(eve)
    answers = [
        client.post(reverse("account_token_revocation", args=[issued.token.pk])) for issued in (own, other)
    ]
    assert [answer.status_code for answer in answers] == [302, 404]
    assert (tokens.recognise(own.secret), tokens.recognise(other.secret)) == (None, other.token)
    shown = Page(client.get(reverse("account_tokens")))
    assert "Own" not in shown.words("bdi")


def test_who_is_not_of_the_staff_finds_no_tokens(alice: User, eve: User) -> None:
    client, token = signed_in(alice), tokens.issue(user=eve, name="x").token
    assert client.get(reverse("account_tokens")).status_code == 404
    assert client.post(reverse("account_tokens"), {"name": "x", "days": "90"}).status_code == 404
    assert client.post(reverse("account_token_revocation", args=[token.pk])).status_code == 404
    assert client.get(reverse("account_token_revocation", args=[token.pk])).status_code == 405
    links = [
        "API tokens" in signed_in(user).get(reverse("account_profile")).content.decode()
        for user in (alice, eve)
    ]
    assert links == [False, True]
    assert ApiToken.objects.count() == 1


# In admin


def test_admin_makes_a_token_for_who_is_signed_in_and_shows_it_once(eve: User) -> None:
    client = signed_in(eve)
    made = client.post(reverse("admin:accounts_apitoken_add"), {"name": "Import", "days": "30"})
    (secret,) = Page(made).words("code")
    found = tokens.recognise(secret)
    assert found is not None
    assert (made.status_code, found.user, "messages" in made.cookies) == (201, eve, False)
    pages = [
        client.get(reverse("admin:accounts_apitoken_changelist")),
        client.get(reverse("admin:accounts_apitoken_change", args=[found.pk])),
        client.get(reverse("admin:index")),
    ]
    hidden = secret[-43:]
    assert [(page.status_code, hidden in page.content.decode()) for page in pages] == [(200, False)] * 3


def test_admin_shows_editors_their_own_tokens_and_those_who_keep_accounts_all(eve: User, mona: User) -> None:
    for user in (eve, mona):
        tokens.issue(user=user, name=f"Token of {user.name}")
    chief = make_user(role="editor", name="Chief")
    User.objects.filter(pk=chief.pk).update(is_superuser=True)
    shown = [
        [
            name
            for name in ("Token of Eve Editor", "Token of Mona Moderator")
            if name in signed_in(user).get(reverse("admin:accounts_apitoken_changelist")).content.decode()
        ]
        for user in (eve, mona, chief)
    ]
    assert shown == [
        ["Token of Eve Editor"],
        ["Token of Mona Moderator"],
        ["Token of Eve Editor", "Token of Mona Moderator"],
    ]


def test_admin_revokes_what_is_ones_own_and_says_how_many(eve: User, mona: User) -> None:
    own, other = tokens.issue(user=eve, name="Own"), tokens.issue(user=mona, name="Other")
    answer = signed_in(eve).post(
        reverse("admin:accounts_apitoken_changelist"),
        {"action": "revoke_tokens", "_selected_action": [own.token.pk, other.token.pk]},
        follow=True,
    )
    assert "1 token revoked." in answer.content.decode()
    assert (tokens.recognise(own.secret), tokens.recognise(other.secret)) == (None, other.token)


def test_admin_refuses_one_token_too_many(eve: User) -> None:
    for _ in range(tokens.MOST):
        tokens.issue(user=eve, name="x")
    answer = signed_in(eve).post(reverse("admin:accounts_apitoken_add"), {"name": "x", "days": "30"})
    assert "Please revoke one first." in answer.content.decode()
    assert ApiToken.objects.count() == tokens.MOST


def test_nobody_deletes_or_changes_a_token_in_admin(eve: User) -> None:
    token = tokens.issue(user=eve, name="Before").token
    client = signed_in(eve)
    answers = [
        client.post(reverse("admin:accounts_apitoken_change", args=[token.pk]), {"name": "After"}),
        client.post(reverse("admin:accounts_apitoken_delete", args=[token.pk]), {"post": "yes"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert ApiToken.objects.get().name == "Before"


@pytest.mark.parametrize("count", [1, 3])
def test_admins_list_asks_the_same_number_of_times_at_any_size(
    eve: User, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        tokens.issue(user=eve, name="x")
    client = signed_in(eve)
    with django_assert_num_queries(10):
        client.get(reverse("admin:accounts_apitoken_changelist"))


@pytest.mark.parametrize("page", ["account_tokens", "admin:accounts_apitoken_add"])
def test_a_device_left_open_makes_no_token(eve: User, page: str) -> None:
    late = signed_in(eve, ago=3600)
    assert late.post(reverse(page), {"name": "x", "days": "30"}).status_code == 403
    assert not ApiToken.objects.exists()
