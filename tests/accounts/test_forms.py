"""What the forms of accounts make of what people type."""

from __future__ import annotations

import pytest

from cyberconf.accounts.forms import ProfileForm
from cyberconf.accounts.models import User
from tests.clients import signed_in
from tests.pages import Page

pytestmark = pytest.mark.django_db
PROFILE = "/accounts/profile/"


def typed(zone: str) -> dict[str, str]:
    """A profile that is sent with a time zone."""
    return {"name": "Alice Liddell", "speaking_for": "self", "mail_preference": "daily", "time_zone": zone}


@pytest.mark.parametrize(
    ("zone", "kept", "shown"),
    [
        ("Tokyo", "Asia/Tokyo", "Asia/Tokyo"),
        (" geneva ", "Europe/Zurich", "Europe/Zurich"),
        ("Asia/Calcutta", "Asia/Kolkata", "Asia/Kolkata"),
        ("UTC+3", "Etc/GMT-3", "UTC+3"),
        ("CET", "CET", "CET"),
        ("", "", ""),
    ],
)
def test_a_profile_takes_a_time_zone_by_whatever_a_programme_takes_it_by(
    alice: User, zone: str, kept: str, shown: str
) -> None:
    client = signed_in(alice)
    assert client.post(PROFILE, typed(zone)).status_code == 302
    alice.refresh_from_db()
    field = Page(client.get(PROFILE)).root.first("input", name="time_zone")
    assert (alice.time_zone, field.attributes.get("value", "")) == (kept, shown)


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (
            "Tokio, Japan",
            "Give a city such as Tokyo, a name such as Asia/Tokyo, or hours from UTC such as UTC+9.",
        ),
        ("Zurihc", "Did you mean Europe/Zurich?"),
        ("UTC+5:45", "Only whole hours from UTC are known. Give a city with this time, such as Kathmandu."),
    ],
)
def test_a_time_zone_that_nobody_knows_is_refused_with_what_to_type(
    alice: User, zone: str, said: str
) -> None:
    form = ProfileForm(typed(zone), instance=alice)
    assert form.errors == {"time_zone": [f"“{zone}” is no time zone that is known here. {said}"]}


def test_a_time_zone_that_may_be_several_is_refused_with_those(alice: User) -> None:
    form = ProfileForm(typed("IST"), instance=alice)
    said = (
        "“IST” can mean more than one time zone. Did you mean Asia/Jerusalem, Asia/Kolkata or Europe/Dublin?"
    )
    assert form.errors == {"time_zone": [said]}
