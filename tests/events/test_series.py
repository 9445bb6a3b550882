"""Conferences as a series: copying, and the links between them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from comments.models import Comment, HoldingRules
from cyberconf.accounts.models import User
from events import publishing, series, team
from events.copying import PARTS
from events.errors import ProgrammeError
from events.models import Conference, Release, Session, TeamMember
from events.series import Wish
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_member,
    make_moderator,
    make_question,
    make_release,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db
LAST_YEAR = datetime(2021, 12, 10, tzinfo=UTC)


@pytest.fixture
def ports() -> Conference:
    """A public conference of 3 December 2021 with a panel, a question, a person, a room and a comment."""
    conference = make_conference(
        slug="ports-2021",
        title="Ports 2021",
        starts_on=date(2021, 12, 3),
        ends_on=date(2021, 12, 3),
        venue_name="Palais",
        organiser_name="Institute",
        stream_url="https://example.org/live",
    )
    room = conference.rooms.create(name="Hall", slug="hall")
    session = make_session(conference, slug="cables", title="Cables", room=room)
    question = make_question(session, text="Who?")
    make_appearance(session, make_speaker(name="Ann", email="ann@example.org"), role="chair")
    make_release(conference)
    make_comment(session, question=question)
    conference.publishes_each_change = True
    conference.discussion_mode = "all_held"
    conference.discussion_opens_at = datetime(2021, 11, 1, 8, tzinfo=UTC)
    conference.discussion_closes_at = datetime(2021, 12, 10, 17, tzinfo=UTC)
    conference.save()
    return conference


def copy(conference: Conference, **wished: Any) -> Conference:
    wish = Wish(**{"title": "Ports 2022", "first_day": date(2022, 12, 2)} | wished)
    return series.copy(conference, wish, by=None, at=LAST_YEAR)[0]


def refused(conference: Conference, **wished: Any) -> tuple[str, str]:
    before = Conference.objects.count()
    with pytest.raises(ProgrammeError) as refusal:
        copy(conference, **wished)
    assert Conference.objects.count() == before
    return refusal.value.code, refusal.value.message


def test_a_copy_is_a_draft_with_the_programme_and_the_settings_of_the_old_one(ports: Conference) -> None:
    new = copy(ports)
    made, old = publishing.build(new), publishing.build(ports)
    (session,), (was,) = made.sessions, old.sessions
    assert (session.slug, session.title, session.room, session.starts_at.isoformat()) == (
        "cables",
        "Cables",
        "hall",
        "2022-12-02T09:00:00+01:00",
    )
    assert (made.people, made.venue, made.organiser, made.stream_url) == (
        old.people,
        old.venue,
        old.organiser,
        None,
    )
    assert {session.uid, session.questions[0].uid} & {was.uid, was.questions[0].uid} == set()
    assert [
        getattr(new, name) for name in ("slug", "status", "follows", "publishes_each_change", "time_zone")
    ] == [
        "ports-2022",
        "draft",
        ports,
        False,
        "Europe/Zurich",
    ]
    assert (new.starts_on, new.ends_on, new.discussion_mode) == (
        date(2022, 12, 2),
        date(2022, 12, 2),
        "all_held",
    )
    assert [at and at.isoformat() for at in (new.discussion_opens_at, new.discussion_closes_at)] == [
        "2022-10-31T08:00:00+00:00",
        "2022-12-09T17:00:00+00:00",
    ]


def test_releases_comments_and_the_old_conference_stay_where_they_are(ports: Conference) -> None:
    before = publishing.build(ports)
    new = copy(ports, parts=frozenset(PARTS))
    assert publishing.build(ports) == before
    assert (new.releases.count(), Comment.objects.filter(discussion__session__conference=new).count()) == (
        0,
        0,
    )
    assert (Speaker.objects.count(), Release.objects.count(), Comment.objects.count()) == (1, 1, 1)


def test_rules_of_the_discussion_are_copied(ports: Conference) -> None:
    HoldingRules.objects.create(conference=ports, words="casino")
    assert HoldingRules.objects.get(conference=copy(ports)).words == "casino"


def test_the_team_comes_along_where_it_is_wished_for_and_whoever_copies_always(
    ports: Conference, eve: User, mona: User
) -> None:
    make_moderator(ports, mona)
    make_member(ports, "editor", eve)
    for with_team in (True, False):
        wish = Wish(title="Ports", with_team=with_team)
        series.copy(ports, wish, by=eve, at=LAST_YEAR)
    teams = [
        {(member.user, member.role) for member in TeamMember.objects.filter(conference=conference)}
        for conference in Conference.objects.filter(follows=ports).order_by("pk")
    ]
    assert teams == [{(mona, "moderator"), (eve, "editor")}, {(eve, "editor")}]
    assert team.works_on(eve, team.Role.EDITOR, Conference.objects.latest("pk").pk)


def test_what_is_suggested_is_a_year_later_on_the_same_weekday(ports: Conference) -> None:
    found = series.suggestion(ports, at=LAST_YEAR)
    assert (found.title, found.slug, found.first_day) == ("Ports 2022", "ports-2022", date(2022, 12, 2))
    make_conference(slug="ports-2022")
    assert series.suggestion(ports, at=LAST_YEAR).slug == "ports-2022-2"
    Conference.objects.filter(pk=ports.pk).update(slug="ports", title="Ports")
    ports.refresh_from_db()
    again = series.suggestion(ports, at=LAST_YEAR)
    assert (again.title, again.slug) == ("Ports", "ports-2022-2")


def test_it_is_told_in_words_before_and_nothing_is_written(ports: Conference) -> None:
    make_session(ports, title="Lunch", kind="break", status="cancelled")
    found = series.look(ports, Wish(title="Ports 2022", first_day=date(2022, 12, 3)), by=None, at=LAST_YEAR)
    assert found.lines == (
        "Friday 3 December 2021 becomes Saturday 3 December 2022, and all other days move along.",
        "The weekday becomes another one. Please check that this is meant.",
        "What the clock shows in Europe/Zurich stays as it is.",
        "In it: 1 session, 1 room, 1 person and 1 guiding question.",
        "Left out, because it was cancelled: “Lunch”.",
    )
    assert (found.warnings, Conference.objects.count()) == ((), 1)


def test_what_the_clocks_do_is_warned_of() -> None:
    conference = make_conference()
    for title, start, end in (
        ("Gap", datetime(2026, 3, 27, 1, 30, tzinfo=UTC), datetime(2026, 3, 27, 3, tzinfo=UTC)),
        ("Over", datetime(2026, 3, 27, 0, tzinfo=UTC), datetime(2026, 3, 27, 4, tzinfo=UTC)),
    ):
        make_session(conference, title=title, kind="talk", starts_at=start, ends_at=end)
    twice = datetime(2026, 11, 3, 1, 30, tzinfo=UTC)  # 219 days later: 31 October 2027 is 582 days later
    make_session(conference, title="Twice", kind="talk", starts_at=twice, ends_at=None)
    found = series.look(conference, Wish(title="x", first_day=date(2027, 3, 28)), by=None, at=LAST_YEAR)
    assert found.warnings == (
        "“Over”: its times on the clock stay, and because the clocks change it takes 3 h instead of 4 h.",
        "“Gap”: there is no 28 March 2027, 02:30 in Europe/Zurich, because the clocks go forward then. "
        "It is moved on; it now starts 28 March 2027, 03:30.",
        "“Gap”: its times on the clock stay, and because the clocks change it takes 30 min "
        "instead of 90 min.",
    )
    found = series.look(conference, Wish(title="x", first_day=date(2027, 3, 24)), by=None, at=LAST_YEAR)
    assert found.warnings == (
        "“Twice”: the clocks show 31 October 2027, 02:30 twice in Europe/Zurich. "
        "The first of the two is taken.",
    )


@pytest.mark.parametrize(
    ("wished", "code", "message"),
    [
        (
            {"slug": "ports-2021"},
            "slug",
            "“ports-2021” is the address of another conference. Please choose another.",
        ),
        (
            {"slug": "admin"},
            "slug",
            "Conference “Ports 2022”, address: “admin” is an address of the site itself.",
        ),
        ({"slug": "a b"}, "slug", "Conference “Ports 2022”, address: Enter a valid “slug”"),
        ({"title": " "}, "title", "The copy has no title. Please give it one."),
        ({"title": "x" * 301}, "title", "Ensure this value has at most 300 characters"),
        (
            {"first_day": date(2202, 1, 1)},
            "first_day",
            "2202-01-01 is more than 50 years from 2021-12-03. Please check the year.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_made(
    ports: Conference, wished: dict[str, Any], code: str, message: str
) -> None:
    found = refused(ports, **wished)
    assert (found[0], message in found[1]) == (code, True), found


def test_what_has_changed_since_it_was_seen_is_refused(ports: Conference) -> None:
    wish = Wish(title="Ports 2022")
    seen = series.look(ports, wish, by=None).seen
    Session.objects.update(title="Rules")
    with pytest.raises(ProgrammeError) as refusal:
        series.copy(ports, wish, by=None, seen=seen)
    assert (refusal.value.code, Conference.objects.count()) == ("changed", 1)


def test_a_conference_without_sessions_is_copied_by_its_own_days() -> None:
    new = copy(make_conference(starts_on=date(2021, 12, 3)), first_day=date(2023, 1, 6))
    empty = copy(make_conference(), slug="empty")
    assert (new.starts_on, empty.starts_on) == (date(2023, 1, 6), None)


@pytest.mark.parametrize("count", [1, 3])
def test_copying_costs_the_same_at_any_size(
    ports: Conference, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        make_appearance(make_session(ports))
    with django_assert_num_queries(67):
        copy(ports)


def test_neighbours_are_those_that_everybody_sees(ports: Conference) -> None:
    new = copy(ports)
    assert series.neighbours(ports) == (None, None)
    make_release(new)
    assert series.neighbours(ports) == (None, None)
    Conference.objects.filter(pk=new.pk).update(status="archived")
    later = copy(new, slug="ports-2023", first_day=date(2023, 12, 1))
    Conference.objects.filter(pk=later.pk).update(status="public")
    make_release(later)
    found = [[row and row.conference for row in series.neighbours(each)] for each in (ports, new, later)]
    assert found == [[None, new], [ports, later], [new, None]]


def test_a_conference_does_not_follow_itself(ports: Conference) -> None:
    ports.follows = ports
    with pytest.raises(ValidationError, match="A conference cannot follow itself"):
        ports.full_clean()
