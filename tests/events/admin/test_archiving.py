"""Archiving conferences in admin, and what is not done to them then."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events import publishing
from events.models import Conference, Release, Session
from tests.builders import make_appearance, make_conference, make_published_panel
from tests.events.admin.forms import admin_url, errors, new_session, told
from tests.pages import Page

pytestmark = pytest.mark.django_db
TOLD = "“Ports” is archived: it can be read, not changed. Take it out of the archive first."


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


@pytest.fixture
def ports() -> Conference:
    return make_published_panel(conference=make_conference(title="Ports")).conference


@pytest.fixture
def archived(ports: Conference) -> Conference:
    Conference.objects.update(status="archived")
    ports.refresh_from_db()
    return ports


def url(conference: Conference) -> str:
    return reverse("admin:events_conference_archive", args=[conference.pk])


def status(conference: Conference) -> str:
    conference.refresh_from_db()
    return conference.status


def test_a_conference_is_archived_and_taken_out_by_its_page(client: Client, ports: Conference) -> None:
    assert client.get(url(ports)).status_code == 200
    assert status(ports) == "public"
    archiving = client.post(url(ports))
    assert (told(archiving), status(ports)) == (["1 conference is archived."], "archived")
    assert archiving.headers["Location"] == admin_url(ports, "change")
    taking_out = client.post(url(ports))
    assert (told(taking_out)[-1], status(ports)) == (
        "1 conference is out of the archive and public.",
        "public",
    )


def test_several_are_archived_by_the_list_and_drafts_are_not(client: Client, ports: Conference) -> None:
    draft, other = make_conference(title="Draft", status="draft"), make_conference()
    chosen = {"_selected_action": [row.pk for row in (ports, draft, other)]}
    response = client.post(admin_url(Conference, "changelist"), chosen | {"action": "archive"})
    assert told(response) == [
        "“Draft” is a draft, and what is archived is seen by everybody. "
        "Publish it and make it public first, or delete it.",
        "2 conferences are archived.",
    ]
    assert [status(row) for row in (ports, draft, other)] == ["archived", "draft", "archived"]
    everything = f"{admin_url(Conference, 'changelist')}?status=all"
    response = client.post(everything, chosen | {"action": "take_out"})
    assert told(response)[-1] == "2 conferences are out of the archive and public."


def test_the_list_has_what_is_archived_only_when_asked(client: Client, archived: Conference) -> None:
    draft = make_conference(title="Draft", status="draft")

    def listed(query: str) -> list[Conference]:
        response = client.get(admin_url(Conference, "changelist") + query)
        return sorted(response.context["cl"].queryset, key=lambda row: row.pk)

    found = [listed(query) for query in ("", "?status=archived", "?status=all", "?status=draft")]
    assert found == [[draft], [archived], [archived, draft], [draft]]
    page = Page(client.get(admin_url(Conference, "changelist")))
    assert "Not archived" in page.words("details")[0]


def test_what_is_archived_is_shown_and_not_saved_and_the_page_says_why(
    client: Client, archived: Conference
) -> None:
    session = archived.sessions.get()
    for row in (archived, session):
        page = Page(client.get(admin_url(row, "change")))
        notice = [text for text in page.words("p", class_="notice") if "archived" in text]
        assert notice == ["Ports is archived: it can be read, not changed. Take it out of the archive"]
        assert [button for button in page.root.find("input", type="submit") if button] == []
        assert client.post(admin_url(row, "change"), {"title": "Other"}).status_code == 403
        assert client.post(admin_url(row, "delete"), {"post": "yes"}).status_code == 403
    assert (Conference.objects.get().title, Session.objects.get().title) == ("Ports", session.title)


def test_no_session_is_added_cancelled_or_imported(client: Client, archived: Conference) -> None:
    refused = client.post(
        admin_url(Session, "add"),
        new_session(archived)
        | {
            f"{name}-{count}_FORMS": "0"
            for name in ("questions", "appearances", "materials")
            for count in ("TOTAL", "INITIAL")
        },
    )
    assert TOLD in errors(refused)
    chosen = {"action": "cancel", "_selected_action": [archived.sessions.get().pk]}
    response = client.post(admin_url(Session, "changelist"), chosen)
    assert told(response)[0] == TOLD
    assert list(Session.objects.values_list("status", flat=True)) == ["confirmed"]


def test_what_is_archived_is_not_published_and_says_so(client: Client, archived: Conference) -> None:
    Session.objects.update(title="Rules")
    page = reverse("admin:events_conference_changes", args=[archived.pk])
    found = Page(client.get(page))
    assert found.words("form", class_="publish-form") == []
    assert TOLD in found.words("div", class_="mends")[0]
    assert client.post(page, {"note": ""}).status_code == 422
    assert Release.objects.count() == 1


def test_people_of_an_archived_conference_are_edited(client: Client, ports: Conference) -> None:
    speaker = make_appearance(ports.sessions.get()).speaker
    Conference.objects.update(status="archived", publishes_each_change=True)
    page = Page(client.get(admin_url(speaker, "change")))
    assert list(page.root.find("input", name="_save")) != []
    assert publishing.published(ports.slug).number == 1


def test_the_status_is_not_set_to_archived_beside_the_button(client: Client, ports: Conference) -> None:
    page = Page(client.get(admin_url(ports, "change")))
    options = [node.attributes["value"] for node in page.root.first("select", name="status").find("option")]
    assert options == ["draft", "public"]


@pytest.mark.parametrize("draft", [True, False])
def test_the_page_leads_there_unless_it_is_a_draft(client: Client, ports: Conference, draft: bool) -> None:
    Conference.objects.update(status="draft" if draft else "public")
    links = Page(client.get(admin_url(ports, "change"))).root.find("a", class_="archive-link")
    assert [link.attributes["href"] for link in links] == ([] if draft else [url(ports)])


def test_who_may_not_change_it_does_not_archive_it(client: Client, ports: Conference, mona: User) -> None:
    client.force_login(mona)
    answers: list[Any] = [client.get(url(ports)), client.post(url(ports))]
    assert ([answer.status_code for answer in answers], status(ports)) == ([404, 404], "public")
