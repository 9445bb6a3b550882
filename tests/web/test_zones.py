from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from cyberconf.web import zones
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
        ("UTC+3", "Etc/GMT-3"),
        ("UTC 3", "Etc/GMT-3"),  # as an address brings it in which somebody typed a plus
        ("gmt +02:00", "Etc/GMT-2"),
        ("UTC−5", "Etc/GMT+5"),
        ("-0800", "Etc/GMT+8"),
        ("UTC+14", "Etc/GMT-14"),
        ("GMT+0", "UTC"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("etc/gmt-5", "Etc/GMT-5"),
    ],
)
def test_a_zone_is_known_by_name_former_name_city_and_whole_hours(said: str, name: str) -> None:
    found = zones.find(said)
    assert found is not None
    assert found.key == name


@pytest.mark.parametrize(
    "said",
    [
        "Nowhere",
        "Factory",
        "localtime",
        "",
        "/",
        "\0",
        "../../etc/passwd",
        "tokyo" * 1000,
        "<b>",
        "UTC+15",
        "UTC-13",
        "UTC-03:30",
        "UTC+3:60",
        "3",
    ],
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
    ("said", "instead"),
    [
        (
            "UTC-03:30",
            "Only whole hours from UTC are known. Give a city with this time, such as St Johns.",
        ),
        (
            "UTC+05:30",
            "Only whole hours from UTC are known. Give a city with this time, such as Colombo or Kolkata.",
        ),
        ("Zurihc", "Did you mean Europe/Zurich?"),
        (
            "CEST",
            "Give a city such as Tokyo, a name such as Asia/Tokyo, or hours from UTC such as UTC+9.",
        ),
        (
            "UTC+15",
            "Give a city such as Tokyo, a name such as Asia/Tokyo, or hours from UTC such as UTC+9.",
        ),
    ],
)
def test_what_is_no_zone_is_answered_with_what_to_type(said: str, instead: str) -> None:
    assert zones.instead(said) == instead


@pytest.mark.parametrize(
    ("said", "winter", "summer"),
    [
        ("UTC+3", "UTC+3", "UTC+3"),
        ("Etc/GMT+5", "UTC−5", "UTC−5"),
        ("GMT", "UTC", "UTC"),
        ("EST", "UTC−5", "UTC−5"),
        ("CET", "UTC+1", "UTC+2"),
        ("EST5EDT", "UTC−5", "UTC−4"),
        ("Japan", "Tokyo time (UTC+9)", "Tokyo time (UTC+9)"),
        ("St Johns", "St Johns time (UTC−03:30)", "St Johns time (UTC−02:30)"),
    ],
)
def test_a_clock_of_no_city_is_named_by_how_far_it_is_from_utc(said: str, winter: str, summer: str) -> None:
    zone = zones.find(said)
    assert zone is not None
    instants = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7)]
    assert [dates.zone_by_hours(zone, at) for at in instants] == [winter, summer]


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


def test_the_days_of_a_conference_break_between_the_dates_alone() -> None:
    spans = [(date(2027, 3, 1), date(2027, 3, 3)), (date(2027, 10, 30), date(2027, 11, 2))]
    told = [dates.days(first, last) for first, last in spans]
    assert told == ["1–3 March 2027", "30\u00a0October – 2\u00a0November\u00a02027"]
