"""A session begins now or takes longer: what that moves, how it is said and published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cyberconf.accounts.models import User
from events import publishing, reverting
from events.delays import Delay, carry_out, plan
from events.errors import ProgrammeError
from events.models import Conference, Edit, Room, Session
from tests.builders import make_conference, make_release, make_session

pytestmark = pytest.mark.django_db

TEN = datetime(2021, 12, 3, 9, 0, tzinfo=UTC)  # 10:00 in Zurich
HOUR = timedelta(hours=1)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
def conference() -> Conference:
    """Norms 10:00–11:00, coffee until 11:15, Law until 12:00, Peace 12:05–13:00; published."""
    found = make_conference(slug="ports")
    for title, start, end, kind in (
        ("Norms", 0, 60, "talk"),
        ("Coffee", 60, 75, "break"),
        ("Law", 75, 120, "talk"),
        ("Peace", 125, 180, "talk"),
    ):
        times = {"starts_at": TEN + minutes(start), "ends_at": TEN + minutes(end)}
        make_session(found, title=title, kind=kind, **times)
    make_release(found)
    return found


def longer(title: str, count: int, follow: Any = "gap") -> Delay:
    return Delay(Session.objects.get(title=title).uid, follow, longer=minutes(count))


def begins(title: str, at: datetime, follow: Any = "gap") -> Delay:
    return Delay(Session.objects.get(title=title).uid, follow, begins_at=at)


def times() -> dict[str, str]:
    """When each session of the draft is, on the clock in Zurich."""
    rows = Session.objects.order_by("starts_at")
    return {row.title: f"{row.starts_at + HOUR:%H:%M}–{row.ends_at + HOUR:%H:%M}" for row in rows}  # type: ignore[operator]


def test_what_a_delay_would_do_is_said_and_nothing_is_written(conference: Conference) -> None:
    before = times()
    planned = plan(conference, longer("Norms", 10))
    assert planned.sentences == [
        "“Norms” ends at 11:10 instead of 11:00.",
        "“Coffee” moves from 11:00 to 11:10.",
        "“Law” moves from 11:15 to 11:25.",
        "“Peace” moves from 12:05 to 12:10.",
    ]
    assert (planned.unpublished, planned.review.fresh, times()) == (0, (), before)


@pytest.mark.parametrize(
    ("follow", "after"),
    [
        ("none", ["10:00–11:10", "11:00–11:15", "11:15–12:00", "12:05–13:00"]),
        ("gap", ["10:00–11:10", "11:10–11:25", "11:25–12:10", "12:10–13:05"]),
        ("breaks", ["10:00–11:10", "11:10–11:15", "11:15–12:00", "12:05–13:00"]),
        ("day", ["10:00–11:10", "11:10–11:25", "11:25–12:10", "12:15–13:10"]),
    ],
)
def test_what_follows_moves_as_staff_choose(conference: Conference, follow: str, after: list[str]) -> None:
    carry_out(conference, longer("Norms", 10, follow), by=None, publishes=True)
    assert list(times().values()) == after


def test_it_is_published_at_once_with_a_note_that_says_what_happened(
    conference: Conference, eve: User
) -> None:
    said, release = carry_out(conference, longer("Law", 5), by=eve, publishes=True)
    assert said == ["“Law” ends at 12:05 instead of 12:00."]
    assert release is not None
    assert (release.number, release.note, release.published_by) == (2, f"On the day: {said[0]}", eve)
    assert publishing.published("ports").number == 2


def test_a_session_that_begins_late_keeps_its_length_and_moves_what_it_meets(conference: Conference) -> None:
    carry_out(conference, begins("Law", TEN + minutes(85)), by=None, publishes=True)
    assert times() == {
        "Norms": "10:00–11:00",
        "Coffee": "11:00–11:15",
        "Law": "11:25–12:10",
        "Peace": "12:10–13:05",
    }


def test_a_session_that_begins_early_ends_the_one_before_it(conference: Conference) -> None:
    planned = plan(conference, begins("Law", TEN + minutes(70)))
    assert planned.sentences == [
        "“Coffee” ends at 11:10 instead of 11:15.",
        "“Law” moves from 11:15 to 11:10.",
    ]
    day = plan(conference, begins("Law", TEN + minutes(70), "day"))
    assert day.sentences[2:] == ["“Peace” moves from 12:05 to 12:00."]


def test_what_was_done_is_one_edit_that_can_be_taken_back(conference: Conference, eve: User) -> None:
    before = times()
    carry_out(conference, longer("Norms", 10), by=eve, publishes=False)
    assert times() != before
    reverting.undo(Edit.objects.get(via=Edit.Via.LIVE), by=eve)
    assert times() == before


def test_another_room_stays_and_what_is_for_all_moves_every_room() -> None:
    found = make_conference()
    hall, attic = (Room.objects.create(conference=found, name=name, slug=name) for name in ("hall", "attic"))
    make_session(found, title="Opening", starts_at=TEN)
    make_session(found, title="In the hall", starts_at=TEN + HOUR, room=hall)
    make_session(found, title="In the attic", starts_at=TEN + HOUR, room=attic)
    make_session(found, title="Later", starts_at=TEN + 2 * HOUR, room=hall)
    titles = [change.title for change in plan(found, longer("In the hall", 5)).changes]
    assert titles == ["In the hall", "Later"]
    titles = [change.title for change in plan(found, longer("Opening", 5)).changes]
    assert sorted(titles) == ["In the attic", "In the hall", "Later", "Opening"]


def test_where_there_is_one_room_what_names_none_is_in_it_too(conference: Conference) -> None:
    hall = Room.objects.create(conference=conference, name="Hall", slug="hall")
    Session.objects.filter(title="Norms").update(room=hall)
    titles = [change.title for change in plan(conference, longer("Norms", 10)).changes]
    assert titles == ["Norms", "Coffee", "Law", "Peace"]


def test_other_changes_of_the_draft_are_counted_and_the_draft_alone_can_be_written(
    conference: Conference,
) -> None:
    Session.objects.filter(title="Peace").update(title="Peace at last")
    assert plan(conference, longer("Law", 5)).unpublished == 1
    _said, release = carry_out(conference, longer("Law", 5), by=None, publishes=False)
    assert (release, times()["Law"], publishing.published("ports").number) == (None, "11:15–12:05", 1)


def test_a_conference_that_publishes_each_change_publishes_this_one_too(conference: Conference) -> None:
    Conference.objects.update(publishes_each_change=True)
    _said, release = carry_out(conference, longer("Law", 5), by=None, publishes=False)
    assert release is not None
    assert release.number == 2


def test_what_would_clash_is_said_before_and_refused_with_nothing_written(conference: Conference) -> None:
    hall = Room.objects.create(conference=conference, name="Hall", slug="hall")
    Session.objects.update(room=hall)
    make_release(conference)
    before = times()
    delay = longer("Law", 10, "none")
    assert [(each.kind, each.severity) for each in plan(conference, delay).review.fresh] == [
        ("room", "error")
    ]
    with pytest.raises(ProgrammeError) as refusal:
        carry_out(conference, delay, by=None, publishes=True)
    assert (refusal.value.code, times(), publishing.published("ports").number) == ("room", before, 2)


def test_a_draft_that_changed_since_it_was_looked_at_is_refused(conference: Conference) -> None:
    seen = plan(conference, longer("Law", 5)).before.content_hash
    Session.objects.filter(title="Peace").update(title="Peace at last")
    before = times()
    with pytest.raises(ProgrammeError) as refusal:
        carry_out(conference, longer("Law", 5), by=None, publishes=True, seen=seen)
    assert (refusal.value.code, times()) == ("changed", before)


@pytest.mark.parametrize(
    ("change", "count", "code"),
    [
        ({"status": "withdrawn"}, 5, "unknown"),
        ({"status": "cancelled"}, 5, "unknown"),
        ({"ends_at": None}, 5, "no_end"),
        ({}, 241, "too_long"),
    ],
)
def test_what_cannot_be_done_is_refused(
    conference: Conference, change: dict[str, Any], count: int, code: str
) -> None:
    Session.objects.filter(title="Law").update(**change)
    with pytest.raises(ProgrammeError) as refusal:
        plan(conference, longer("Law", count))
    assert refusal.value.code == code


def test_a_session_that_begins_when_it_was_to_begin_changes_nothing(conference: Conference) -> None:
    with pytest.raises(ProgrammeError) as refusal:
        plan(conference, begins("Law", TEN + minutes(75)))
    assert refusal.value.code == "same"


def test_ten_minutes_over_the_change_of_the_clocks_are_ten_minutes() -> None:
    found = make_conference()
    at = datetime(2027, 3, 28, 0, 50, tzinfo=UTC)  # 01:50 in Zurich; at 02:00 the clocks go to 03:00
    make_session(found, title="Night", kind="talk", starts_at=at - HOUR, ends_at=at)
    assert plan(found, longer("Night", 20)).sentences == ["“Night” ends at 03:10 instead of 01:50."]


@pytest.mark.parametrize("sessions", [1, 3])
def test_a_plan_costs_the_same_queries_at_any_size(sessions: int, django_assert_num_queries: Any) -> None:
    found = make_conference()
    for number in range(sessions):
        make_session(found, title=f"Part {number}", starts_at=TEN + number * HOUR)
    delay = longer("Part 0", 5)
    make_release(found)
    with django_assert_num_queries(10):
        plan(found, delay)
