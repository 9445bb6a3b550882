from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from comments.timetable import due

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
