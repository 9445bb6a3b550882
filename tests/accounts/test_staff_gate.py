"""Staff enter admin with a second factor, at whichever of its addresses they try."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.checks import run_checks
from django.test import Client

from cyberconf.accounts.models import User
from tests.addresses import every_address, filled
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
WAYS_OUT = {"/admin/login/", "/admin/logout/", "/admin/jsi18n/"}
NAMES = dict.fromkeys(["object_id", "id", "pk", "content_type_id", "conference", "session", "number"], "1")
NAMES |= {"app_label": "events", "code": "fr"}


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = "required"


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root@example.org", name="Root")


def admin_addresses() -> list[str]:
    found = [filled(address, NAMES) for address in every_address() if address.startswith("/admin/")]
    return [address for address in found if address not in WAYS_OUT]


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_admin_opens_without_a_second_factor(root: User, method: str) -> None:
    client = signed_in(root)
    led = {getattr(client, method)(address).headers.get("Location", "") for address in admin_addresses()}
    assert (
        len(led) > 50,
        [to for to in led if not to.startswith("/accounts/security/?next=%2Fadmin%2F")],
    ) == (
        True,
        [],
    )


def test_admin_opens_with_one(eve: User) -> None:
    assert signed_in(eve, with_factor=True).get("/admin/").status_code == 200


def test_a_session_that_showed_it_for_somebody_else_does_not_count(eve: User, mona: User) -> None:
    client = signed_in(mona, with_factor=True)
    client.force_login(eve)
    assert client.get("/admin/").status_code == 302


def test_who_is_not_of_the_staff_is_asked_for_none(alice: User, client: Client) -> None:
    assert signed_in(alice).get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"


def test_one_can_leave_without_it(eve: User) -> None:
    client = signed_in(eve)
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session


def test_tokens_are_made_with_one_alone(eve: User) -> None:
    led = signed_in(eve).get("/accounts/tokens/")
    assert led.headers["Location"] == "/accounts/security/?next=%2Faccounts%2Ftokens%2F"
    assert signed_in(eve, with_factor=True).get("/accounts/tokens/").status_code == 200


def test_who_has_none_is_told_to_add_one_and_who_has_to_sign_in_with_it(eve: User) -> None:
    client = signed_in(eve)
    page = client.get("/accounts/security/?next=/admin/").content.decode()
    assert ("Please add a passkey or set up an app below" in page, "Please sign in again" in page) == (
        True,
        False,
    )
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=eve, type=kind, data={"secret": "x", "seed": "x", "used_mask": 0})
    page = client.get("/accounts/security/?next=/admin/").content.decode()
    assert ("Please add a passkey or set up an app below" in page, "Please sign in again" in page) == (
        False,
        True,
    )
    assert '<input type="hidden" name="next" value="/admin/">' in page


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_s25_the_page_leads_back_to_this_site_alone(eve: User, evil: str) -> None:
    Authenticator.objects.create(user=eve, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    page = signed_in(eve).get("/accounts/security/", {"next": evil}).content.decode()
    assert '<input type="hidden" name="next" value="">' in page


def test_a_demonstration_that_waives_it_says_so_on_each_page_and_when_it_is_deployed(
    eve: User, settings: Any
) -> None:
    def warned() -> bool:
        return any(found.id == "accounts.W001" for found in run_checks(include_deployment_checks=True))

    banner = "staff enter without a second factor"
    assert (banner in signed_in(eve, with_factor=True).get("/admin/").content.decode(), warned()) == (
        False,
        False,
    )
    settings.STAFF_SECOND_FACTOR = "waived"
    assert (banner in signed_in(eve).get("/admin/").content.decode(), warned()) == (True, True)
