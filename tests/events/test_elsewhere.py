"""The reader's time at the corners of TIME.md, whose cases the numbers name."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from events.elsewhere import Elsewhere, shows_twice


def there(zone: str, *instants: str) -> list[tuple[str, int]]:
    """What the clock in the zone shows at instants of the venue, and how many days its date is ahead."""
    elsewhere = Elsewhere(ZoneInfo(zone))
    known = [datetime.fromisoformat(text) for text in instants]
    return [(f"{elsewhere.wall(at):%H:%M}", elsewhere.days(at, at.date())) for at in known]


@pytest.mark.parametrize(
    ("case", "zone", "instants", "shown"),
    [
        ("1 skipped", "Europe/Zurich", ["2027-03-28T00:59Z", "2027-03-28T01:30Z"], ["01:59", "03:30"]),
        ("1 skipped", "America/New_York", ["2027-03-14T07:30Z"], ["03:30"]),
        ("2 twice", "Europe/Zurich", ["2027-10-31T00:30Z", "2027-10-31T01:30Z"], ["02:30", "02:30"]),
        ("2 twice", "America/New_York", ["2027-11-07T05:30Z", "2027-11-07T06:30Z"], ["01:30", "01:30"]),
        ("3 over", "Asia/Tokyo", ["2027-03-28T01:00+01", "2027-03-28T04:00+02"], ["09:00", "11:00"]),
        ("7 half", "Australia/Lord_Howe", ["2027-04-03T14:45Z", "2027-04-03T15:15Z"], ["01:45", "01:45"]),
        ("8 odd", "Asia/Kathmandu", ["2027-06-01T09:00+02"], ["12:45"]),
        ("8 odd", "Pacific/Chatham", ["2027-06-01T09:00+02", "2027-12-01T09:00+01"], ["19:45", "21:45"]),
        ("11 weeks", "America/New_York", ["2027-03-01T15:00+01", "2027-03-20T15:00+01"], ["09:00", "10:00"]),
        ("11 weeks", "America/New_York", ["2027-11-03T15:00+01", "2027-11-10T15:00+01"], ["10:00", "09:00"]),
        ("12 negative", "Europe/Dublin", ["2027-01-15T15:00+01", "2027-07-15T15:00+02"], ["14:00", "14:00"]),
        (
            "14 old rules",
            "America/Mexico_City",
            ["2021-07-01T15:00+02", "2023-07-01T15:00+02"],
            ["08:00", "07:00"],
        ),
    ],
)
def test_the_readers_clock_is_asked_at_each_instant(
    case: str, zone: str, instants: list[str], shown: list[str]
) -> None:
    assert [clock for clock, _days in there(zone, *instants)] == shown, case


@pytest.mark.parametrize(
    ("zone", "instants", "shown"),
    [
        # 4: nine hours, though the venue's clock goes from 20:00 to 04:00
        ("Asia/Tokyo", ["2027-10-30T20:00+02", "2027-10-31T04:00+01"], [("03:00", 1), ("12:00", 0)]),
        # 6: there is no midnight in Cairo
        ("Africa/Cairo", ["2027-04-29T22:59+01", "2027-04-29T23:00+01"], [("23:59", 0), ("01:00", 1)]),
        # 9: the far ends are 25 hours apart, and so two dates
        ("Pacific/Kiritimati", ["2027-06-01T22:30-11", "2027-06-01T23:00-11"], [("23:30", 1), ("00:00", 2)]),
        ("Pacific/Pago_Pago", ["2027-06-02T00:30+14"], [("23:30", -2)]),
        # 10: Apia had no 30 December 2011
        ("Pacific/Apia", ["2011-12-30T09:59Z", "2011-12-30T10:00Z"], [("23:59", -1), ("00:00", 1)]),
    ],
)
def test_the_readers_date_is_told_where_it_is_another(
    zone: str, instants: list[str], shown: list[tuple[str, int]]
) -> None:
    assert there(zone, *instants) == shown


@pytest.mark.parametrize(
    ("zone", "heads"),
    [
        ("Pacific/Honolulu", {"09:00": date(2021, 12, 2), "11:15": date(2021, 12, 3)}),
        ("Pacific/Auckland", {"09:00": date(2021, 12, 3), "13:30": date(2021, 12, 4)}),
        ("Pacific/Kiritimati", {"09:00": date(2021, 12, 3), "11:15": date(2021, 12, 4)}),
        ("America/New_York", {}),
    ],
)
def test_a_day_of_the_venue_is_headed_by_the_readers_dates_where_they_differ(
    zone: str, heads: dict[str, date]
) -> None:
    starts = [datetime.fromisoformat(f"2021-12-03T{time}+01") for time in ("09:00", "11:15", "13:30")]
    found = Elsewhere(ZoneInfo(zone)).heads(starts)
    assert {f"{at:%H:%M}": day for at, day in found.items()} == heads


@pytest.mark.parametrize(
    ("zone", "instant", "is_twice"),
    [
        ("Europe/Zurich", "2027-10-31T02:30+02", True),
        ("Europe/Zurich", "2027-10-31T02:30+01", True),
        ("Europe/Zurich", "2027-10-31T03:00+01", False),
        ("Europe/Zurich", "2027-03-28T03:30+02", False),
        ("Australia/Lord_Howe", "2027-04-04T01:45+11", True),
        ("Australia/Lord_Howe", "2027-04-04T01:15+11", False),
    ],
)
def test_a_time_that_the_clock_shows_twice_is_known(zone: str, instant: str, is_twice: bool) -> None:
    assert shows_twice(datetime.fromisoformat(instant), ZoneInfo(zone)) is is_twice
