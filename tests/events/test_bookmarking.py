"""My agenda: what is marked, what clashes, and whose calendar a token opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberconf.accounts.models import User
from events import bookmarking
from events.models import AgendaFeed, Bookmark
from tests.builders import make_conference, make_programme, make_session, session_node

pytestmark = pytest.mark.django_db


def test_sessions_of_a_conference_are_marked_once_and_unmarked(alice: User, bob: User) -> None:
    session, foreign = make_session(), make_session()
    conference = session.conference
    for _again in range(2):
        bookmarking.mark(alice, conference, [session.uid, foreign.uid, uuid4()])
    assert (bookmarking.of(alice, conference), Bookmark.objects.count()) == ({session.uid}, 1)
    assert [bookmarking.of(bob, conference), bookmarking.of(alice, foreign.conference)] == [frozenset()] * 2
    for _again in range(2):
        bookmarking.unmark(alice, conference, session.uid)
    assert bookmarking.of(alice, conference) == frozenset()


@pytest.mark.parametrize(
    ("start", "end", "status", "clash"),
    [
        ("09:30", "10:30", "confirmed", True),
        ("09:00", "10:00", "tentative", True),
        ("10:00", "11:00", "confirmed", False),
        ("08:00", "09:00", "confirmed", False),
        ("09:30", "10:30", "cancelled", False),
        ("08:00", "12:00", "confirmed", True),
    ],
)
def test_sessions_clash_where_they_share_a_moment(start: str, end: str, status: str, clash: bool) -> None:
    times = {f"{name}_at": f"2021-12-03T{at}:00+01:00" for name, at in (("starts", start), ("ends", end))}
    programme = make_programme(
        sessions=[session_node(title="One"), session_node(title="Two", status=status, **times)]
    )
    titles = {session.uid: session.title for session in programme.sessions}
    found = {
        titles[uid]: [each.title for each in on]
        for uid, on in bookmarking.clashes(programme.sessions).items()
    }
    later, earlier = ("One", "Two") if start < "09:00" else ("Two", "One")
    assert found == ({later: [earlier]} if clash else {})


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6)), max_size=8))
def test_who_is_on_together_is_told_in_the_largest_groups_each_once(spans: list[tuple[int, int]]) -> None:
    begins = datetime(2021, 12, 3, 8, tzinfo=UTC)
    programme = make_programme(
        sessions=[
            session_node(
                starts_at=begins + timedelta(hours=start), ends_at=begins + timedelta(hours=start + length)
            )
            for start, length in spans
        ]
    )
    sessions = {session.uid: session for session in programme.sessions}
    groups = [
        {uid, *(each.uid for each in on)} for uid, on in bookmarking.clashes(programme.sessions).items()
    ]
    at_once = [
        {uid for uid, each in sessions.items() if each.starts_at <= one.starts_at < (each.ends_at or begins)}
        for one in sessions.values()
    ]
    several = {frozenset(each) for each in at_once if len(each) > 1}
    largest = {each for each in several if not any(each < other for other in several)}
    assert (len(groups), {frozenset(each) for each in groups}) == (len(largest), largest)


def test_a_token_opens_the_calendar_until_it_is_renewed_or_ended(alice: User) -> None:
    old = bookmarking.renew(alice)
    assert bookmarking.recognise(old) == alice
    assert old not in AgendaFeed.objects.get().digest
    new = bookmarking.renew(alice)
    assert [bookmarking.recognise(token) for token in (old, new, "", "x")] == [None, alice, None, None]
    User.objects.update(is_active=False)
    assert bookmarking.recognise(new) is None
    User.objects.update(is_active=True)
    bookmarking.end(alice)
    assert bookmarking.recognise(new) is None


@pytest.mark.parametrize("count", [1, 3])
def test_marking_costs_the_same_with_any_number(
    alice: User, django_assert_num_queries: Any, count: int
) -> None:
    conference = make_conference()
    uids = [make_session(conference).uid for _ in range(count)]
    with django_assert_num_queries(2):
        bookmarking.mark(alice, conference, uids)
    with django_assert_num_queries(1):
        assert bookmarking.of(alice, conference) == frozenset(uids)
