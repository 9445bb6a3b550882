from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from events import zones
from events.phrases import dates
from events.templatetags.times import suggested_zones


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("  tokyo ", "Asia/Tokyo"),
        ("ASIA/TOKYO", "Asia/Tokyo"),
        ("東京", "Asia/Tokyo"),
        ("كاتماندو", "Asia/Kathmandu"),  # as pages in Arabic call it
        ("Нью-Йорк", "America/New_York"),
        ("nueva york", "America/New_York"),
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


@pytest.mark.parametrize(
    ("language", "named", "honolulu"),
    [
        ("en", "Zurich time (CET, UTC+1)", "Honolulu"),
        ("ar", "توقيت زيورخ (CET، UTC+1)", "هونولولو"),
        ("zh-hans", "苏黎世时间（CET、UTC+1）", "檀香山"),
    ],
)
def test_zones_are_called_as_the_page_calls_their_cities_and_every_suggestion_is_one(
    language: str, named: str, honolulu: str
) -> None:
    with override(language):
        cities = suggested_zones()
        assert dates.zone_name(ZoneInfo("Europe/Zurich"), datetime(2021, 12, 3, tzinfo=UTC)) == named
    assert [city for city in cities if zones.find(city) is None] == []
    assert cities[0] == honolulu
