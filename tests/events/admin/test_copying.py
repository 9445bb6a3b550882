"""The page on which staff copy a conference."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events import publishing, team
from events.models import Conference, Session
from tests.builders import (
    make_appearance,
    make_conference,
    make_member,
    make_question,
    make_session,
    make_speaker,
    make_user,
)
from tests.events.admin.forms import admin_url, errors, filled, told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


@pytest.fixture
def ports(eve: User) -> Conference:
    """A conference of 3 December 2021, of eve's team."""
    conference = make_conference(slug="ports-2021", title="Ports 2021")
    team.join(conference=conference, user=eve, role=team.Role.EDITOR)
    session = make_session(conference, slug="cables")
    make_question(session)
    make_appearance(session)
    return conference


def url(conference: Conference) -> str:
    return reverse("admin:events_conference_copy", args=[conference.pk])


def typed(client: Client, conference: Conference, **changes: Any) -> dict[str, Any]:
    """What the form of the page holds, with some of it typed anew."""
    data = filled(client, url(conference)) | {"parts": ["people", "questions", "texts"]}
    return {name: value for name, value in (data | changes).items() if value is not None}


def lines(response: Any) -> list[str]:
    page = Page(response)
    return [
        item.text.strip() for part in page.root.find("ul", class_="copy-lines") for item in part.find("li")
    ]


def look(client: Client, conference: Conference, **changes: Any) -> tuple[Any, dict[str, Any]]:
    """Ask what it makes; the answer, and what the form holds then."""
    data = typed(client, conference, **changes)
    response = client.post(url(conference), data | {"look": "1"})
    seen = Page(response).root.first("input", name="seen").attributes.get("value", "")
    return response, data | {"seen": seen}


def test_what_it_makes_is_told_first_and_then_it_is_made(
    client: Client, ports: Conference, eve: User
) -> None:
    response, data = look(client, ports, title="Ports 2022", slug="ports-2022", first_day="2022-12-02")
    assert lines(response) == [
        "“Ports 2022”, a draft at /ports-2022/.",
        "Friday 3 December 2021 becomes Friday 2 December 2022, and all other days move along.",
        "What the clock shows in Europe/Zurich stays as it is.",
        "In it: 1 session, 1 person and 1 guiding question.",
    ]
    assert Conference.objects.count() == 1
    response = client.post(url(ports), data | {"make": "1"})
    new = Conference.objects.latest("pk")
    assert (new.slug, new.status, new.follows) == ("ports-2022", "draft", ports)
    assert response.headers["Location"] == admin_url(new, "change")
    assert told(response) == ["Ports 2022 is made, as a copy of Ports 2021. It is a draft."]
    assert (LogEntry.objects.latest("pk").object_id, team.works_on(eve, team.Role.EDITOR, new.pk)) == (
        str(new.pk),
        True,
    )
    assert publishing.build(new).sessions[0].starts_at.isoformat() == "2022-12-02T09:00:00+01:00"


def test_parts_are_left_out_that_are_not_ticked(client: Client, ports: Conference) -> None:
    response, _data = look(client, ports, first_day="2022-12-02", parts=[])
    assert lines(response)[-1] == "In it: 1 session."


def test_clocks_that_change_are_warned_of(client: Client, ports: Conference) -> None:
    Session.objects.update(starts_at="2026-03-27T01:30Z", ends_at=None)
    _response, data = look(client, ports, first_day="2027-03-28")
    warning = (
        "there is no 28 March 2027, 02:30 in Europe/Zurich, because the clocks go forward then. "
        "It is moved on; it now starts 28 March 2027, 03:30."
    )
    response = client.post(url(ports), data | {"make": "1"})
    assert [warning in each for each in told(response)] == [False, True]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "Ports 2023"}, "Something has changed since this was shown. Please look again."),
        ({"first_day": "2023-12-01"}, "Something has changed since this was shown. Please look again."),
        ({"seen": ""}, "Something has changed since this was shown. Please look again."),
        ({"title": ""}, "This field is required."),
        ({"slug": "ports-2021"}, "“ports-2021” is the address of another conference. Please choose another."),
        ({"first_day": "soon"}, "Enter a valid date."),
        (
            {"first_day": "2202-12-02"},
            "2202-12-02 is more than 50 years from 2021-12-03. Please check the year.",
        ),
    ],
)
def test_what_was_not_shown_is_not_made_and_what_was_typed_is_kept(
    client: Client, ports: Conference, changes: dict[str, str], said: str
) -> None:
    _response, data = look(client, ports, title="Ports 2022", first_day="2022-12-02")
    response = client.post(url(ports), data | changes | {"make": "1"})
    assert (response.status_code, errors(response)[:1], Conference.objects.count()) == (422, [said], 1)
    kept = data | changes
    shown = {
        name: Page(response).root.first("input", name=name).attributes.get("value", "")
        for name in ("title", "slug", "first_day")
    }
    assert shown == {name: kept[name] for name in shown}


def test_a_draft_that_changed_meanwhile_is_shown_again(client: Client, ports: Conference) -> None:
    _response, data = look(client, ports)
    Session.objects.update(title="Rules")
    response = client.post(url(ports), data | {"make": "1"})
    assert (response.status_code, Conference.objects.count()) == (422, 1)


def test_looking_at_the_page_makes_nothing_and_the_conference_leads_there(
    client: Client, ports: Conference
) -> None:
    page = Page(client.get(admin_url(ports, "change")))
    (link,) = page.root.find("a", class_="copy-link")
    assert client.get(link.attributes["href"]).status_code == 200
    assert Conference.objects.count() == 1


def test_a_draft_that_is_no_programme_is_told_in_words(client: Client, ports: Conference) -> None:
    speaker = ports.sessions.get().speakers.get()
    speaker.links = [{"nonsense": "x"}]
    speaker.save()
    response = client.get(url(ports))
    assert (response.status_code, told(response)[0].startswith("links")) == (200, True)


def test_who_may_make_no_conference_copies_none(client: Client, ports: Conference, mona: User) -> None:
    client.force_login(mona)
    assert [client.get(url(ports)).status_code, client.post(url(ports)).status_code] == [404, 404]


def test_people_of_a_conference_that_one_only_looks_at_are_not_offered_even_in_the_preview(
    client: Client,
) -> None:
    theirs = make_conference(slug="theirs-2021", title="Theirs 2021")
    make_appearance(make_session(theirs), make_speaker(name="Ann Li"))
    looks = make_user(is_verified=True, role="editor")  # of conferences that are made from now on
    make_member(theirs, "viewer", looks)
    make_conference()
    client.force_login(looks)

    refused, _data = look(client, theirs, slug="mine")
    without, data = look(client, theirs, slug="mine", parts=["questions", "texts"])
    client.post(url(theirs), data | {"make": "1"})

    assert errors(refused) == [
        "You do not edit a conference with Ann Li, and so may not put them on another programme. "
        "Copy it without people, or have its editors copy it."
    ]
    assert (lines(refused), bool(lines(without))) == ([], True)
    assert publishing.build(Conference.objects.get(slug="mine")).people == ()
