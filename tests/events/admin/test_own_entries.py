from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cyberconf.accounts.models import User
from events.models import Release
from speakers import links, proposing
from speakers.models import EditLink, Proposal, Speaker
from tests.builders import make_appearance, make_conference, make_release, make_session, make_speaker
from tests.events.admin.forms import admin_url, told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    make_conference()
    client.force_login(eve)


@pytest.fixture
def speaker() -> Speaker:
    return make_speaker(name="Ada Byron", post="Director")


def url(speaker: Speaker, page: str) -> str:
    return reverse(f"admin:speakers_speaker_{page}", args=[speaker.pk])


def propose(speaker: Speaker, **values: Any) -> Proposal:
    proposal = proposing.propose(speaker, values, link=None)
    assert proposal is not None
    return proposal


def sides(page: Page) -> list[str]:
    return page.words("div", class_="pair-side")


# Links


def test_a_link_is_made_shown_and_revoked(client: Client, speaker: Speaker, eve: User) -> None:
    response = client.post(url(speaker, "links"), {"days": "30"})
    link = EditLink.objects.get()
    assert (link.speaker, link.made_by, told(response)) == (
        speaker,
        eve,
        ["The link is made. Copy it from the list below."],
    )
    assert timedelta(days=29) < link.expires_at - timezone.now() <= timedelta(days=30)
    line = Page(client.get(url(speaker, "links"))).root.first("li", class_="preview-link")
    assert line.first("a").attributes["href"] == links.address(link)
    client.post(url(speaker, "links"), {"revoke": str(link.pk)})
    link.refresh_from_db()
    assert link.revoked_at is not None
    line = Page(client.get(url(speaker, "links"))).root.first("li", class_="preview-link")
    assert (line.first("a").tag, line.text.split()[-1]) == ("", "revoked")


@pytest.mark.parametrize("days", ["0", "181", "", "many"])
def test_a_link_of_no_or_too_many_days_is_refused(client: Client, speaker: Speaker, days: str) -> None:
    assert client.post(url(speaker, "links"), {"days": days}).status_code == 422
    assert EditLink.objects.exists() is False


def test_the_link_of_somebody_else_is_not_revoked_here(client: Client, speaker: Speaker) -> None:
    link = links.make(make_speaker(), by=None)
    for number in (str(link.pk), "x"):
        assert client.post(url(speaker, "links"), {"revoke": number}).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


# What they propose


def test_what_is_proposed_stands_beside_what_the_entry_says(client: Client, speaker: Speaker) -> None:
    propose(speaker, name="Ada Lovelace", consents_to_publish=True, photo="speakers/1/photo.jpg")
    page = Page(client.get(url(speaker, "proposal")))
    assert sides(page) == [
        "Now Ada Byron",
        "Proposed Ada Lovelace",
        "Now no",
        "Proposed yes",
        "Now none",
        "Proposed",
    ]
    assert page.root.first("img").attributes["src"] == "/media/speakers/1/photo.jpg"
    assert "The entry has changed since: it does not say what they saw." not in page.words("p")
    Speaker.objects.update(name="Ada King")
    page = Page(client.get(url(speaker, "proposal")))
    assert (
        sides(page)[0],
        page.words("p").count("The entry has changed since: it does not say what they saw."),
    ) == (
        "Now Ada King",
        1,
    )


def test_what_is_ticked_is_taken_over_recorded_and_published(
    client: Client, speaker: Speaker, eve: User
) -> None:
    conference = make_conference(title="Calm", publishes_each_change=True)
    make_appearance(make_session(conference), speaker)
    make_release(conference)
    proposal = propose(speaker, name="Ada Lovelace", post="Chair")
    response = client.post(
        url(speaker, "proposal"), {"proposal": proposal.pk, "parts": ["post"], "take": "1"}
    )
    assert told(response) == ["The entry says so now.", "Release 2 of Calm is published."]
    speaker.refresh_from_db()
    assert (speaker.name, speaker.post) == ("Ada Byron", "Chair")
    assert [(edit.via, edit.by) for edit in conference.edits.all()] == [("proposal", eve)]
    page = Page(client.get(url(speaker, "proposal")))
    assert (
        page.root.first(class_="import-sources")
        .text.strip()
        .endswith("taken over in part (Post), Eve Editor")
    )


def test_it_can_be_declined(client: Client, speaker: Speaker) -> None:
    proposal = propose(speaker, name="Ada Lovelace")
    sent = {"proposal": proposal.pk, "parts": ["name"], "decline": "1"}
    assert told(client.post(url(speaker, "proposal"), sent)) == ["The proposal is declined."]
    speaker.refresh_from_db()
    proposal.refresh_from_db()
    assert (speaker.name, proposal.state, Release.objects.exists()) == ("Ada Byron", "declined", False)


def test_what_cannot_be_decided_is_said_and_changes_nothing(client: Client, speaker: Speaker) -> None:
    first = propose(speaker, name="Ada Lovelace")
    nothing = client.post(url(speaker, "proposal"), {"proposal": first.pk, "take": "1"})
    second = propose(speaker, name="x" * 300)
    late = client.post(url(speaker, "proposal"), {"proposal": first.pk, "parts": ["name"], "take": "1"})
    long = client.post(url(speaker, "proposal"), {"proposal": second.pk, "parts": ["name"], "take": "1"})
    assert [
        (each.status_code, Page(each).words("p", class_="errornote")) for each in (nothing, late, long)
    ] == [
        (422, ["Nothing is ticked. Tick what is to be taken over, or decline it all."]),
        (422, ["This proposal is decided already, or another came meanwhile. Please look again."]),
        (422, ["Ensure this value has at most 200 characters (it has 300)."]),
    ]
    speaker.refresh_from_db()
    assert speaker.name == "Ada Byron"
    other = propose(make_speaker(), name="Bo")
    assert client.post(url(speaker, "proposal"), {"proposal": other.pk}).status_code == 404


def test_the_list_and_the_entry_lead_to_what_waits(client: Client, speaker: Speaker) -> None:
    make_speaker(name="Bo")
    propose(speaker, name="Ada Lovelace")
    page = Page(client.get(admin_url(Speaker, "changelist"), {"proposal": "waiting"}))
    assert page.words("td", class_="field-proposal") == ["waits"]
    assert page.root.first("td", class_="field-proposal").first("a").attributes["href"] == url(
        speaker, "proposal"
    )
    assert "What they propose (!)" in Page(client.get(admin_url(speaker, "change"))).words("a")


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_however_much_there_is(
    client: Client, speaker: Speaker, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count + 1):
        links.make(speaker, by=None)
        propose(speaker, name=f"Ada {number}")
    with django_assert_num_queries(8):
        client.get(url(speaker, "links"))
    with django_assert_num_queries(9):
        client.get(url(speaker, "proposal"))
