"""Which time zone somebody means by what they type."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils.translation import override

from cyberconf.web import clocks, zones
from cyberconf.web.abbreviations import ABBREVIATIONS


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
        ("MSK", "Etc/GMT-3"),
        ("CEST", "Etc/GMT-2"),
        ("CET", "CET"),
        ("ET", "America/New_York"),  # of two seasons
        ("kuwait", "Asia/Kuwait"),
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
        "San José",
        "IST",
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
        ("san jose", "Did you mean America/Costa_Rica or America/Los_Angeles?"),
        ("Granada", "Did you mean America/Grenada or Europe/Madrid?"),
        ("IST", "Did you mean Asia/Jerusalem, Asia/Kolkata or Europe/Dublin?"),
        ("cst", "Did you mean America/Chicago, America/Havana or Asia/Shanghai?"),
        (
            "UTC+5:45",
            "Only whole hours from UTC are known. Give a city with this time, such as Kathmandu.",
        ),
        (
            "XYZT",
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


def test_whatever_a_page_calls_a_zone_finds_it() -> None:
    missed = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            missed += [key for key in zones.places() if key not in zones.meant(clocks.city(ZoneInfo(key)))]
    assert missed == []


def test_what_a_field_says_for_a_zone_finds_it_again_in_every_language() -> None:
    named = {zone for zone in map(zones.find, zones.known()) if zone}
    same = {zone: zone for zone in named} | {
        zone: ZoneInfo("UTC") for zone in named if clocks.city(zone) == "UTC"
    }
    assert len(same) > 400
    missed = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found = {zone: zones.find(zones.written(zone)) for zone in named}
            missed += [(language, zone.key) for zone in named if found[zone] != same[zone]]
    assert missed == []
    with override("es"):
        assert [zones.written(ZoneInfo(name)) for name in ("America/Grenada", "Asia/Tokyo")] == [
            "America/Grenada",
            "Tokio",
        ]


def test_every_abbreviation_that_a_text_can_use_is_a_clock_or_says_between_which_to_choose() -> None:
    assert [said for said in ABBREVIATIONS if not zones.meant(said)] == []
    assert zones.meant("WEST") == ("Etc/GMT-1",)  # in summer, and no former name of Perth
