"""The invented programme: the size asked for, and nobody and nothing in two places at once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations, pairwise

import pytest

from cyberconf.demo.announcements import announcements
from cyberconf.demo.grid import grids
from cyberconf.demo.programmes import STAGES, Plan, Stage, shape, standing
from events.diffing import diff
from events.programme import Programme, Session

FIRST_DAY = date(2027, 3, 1)
SIZES = [1, 11, 12, 35, 300]


def plan(sessions: int, stage: Stage = "before", seed: int = 1) -> Plan:
    return Plan(stage, sessions, seed, FIRST_DAY)


def overlapping(programme: Programme) -> list[tuple[Session, Session]]:
    """Each two sessions that take place at the same time somewhere."""
    return [
        (one, other)
        for one, other in combinations(programme.sessions, 2)
        if one.ends_at and other.ends_at and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    ]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("size", SIZES)
def test_there_are_as_many_sessions_as_were_asked_for_at_every_stage(size: int, stage: Stage) -> None:
    for programme, _note in announcements(plan(size, stage)):
        assert len(programme.sessions) == size
        assert {session.ends_at is None for session in programme.sessions} == {False}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", [1, 7])
def test_no_person_and_no_room_is_in_two_sessions_at_once(size: int, stage: Stage, seed: int) -> None:
    for programme, _note in announcements(plan(size, stage, seed)):
        clashes = [
            (one.title, other.title)
            for one, other in overlapping(programme)
            if (one.room is not None and one.room == other.room)
            or {c.person for c in one.credits} & {c.person for c in other.credits}
        ]
        assert clashes == []


def test_the_same_plan_makes_the_same_programme_and_another_seed_another() -> None:
    assert standing(plan(35)) == standing(plan(35))
    assert {s.uid for s in standing(plan(35)).sessions}.isdisjoint(
        s.uid for s in standing(plan(35, seed=2)).sessions
    )


def test_it_is_plainly_a_demonstration() -> None:
    programme = standing(plan(12))
    assert (programme.slug, programme.title.split(":")[0]) == ("demonstration", "Demonstration")
    assert "invented" in str(programme.description)
    assert all("invented" in str(person.biography) for person in programme.people)


def test_it_shows_days_rooms_tracks_kinds_people_and_questions() -> None:
    programme = standing(plan(35))
    kinds = Counter(session.kind for session in programme.sessions)
    assert {"opening", "keynote", "panel", "discussion", "talk", "workshop", "break", "closing"} <= set(kinds)
    assert len({session.starts_at.date() for session in programme.sessions}) > 1
    assert len({session.room for session in programme.sessions}) > 2
    assert len({session.track for session in programme.sessions}) > 2
    assert len(overlapping(programme)) > 5
    assert all(session.credits and session.questions for session in programme.sessions if session.number)


def test_panels_are_numbered_in_the_order_of_the_programme() -> None:
    numbers = [session.number for session in standing(plan(35)).sessions if session.kind == "panel"]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("stage", STAGES)
def test_each_release_changes_something_and_the_last_names_its_plan(stage: Stage) -> None:
    found = announcements(plan(35, stage))
    assert len(found) == (3 if stage == "after" else 2)
    for (old, _), (new, _) in pairwise(found):
        assert diff(old, new) != ()
    assert found[-1][1].endswith(f"[{stage}, 35 sessions, seed 1]")
    kinds = {change.kind for change in diff(found[0][0], found[1][0])}
    assert kinds >= {"added", "removed", "moved", "retimed", "renamed", "cancelled", "people", "questions"}


def test_after_the_event_there_are_recordings_and_outcomes_of_what_took_place() -> None:
    before, after = standing(plan(35, "running")), standing(plan(35, "after"))
    assert {session.recording_url for session in before.sessions} == {None}
    for session in after.sessions:
        held = session.kind not in {"break", "social"} and session.status != "cancelled"
        assert (session.recording_url is not None) is held
        outcomes = [question.outcome for question in session.questions if question.outcome]
        assert len(outcomes) == (1 if held and session.questions else 0)


def test_the_smallest_usual_conference_is_taken() -> None:
    assert [(shape(size).days, shape(size).rooms) for size in (1, 3, 12, 35)] == [
        (1, 1),
        (1, 1),
        (1, 3),
        (3, 3),
    ]
    sizes = [len(grid.places) for grid, _ in zip(grids(), range(12), strict=False)]
    assert sizes == sorted(sizes)
