"""Dates, zones and clocks in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from cyberconf.web import zones
from cyberconf.web.wording import unbroken
from events.phrases import dates
from events.templatetags.times import suggested_zones


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


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Friday 3 December 2021", "Friday 3\u00a0December 2021"),
        (
            "“Norms” moves from 30 November, 09:00 to 1 December, 10:00.",
            "“Norms” moves from 30\u00a0November, 09:00 to 1\u00a0December, 10:00.",
        ),
        ("viernes 3 de diciembre de 2021", "viernes 3\u00a0de\u00a0diciembre de 2021"),
        ("الجمعة 3 ديسمبر 2021", "الجمعة 3\u00a0ديسمبر 2021"),
        ("10:45–11:10 – late", "10:45–\u206011:10 – late"),
        ("in 2021 the 12 · A1 b 15:00 Uhr", "in 2021 the 12 · A1 b 15:00 Uhr"),
    ],
)
def test_no_line_breaks_between_a_day_and_its_month_or_two_times(told: str, kept: str) -> None:
    assert unbroken(told) == kept
