from __future__ import annotations

import pytest
from django.test import Client

from cyberconf.accounts.models import User
from events.models import FormerSlug, Panel, Question, Session
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
from tests.events.admin.forms import admin_url, errors, make_room, new_session, save
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def column(client: Client, url: str, name: str) -> list[str]:
    return Page(client.get(url)).words(class_=f"field-{name}")


# Rooms and tracks


def test_a_session_is_offered_the_rooms_of_its_conference_alone(client: Client) -> None:
    session = make_session()
    make_room(session.conference)
    make_room(make_conference(), name="Elsewhere")
    page = Page(client.get(admin_url(session, "change")))
    options = [option.text for option in page.root.first("select", name="room").find("option")]
    assert options == ["---------", "Room XXVI"]


def test_a_new_session_is_offered_rooms_under_their_conference(client: Client) -> None:
    make_room(make_conference(title="Here"))
    make_room(make_conference(title="There"), name="Elsewhere")
    page = Page(client.get(admin_url(Session, "add")))
    groups = page.root.first("select", name="room").find("optgroup")
    offered = [(node.attributes["label"], [o.text for o in node.find("option")]) for node in groups]
    assert offered == [("Here", ["Room XXVI"]), ("There", ["Elsewhere"])]


def test_a_room_of_another_conference_is_refused(client: Client) -> None:
    foreign = make_room(make_conference())
    response = save(client, Session, **new_session(make_conference(), room=foreign.pk))
    assert errors(response) == [
        "“Room XXVI” belongs to another conference. Please choose one of this conference."
    ]
    response = save(client, make_session(), room=foreign.pk)
    assert errors(response) == ["Select a valid choice. That choice is not one of the available choices."]


# Addresses


def test_an_address_is_made_of_the_title_where_none_is_typed(client: Client) -> None:
    conference = make_conference()
    make_session(conference, slug="cyber-norms")
    save(client, Session, **new_session(conference))
    assert Session.objects.get(title="Cyber norms").slug == "cyber-norms-2"


def test_an_address_that_changed_leads_to_the_session_still(client: Client) -> None:
    session = make_session(slug="old")
    save(client, session, slug="new")
    assert list(FormerSlug.objects.values_list("slug", "session")) == [("old", session.pk)]
    save(client, session, slug="old")
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["new"]


def test_an_address_that_another_session_has_is_refused(client: Client) -> None:
    session = make_session()
    other = make_session(session.conference)
    response = save(client, session, slug=other.slug)
    assert errors(response) == ["This conference has a session with that address already."]


# Panels, questions, people


def test_a_panel_is_made_with_its_questions_and_people(client: Client) -> None:
    conference, speaker = make_conference(), make_speaker(name="Ada Adams")
    rows = {"questions-TOTAL_FORMS": 2, "questions-0-text": "What now?", "questions-1-text": "What then?"}
    people = {"appearances-TOTAL_FORMS": 1, "appearances-0-speaker": speaker.pk}
    typed = new_session(conference, number="2") | rows | people | {"appearances-0-role": "moderator"}
    save(client, Panel, **{name: value for name, value in typed.items() if name != "kind"})
    panel = Session.objects.get()
    assert panel.kind == Session.Kind.PANEL
    assert list(panel.questions.values_list("position", "text")) == [(1, "What now?"), (2, "What then?")]
    assert [(str(a), a.position) for a in panel.appearances.all()] == [("Ada Adams (moderator)", 1)]


def test_a_session_keeps_its_material_with_its_conference(client: Client) -> None:
    session = make_session()
    material = {
        "materials-TOTAL_FORMS": 1,
        "materials-0-title": "Paper",
        "materials-0-url": "https://a.example/",
    }
    save(client, session, **material, **{"materials-0-kind": "paper"})
    assert list(session.materials.values_list("title", "conference")) == [("Paper", session.conference.pk)]


def test_a_question_that_nobody_has_seen_is_deleted(client: Client) -> None:
    question = make_question()
    save(client, question.session, **{"questions-0-DELETE": "on"})
    assert not Question.objects.exists()


def test_a_question_that_was_published_is_withdrawn_and_never_deleted(client: Client) -> None:
    session = make_published_panel(questions=1)
    response = save(client, session, title="Other", **{"questions-0-DELETE": "on"})
    assert errors(response) == [
        "“Which question is number 1?” was published. Withdraw it instead: its address and its comments stay."
        "To withdraw a question, tick “withdrawn” rather than “delete”."
    ]
    save(client, session, **{"questions-0-is_withdrawn": "on"})
    assert list(Question.objects.values_list("is_withdrawn", flat=True)) == [True]


def test_a_question_with_comments_is_never_deleted(client: Client) -> None:
    question = make_question()
    make_comment(question.session, question=question)
    response = save(client, question.session, **{"questions-0-DELETE": "on"})
    assert errors(response) == [
        "“Which question is number 1?” has comments. Withdraw it instead: they stay."
        "To withdraw a question, tick “withdrawn” rather than “delete”."
    ]
    assert Question.objects.exists()


# Lists and links


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("model", [Session, Panel])
def test_the_list_costs_the_same_at_any_length(
    client: Client, django_assert_num_queries: object, rows: int, model: type[Session]
) -> None:
    for number in range(rows):
        session = make_session(room=None, title=f"Session {number}")
        session.room = make_room(session.conference)
        session.save()
        make_question(session)
        make_appearance(session)
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]  # pytest-django's
        response = client.get(admin_url(model, "changelist"))
    assert len(response.context["cl"].result_list) == rows


QUERIES = 12


def test_sessions_are_found_by_question_and_by_speaker(client: Client) -> None:
    asked, held, _other = make_session(title="A"), make_session(title="B"), make_session(title="C")
    make_question(asked, text="What of attribution?")
    make_appearance(held, make_speaker(name="Ada Adams"))
    url = admin_url(Session, "changelist")
    assert column(client, f"{url}?q=attribution", "name") == ["A"]
    assert column(client, f"{url}?q=adams", "name") == ["B"]


def test_the_public_page_is_linked_once_there_is_one(client: Client) -> None:
    session = make_session()
    url = admin_url(session, "change")
    assert Page(client.get(url)).words("a", class_="viewsitelink") == []
    make_release(session.conference)
    link = Page(client.get(url)).root.first("a", class_="viewsitelink")
    assert link.attributes["href"] == session.get_absolute_url()
    added = make_session(session.conference)
    assert Page(client.get(admin_url(added, "change"))).words("a", class_="viewsitelink") == []
