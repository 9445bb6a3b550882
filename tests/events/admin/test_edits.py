"""The history of edits in admin: what it tells, who takes what back, and two editors on one session."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events import publishing
from events.models import Conference, Edit, Session
from tests.builders import (
    make_appearance,
    make_conference,
    make_member,
    make_published_panel,
    make_question,
    make_session,
    make_speaker,
    make_user,
)
from tests.clients import signed_in
from tests.events.admin.forms import admin_url, new_session, save, told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def undo(client: Client, edit: Edit) -> Any:
    """Press the button on the edit's page."""
    return client.post(reverse("admin:events_edit_undoing", args=[edit.pk]))


def rows(client: Client, **query: str) -> list[str]:
    """What the list says of each edit, newest first."""
    return Page(client.get(admin_url(Edit, "changelist"), query)).words(class_="field-what")


def history(client: Client, row: Any) -> list[str]:
    """The sentences of a row's history."""
    page = Page(client.get(admin_url(row, "history")))
    return [
        item.text for item in page.root.first("div", class_="edits").find("li") if "dir" in item.attributes
    ]


# What is recorded


def test_saving_the_page_of_a_session_is_an_edit_with_its_questions_and_people(
    client: Client, eve: User
) -> None:
    session = make_session(title="Norms")
    question = make_question(session, text="Which norms?")
    save(client, session, **{"title": "Rules", "questions-0-text": "Which rules?"})

    [edit] = Edit.objects.all()
    assert (edit.by, edit.via, [change.kind for change in edit.changes]) == (
        eve,
        "page",
        ["renamed", "questions"],
    )
    assert rows(client) == [
        "“Norms” is renamed to “Rules”."
        "Question 1 of “Rules” now reads “Which rules?” instead of “Which norms?”."
    ]
    assert question.session == session


def test_saving_without_a_change_is_none(client: Client) -> None:
    save(client, make_session())

    assert Edit.objects.count() == 0


def test_a_new_session_and_a_deleted_one_are_edits(client: Client) -> None:
    conference = make_conference()
    save(client, Session, **new_session(conference))
    session = Session.objects.get()
    client.post(admin_url(session, "delete"), {"post": "yes"})

    assert [[change.kind for change in edit.changes] for edit in Edit.objects.all()] == [
        ["removed"],
        ["added"],
    ]


def test_a_new_conference_and_a_change_of_it_are_edits(client: Client) -> None:
    typed = {"title": "Norms", "slug": "norms", "time_zone": "Europe/Zurich", "format": "online"}
    save(client, Conference, **typed)
    conference = Conference.objects.get()
    save(client, conference, theme="Trust")

    assert [edit.changes[0].after for edit in Edit.objects.all()] == [
        {"theme": "Trust"},
        {"format": "online"},
    ]


def test_a_changed_person_is_an_edit_of_each_conference_in_which_they_appear(client: Client) -> None:
    ada = make_speaker(name="Ada", post="Director")
    here, there = make_session(), make_session()
    make_appearance(here, ada)
    make_appearance(there, ada)
    make_session()
    save(client, ada, post="Ambassador")

    assert {edit.conference for edit in Edit.objects.all()} == {here.conference, there.conference}
    assert history(client, ada) == ["Changed about Ada: post."] * 2


def test_an_action_on_several_sessions_is_one_edit(client: Client) -> None:
    conference = make_conference()
    sessions = [make_session(conference) for _ in range(2)]
    action = {"action": "cancel", "_selected_action": [session.pk for session in sessions]}
    client.post(admin_url(Session, "changelist"), action)

    [edit] = Edit.objects.all()
    assert [change.kind for change in edit.changes] == ["cancelled", "cancelled"]


# What is told


def test_the_history_of_a_session_tells_what_was_done_to_it_and_not_to_others(client: Client) -> None:
    session = make_session(title="Norms")
    save(client, session, title="Rules")
    save(client, make_session(session.conference), title="Other")

    assert history(client, session) == ["“Norms” is renamed to “Rules”."]


def test_an_edit_shows_texts_side_by_side_and_who_and_how(client: Client) -> None:
    session = make_session(summary="Old words.")
    save(client, session, summary="New words.")
    page = Page(client.get(admin_url(Edit.objects.get(), "change")))

    assert page.words("del") == ["Old"]
    assert page.words("ins") == ["New"]
    assert "Eve Editor, on a page of admin." in page.words("p")


def test_the_list_says_what_was_done_in_the_same_number_of_queries_for_many(
    client: Client, django_assert_num_queries: Any
) -> None:
    def look(count: int) -> None:
        for _ in range(count):
            save(client, make_session(), title="Rules")
        client.get(admin_url(Edit, "changelist"))
        with django_assert_num_queries(15):
            client.get(admin_url(Edit, "changelist"))

    look(1)
    look(2)


def test_the_log_is_exported_as_a_sheet_and_as_json(client: Client) -> None:
    session = make_session(title="=1+1")
    save(client, session, title="Rules")
    save(client, session, title="=2+2")
    chosen = {"_selected_action": list(Edit.objects.values_list("pk", flat=True))}
    sheet = client.post(admin_url(Edit, "changelist"), chosen | {"action": "export_as_csv"})
    lines = client.post(admin_url(Edit, "changelist"), chosen | {"action": "export_as_json"})

    cells = list(csv.reader(io.StringIO(sheet.getvalue().decode())))  # type: ignore[attr-defined]  # it streams
    assert [row[2:6] for row in cells] == [
        ["who", "how", "about", "what"],
        ["Eve Editor", "page", "'=2+2", "“Rules” is renamed to “=2+2”."],
        ["Eve Editor", "page", "Rules", "“=1+1” is renamed to “Rules”."],
    ]
    documents = [json.loads(line) for line in lines.getvalue().decode().splitlines()]  # type: ignore[attr-defined]  # it streams
    assert [document["about"] for document in documents] == ["=2+2", "Rules"]
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="edits.csv"'


# Taking back


def test_an_edit_is_taken_back_and_that_is_one_as_well(client: Client) -> None:
    session = make_session(title="Norms")
    save(client, session, title="Rules")
    response = undo(client, Edit.objects.get())

    session.refresh_from_db()
    newest = Edit.objects.all()[0]
    assert (session.title, response.url) == ("Norms", admin_url(newest, "change"))
    assert told(response)[1:] == ["The edit is taken back. That is an edit as well, this one."]
    assert [edit.is_undone for edit in Edit.objects.all()] == [False, True]


def test_what_was_changed_again_is_told_of_and_stays(client: Client) -> None:
    session = make_session(title="Norms")
    save(client, session, title="Rules")
    save(client, session, title="Laws")
    response = undo(client, Edit.objects.last())  # type: ignore[arg-type]  # there are two

    session.refresh_from_db()
    assert (response.status_code, session.title) == (422, "Laws")
    assert Page(response).words(class_="errornote") == [
        "Not taken back. “Rules” was changed again since. Take the later edits back first."
    ]


def test_taking_back_publishes_where_each_change_is_published(client: Client) -> None:
    session = make_published_panel(title="Norms")
    Conference.objects.update(publishes_each_change=True)
    save(client, session, title="Rules")
    undo(client, Edit.objects.get())

    published = publishing.published(session.conference.slug)
    assert (published.number, published.programme.sessions[0].title) == (3, "Norms")


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("moderator", 404)])
def test_whoever_may_not_change_the_conference_takes_nothing_back(role: str, status: int) -> None:
    session = make_session(title="Norms")
    edit = Edit.objects.create(conference=session.conference, via="page")
    member = make_member(session.conference, role)

    assert undo(signed_in(member, with_factor=True), edit).status_code == status


def test_the_filters_are_headed_by_words_that_go_on_from_by(client: Client) -> None:
    edited = [make_session() for _ in range(2)]
    for session, editor in zip(edited, (make_user(), make_user()), strict=True):
        for via in ("page", "board"):
            Edit.objects.create(conference=session.conference, via=via, by=editor)
    page = Page(client.get(admin_url(Edit, "changelist")))

    heads = [head.text.strip() for head in page.root.first(id="changelist-filter").find("summary")]
    assert heads == ["By conference", "By way of editing", "By person", "By whether it was taken back"]
