from hypothesis import given

from events.diffing import diff, patch
from events.programme import Programme
from tests.builders import make_programme, question_node, session_node
from tests.events.programmes import programmes


@given(programmes())
def test_a_programme_does_not_differ_from_itself(programme: Programme) -> None:
    assert diff(programme, Programme.model_validate_json(programme.model_dump_json())) == ()


@given(programmes(), programmes())
def test_the_difference_leads_from_any_programme_to_any_other(old: Programme, new: Programme) -> None:
    assert patch(old, diff(old, new)) == new


@given(programmes(), programmes())
def test_programmes_have_the_same_hash_exactly_when_they_are_equal(one: Programme, other: Programme) -> None:
    assert (one.content_hash == other.content_hash) is (one == other)


def test_each_thing_that_changed_in_a_session_is_a_change_of_its_own() -> None:
    node = session_node(title="Norms", questions=[question_node(text="Which?")])
    old = make_programme(slug="c", sessions=[node])
    new = make_programme(
        slug="c",
        sessions=[node | {"title": "Rules", "starts_at": "2021-12-03T09:15:00+01:00", "status": "cancelled"}],
    )
    changes = diff(old, new)
    assert [(change.kind, change.before, change.after) for change in changes] == [
        ("cancelled", {"status": "confirmed"}, {"status": "cancelled"}),
        (
            "retimed",
            {"starts_at": "2021-12-03T09:00:00+01:00"},
            {"starts_at": "2021-12-03T09:15:00+01:00"},
        ),
        ("renamed", {"title": "Norms"}, {"title": "Rules"}),
    ]
    assert {change.title for change in changes} == {"Rules"}


def test_a_session_that_goes_ahead_after_all_is_reinstated() -> None:
    node = session_node(status="cancelled")
    old, new = (
        make_programme(slug="c", sessions=[node]),
        make_programme(slug="c", sessions=[node | {"status": "confirmed"}]),
    )
    assert [change.kind for change in diff(old, new)] == ["reinstated"]


def test_a_stored_change_keeps_when_and_where_a_removed_session_was_and_not_its_texts() -> None:
    node = session_node(title="Norms", description="A long background.")
    (change,) = diff(make_programme(slug="c", sessions=[node]), make_programme(slug="c", sessions=[]))
    assert change.before["description"] == "A long background."
    assert change.brief.before == {
        "slug": node["slug"],
        "starts_at": "2021-12-03T09:00:00+01:00",
        "ends_at": "2021-12-03T10:00:00+01:00",
        "room": None,
    }
