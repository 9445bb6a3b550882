from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from comments.models import Discussion
from comments.terms import GRACE, State, Terms
from events.models import Conference

NOON = datetime(2021, 12, 3, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("terms", "state"),
    [
        (Terms("open", None, None), State.OPEN),
        (Terms("first_held", None, None), State.OPEN),
        (Terms("all_held", None, None), State.HELD),
        (Terms("closed", None, None), State.CLOSED),
        (Terms("open", NOON + MINUTE, None), State.LATER),
        (Terms("open", NOON, None), State.OPEN),
        (Terms("open", None, NOON), State.CLOSED),
        (Terms("open", None, NOON + MINUTE), State.OPEN),
        (Terms("closed", NOON + MINUTE, None), State.CLOSED),
        (Terms("all_held", NOON - MINUTE, NOON + MINUTE), State.HELD),
        (Terms("open", NOON + MINUTE, NOON), State.CLOSED),
    ],
)
def test_a_discussion_is_open_from_its_opening_until_its_closing(terms: Terms, state: State) -> None:
    assert terms.state(NOON) == state


@pytest.mark.parametrize(
    ("promised", "after", "takes"),
    [
        (NOON, timedelta(0), True),
        (NOON, GRACE - timedelta.resolution, True),
        (NOON, GRACE, False),
        (None, timedelta(0), False),
        (NOON - MINUTE, timedelta(0), True),  # the closing was put off since
        (NOON + MINUTE, timedelta(0), False),  # somebody closed it before its time
    ],
)
def test_a_form_opened_in_time_has_ten_minutes_more(
    promised: datetime | None, after: timedelta, takes: bool
) -> None:
    assert Terms("open", None, NOON).takes_comments(NOON + after, promised=promised) is takes


def test_there_is_no_grace_where_the_mode_is_closed() -> None:
    assert not Terms("closed", None, NOON).takes_comments(NOON, promised=NOON)


def test_there_is_no_grace_where_it_never_opened() -> None:
    assert not Terms("open", NOON + MINUTE, NOON).takes_comments(NOON, promised=NOON)


def test_the_rules_are_the_discussions_own_and_else_the_conferences() -> None:
    conference = Conference(
        status="public",
        discussion_mode="all_held",
        discussion_opens_at=NOON,
        discussion_closes_at=NOON + MINUTE,
    )
    own = Discussion(mode="open", closes_at=NOON + GRACE)
    assert [Terms.of(conference, None), Terms.of(conference, Discussion()), Terms.of(conference, own)] == [
        Terms("all_held", NOON, NOON + MINUTE),
        Terms("all_held", NOON, NOON + MINUTE),
        Terms("open", NOON, NOON + GRACE),
    ]


def test_the_discussions_of_an_archived_conference_are_closed() -> None:
    conference = Conference(status="archived", discussion_mode="open")
    assert Terms.of(conference, Discussion(mode="open")).state(NOON) == State.CLOSED


def test_a_questions_rules_come_from_itself_then_its_session_then_the_conference() -> None:
    conference = Conference(status="public", discussion_mode="open", discussion_closes_at=NOON)
    at_large = Discussion(mode="all_held", opens_at=NOON - MINUTE)
    own = Discussion(closes_at=NOON + MINUTE)
    assert [
        Terms.of(conference, None, at_large),
        Terms.of(conference, own, at_large),
        Terms.of(conference, Discussion(mode="closed"), at_large),
    ] == [
        Terms("all_held", NOON - MINUTE, NOON),
        Terms("all_held", NOON - MINUTE, NOON + MINUTE),
        Terms("closed", NOON - MINUTE, NOON),
    ]
