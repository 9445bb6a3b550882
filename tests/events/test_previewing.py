"""Links to a draft: how long they hold, and that nobody can make one up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.signing import Signer

from cyberconf.accounts.models import User
from events import previewing
from events.models import PreviewLink
from tests.builders import make_conference

pytestmark = pytest.mark.django_db

NOW = datetime(2021, 11, 1, 9, tzinfo=UTC)


def make_link(days: int = 7, name: str = "The ministry") -> PreviewLink:
    return previewing.make(make_conference(), by=None, name=name, days=days, at=NOW)


def test_a_link_leads_to_the_draft_until_its_days_are_over() -> None:
    link = make_link(days=7)
    end = NOW + timedelta(days=7)
    token = previewing.token(link)
    found = [previewing.recognise(token, at=at) for at in (NOW, end - timedelta(microseconds=1), end)]
    assert found == [link, link, None]


def test_a_link_that_was_revoked_leads_nowhere_and_the_others_go_on() -> None:
    link, other = make_link(), make_link()
    later = NOW + timedelta(hours=1)
    assert link.revoke(at=later) is True
    assert link.revoke(at=NOW) is False
    tokens = [previewing.token(each) for each in (link, other)]
    assert [previewing.recognise(token, at=later) for token in tokens] == [None, other]
    assert PreviewLink.objects.get(pk=link.pk).revoked_at == later


def test_who_made_it_and_for_whom_is_kept(eve: User) -> None:
    link = previewing.make(make_conference(), by=eve, name=" The ministry ", days=1, at=NOW)
    assert (link.name, link.made_by, link.created_at) == ("The ministry", eve, NOW)


def test_a_token_that_we_did_not_sign_is_none() -> None:
    link = make_link()
    uid, _, signature = previewing.token(link).partition(".")
    made_up = [
        "",
        ".",
        uid,
        f"{uid}.",
        f"{uid}.{signature[:-1]}",
        f"{uuid4().hex}.{signature}",
        Signer(salt="other", sep=".").sign(uid),
        Signer(key="x" * 50, salt=previewing.SALT, sep=".").sign(uid),
        Signer(salt=previewing.SALT, sep=".").sign("no id"),
        Signer(salt=previewing.SALT, sep=".").sign(uuid4().hex),
    ]
    assert [previewing.recognise(token, at=NOW) for token in made_up] == [None] * len(made_up)
    assert previewing.recognise(f"{uid}.{signature}", at=NOW) == link


def test_a_link_ends_with_the_key_that_signed_it(settings: Any) -> None:
    link = make_link()
    token, old = previewing.token(link), settings.SECRET_KEY
    settings.SECRET_KEY = "k" * 50
    assert previewing.recognise(token, at=NOW) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert previewing.recognise(token, at=NOW) == link


@pytest.mark.parametrize("days", [0, -1, 91])
def test_days_that_are_too_few_or_many_are_refused(days: int) -> None:
    with pytest.raises(ValidationError) as refused:
        make_link(days=days)
    expected = {"days": [f"{days} days were asked for. Expected from 1 to 90."]}
    assert (refused.value.message_dict, PreviewLink.objects.count()) == (expected, 0)


def test_a_link_for_nobody_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        make_link(name=" ")
    assert refused.value.message_dict == {"name": ["This field cannot be blank."]}
