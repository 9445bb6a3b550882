"""Passkeys and codes in a real browser, with a device that the browser plays itself."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from cyberconf.accounts.models import User
from tests.accounts.test_factors import code_of
from tests.browser.conftest import Open
from tests.browser.looking import LOOKS, is_wider_than_the_window, problems, sign_in
from tests.provider import serving

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SECURITY = "/accounts/security/"


@pytest.fixture
def staff(eve: User, settings: Any) -> User:
    """An editor who needs a second factor, and has a password."""
    settings.STAFF_SECOND_FACTOR = "required"
    eve.set_password("right-horse-battery")
    eve.save()
    return eve


def with_device(page: Page) -> Any:
    """Give the browser a device that keeps passkeys and says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session


def enter(page: Page, user: User) -> None:
    """Sign in by the password, to where the page wanted to go."""
    page.get_by_text("Sign in with a password").click()
    form = page.locator("form", has=page.get_by_label("Password"))
    form.get_by_label("E-mail address").fill(user.email)
    form.get_by_label("Password").fill("right-horse-battery")
    form.get_by_role("button", name="Sign in").click()


def test_staff_add_a_passkey_and_enter_admin_with_it_alone(open_page: Open, staff: User) -> None:
    page = open_page("/admin/")
    with_device(page)
    enter(page, staff)
    expect(page.get_by_role("heading", name="The pages of the staff ask for a second factor")).to_be_visible()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert Authenticator.objects.get(type="webauthn").data["name"] == "My phone"
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="What there is to do")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/admin/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", name="What there is to do")).to_be_visible()


def test_a_passkey_is_the_second_factor_after_a_password(open_page: Open, staff: User) -> None:
    page = open_page("/accounts/login/?next=/accounts/security/passkeys/")
    with_device(page)
    enter(page, staff)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/admin/")
    enter(page, staff)
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", name="What there is to do")).to_be_visible()


def test_a_passkey_is_renamed_and_removed_and_then_signs_in_no_more(open_page: Open, bob: User) -> None:
    page = open_page("/")
    with_device(page)
    sign_in(page, bob)
    page.goto(f"{SECURITY}passkeys/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(SECURITY)
    page.get_by_role("link", name="Rename Passkey").click()
    page.get_by_label("Name of the passkey").fill("Work laptop")
    page.get_by_role("button", name="Save name").click()
    page.get_by_role("link", name="Remove Work laptop").click()
    remove = page.get_by_role("button", name="Remove the passkey")
    expect(remove).to_have_class("button button--danger")  # it cannot be taken back
    remove.click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    assert Authenticator.objects.count() == 0
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_text("This passkey is not known here.")).to_be_visible()


def test_a_device_that_says_no_is_told_of_beside_the_button(open_page: Open) -> None:
    page = open_page("/accounts/login/")
    with_device(page)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("alert")).to_have_text("Nothing came from your device. Please try again.")


def test_staff_set_up_an_app_without_javascript(open_page: Open, staff: User) -> None:
    page = open_page("/admin/", java_script_enabled=False)
    enter(page, staff)
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Code").fill(code_of(page.locator("code").inner_text()))
    page.get_by_role("button", name="Set up the app").click()
    expect(page.locator(".account__codes li")).to_have_count(10)
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="What there is to do")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), LOOKS[1:])
def test_everybody_can_use_the_pages_of_security(open_page: Open, eve: User, width: int, scheme: str) -> None:
    page = open_page(
        "/accounts/login/?next=/accounts/security/passkeys/",
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )
    with_device(page)
    assert problems(page) == []
    sign_in(page, eve)
    found = {}
    for address in ("passkeys/", "app/", ""):
        page.goto(SECURITY + address)
        found[address] = [*problems(page), is_wider_than_the_window(page)]
    page.goto(f"{SECURITY}passkeys/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    pk = Authenticator.objects.get(type="webauthn").pk
    for address in (
        "",
        "recovery-codes/",
        "recovery-codes/new/",
        f"passkeys/{pk}/name/",
        f"passkeys/{pk}/removal/",
    ):
        page.goto(SECURITY + address)
        found[f"{address} "] = [*problems(page), is_wider_than_the_window(page)]
    sign_in(page, eve, ago=3600)
    page.goto(f"{SECURITY}recovery-codes/")
    found["late"] = [*problems(page), is_wider_than_the_window(page)]
    assert {address: said for address, said in found.items() if said != [False]} == {}


def test_somebody_signs_up_through_a_provider_and_the_policy_lets_them(
    open_page: Open, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(settings, monkeypatch):
        page = open_page("/accounts/login/?next=/conferences/")
        assert problems(page) == []
        page.get_by_role("button", name="Google").click()
        page.get_by_role("heading", name="One more step").wait_for()
        assert problems(page) == []
        page.get_by_role("button", name="Create account").click()
        page.wait_for_url("**/conferences/")
        assert User.objects.get().email == "pat@example.org"
        page.goto(SECURITY)
        page.get_by_role("button", name="GitHub").click()
        expect(page.get_by_text("It signs you in from now on.")).to_be_visible()
        assert [*problems(page), is_wider_than_the_window(page)] == [False]
