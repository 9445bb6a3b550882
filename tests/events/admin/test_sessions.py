from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from cyberconf.accounts.models import User
from events.models import Conference, FormerSlug, Panel, Question, Release, Room, Session
from tests.builders import (
    NINE,
    make_appearance,
    make_comment,
    make_conference,
    make_published_panel,
    make_question,
    make_release,
    make_session,
    make_speaker,
)
from tests.events.admin.forms import admin_url, errors, filled, save, told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def make_room(conference: Conference, **overrides: object) -> Room:
    fields = {"slug": "room-xxvi", "name": "Room XXVI"} | overrides
    return Room.objects.create(conference=conference, **fields)


def new(conference: Conference, **typed: object) -> dict[str, object]:
    return {
        "conference": conference.pk,
        "title": "Cyber norms",
        "kind": "talk",
        "starts_at_0": "2021-12-03",
        "starts_at_1": "09:50",
        "ends_at_0": "2021-12-03",
        "ends_at_1": "10:55",
    } | typed


def column(client: Client, url: str, name: str) -> list[str]:
    return Page(client.get(url)).words(class_=f"field-{name}")


# Times


def test_a_session_shows_the_time_of_the_venue_and_names_its_zone(client: Client) -> None:
    session = make_session()
    typed = filled(client, admin_url(session, "change"))
    assert [typed[f"{end}_at_{part}"] for end in ("starts", "ends") for part in (0, 1)] == [
        "2021-12-03",
        "09:00",
        "2021-12-03",
        "10:00",
    ]
    row = Page(client.get(admin_url(session, "change"))).root.first(class_="field-starts_at")
    said = [" ".join(node.text.split()) for node in row.find(class_="help")]
    assert said == ["As the clock at the venue shows it: Europe/Zurich (UTC+1)."]


def test_a_new_session_is_timed_in_the_zone_of_the_conference_chosen(client: Client) -> None:
    make_conference()
    tokyo = make_conference(time_zone="Asia/Tokyo")
    save(client, Session, **new(tokyo))
    session = Session.objects.get()
    assert (session.starts_at, session.ends_at) == (
        datetime(2021, 12, 3, 0, 50, tzinfo=UTC),
        datetime(2021, 12, 3, 1, 55, tzinfo=UTC),
    )


def test_another_time_is_read_as_the_clock_at_the_venue(client: Client) -> None:
    session = make_session()
    save(client, session, starts_at_1="08:30")
    session.refresh_from_db()
    assert session.starts_at == NINE - timedelta(minutes=30)


def test_a_time_that_the_clock_skips_is_refused_in_words_and_what_was_typed_is_kept(client: Client) -> None:
    session = make_session()
    response = save(client, session, title="Other", starts_at_0="2027-03-28", starts_at_1="02:30")
    assert errors(response) == [
        "There is no 02:30 on 28 March 2027 in Europe/Zurich: the clocks go forward then. "
        "Please choose another time."
    ]
    assert Page(response).root.first("input", name="title").attributes["value"] == "Other"
    assert Page(response).root.first("input", name="starts_at_1").attributes["value"] == "02:30"


def test_a_time_that_the_clock_shows_twice_is_the_earlier(client: Client) -> None:
    session = make_session()
    save(
        client,
        session,
        starts_at_0="2027-10-31",
        starts_at_1="02:30",
        ends_at_0="2027-10-31",
        ends_at_1="04:00",
    )
    session.refresh_from_db()
    assert session.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_later_of_two_such_times_stays_when_it_is_not_touched(client: Client) -> None:
    later = datetime(2027, 10, 31, 1, 30, 15, tzinfo=UTC)  # 02:30 for the second time, and some seconds
    session = make_session(starts_at=later)
    save(client, session, title="Other")
    session.refresh_from_db()
    assert (session.title, session.starts_at) == ("Other", later)


def test_an_end_before_the_start_is_refused(client: Client) -> None:
    response = save(client, make_session(), ends_at_1="08:00")
    assert errors(response) == ["The session must end after it starts."]


def test_half_a_time_is_refused(client: Client) -> None:
    response = save(client, make_session(), ends_at_1="")
    assert errors(response) == ["Enter a valid time."]


def test_the_list_gives_times_and_days_as_at_the_venue(client: Client) -> None:
    auckland = make_conference(time_zone="Pacific/Auckland")
    make_session(auckland, title="Late", starts_at=datetime(2021, 12, 2, 12, 0, tzinfo=UTC))
    url = admin_url(Session, "changelist")
    assert column(client, url, "when") == ["3 December 2021, 01:00–02:00 (UTC+13)"]
    day = f"{url}?starts_at__day=3&starts_at__month=12&starts_at__year=2021"
    assert column(client, day, "name") == ["Late"]


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
    response = save(client, Session, **new(make_conference(), room=foreign.pk))
    assert errors(response) == [
        "“Room XXVI” belongs to another conference. Please choose one of this conference."
    ]
    response = save(client, make_session(), room=foreign.pk)
    assert errors(response) == ["Select a valid choice. That choice is not one of the available choices."]


# Addresses


def test_an_address_is_made_of_the_title_where_none_is_typed(client: Client) -> None:
    conference = make_conference()
    make_session(conference, slug="cyber-norms")
    save(client, Session, **new(conference))
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
    typed = new(conference, number="2") | rows | people | {"appearances-0-role": "moderator"}
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


# Withdrawing, cancelling, deleting


@pytest.mark.parametrize(
    ("action", "status", "said"),
    [
        ("withdraw", "withdrawn", "1 session is withdrawn."),
        ("cancel", "cancelled", "1 session is cancelled."),
    ],
)
def test_an_action_changes_the_status_and_says_of_how_many(
    client: Client, action: str, status: str, said: str
) -> None:
    session, other = make_session(), make_session(status=status)
    chosen = {"action": action, "_selected_action": [session.pk, other.pk]}
    response = client.post(admin_url(Session, "changelist"), chosen)
    session.refresh_from_db()
    assert (session.status, told(response)) == (status, [said])


def test_what_was_withdrawn_is_put_back(client: Client) -> None:
    session = make_session(status=Session.Status.WITHDRAWN)
    client.post(admin_url(Panel, "changelist"), {"action": "confirm", "_selected_action": [session.pk]})
    session.refresh_from_db()
    assert session.status == Session.Status.CONFIRMED


def test_a_session_that_nobody_has_seen_is_deleted(client: Client) -> None:
    session = make_session()
    make_release(make_conference())
    client.post(admin_url(session, "delete"), {"post": "yes"})
    assert not Session.objects.exists()


def test_a_session_that_was_published_is_not_deleted_and_the_page_says_why(client: Client) -> None:
    session = make_published_panel(title="Norms")
    Session.objects.update(title="Rules")
    response = client.post(admin_url(session, "delete"), {"post": "yes"})
    assert Page(response).words("ul", id="deleted-objects") == [
        "“Rules” was published. Withdraw it instead: its address and its comments stay."
    ]
    assert Session.objects.exists()


def test_a_session_with_comments_is_not_deleted(client: Client) -> None:
    session = make_session(title="Norms")
    make_comment(session)
    response = client.post(admin_url(session, "delete"), {"post": "yes"})
    assert Page(response).words("ul", id="deleted-objects") == [
        "“Norms” has comments. Withdraw it instead: they stay."
    ]
    assert Session.objects.exists()


def test_of_several_nothing_is_deleted_where_one_has_to_stay(client: Client) -> None:
    published, fresh = make_published_panel(title="Norms"), make_session()
    chosen = {"action": "delete_selected", "_selected_action": [published.pk, fresh.pk], "post": "yes"}
    response = client.post(admin_url(Session, "changelist"), chosen)
    assert "“Norms” was published. Withdraw it instead" in response.content.decode()
    assert Session.objects.count() == 2


# Publishing each change


def test_a_change_is_published_once_with_its_questions(client: Client) -> None:
    session = make_published_panel(conference=make_conference(publishes_each_change=True), questions=1)
    response = save(client, session, title="Other", **{"questions-0-text": "Really?"})
    release = Release.objects.latest("number")
    assert told(response)[0] == f"Release 2 of {session.conference} is published."
    assert (Release.objects.count(), release.document["sessions"][0]["questions"][0]["text"]) == (
        2,
        "Really?",
    )


def test_saving_nothing_new_makes_no_release(client: Client) -> None:
    session = make_published_panel(conference=make_conference(publishes_each_change=True))
    response = save(client, session)
    said = f"Nothing differs from release 1 of {session.conference}, so no release was made."
    assert (told(response)[0], Release.objects.count()) == (said, 1)


def test_a_change_that_cannot_be_published_is_saved_and_the_page_says_so(client: Client) -> None:
    session = make_published_panel(conference=make_conference(publishes_each_change=True), title="Norms")
    response = save(client, session, ends_at_0="", ends_at_1="")
    session.refresh_from_db()
    assert session.ends_at is None
    assert told(response)[0] == (
        f"Saved, but {session.conference} is not published: "
        "“Norms” has no end. Please say when it ends, then publish."
    )


def test_an_action_on_several_sessions_publishes_once(client: Client) -> None:
    conference = make_conference(publishes_each_change=True)
    sessions = [make_session(conference), make_session(conference)]
    make_release(conference)
    chosen = {"action": "cancel", "_selected_action": [session.pk for session in sessions]}
    client.post(admin_url(Session, "changelist"), chosen)
    assert list(Release.objects.values_list("number", flat=True)) == [2, 1]


def test_deleting_publishes_too(client: Client) -> None:
    conference = make_conference(publishes_each_change=True)
    make_release(conference)
    session = make_session(conference)
    client.post(admin_url(session, "delete"), {"post": "yes"})
    assert (Session.objects.count(), Release.objects.count()) == (0, 1)


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


QUERIES = 11


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
