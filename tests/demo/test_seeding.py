"""Seeding: the same arguments change nothing, other arguments bring the conference to their plan."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from comments.models import Comment
from comments.terms import Terms
from cyberconf.accounts.models import User
from cyberconf.demo import seeding
from cyberconf.demo.programmes import STAGES, Stage, running, standing
from events import publishing
from events.models import Conference, Question, Release, Session
from speakers.models import Speaker

pytestmark = pytest.mark.django_db

AT = datetime(2027, 6, 15, 12, 0, tzinfo=UTC)


def seed(**plan: Any) -> tuple[int, int]:
    """Seed, and return how many releases and comments that took."""
    made = seeding.seed(**{"stage": "before", "sessions": 12, "comments": 20, "seed": 1, "at": AT} | plan)
    return made.releases, made.comments


def everything() -> list[Any]:
    """All rows that seeding could change."""
    models = (Conference, Session, Question, Speaker, Release, Comment, User)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("stage", STAGES)
def test_the_same_arguments_change_nothing_the_second_time_nor_later(stage: Stage) -> None:
    assert seed(stage=stage) == (3 if stage == "after" else 2, 20)
    before = everything()

    assert seed(stage=stage) == (0, 0)
    assert seed(stage=stage, at=AT + timedelta(days=0 if stage == "running" else 1)) == (0, 0)

    assert everything() == before


def test_what_is_to_run_has_a_session_on_at_any_hour_and_is_brought_there_again() -> None:
    hours = [AT + timedelta(minutes=47 * step) for step in range(31)]
    for size, times in ((1, hours), (12, hours[::7])):
        found = [running(standing(seeding.timed("running", size, 1, at)), at) for at in times]
        assert [at for at, on in zip(times, found, strict=True) if not on] == []

    turns = (hours[17], hours[0], hours[0])
    assert [seed(stage="running", comments=0, at=at)[0] for at in turns] == [2, 2, 0]


@pytest.mark.parametrize("size", [1, 12, 35, 300])
def test_any_size_is_published_for_everybody(size: int) -> None:
    assert seed(sessions=size, comments=3) == (2, 3)
    assert len(publishing.published("demonstration").programme.sessions) == size


@pytest.mark.parametrize("stage", STAGES)
def test_the_conference_is_to_come_under_way_or_over(stage: Stage) -> None:
    seed(stage=stage, sessions=35)
    programme = publishing.published("demonstration").programme
    first, last = programme.sessions[0].starts_at, programme.sessions[-1].ends_at
    assert last is not None
    found = {"before": first > AT, "running": first < AT < last, "after": last < AT}
    assert [name for name, is_so in found.items() if is_so] == [stage]
    state = Terms.of(Conference.objects.get()).state(AT)
    assert state == ("closed" if stage == "after" else "open")


@pytest.mark.looks
def test_comments_were_made_before_now_at_different_times_by_people_who_may() -> None:
    seed(sessions=35, comments=120)
    comments = Comment.objects.select_related("author")
    times = [comment.created_at for comment in comments.order_by("created_at")]
    assert len(set(times)) == len(times) == 120
    assert times[-1] <= AT
    assert {comment.author.is_staff for comment in comments} == {False}
    assert {comment.status for comment in comments} >= {"published", "pending", "hidden"}
    assert {comment.depth for comment in comments} >= {0, 1, 2}


def test_more_comments_are_added_to_those_there_are() -> None:
    seed(comments=10)
    ten = set(Comment.objects.values_list("pk", flat=True))
    assert seed(comments=25) == (0, 15)
    assert ten < set(Comment.objects.values_list("pk", flat=True))
    assert seed(comments=5) == (0, 0)


def test_what_staff_have_edited_and_moderated_stays() -> None:
    seed()
    session = Session.objects.filter(conference__slug="demonstration").order_by("pk")[0]
    Session.objects.filter(pk=session.pk).update(title="Edited by staff")
    publishing.publish(session.conference, by=None, note="By staff")
    comment = Comment.objects.filter(status="published").order_by("pk")[0]
    Comment.objects.filter(pk=comment.pk).update(status="removed")

    assert seed() == (0, 0)

    assert Session.objects.get(pk=session.pk).title == "Edited by staff"
    assert Comment.objects.get(pk=comment.pk).status == "removed"


@pytest.mark.looks
def test_another_stage_brings_the_same_sessions_to_it() -> None:
    seed(sessions=12)
    uids = set(Session.objects.values_list("uid", flat=True))
    assert seed(sessions=12, stage="after") == (3, 0)
    assert set(Session.objects.values_list("uid", flat=True)) == uids
    assert Question.objects.exclude(outcome="").exists()


def test_the_command_says_what_it_made() -> None:
    output = io.StringIO()
    call_command("seed_demo", sessions=12, comments=4, stdout=output)
    call_command("seed_demo", sessions=12, comments=4, stdout=output)
    assert output.getvalue().splitlines() == [
        "“demonstration”: 2 new releases, 4 new comments.",
        "“demonstration”: 0 new releases, 0 new comments.",
    ]


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"stage": "during"}, "--stage during is no stage. Use one of: before, running, after."),
        ({"sessions": 0}, "--sessions 0 is too few. Expected 1 or more."),
        ({"comments": -1}, "--comments -1 is no number of comments. Expected 0 or more."),
    ],
)
def test_the_command_refuses_what_makes_no_conference(option: dict[str, Any], message: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("seed_demo", **option)
    assert (str(refused.value), Conference.objects.count()) == (message, 0)


@pytest.mark.looks
def test_a_large_plan_after_a_small_one_finds_its_replies_a_place() -> None:
    seed(sessions=35, comments=120)
    seed(sessions=1, comments=0, stage="after")
    assert seed(sessions=100, comments=200, stage="running")[1] > 0
