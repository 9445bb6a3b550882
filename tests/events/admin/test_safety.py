"""Every page of the staff site: who may open it, and that nothing typed turns into markup."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client

from comments.models import Comment, Discussion
from cyberconf.accounts.models import User
from events.models import Conference, Material, Panel, Release, Room, Session, Track
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_member,
    make_moderator,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_user,
)
from tests.events.admin.forms import admin_url
from tests.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

HOSTILE = '"><svg onload=alert(1)>'
MODELS = (Conference, Session, Panel, Release, Speaker, Comment, Discussion)
EDITED = (Conference, Session, Panel, Speaker)


def everything_hostile() -> None:
    """A published conference in which whatever can be typed is hostile, changed again since."""
    conference = make_conference(title=HOSTILE, theme=HOSTILE, summary=HOSTILE, venue_name=HOSTILE)
    room = Room.objects.create(conference=conference, slug="room", name=HOSTILE)
    track = Track.objects.create(conference=conference, slug="track", name=HOSTILE)
    session = make_session(conference, title=HOSTILE, description=HOSTILE, room=room, track=track)
    Material.objects.create(conference=conference, session=session, title=HOSTILE, url="https://a.example/")
    question = make_question(session, text=HOSTILE)
    speaker = make_speaker(name=HOSTILE, post=HOSTILE, affiliation=HOSTILE, biography=HOSTILE)
    make_appearance(session, speaker, affiliation=HOSTILE)
    make_release(conference)
    author = make_user(name=f"Ann {HOSTILE}", affiliation=HOSTILE)
    comment = make_comment(session, question=question, author=author, body=HOSTILE)
    make_comment(parent=comment, author=author, body=HOSTILE)
    Session.objects.update(description=f"New {HOSTILE}", room=None, number="1")
    question.text = f"New {HOSTILE}"
    question.save()
    make_session(conference, title=f"Open {HOSTILE}", ends_at=None)
    make_release(make_conference(title=HOSTILE))
    conference.releases.latest("number")
    Session.objects.filter(ends_at=None).update(status="withdrawn")
    make_release(conference, note=HOSTILE, by=make_user(name=f"Eve {HOSTILE}", role="editor"))
    Session.objects.filter(ends_at=None).update(status="confirmed")
    Speaker.objects.update(biography=f"New {HOSTILE}")


def every_page() -> list[str]:
    rows = [row for model in MODELS for row in model._default_manager.all()]
    return [
        admin_url(Conference, "changelist") + f"{conference.pk}/changes/"
        for conference in Conference.objects.all()
    ] + [
        *(admin_url(model, "changelist") for model in MODELS),
        *(admin_url(model, "add") for model in EDITED),
        *(admin_url(row, page) for row in rows for page in ("change", "history")),
        *(admin_url(row, "delete") for row in rows if isinstance(row, EDITED)),
    ]


def test_what_is_typed_never_turns_into_markup(client: Client) -> None:
    everything_hostile()
    client.force_login(User.objects.create_superuser("root@example.org", "x", name="Root"))
    pages = {url: Page(client.get(url)) for url in every_page()}
    assert {url: page.status for url, page in pages.items() if page.status != 200} == {}
    assert [url for url, page in pages.items() if "<svg onload" in page.html] == []
    shown = [url for url, page in pages.items() if "&lt;svg onload=alert(1)&gt;" in page.html]
    silent = {admin_url(Speaker, "add")}
    assert sorted(set(pages) - set(shown)) == sorted(silent)


def test_no_page_has_what_the_content_security_policy_refuses(client: Client) -> None:
    everything_hostile()
    client.force_login(User.objects.create_superuser("root@example.org", "x", name="Root"))
    for url in every_page():
        root = Page(client.get(url)).root
        inline = [node for node in root.find("script") if "src" not in node.attributes]
        inline = [node for node in inline if node.attributes.get("type") != "application/json"]
        handlers = [node for node in root.find() if {"style"} & {*node.attributes} or node.tag == "style"]
        handlers += [node for node in root.find() if any(name.startswith("on") for name in node.attributes)]
        assert (url, inline, handlers) == (url, [], [])


def opened(client: Client, user: User) -> dict[str, tuple[bool, bool]]:
    """For each model, whether this person may see its list and may open its empty form."""
    client.force_login(user)
    return {
        model.__name__: tuple(
            client.get(admin_url(model, page)).status_code == 200 for page in ("changelist", "add")
        )
        for model in MODELS
    }  # type: ignore[return-value]  # two pages


def test_an_editor_works_on_the_programme_alone(client: Client, eve: User) -> None:
    make_conference()
    assert opened(client, eve) == {
        "Conference": (True, True),
        "Session": (True, True),
        "Panel": (True, True),
        "Release": (True, False),
        "Speaker": (True, True),
        "Comment": (True, False),
        "Discussion": (True, False),
    }


def test_who_edits_nothing_and_may_make_a_conference_begins_at_the_list(client: Client, eve: User) -> None:
    found = opened(client, eve)
    assert found.pop("Conference") == (True, True)
    assert set(found.values()) == {(False, False)}


def test_a_viewer_reads_the_programme_and_its_people(client: Client) -> None:
    assert opened(client, make_member(make_conference(), "viewer")) == {
        "Conference": (True, False),
        "Session": (True, False),
        "Panel": (True, False),
        "Release": (True, False),
        "Speaker": (True, False),
        "Comment": (False, False),
        "Discussion": (False, False),
    }


def test_a_moderator_reads_the_programme_and_changes_nothing_of_it(client: Client, mona: User) -> None:
    session = make_session(title="Norms")
    make_moderator(session.conference, mona)
    assert opened(client, mona) == {
        "Conference": (True, False),
        "Session": (True, False),
        "Panel": (True, False),
        "Release": (True, False),
        "Speaker": (False, False),
        "Comment": (True, False),
        "Discussion": (True, False),
    }
    chosen = {"action": "cancel", "_selected_action": [session.pk]}
    client.post(admin_url(Session, "changelist"), chosen)
    answers = [
        client.post(admin_url(row, page), {"post": "yes", "title": "Rules"}).status_code
        for row in (session, session.conference)
        for page in ("change", "delete")
    ]
    session.refresh_from_db()
    assert (answers, session.title, session.status) == ([403] * 4, "Norms", "confirmed")


def test_a_participant_and_a_stranger_see_nothing_of_it(client: Client, alice: User) -> None:
    assert {
        admin_url(model, "changelist"): client.get(admin_url(model, "changelist")).status_code
        for model in MODELS
    } == {admin_url(model, "changelist"): 302 for model in MODELS}
    client.force_login(alice)
    assert {client.get(admin_url(model, "changelist")).status_code for model in MODELS} <= {302, 403}


def test_the_index_is_in_the_order_of_the_work(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", "x", name="Root"))
    apps = admin.site.get_app_list(client.get("/admin/").wsgi_request)
    listed = {app["name"]: [model["object_name"] for model in app["models"]] for app in apps}
    assert list(listed)[:4] == ["Programme", "Speakers", "Discussion", "People who sign in"]
    assert listed["Programme"] == [
        "Conference",
        "Panel",
        "Session",
        "Release",
        "Announcement",
        "Edit",
        "Letter",
    ]
