"""What the database itself refuses of a user, and in which words the form says so."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError

from cyberconf.accounts.models import User
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def test_an_address_is_taken_in_any_case() -> None:
    make_user(email="ada@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create(email="ADA@example.org", name="Ada")


def test_who_speaks_for_an_organisation_names_it() -> None:
    with pytest.raises(IntegrityError):
        User.objects.create(email="ada@example.org", name="Ada", speaking_for="organisation")


def test_both_rules_are_said_in_words() -> None:
    make_user(email="ada@example.org")
    with pytest.raises(ValidationError) as refused:
        User(email="Ada@example.org", name="Ada", speaking_for="organisation").full_clean(
            exclude=["password"]
        )
    assert sorted(refused.value.messages) == [
        "Please name the organisation that is spoken for.",
        "Somebody already uses this address.",
    ]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "CEST"])
def test_a_time_zone_is_one_of_the_iana_database(zone: str) -> None:
    with pytest.raises(ValidationError) as refused:
        User(email="ada@example.org", name="Ada", time_zone=zone).full_clean(exclude=["password"])
    assert refused.value.message_dict == {
        "time_zone": [f"“{zone}” is not a time zone. Expected a name such as Europe/Zurich."]
    }


def test_createsuperuser_asks_for_address_and_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-long-password")
    call_command("createsuperuser", "--no-input", email="Root@Example.org", name="Rosa", verbosity=0)
    user = User.objects.get()
    assert (user.email, user.name, user.is_staff, user.is_superuser, str(user)) == (
        "root@example.org",
        "Rosa",
        True,
        True,
        "Rosa",
    )


def test_a_person_is_called_by_their_whole_name() -> None:
    user = User(email="ada@example.org", name="Ada Byron")
    assert (str(user), user.get_full_name(), user.get_short_name()) == ("Ada Byron",) * 3
