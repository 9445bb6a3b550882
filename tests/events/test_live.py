"""What is on while a conference takes place, and how often an open page asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events import live
from events.layout import lay_out
from tests.builders import make_programme, session_node

HONOLULU = ZoneInfo("Pacific/Honolulu")  # while it is evening there, the day in UTC is the next


def at(clock: str, day: int = 3) -> datetime:
    return datetime.fromisoformat(f"2021-12-0{day}T{clock}").replace(tzinfo=HONOLULU)


def session(title: str, start: datetime, end: datetime) -> dict[str, object]:
    return session_node(title=title, starts_at=start, ends_at=end)


PROGRAMME = make_programme(
    time_zone="Pacific/Honolulu",
    sessions=[
        session("Norms", at("18:00"), at("19:00")),
        session("Law", at("19:30"), at("20:00")),
        session("Peace", at("10:00", 4), at("11:00", 4)),
    ],
)
AGENDA = lay_out(PROGRAMME)


@pytest.mark.parametrize(
    ("instant", "running", "following", "since"),
    [
        (at("17:59"), [], ["Norms"], None),
        (at("18:00"), ["Norms"], ["Law"], at("18:00")),
        (at("18:59"), ["Norms"], ["Law"], at("18:00")),
        (at("19:00"), [], ["Law"], at("19:00")),
        (at("23:00"), [], [], at("20:00")),
        (at("10:30", 4), ["Peace"], [], at("10:00", 4)),
    ],
)
def test_what_is_on_is_what_runs_and_what_follows_on_the_day_of_the_venue(
    instant: datetime, running: list[str], following: list[str], since: datetime | None
) -> None:
    now = live.look(AGENDA, instant)
    titles = [[entry.session.title for entry in entries] for entries in (now.running, now.following)]
    assert (*titles, now.since) == (running, following, since)


@pytest.mark.parametrize(
    ("instant", "is_running", "is_shown"),
    [
        (at("17:59"), False, False),
        (at("19:15"), True, True),
        (at("23:00"), True, False),  # at night nothing is on and nothing follows today
        (at("11:00", 4), False, False),
    ],
)
def test_it_runs_from_the_first_start_to_the_last_end_and_says_nothing_at_night(
    instant: datetime, is_running: bool, is_shown: bool
) -> None:
    now = live.look(AGENDA, instant)
    assert (now.is_running, now.is_shown) == (is_running, is_shown)


def test_the_present_stands_before_what_is_still_to_come_today_or_after_all_of_it() -> None:
    today = AGENDA.days[0]
    found = [live.look(AGENDA, at(clock)).stands_before(today) for clock in ("17:00", "18:00", "19:30")]
    assert found == [at("18:00"), at("19:30"), None]
    assert live.look(AGENDA, at("19:30")).date == today.date


@pytest.mark.parametrize(
    ("instant", "seconds"),
    [
        (at("15:59"), 60),
        (at("16:00"), 3),
        (at("20:59"), 3),
        (at("21:00"), 60),
        (at("08:00", 4), 3),
        (at("10:59", 5), 60),
        (at("11:00", 5), 0),
    ],
)
def test_an_open_page_asks_often_on_the_day_and_no_more_once_it_is_over(
    instant: datetime, seconds: int
) -> None:
    assert live.every(PROGRAMME, instant) == seconds


def test_a_programme_that_is_still_empty_is_asked_after_now_and_then() -> None:
    empty = make_programme(sessions=[])
    now = live.look(lay_out(empty), at("10:00"))
    assert (live.every(empty, at("10:00")), now.is_running, now.since) == (60, False, None)


def test_a_message_is_seen_within_five_seconds() -> None:
    kept_and_under_way = timedelta(seconds=1.5)
    assert timedelta(seconds=live.SOON * 1.1) + kept_and_under_way < timedelta(seconds=5)
