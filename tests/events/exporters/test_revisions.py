"""How often a session was revised, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from events import diffing
from events.exporters.revisions import Edition, Revision, history
from events.programme import Programme
from tests.builders import make_programme, person_node, session_node

FIRST = datetime(2021, 11, 1, 12, 0, tzinfo=UTC)


def base(**overrides: Any) -> dict[str, Any]:
    """Two sessions, one of them with a person in it."""
    return {
        "slug": "ours",
        "title": "Ours",
        "sessions": [
            session_node(slug="alone", title="Alone"),
            session_node(slug="with-ada", title="With Ada", credits=[{"person": "ada", "role": "speaker"}]),
        ],
        "people": [person_node(slug="ada", name="Ada Example")],
    } | overrides


def released(*programmes: Programme) -> list[Edition]:
    """The releases that publishing these, a day after each other, makes."""
    editions = [Edition(1, FIRST, ())]
    for number, (old, new) in enumerate(pairwise(programmes), start=2):
        changes = [change.brief.model_dump(mode="json") for change in diffing.diff(old, new)]
        editions.append(Edition(number, FIRST + timedelta(days=number - 1), changes))
    return editions


def sequences(*programmes: Programme) -> dict[str, int]:
    """The sequence of each session of the last programme, by its slug."""
    found = history(released(*programmes))
    last = programmes[-1]
    return {session.slug: found.revision(session, last).sequence for session in last.sessions}


def changed(programme: dict[str, Any], slug: str, **fields: Any) -> dict[str, Any]:
    sessions = [session | fields if session["slug"] == slug else session for session in programme["sessions"]]
    return programme | {"sessions": sessions}


def test_what_never_changed_is_as_it_was_first_released() -> None:
    programme = make_programme(**base())

    assert history(released(programme)).revision(programme.sessions[0], programme) == Revision(0, FIRST)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Renamed"},
        {"starts_at": "2021-12-03T09:30:00+01:00"},
        {"status": "cancelled"},
        {"description": "More."},
        {"questions": [{"uid": "00000000-0000-4000-8000-000000000001", "number": 1, "text": "Why?"}]},
        {"credits": []},
    ],
)
def test_a_changed_session_alone_is_revised(fields: dict[str, Any]) -> None:
    old = base()
    new = changed(old, "with-ada", **fields)

    assert sequences(make_programme(**old), make_programme(**new)) == {"alone": 0, "with-ada": 1}


def test_the_release_that_changed_it_last_counts_and_a_later_one_does_not() -> None:
    one = base()
    two = changed(one, "alone", title="Renamed")
    three = changed(two, "with-ada", title="Renamed too")

    programmes = [make_programme(**each) for each in (one, two, three)]
    assert sequences(*programmes) == {"alone": 1, "with-ada": 2}
    session = next(s for s in programmes[-1].sessions if s.slug == "alone")
    found = history(released(*programmes)).revision(session, programmes[-1])
    assert found == Revision(1, FIRST + timedelta(days=1))


def test_a_session_added_later_starts_at_that_release() -> None:
    old = base()
    new = old | {"sessions": [*old["sessions"], session_node(slug="late")]}

    assert sequences(make_programme(**old), make_programme(**new)) == {"alone": 0, "with-ada": 0, "late": 1}


def test_a_person_who_changed_revises_the_sessions_they_are_in() -> None:
    old = base()
    new = old | {"people": [old["people"][0] | {"affiliation": "Elsewhere"}]}

    assert sequences(make_programme(**old), make_programme(**new)) == {"alone": 0, "with-ada": 1}


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ({"venue": {"name": "Elsewhere"}}, 1),
        ({"title": "Another"}, 1),
        ({"rooms": [{"slug": "new", "name": "New"}]}, 1),
        ({"description": "An introduction that no event prints."}, 0),
    ],
)
def test_a_fact_of_the_conference_revises_all_where_it_is_printed(
    fact: dict[str, Any], expected: int
) -> None:
    old = base()

    found = sequences(make_programme(**old), make_programme(**old | fact))

    assert found == {"alone": expected, "with-ada": expected}


def test_what_was_removed_is_kept_as_it_was_last_announced() -> None:
    old = base()
    new = old | {"sessions": old["sessions"][:1]}
    before, after = make_programme(**old), make_programme(**new)

    gone = history(released(before, after)).gone(after)

    lost = next(session for session in before.sessions if session.slug == "with-ada")
    assert [(s.uid, s.title, s.starts_at, s.ends_at, s.status) for s in gone] == [
        (lost.uid, "With Ada", lost.starts_at, lost.ends_at, "withdrawn")
    ]
