from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.timetable import LONGEST_PAUSE, TRIES_FOR, due, next_try

AT = datetime(2027, 6, 14, 10, tzinfo=UTC)
TOKYO, ZURICH = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/Zurich")


@pytest.mark.parametrize("preference", ["at_once", "never"])
def test_what_is_not_daily_is_due_at_once(preference: str) -> None:
    assert due(preference, TOKYO, at=AT) == AT


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        (AT, TOKYO, datetime(2027, 6, 14, 22, tzinfo=UTC)),  # 19:00 there: tomorrow at seven
        (
            datetime(2027, 6, 14, 4, tzinfo=UTC),
            ZURICH,
            datetime(2027, 6, 14, 5, tzinfo=UTC),
        ),  # 06:00: in an hour
        (datetime(2027, 6, 14, 5, tzinfo=UTC), ZURICH, datetime(2027, 6, 15, 5, tzinfo=UTC)),  # seven sharp
        (
            datetime(2027, 3, 27, 12, tzinfo=UTC),
            ZURICH,
            datetime(2027, 3, 28, 5, tzinfo=UTC),
        ),  # clocks go ahead
    ],
)
def test_a_digest_is_due_at_seven_on_the_readers_clock(
    at: datetime, zone: ZoneInfo, expected: datetime
) -> None:
    assert due("daily", zone, at=at) == expected


def test_pauses_grow_from_a_minute_and_end_after_two_days() -> None:
    at, tries = AT, []
    while (again := next_try(len(tries) + 1, AT, at=at)) is not None:
        tries.append(again - at)
        at = again
    assert tries[:4] == [
        timedelta(minutes=1),
        timedelta(minutes=2),
        timedelta(minutes=4),
        timedelta(minutes=8),
    ]
    assert (max(tries), at - AT) == (LONGEST_PAUSE, TRIES_FOR)


@given(st.integers(1, 10_000), st.timedeltas(timedelta(0), timedelta(days=5)))
def test_the_next_try_is_later_and_within_two_days(attempts: int, passed: timedelta) -> None:
    again = next_try(attempts, AT, at=AT + passed)
    assert (again is None) == (passed >= TRIES_FOR)
    assert again is None or AT + passed < again <= AT + TRIES_FOR
