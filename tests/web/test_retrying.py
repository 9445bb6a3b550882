from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cyberconf.web.retrying import LONGEST_PAUSE, TRIES_FOR, next_try

AT = datetime(2027, 6, 14, 10, tzinfo=UTC)


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
