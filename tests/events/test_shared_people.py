"""People who are on several programmes: what one conference makes of them is in the history of the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from events import edits, publishing, returning, reverting
from events.models import Conference, Edit
from events.programme import Programme
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_conference,
    make_release,
    make_session,
    make_speaker,
)
from tests.comments.test_cases_races import at_once
from tests.events.test_edits import told

pytestmark = pytest.mark.django_db


def sharing(*, count: int = 2) -> list[Conference]:
    """Conferences that share Ada and Ben."""
    people = [make_speaker(name="Ada", post="Judge"), make_speaker(name="Ben", post="Judge")]
    conferences = [make_conference() for _ in range(count)]
    for conference in conferences:
        session = make_session(conference)
        for speaker in people:
            make_appearance(session, speaker)
    return conferences


def with_post(conference: Conference, post: str) -> Programme:
    """The conference's programme, with another post of all people."""
    programme = publishing.build(conference)
    people = [person.model_copy(update={"post": post}) for person in programme.people]
    return programme.model_copy(update={"people": tuple(people)})


def by_import(conference: Conference) -> None:
    publishing.apply(with_post(conference, "Chair"), conference, by=None)


def by_undo(conference: Conference) -> None:
    with edits.of_speakers(Speaker.objects.all(), by=None, via=Edit.Via.PAGE):
        Speaker.objects.update(post="Chair")
    edit = Edit.objects.get(conference=conference)
    Edit.objects.exclude(pk=edit.pk).delete()
    reverting.undo(edit, by=None)


def by_going_back(conference: Conference) -> None:
    release = make_release(conference)
    Speaker.objects.update(post="Chair")
    make_release(conference)
    returning.go_back(release, by=None)


@pytest.mark.parametrize(
    ("deed", "via"), [(by_import, "import"), (by_undo, "undo"), (by_going_back, "return")]
)
def test_what_a_deed_changes_of_shared_people_is_an_edit_of_each_conference_that_has_them(
    deed: Callable[[Conference], None], via: str
) -> None:
    first, second = sharing()
    apart = make_session().conference
    deed(first)

    rows = {edit.conference: (edit.via, sorted(told(edit))) for edit in Edit.objects.filter(via=via)}
    said = (via, ["Changed about Ada: post.", "Changed about Ben: post."])
    assert rows == {first: said, second: said}
    assert not Edit.objects.filter(conference=apart).exists()


def test_an_import_that_says_the_same_of_shared_people_is_no_edit_elsewhere() -> None:
    first, _second = sharing()
    programme = with_post(first, "Judge").model_copy(update={"title": "Another"})
    publishing.apply(programme, first, by=None)

    assert [edit.conference for edit in Edit.objects.all()] == [first]


@pytest.mark.django_db(transaction=True)
def test_imports_and_forms_that_change_the_same_people_at_once_wait_for_each_other() -> None:
    conferences = sharing(count=4)
    programmes = [with_post(each, f"Post {each.pk}") for each in conferences]

    def act(number: int) -> None:
        for turn in range(3):
            place = (number + turn) % len(conferences)
            if number % 2:
                people = Speaker.objects.order_by("-pk" if turn else "pk")
                with edits.of_speakers(people, by=None, via=Edit.Via.PAGE):
                    people.update(affiliation=f"Place {number}.{turn}")
            else:
                publishing.apply(programmes[place], conferences[place], by=None)

    at_once(act, times=6)
    recorded = {conference.edits.count() for conference in conferences}
    assert len(recorded) == 1  # each deed that changed the people is an edit of every conference
