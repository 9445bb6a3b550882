"""Edits of a draft: what is stored of who changed what, and taking it back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase

from cyberconf.accounts.models import User
from events import editing, phrases, publishing, returning, reverting
from events.diffing import diff, holds, inverse, patch
from events.errors import ProgrammeError
from events.models import Appearance, Edit, EditPart, Session
from events.phrases import Names
from events.programme import Programme
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_published_panel,
    make_question,
    make_release,
    make_session,
    make_speaker,
)
from tests.events.programmes import programmes

BOARD = Edit.Via.BOARD
database = pytest.mark.django_db


def told(edit: Edit) -> list[str]:
    """The edit in words, with the names of now."""
    names = Names.of(publishing.build(edit.conference)).knowing(edit.changes)
    return phrases.sentences(edit.changes, edit.conference.zone, names)


def renamed(session: Session, title: str, by: User | None = None) -> Edit:
    """Rename a session as the board does."""
    with editing.edited(session.conference, by=by, via=BOARD, sessions=[session.pk]) as edit:
        Session.objects.filter(pk=session.pk).update(title=title)
    assert edit.row is not None
    return edit.row


def refusal(edit: Edit) -> tuple[str, str]:
    """Code and text with which taking the edit back is refused."""
    with pytest.raises(ProgrammeError) as refused:
        reverting.undo(edit, by=None)
    return refused.value.code, refused.value.message


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(old=programmes(), new=programmes())
def test_the_inverse_of_every_change_leads_back_and_each_change_holds_where_it_was_made(
    old: Programme, new: Programme
) -> None:
    changes = diff(old, new)

    assert patch(new, map(inverse, changes)) == old
    assert all(holds(change, new) for change in changes)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(old=programmes(), new=programmes())
def test_no_change_holds_in_the_programme_that_it_changed(old: Programme, new: Programme) -> None:
    assert not [change for change in diff(old, new) if holds(change, old)]


@database
def test_an_edit_says_who_did_what_and_how(eve: User) -> None:
    session = make_session(title="Norms")

    edit = renamed(session, "Norms of the road", by=eve)

    assert (edit.by, edit.via, edit.conference) == (eve, "board", session.conference)
    assert told(edit) == ["“Norms” is renamed to “Norms of the road”."]


@database
def test_what_changes_nothing_is_no_edit() -> None:
    session = make_session()

    with editing.edited(session.conference, by=None, via=BOARD, sessions=[session.pk]) as edit:
        session.save()

    assert (edit.row, Edit.objects.count()) == (None, 0)


@database
def test_what_fails_is_neither_done_nor_stored() -> None:
    session = make_session(title="Norms")

    def fail() -> None:
        with editing.edited(session.conference, by=None, via=BOARD, sessions=[session.pk]):
            Session.objects.update(title="Gone")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    session.refresh_from_db()
    assert (session.title, Edit.objects.count()) == ("Norms", 0)


@database
def test_a_session_that_an_edit_makes_is_added_and_taking_it_back_withdraws_it() -> None:
    conference = make_conference()
    with editing.edited(conference, by=None, via=BOARD, sessions=[]) as edit:
        session = make_session(conference, title="Norms")
        edit.add(session)
    assert edit.row is not None
    assert [change.kind for change in edit.row.changes] == ["added"]

    reverting.undo(edit.row, by=None)

    session.refresh_from_db()
    assert session.status == "withdrawn"


@database
def test_an_edit_of_one_session_does_not_say_that_its_people_came_or_went_who_are_in_others() -> None:
    conference = make_conference()
    ada, session = make_speaker(name="Ada"), make_session(conference)
    make_appearance(make_session(conference), ada)

    with editing.edited(conference, by=None, via=BOARD, sessions=[session.pk]) as edit:
        make_appearance(session, ada)

    assert edit.row is not None
    assert [(change.subject, change.kind) for change in edit.row.changes] == [("session", "people")]


@database
def test_taking_an_edit_back_brings_back_people_with_what_is_known_of_them_now() -> None:
    session = make_session()
    ada = make_speaker(name="Ada", post="Director")
    make_appearance(session, ada, role="chair", affiliation="ITU")
    before = publishing.build(session.conference)
    with editing.edited(session.conference, by=None, via=BOARD, sessions=[session.pk]) as edit:
        Appearance.objects.all().delete()
    Speaker.objects.update(post="Ambassador")
    assert edit.row is not None

    reverting.undo(edit.row, by=None)

    after = publishing.build(session.conference)
    assert (after.sessions, after.people[0].post) == (before.sessions, "Ambassador")


@database
def test_a_session_that_was_withdrawn_comes_back_with_its_questions_and_comments() -> None:
    session = make_published_panel(questions=1)
    question = session.questions.get()
    comment = make_comment(session, question=question)
    before = publishing.build(session.conference)
    [changed] = editing.set_status([session], "withdrawn", by=None)
    edit = Edit.objects.get()
    assert [change.kind for change in edit.changes] == ["removed"]

    reverting.undo(edit, by=None)

    comment.refresh_from_db()
    assert publishing.build(changed.conference) == before
    assert comment.discussion.question == question


@database
def test_the_sessions_of_several_conferences_change_in_the_order_of_these() -> None:
    first, second = make_session(make_conference()), make_session(make_conference())
    editing.set_status([second, first], "cancelled", by=None)
    told = list(Edit.objects.order_by("pk").values_list("conference", flat=True))
    assert told == [first.conference_id, second.conference_id]


@database
def test_taking_back_the_taking_back_does_it_again_and_so_on() -> None:
    session = make_session(title="Norms")
    first = renamed(session, "Rules")

    second = reverting.undo(first, by=None)
    third = reverting.undo(second, by=None)

    session.refresh_from_db()
    assert session.title == "Rules"
    assert [row.is_undone for row in Edit.objects.order_by("pk")] == [False, True, False]
    assert (second.undoes, third.undoes) == (first, second)
    reverting.undo(first, by=None)
    session.refresh_from_db()
    assert session.title == "Norms"


@database
def test_what_was_taken_back_is_not_taken_back_twice() -> None:
    edit = renamed(make_session(), "Rules")
    reverting.undo(edit, by=None)

    assert refusal(edit) == ("undone", "This edit was taken back already.")


@database
def test_what_somebody_changed_again_since_is_not_overwritten() -> None:
    session = make_session(title="Norms")
    first = renamed(session, "Rules")
    renamed(session, "Laws")

    assert refusal(first) == (
        "stale",
        "“Rules” was changed again since. Take the later edits back first.",
    )
    session.refresh_from_db()
    assert (session.title, Edit.objects.count()) == ("Laws", 2)


@database
def test_other_facts_of_the_session_may_have_changed_since() -> None:
    session = make_session(title="Norms", summary="")
    first = renamed(session, "Rules")
    Session.objects.update(summary="About rules.")

    reverting.undo(first, by=None)

    session.refresh_from_db()
    assert (session.title, session.summary) == ("Norms", "About rules.")


@database
def test_an_address_that_another_session_took_since_stands_in_the_way() -> None:
    session = make_session(slug="norms", title="Norms")
    with editing.edited(session.conference, by=None, via=BOARD, sessions=[session.pk]) as edit:
        Session.objects.update(slug="rules")
    make_session(session.conference, slug="norms", title="Others")
    assert edit.row is not None

    assert refusal(edit.row) == (
        "address_taken",
        "The address “norms” is that of “Others” now. Please give one of the two another.",
    )


@database
def test_an_import_is_one_edit_and_is_taken_back_whole() -> None:
    conference = make_conference()
    session = make_session(conference, title="Norms")
    make_appearance(session, make_speaker())
    before = publishing.build(conference)
    other = make_session(make_conference())
    document = publishing.build(other.conference).model_copy(update={"slug": conference.slug})
    other.delete()
    publishing.apply(document, conference, by=None)
    [edit] = Edit.objects.all()

    reverting.undo(edit, by=None)

    assert edit.via == "import"
    assert publishing.build(conference) == before


class Imports(TestCase):  # type: ignore[misc]  # hypothesis's TestCase rolls back after each example
    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(programmes(), programmes())
    def test_imports_are_taken_back_in_turn_whatever_they_changed(
        self, first: Programme, second: Programme
    ) -> None:
        conference, _changes = publishing.import_programme(first, by=None)
        before = publishing.build(conference)
        Edit.objects.all().delete()
        publishing.apply(second, conference, by=None)
        for edit in Edit.objects.all():
            reverting.undo(edit, by=None)

        assert diff(before, publishing.build(conference)) == ()


@database
def test_an_edit_of_a_draft_that_is_no_programme_says_who_and_when_and_is_not_taken_back() -> None:
    session = make_session()
    Session.objects.update(stream_url="ftp://example.org/")
    with editing.edited(session.conference, by=None, via=BOARD, sessions=[session.pk]) as edit:
        Session.objects.update(stream_url="")
    assert edit.row is not None

    assert edit.row.changes == []
    assert refusal(edit.row) == (
        "nothing",
        "What this edit changed is not known, so it cannot be taken back.",
    )


@database
def test_edits_about_a_session_or_a_person_are_found_by_their_permanent_ids() -> None:
    session = make_session()
    edit = renamed(session, "Rules")
    renamed(make_session(session.conference), "Other")

    assert list(Edit.objects.about([session.uid])) == [edit]
    assert EditPart.objects.count() == 2


@database
@pytest.mark.parametrize("count", [1, 3])
def test_an_edit_takes_the_same_number_of_queries_at_any_size(count: int) -> None:
    conference = make_conference()
    sessions = [make_session(conference) for _ in range(count)]
    for session in sessions:
        make_appearance(session, make_speaker())
        make_question(session)
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        editing.edited(conference, by=None, via=BOARD, sessions=[each.pk for each in sessions]),
    ):
        Session.objects.update(summary="Anew.")

    kinds = [query["sql"].split()[0] for query in queries]
    assert kinds.count("SELECT") == 17


@database
def test_going_back_to_a_release_is_an_edit() -> None:
    session = make_session(title="Norms")
    release = make_release(session.conference)
    Session.objects.update(title="Rules")
    make_release(session.conference)

    returning.go_back(release, by=None)

    [edit] = Edit.objects.all()
    assert (edit.via, told(edit)) == ("return", ["“Rules” is renamed to “Norms”."])
