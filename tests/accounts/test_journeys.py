"""How people get in: signing up, signing in, and what stands in the way."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from cyberconf.accounts.policies import is_verified
from tests import clients
from tests.accounts.ways_in import newest_code
from tests.builders import make_user

pytestmark = pytest.mark.django_db

DESTINATION = "/a/sessions/b/?page=2"
ANSWERS = {
    "email": "New@Example.org",
    "name": "Nia New",
    "speaking_for": "self",
    "affiliation": "",
    "country": "Ghana",
}
WRONG = {"code": "0000-0000"}


def sign_up(client: Client, **answers: str) -> None:
    response = client.post(f"{reverse('account_signup')}?next={DESTINATION}", ANSWERS | answers)
    assert response.headers["Location"] == reverse("account_email_verification_sent")


def signed_in(client: Client) -> str | None:
    pk = client.session.get("_auth_user_id")
    return User.objects.get(pk=pk).email if pk else None


def test_signing_up_ends_signed_in_verified_and_at_the_destination(client: Client) -> None:
    sign_up(client, name=" Nia New ", speaking_for="organisation", affiliation="Accra Institute")

    response = client.post(reverse("account_email_verification_sent"), {"code": newest_code()})

    assert response.headers["Location"] == DESTINATION
    user = User.objects.get()
    said = (
        user.email,
        user.name,
        user.affiliation,
        user.country,
        user.speaking_for,
        user.has_usable_password(),
    )
    assert said == ("new@example.org", "Nia New", "Accra Institute", "Ghana", "organisation", False)
    assert (signed_in(client), is_verified(user)) == ("new@example.org", True)


def test_nobody_is_signed_in_or_verified_before_the_code(client: Client) -> None:
    sign_up(client)

    assert (signed_in(client), is_verified(User.objects.get())) == (None, False)


def test_what_the_session_holds_survives_signing_up(client: Client) -> None:
    session = client.session
    session["draft"] = "What I wanted to say"
    session.save()

    sign_up(client)
    client.post(reverse("account_email_verification_sent"), {"code": newest_code()})

    assert (signed_in(client), client.session["draft"]) == ("new@example.org", "What I wanted to say")


def test_the_destination_is_handed_from_sign_in_to_sign_up(client: Client) -> None:
    page = client.get(reverse("account_login"), {"next": DESTINATION})

    assert page.context["signup_url"] == "/accounts/signup/?next=%2Fa%2Fsessions%2Fb%2F%3Fpage%3D2"


def test_a_code_is_taken_with_or_without_its_dash_and_in_the_digits_of_other_scripts(client: Client) -> None:
    sign_up(client)
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

    typed = f" {newest_code().replace('-', ' ')} ".translate(arabic)
    client.post(reverse("account_email_verification_sent"), {"code": typed})

    assert signed_in(client) == "new@example.org"


def test_a_wrong_code_says_so_at_the_field_and_keeps_the_page(client: Client) -> None:
    sign_up(client)

    response = client.post(reverse("account_email_verification_sent"), WRONG)

    assert response.context["verify_form"].errors == {
        "code": ["This is not the code of the newest mail. Please compare them digit by digit."]
    }


def test_three_wrong_codes_end_the_code_and_keep_the_destination(client: Client) -> None:
    sign_up(client)

    answers = [client.post(reverse("account_email_verification_sent"), WRONG) for _ in range(3)]
    client.post(reverse("account_email_verification_sent"), {"code": newest_code()})

    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert answers[-1].headers["Location"] == "/accounts/login/?next=%2Fa%2Fsessions%2Fb%2F%3Fpage%3D2"
    assert signed_in(client) is None


def test_another_code_can_be_sent_and_the_former_one_ends(client: Client) -> None:
    sign_up(client)
    former = newest_code()

    client.post(reverse("account_email_verification_sent"), {"action": "resend"})
    assert len(mail.outbox) == 2
    client.post(reverse("account_email_verification_sent"), {"code": former})
    assert signed_in(client) is None
    client.post(reverse("account_email_verification_sent"), {"code": newest_code()})

    assert signed_in(client) == "new@example.org"


def test_a_mistyped_address_can_be_given_again_without_losing_the_destination_or_the_session(
    client: Client,
) -> None:
    session = client.session
    session["draft"] = "What I wanted to say"
    session.save()
    sign_up(client, email="mistyped@example.org")

    response = client.post(reverse("account_restart"))
    assert response.headers["Location"] == "/accounts/signup/?next=%2Fa%2Fsessions%2Fb%2F%3Fpage%3D2"
    sign_up(client)
    client.post(reverse("account_email_verification_sent"), {"code": newest_code()})

    assert (signed_in(client), client.session["draft"]) == ("new@example.org", "What I wanted to say")


def test_a_new_destination_replaces_that_of_an_unfinished_sign_up(client: Client) -> None:
    sign_up(client)

    page = client.get(reverse("account_login"), {"next": "/c/"})
    landed = client.post(page.headers["Location"], {"code": newest_code()})

    assert landed.headers["Location"] == "/c/"


def test_signing_in_by_a_code_ends_at_the_destination_and_verifies_the_address(client: Client) -> None:
    user = make_user(email="carla@example.org", is_verified=False)
    asked = client.post(
        f"{reverse('account_request_login_code')}?next={DESTINATION}", {"email": "CARLA@example.org"}
    )
    page = asked.headers["Location"]

    landed = client.post(page, {"code": newest_code()})

    assert landed.headers["Location"] == DESTINATION
    assert (signed_in(client), is_verified(user)) == ("carla@example.org", True)


def test_three_wrong_sign_in_codes_keep_the_destination(client: Client, bob: User) -> None:
    asked = client.post(f"{reverse('account_request_login_code')}?next=/c/", {"email": bob.email})

    answers = [client.post(asked.headers["Location"], WRONG) for _ in range(3)]

    assert answers[-1].headers["Location"] == "/accounts/login/code/?next=%2Fc%2F"


def test_signing_in_with_a_password_ends_at_the_destination(client: Client) -> None:
    make_user(email="eva@example.org", password="a long pass phrase")

    login = {"login": "Eva@Example.org", "password": "a long pass phrase", "next": DESTINATION}
    landed = client.post(reverse("account_login"), login)

    assert (landed.headers["Location"], signed_in(client)) == (DESTINATION, "eva@example.org")


def test_who_is_signed_in_is_led_on_from_the_sign_up_page(client: Client, bob: User) -> None:
    client.force_login(bob)

    assert client.get(reverse("account_signup"), {"next": "/c/"}).headers["Location"] == "/c/"


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
    ],
)
@pytest.mark.parametrize("way", ["password", "code", "sign-up"])
def test_nobody_is_led_to_another_site(client: Client, evil: str, way: str) -> None:
    if way == "password":
        make_user(email="eva@example.org", password="a long pass phrase")
        login = {"login": "eva@example.org", "password": "a long pass phrase", "next": evil}
        landed = client.post(reverse("account_login"), login)
    elif way == "code":
        make_user(email="eva@example.org")
        client.post(reverse("account_request_login_code"), {"email": "eva@example.org", "next": evil})
        landed = client.post(reverse("account_confirm_login_code"), {"code": newest_code(), "next": evil})
    else:
        client.post(reverse("account_signup"), ANSWERS | {"next": evil})
        landed = client.post(
            reverse("account_email_verification_sent"), {"code": newest_code(), "next": evil}
        )

    assert landed.headers["Location"] == "/"


def test_a_closed_account_learns_so_after_its_password_and_after_its_code(client: Client) -> None:
    make_user(email="dan@example.org", password="a long pass phrase")
    User.objects.update(is_active=False)

    by_password = client.post(
        reverse("account_login"), {"login": "dan@example.org", "password": "a long pass phrase"}
    )
    client.post(reverse("account_request_login_code"), {"email": "dan@example.org"})
    by_code = client.post(reverse("account_confirm_login_code"), {"code": newest_code()})

    inactive = reverse("account_inactive")
    assert (by_password.headers["Location"], by_code.headers["Location"]) == (inactive, inactive)
    assert signed_in(client) is None


def test_closing_an_account_ends_its_sessions(client: Client, bob: User) -> None:
    client.force_login(bob)
    User.objects.update(is_active=False)

    assert client.get(reverse("account_profile")).status_code == 302


def test_a_forgotten_password_is_set_anew_by_a_code(client: Client) -> None:
    user = make_user(email="eva@example.org", password="the former pass phrase")
    client.post(reverse("account_reset_password"), {"email": "eva@example.org"})
    client.post(reverse("account_confirm_password_reset_code"), {"code": newest_code()})

    new = {"password1": "the present pass phrase", "password2": "the present pass phrase"}
    client.post(reverse("account_complete_password_reset"), new)

    user.refresh_from_db()
    assert (user.check_password("the present pass phrase"), signed_in(client)) == (True, "eva@example.org")


def test_a_new_address_takes_the_place_of_the_former_one_once_its_code_is_entered(
    bob: User,
) -> None:
    client = clients.signed_in(bob)
    client.post(reverse("account_email"), {"email": "bob@new.example", "action_add": "1"})
    assert User.objects.get().email == "bob@example.org"

    client.post(reverse("account_email_verification_sent"), {"code": newest_code()})

    user = User.objects.get()
    addresses = [(row.email, row.primary, row.verified) for row in user.emailaddress_set.all()]
    assert (user.email, addresses) == ("bob@new.example", [("bob@new.example", True, True)])
    assert mail.outbox[-1].to == ["bob@example.org"]


def test_admin_is_entered_through_the_sites_own_sign_in(client: Client) -> None:
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"
    login = client.get("/admin/login/?next=/admin/")

    assert login.headers["Location"] == "/accounts/login/?next=%2Fadmin%2F"
