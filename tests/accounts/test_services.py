"""Making accounts."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection

from cyberconf.accounts.models import User
from cyberconf.accounts.policies import is_verified
from cyberconf.accounts.services import create_user


def errors(**fields: Any) -> dict[str, list[str]]:
    """What is said of such a person, by field."""
    with pytest.raises(ValidationError) as refused:
        create_user(**{"email": "ada@example.org", "name": "Ada Byron"} | fields)
    return refused.value.message_dict


@pytest.mark.django_db
def test_a_user_has_one_primary_address_in_lower_case_and_signs_in_by_code() -> None:
    user = create_user(email=" Ada@Example.ORG ", name="Ada Byron")

    assert list(EmailAddress.objects.values_list("user", "email", "primary", "verified")) == [
        (user.pk, "ada@example.org", True, False)
    ]
    assert (user.email, user.has_usable_password(), user.is_staff, is_verified(user)) == (
        "ada@example.org",
        False,
        False,
        False,
    )


@pytest.mark.django_db
def test_a_role_makes_staff_of_a_user() -> None:
    user = create_user(email="e@example.org", name="Eve", role="editor", is_verified=True, password="a-b-c")
    assert [user.is_staff, user.is_superuser, user.check_password("a-b-c"), is_verified(user)] == [
        True,
        False,
        True,
        True,
    ]
    assert list(user.groups.values_list("name", flat=True)) == ["Editors"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"email": "ada"}, {"email": ["Enter a valid email address."]}),
        ({"name": ""}, {"name": ["This field cannot be blank."]}),
        (
            {"name": "Moderator"},
            {
                "name": [
                    "“Moderator” reads as an office of this conference. "
                    "Please give the name you are known by."
                ]
            },
        ),
        (
            {"affiliation": "Secretariat"},
            {
                "affiliation": [
                    "“Secretariat” reads as an office of this conference. "
                    "Please give the name you are known by."
                ]
            },
        ),
        (
            {"speaking_for": "organisation"},
            {"__all__": ["Please name the organisation that is spoken for."]},
        ),
    ],
)
def test_what_is_wrong_is_said_by_field_and_nothing_is_kept(
    fields: dict[str, str], expected: dict[str, list[str]]
) -> None:
    assert errors(**fields) == expected
    assert (User.objects.count(), EmailAddress.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_an_address_is_one_persons_in_whatever_letters() -> None:
    create_user(email="ada@example.org", name="Ada Byron")
    assert errors(email="ADA@example.org") == {"email": ["Somebody already uses this address."]}
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_an_address_that_is_taken_between_two_looks_is_refused_as_one_that_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    create_user(email="ada@example.org", name="Ada Byron")
    monkeypatch.setattr(User, "validate_unique", lambda self, exclude: None)  # as before it was taken
    assert errors(email="ada@example.org") == {"email": ["Somebody already uses this address."]}


@pytest.mark.django_db(transaction=True)
def test_of_several_who_take_an_address_at_once_one_gets_it() -> None:
    start, said = Barrier(4), []

    def take() -> None:
        start.wait()
        try:
            create_user(email="ada@example.org", name="Ada Byron")
            said.append("made")
        except ValidationError as refusal:
            said.append(refusal.message_dict["email"][0])
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["Somebody already uses this address."] * 3 + ["made"]
    assert (User.objects.count(), EmailAddress.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_whether_an_address_was_verified_is_asked_once(django_assert_num_queries: Any) -> None:
    user = create_user(email="ada@example.org", name="Ada Byron", is_verified=True)
    with django_assert_num_queries(1):
        assert [is_verified(user), is_verified(user)] == [True, True]


@pytest.mark.django_db
def test_another_verified_address_does_not_speak_for_the_one_on_the_account() -> None:
    user = create_user(email="ada@example.org", name="Ada Byron")
    EmailAddress.objects.create(user=user, email="other@example.org", verified=True)
    assert not is_verified(user)
