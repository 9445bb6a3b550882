from __future__ import annotations

import pytest

from events import zones


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("  tokyo ", "Asia/Tokyo"),
        ("ASIA/TOKYO", "Asia/Tokyo"),
        ("東京", "Asia/Tokyo"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("geneva", "Europe/Zurich"),
        ("Zürich", "Europe/Zurich"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("US/Eastern", "America/New_York"),
        ("Europe/Amsterdam", "Europe/Amsterdam"),  # a link, and yet a place of its own
        ("Louisville", "America/Kentucky/Louisville"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_known_by_name_former_name_and_city(said: str, name: str) -> None:
    found = zones.find(said)
    assert found is not None
    assert found.key == name


@pytest.mark.parametrize(
    "said", ["Nowhere", "Factory", "localtime", "", "/", "\0", "../../etc/passwd", "tokyo" * 1000, "<b>"]
)
def test_what_is_no_zone_is_none(said: str) -> None:
    assert zones.find(said) is None


def test_a_slip_of_the_pen_is_understood() -> None:
    assert (zones.near("Zurihc")[0], zones.near("Asia/Tokio")[0], zones.near("Nowhere")) == (
        "Europe/Zurich",
        "Asia/Tokyo",
        [],
    )


def test_every_suggestion_is_a_zone() -> None:
    assert [city for city in zones.SUGGESTED if zones.find(city) is None] == []
