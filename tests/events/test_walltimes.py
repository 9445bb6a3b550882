from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import ProgrammeError
from events.walltimes import instant, wall_time

ZONES = ("Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "UTC")
YEARS = st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31))  # noqa: DTZ001  # wall times have no zone


@given(YEARS, st.sampled_from(ZONES))
def test_an_instant_shows_the_wall_time_it_was_made_of(wall: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    try:
        at = instant(wall, zone)
    except ProgrammeError:
        return
    assert wall_time(at, zone) == wall


@given(YEARS, st.sampled_from(ZONES))
def test_of_two_instants_with_one_wall_time_the_earlier_is_meant(utc: datetime, name: str) -> None:
    at, zone = utc.replace(tzinfo=UTC), ZoneInfo(name)
    assert instant(wall_time(at, zone), zone).timestamp() in {
        (at - gap).timestamp() for gap in (timedelta(), timedelta(minutes=30), timedelta(hours=1))
    }


@pytest.mark.parametrize(
    ("name", "wall"),
    [
        ("Europe/Zurich", "2027-03-28T02:30"),
        ("America/New_York", "2027-03-14T02:30"),
        ("Africa/Cairo", "2027-04-30T00:30"),
        ("Asia/Beirut", "2027-03-28T00:30"),
        ("America/Santiago", "2027-09-05T00:30"),
        ("Australia/Lord_Howe", "2027-10-03T02:15"),
        ("Pacific/Apia", "2011-12-30T12:00"),
    ],
)
def test_a_wall_time_that_the_clock_never_shows_is_refused(name: str, wall: str) -> None:
    with pytest.raises(ProgrammeError) as refusal:
        instant(datetime.fromisoformat(wall), ZoneInfo(name))
    assert refusal.value.code == "skipped"


def test_the_refusal_names_time_day_and_zone() -> None:
    with pytest.raises(ProgrammeError) as refusal:
        instant(datetime.fromisoformat("2027-03-28T02:30"), ZoneInfo("Europe/Zurich"))
    assert refusal.value.message == (
        "There is no 02:30 on 28 March 2027 in Europe/Zurich: the clocks go forward then. "
        "Please choose another time."
    )


@pytest.mark.parametrize("wall", [datetime.min, datetime(9999, 12, 31, 23, 59)])  # noqa: DTZ001, DTZ901  # wall times have no zone
def test_the_ends_of_the_calendar_are_refused_in_words(wall: datetime) -> None:
    with pytest.raises(ProgrammeError) as refused:
        instant(wall, ZoneInfo("Pacific/Kiritimati"))
    told = f"The year {wall.year} is too far away. Expected one from 1900 to 9000."
    assert (refused.value.code, refused.value.message) == ("far", told)
