"""Nobody sees or touches a conference that is not theirs, on no page of admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events.models import Appearance, Conference, Edit, Panel, Release, Room, Session, Source, Track
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_conference,
    make_member,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_user,
)
from tests.events.admin.forms import admin_url, errors, filled, new_session, save, told
from tests.pages import Page

pytestmark = pytest.mark.django_db

SECRET = "Zyzzyva"
ADDRESS = "secret-address"
LISTED = (Conference, Session, Panel, Release, Speaker, Edit)


@pytest.fixture
def theirs() -> Conference:
    """A conference of another team in which everything has a name to look for."""
    conference = make_conference(title=f"{SECRET} conference", slug=f"{ADDRESS}-1", time_zone="Asia/Tokyo")
    room = Room.objects.create(conference=conference, slug="r", name=f"{SECRET} room")
    track = Track.objects.create(conference=conference, slug="t", name=f"{SECRET} track")
    session = make_session(conference, title=f"{SECRET} session", slug=ADDRESS, room=room, track=track)
    make_question(session, text=f"{SECRET} question?")
    make_appearance(session, make_speaker(name=f"{SECRET} person", email=f"{ADDRESS}@example.org"))
    make_release(conference, note=f"{SECRET} note")
    with_edit = Edit.objects.create(conference=conference, via="page")
    assert with_edit.pk
    return conference


@pytest.fixture
def own() -> Session:
    return make_session(make_conference(title="Mine"), title="My session")


@pytest.fixture
def otto(client: Client, own: Session, theirs: Conference) -> Client:
    """Edits a conference of his own."""
    client.force_login(make_member(own.conference, "editor"))
    return client


def rows_of(conference: Conference) -> list[Any]:
    return [
        conference,
        *conference.sessions.all(),
        *Panel.objects.filter(conference=conference),
        *conference.releases.all(),
        *Edit.objects.filter(conference=conference),
        *Speaker.objects.filter(sessions__conference=conference),
    ]


def leaks(answer: Any) -> bool:
    content = b"".join(answer) if answer.streaming else answer.content
    text = content.decode() + str(answer.headers)
    return SECRET in text or ADDRESS in text


def test_lists_searches_filters_and_autocompletes_show_nothing_of_another_team(otto: Client) -> None:
    urls = [
        "/admin/",
        "/admin/events/",
        "/admin/speakers/",
        *(admin_url(model, "changelist") for model in LISTED),
        *(f"{admin_url(model, 'changelist')}?q={SECRET.lower()}" for model in LISTED),
        *(admin_url(model, "add") for model in (Session, Panel, Speaker)),
        "/admin/autocomplete/?app_label=events&model_name=appearance&field_name=speaker&term=",
    ]
    answers = {url: otto.get(url) for url in urls}
    assert {url: answer.status_code for url, answer in answers.items() if answer.status_code != 200} == {}
    assert [url for url, answer in answers.items() if leaks(answer)] == []


def test_the_same_pages_show_all_of_it_to_its_own_team(client: Client, theirs: Conference) -> None:
    client.force_login(make_member(theirs, "editor"))
    urls = [
        *(admin_url(model, "changelist") for model in (Conference, Session, Panel, Release, Speaker)),
        *(admin_url(row, page) for row in rows_of(theirs) for page in ("change", "history")),
        admin_url(Session, "add"),
        "/admin/autocomplete/?app_label=events&model_name=appearance&field_name=speaker&term=",
    ]
    assert [url for url in urls if not leaks(client.get(url))] == []


def test_pages_of_another_teams_rows_are_not_there_whatever_is_asked(
    otto: Client, theirs: Conference
) -> None:
    pages = ("change", "history", "delete")
    urls = [admin_url(row, page) for row in rows_of(theirs) for page in pages]
    source = Source.objects.create(by=make_user(), conference=theirs, data=SECRET.encode())
    release = theirs.releases.get()
    urls += [
        reverse("admin:events_conference_changes", args=[theirs.pk]),
        reverse("admin:events_conference_previews", args=[theirs.pk]),
        reverse("admin:events_conference_import", args=[theirs.pk]),
        reverse("admin:events_conference_team", args=[theirs.pk]),
        reverse("admin:events_conference_source", args=[source.pk]),
        reverse("admin:events_release_return", args=[release.pk]),
    ]
    for row in rows_of(theirs)[:2]:
        kind = ContentType.objects.get_for_model(row)
        urls.append(reverse("admin:view_on_site", args=[kind.pk, row.pk]))
    answers = [otto.get(url) for url in urls] + [otto.post(url, {"post": "yes"}) for url in urls]
    assert {answer.status_code for answer in answers} <= {403, 404}
    assert [answer.wsgi_request.path for answer in answers if leaks(answer)] == []
    none_at_all = [url.replace(f"/{theirs.pk}/", "/999999/") for url in urls]
    assert [otto.get(url).status_code for url in none_at_all[:1]] == [404]
    assert (theirs.sessions.count(), Release.objects.count()) == (1, 1)


def test_what_is_refused_does_not_tell_whether_it_is_there(otto: Client, theirs: Conference) -> None:
    for row in rows_of(theirs):
        for page in ("change", "history", "delete"):
            name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
            there, nowhere = reverse(name, args=[row.pk]), reverse(name, args=[999_999])
            assert (there, otto.get(there).status_code) == (there, otto.get(nowhere).status_code)
            assert (there, otto.post(there).status_code) == (there, otto.post(nowhere).status_code)


def test_actions_leave_another_teams_sessions_alone(otto: Client, own: Session, theirs: Conference) -> None:
    session = theirs.sessions.get()
    for action in ("withdraw", "cancel", "confirm", "delete_selected"):
        sent = {"action": action, "_selected_action": [session.pk], "post": "yes"}
        assert not leaks(otto.post(admin_url(Session, "changelist"), sent, follow=True))
    session.refresh_from_db()
    assert session.status == "confirmed"


def test_actions_leave_alone_what_one_only_looks_at_and_say_so(otto: Client, own: Session) -> None:
    user = User.objects.get(memberships__conference=own.conference)
    seen = make_session(make_conference())
    make_member(seen.conference, "viewer", user)
    sent = {"action": "cancel", "_selected_action": [own.pk, seen.pk]}
    assert told(otto.post(admin_url(Session, "changelist"), sent)) == [
        "1 row is of a conference in which you only look, and was left as it is.",
        "1 session is cancelled.",
    ]
    assert [row.status for row in Session.objects.filter(pk__in=[own.pk, seen.pk]).order_by("pk")] == [
        "cancelled",
        "confirmed",
    ]


def test_exports_of_the_history_hold_ones_own_alone(otto: Client, own: Session, theirs: Conference) -> None:
    save(otto, own, title="My other session")
    keys = list(Edit.objects.values_list("pk", flat=True))
    for action in ("export_as_csv", "export_as_json"):
        answer = otto.post(admin_url(Edit, "changelist"), {"action": action, "_selected_action": keys})
        text = b"".join(answer).decode()
        assert ("My other session" in text, SECRET in text, ADDRESS in text) == (True, False, False)


def test_a_session_goes_into_no_conference_and_no_room_of_another_team(
    otto: Client, own: Session, theirs: Conference
) -> None:
    typed = new_session(theirs, room=str(theirs.rooms.get().pk))
    answer = otto.post(admin_url(Session, "add"), filled(otto, admin_url(Session, "add")) | typed)
    refusal = "Select a valid choice. That choice is not one of the available choices."
    assert sum(refusal in said for said in errors(answer)) == 2
    assert theirs.sessions.count() == 1


def test_people_of_another_team_are_put_on_no_programme(otto: Client, own: Session) -> None:
    """Whoever edits a conference in which somebody appears reads their address."""
    person = Speaker.objects.get()
    typed = {"appearances-TOTAL_FORMS": 1, "appearances-0-speaker": person.pk, "appearances-0-role": "chair"}
    assert "Select a valid choice" in errors(save(otto, own, **typed))[0]
    assert Appearance.objects.filter(session=own).count() == 0


@pytest.mark.parametrize(
    "query",
    [
        "conference__title__startswith=Z",
        "speakers__email__startswith=s",
        "room__name__startswith=Z",
        "conference__members__user__email=x",
    ],
)
def test_a_filter_that_is_not_offered_is_refused(otto: Client, query: str) -> None:
    assert otto.get(f"{admin_url(Session, 'changelist')}?{query}").status_code == 400


def test_a_filter_by_another_teams_conference_finds_nothing(
    otto: Client, own: Session, theirs: Conference
) -> None:
    make_member(make_conference(), "editor", User.objects.get(memberships__conference=own.conference))
    answer = otto.get(f"{admin_url(Session, 'changelist')}?conference__id__exact={theirs.pk}")
    assert (answer.status_code, Page(answer).words(class_="field-name"), leaks(answer)) == (200, [], False)


def test_the_filter_by_conference_names_ones_own(otto: Client, own: Session) -> None:
    user = User.objects.get(memberships__conference=own.conference)
    make_member(make_conference(title="Mine too"), "viewer", user)
    page = Page(otto.get(admin_url(Session, "changelist")))
    offered = [link.text.strip() for link in page.root.first("nav", id="changelist-filter").find("a")]
    assert offered[1:4] == ["All", "Mine", "Mine too"]


def test_a_shared_speaker_shows_ones_own_sessions_and_publishes_nothing_of_others(
    otto: Client, own: Session, theirs: Conference
) -> None:
    Conference.objects.filter(pk=theirs.pk).update(publishes_each_change=True)
    shared = make_speaker(name="Shared")
    make_appearance(own, shared)
    make_appearance(theirs.sessions.get(), shared)
    page = otto.get(admin_url(shared, "change"))
    assert ("My session" in page.content.decode(), leaks(page)) == (True, False)
    listed = otto.get(admin_url(Speaker, "changelist"))
    assert Page(listed).words(class_="field-sessions_named") == ["Mine: My session"]
    answer = save(otto, shared, name="Shared anew")
    assert (answer.status_code, theirs.releases.count(), leaks(otto.get("/admin/"))) == (302, 1, False)
    assert otto.get(admin_url(shared, "delete")).status_code == 403
    assert not leaks(otto.get(admin_url(shared, "history")))


def test_a_viewer_reads_people_without_what_is_noted_for_staff(client: Client, theirs: Conference) -> None:
    client.force_login(make_member(theirs, "viewer"))
    person = Speaker.objects.get()
    page = client.get(admin_url(person, "change")).content.decode()
    assert (SECRET in page, f"{ADDRESS}@" in page) == (True, False)
    found = Page(client.get(f"{admin_url(Speaker, 'changelist')}?q={ADDRESS}@"))
    assert found.words(class_="field-name") == []
    assert client.get(f"{admin_url(Speaker, 'changelist')}?email__startswith=s").status_code == 400


def test_whoever_makes_a_conference_edits_it_and_adds_rooms_at_once(client: Client, eve: User) -> None:
    client.force_login(eve)
    typed = {"title": "Calm", "slug": "calm", "time_zone": "Africa/Nairobi"}
    save(client, Conference, **typed)
    made = Conference.objects.get()
    assert [(row.user, row.role) for row in made.members.all()] == [(eve, "editor")]
    assert save(client, made, title="Calmer").status_code == 302
    assert LogEntry.objects.filter(user=eve).count() == 2
