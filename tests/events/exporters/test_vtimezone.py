"""That a calendar's own definition of a zone says what the zone says (TIME.md, cases 3-8, 12-14)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, Timezone

from events.exporters import write
from events.exporters.vtimezone import vtimezone
from tests.builders import make_programme, session_node
from tests.events.exporters.test_ical import event_of, published

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
HARD = [
    "Europe/Zurich", "Europe/Dublin", "Africa/Casablanca", "Africa/Cairo", "Asia/Beirut", "America/Santiago",
    "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Kolkata", "Pacific/Chatham",
    "Australia/Adelaide", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Apia", "America/New_York",
    "Asia/Amman", "Asia/Almaty", "America/Mexico_City", "Asia/Tehran", "America/Asuncion", "Europe/Istanbul",
    "America/Nuuk", "America/Phoenix", "Etc/GMT+6", "Europe/Kiev", "Asia/Calcutta", "UTC",
]  # fmt: skip
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # a wall time


def as_written(instant: datetime, zone: str) -> datetime:
    """The start that a program finds which knows no zone but the calendar's own definition."""
    programme = make_programme(time_zone=zone, sessions=[session_node(starts_at=instant, ends_at=None)])
    calendar = Calendar.from_ical(write(programme, "ical", context=published()))
    (event,) = calendar.events
    if "TZID" not in event["DTSTART"].params:
        return event.start
    wall = event.start.replace(tzinfo=None)
    return wall.replace(tzinfo=UTC) - offset_at(calendar.timezones[0], wall)


def offset_at(zone: Timezone, wall: datetime) -> timedelta:
    """Read the definition as RFC 5545 (3.6.5) says: the observance with the latest onset not after it."""
    begun = [part for part in zone.subcomponents if wall >= part.DTSTART]
    return max(begun, key=lambda part: part.DTSTART).TZOFFSETTO


@settings(max_examples=120, deadline=None)
@given(
    zone=st.one_of(st.sampled_from(HARD), st.sampled_from(ZONES)),
    instant=st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_the_definition_alone_gives_the_same_instant(zone: str, instant: datetime) -> None:
    instant = instant.replace(second=0, microsecond=0)

    assert as_written(instant, zone) == instant


@pytest.mark.parametrize("zone", HARD)
def test_every_half_hour_around_each_change_is_the_same_instant(zone: str) -> None:
    years = (2011, 2018, 2022, 2024, 2027)
    for change in (onset for year in years for onset in _changes(ZoneInfo(zone), year)):
        for half_hours in range(-6, 7):
            instant = change + timedelta(minutes=30 * half_hours)
            assert as_written(instant, zone) == instant


def _changes(zone: tzinfo, year: int) -> list[datetime]:
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(365 * 24)]
    offsets = [hour.astimezone(zone).utcoffset() for hour in hours]
    return [hours[i] for i in range(1, len(hours)) if offsets[i] != offsets[i - 1]]


@pytest.mark.parametrize("zone", ["Europe/Zurich", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_another_reader_builds_the_same_zone_from_it(zone: str) -> None:
    built = vtimezone(ZoneInfo(zone), 2027, 2027).to_tz(lookup_tzid=False)

    for day in range(365):
        noon = datetime(2027, 1, 1, 12) + timedelta(days=day)  # noqa: DTZ001
        assert noon.replace(tzinfo=built).utcoffset() == noon.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def test_zurich_has_its_two_changes_at_the_wall_times_before_them() -> None:
    zone = vtimezone(ZoneInfo("Europe/Zurich"), 2027, 2027)

    _, spring, autumn = (part.to_ical().decode().split() for part in zone.subcomponents)
    assert spring[:-1] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:20270328T020000",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
    ]
    assert autumn[:-1] == [
        "BEGIN:STANDARD",
        "DTSTART:20271031T030000",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
    ]


def test_dublins_summer_is_daylight_though_its_law_says_otherwise() -> None:
    zone = vtimezone(ZoneInfo("Europe/Dublin"), 2027, 2027)

    assert [(part.name, str(part["TZNAME"])) for part in zone.subcomponents] == [
        ("STANDARD", "GMT"),
        ("DAYLIGHT", "IST"),
        ("STANDARD", "GMT"),
    ]


def test_two_days_across_a_change_have_two_offsets() -> None:
    sessions = [
        session_node(starts_at=f"2027-10-{day}T09:00:00{offset}", ends_at=f"2027-10-{day}T10:00:00{offset}")
        for day, offset in (("30", "+02:00"), ("31", "+01:00"))
    ]
    programme = make_programme(sessions=sessions)

    starts = [
        event.start for event in Calendar.from_ical(write(programme, "ical", context=published())).events
    ]

    assert [start.isoformat() for start in starts] == [
        "2027-10-30T09:00:00+02:00",
        "2027-10-31T09:00:00+01:00",
    ]


def test_the_second_of_two_equal_wall_times_is_written_in_utc() -> None:
    twice = session_node(starts_at="2027-10-31T02:30:00+01:00", ends_at="2027-10-31T03:30:00+01:00")

    event: Event = event_of(make_programme(sessions=[twice]))

    assert event["DTSTART"].to_ical() == b"20271031T013000Z"
    assert event["DTEND"].to_ical() == b"20271031T023000Z"
