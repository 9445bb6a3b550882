from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events import team
from events.models import Conference, Letter
from speakers.models import Speaker
from tests.builders import make_appearance, make_conference, make_release, make_session, make_speaker
from tests.events.admin.forms import told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(client: Client, eve: User) -> Conference:
    """Ada and Bo can be reached, Cy cannot."""
    client.force_login(eve)
    conference = make_conference(title="Calm")
    team.join(conference=conference, user=eve, role=team.Role.EDITOR)
    session = make_session(conference, title="Law")
    for name, email in (("Ada", "ada@b.example"), ("Bo", "bo@b.example"), ("Cy", "")):
        make_appearance(session, make_speaker(name=name, email=email))
    make_release(conference)
    return conference


def url(conference: Conference) -> str:
    return reverse("admin:events_conference_briefing", args=[conference.pk])


def look(client: Client, conference: Conference) -> Page:
    return Page(client.get(url(conference)))


def filled(page: Page) -> dict[str, Any]:
    """What the form would send."""
    form = page.root.first("form", id="briefing_form")
    boxes = list(form.find("input", name="to"))
    return {
        "press": form.first("input", name="press").attributes["value"],
        "to": [box.attributes["value"] for box in boxes if "checked" in box.attributes],
        "note": form.first("textarea").text.strip("\n"),
    }


def test_everybody_who_can_be_reached_is_ticked_and_the_others_are_listed(
    client: Client, conference: Conference
) -> None:
    page = look(client, conference)
    form = page.root.first("form", id="briefing_form")
    assert [" ".join(line.text.split()) for line in form.find(class_="part-choice")] == [
        "Ada, ada@b.example: Law (speaker)",
        "Bo, bo@b.example: Law (speaker)",
    ]
    assert [item.text for item in form.find("li")] == ["Cy"]
    assert len(filled(page)["to"]) == 2


def test_where_nobody_has_an_address_nothing_is_offered_to_be_sent(
    client: Client, conference: Conference
) -> None:
    Speaker.objects.update(email="")
    form = look(client, conference).root.first("form", id="briefing_form")

    assert form.first("p", class_="state").text == (
        "None of the speakers has an e-mail address, so there is nobody to write to. "
        "Note an address on the speaker’s own page."
    )
    assert [list(form.find("button")), list(form.find("textarea"))] == [[], []]
    assert [item.text for item in form.find("li")] == ["Ada", "Bo", "Cy"]


def test_a_letter_is_shown_before_it_is_sent_and_what_was_typed_stays(
    client: Client, conference: Conference
) -> None:
    sent = filled(look(client, conference))
    one = sent["to"][0]
    page = Page(client.post(url(conference), sent | {"to": [one], "note": "Be early.", "preview": one}))
    letter = page.root.first(class_="letter").text
    assert (letter.startswith("Dear Ada,\n\nBe early.\n"), mail.outbox) == (True, [])
    assert {name: filled(page)[name] for name in ("to", "note")} == {"to": [one], "note": "Be early."}


def test_letters_go_to_those_who_are_ticked_once_a_press(
    client: Client, conference: Conference, django_capture_on_commit_callbacks: Any
) -> None:
    sent = filled(look(client, conference)) | {"send": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url(conference), sent)
    assert told(response) == ["2 letters are on their way."]
    again = Page(client.post(url(conference), sent))
    assert again.words("p", class_="errornote") == ["This was sent already. Nothing was sent again."]
    assert sorted(each.to for each in mail.outbox) == [["ada@b.example"], ["bo@b.example"]]
    lines = [" ".join(item.text.split()) for item in look(client, conference).root.find("li")]
    kept = [line for line in lines if "Eve Editor: Ada, ada@b.example: sent" in line]
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"to": []}, "Nobody was chosen. Expected somebody with an e-mail address."),
        ({"press": "x"}, "This form was not complete. Please look at it and send it again."),
        ({"note": "x" * 5_001}, "The note has 5001 characters. Expected at most 5000."),
    ],
)
def test_what_cannot_be_sent_is_said_and_nothing_typed_is_lost(
    client: Client, conference: Conference, changed: dict[str, Any], message: str
) -> None:
    sent = filled(look(client, conference)) | {"note": "Be early.", "send": "1"} | changed
    page = Page(client.post(url(conference), sent))
    assert (page.status, page.words("p", class_="errornote"), mail.outbox) == (422, [message], [])
    assert (filled(page)["note"], filled(page)["to"]) == (sent["note"], sent["to"])


def test_it_says_where_the_draft_is_ahead_or_nothing_is_published(
    client: Client, conference: Conference
) -> None:
    def warned() -> list[str]:
        state = look(client, conference).root.first("p", class_="state")
        return [said.text for said in state.find("strong")]

    assert warned() == []
    conference.sessions.update(title="Trust")
    Conference.objects.update(status="draft")
    assert warned() == [
        "The draft says something else by now.",
        "The conference is a draft: nobody sees its pages, and the letters lead to none.",
    ]
    conference.releases.all()._raw_delete("default")
    page = look(client, conference)
    assert page.words("p", class_="errornote") == [
        "Nothing of this conference is published yet. Letters tell what is published."
    ]
    assert page.root.first("form", id="briefing_form").tag == ""


def test_what_could_not_be_sent_is_tried_again(
    client: Client, conference: Conference, django_capture_on_commit_callbacks: Any
) -> None:
    client.post(url(conference), filled(look(client, conference)) | {"send": "1"})
    Letter.objects.update(state="dead", error="SMTPException: no")
    page = look(client, conference)
    assert "Try those again that could not be sent" in page.words("button")
    with django_capture_on_commit_callbacks(execute=True):
        assert told(client.post(url(conference), {"again": "1"})) == ["2 letters are tried again."]
    assert len(mail.outbox) == 2


def test_nobody_writes_for_a_conference_that_is_not_theirs(client: Client, conference: Conference) -> None:
    other = make_conference()
    other.members.all().delete()
    assert client.get(url(other)).status_code == client.post(url(other), {"again": "1"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    client: Client, conference: Conference, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_appearance(make_session(conference), make_speaker(email=f"{number}@b.example"))
    make_release(conference)
    client.post(url(conference), filled(look(client, conference)) | {"send": "1"})
    with django_assert_num_queries(20):
        look(client, conference)


def test_the_address_of_another_teams_speaker_is_not_shown(client: Client, conference: Conference) -> None:
    other, ada = make_conference(), Speaker.objects.get(name="Ada")
    make_appearance(make_session(other), ada)
    other.members.all().delete()
    conference.sessions.get().appearances.filter(speaker=ada).delete()
    page = look(client, conference)
    assert "ada@b.example" not in page.root.text
    assert "Of another team" in page.words("h2")
    assert sorted(item.text for item in page.root.first("form", id="briefing_form").find("li")) == [
        "Ada",
        "Cy",
    ]
