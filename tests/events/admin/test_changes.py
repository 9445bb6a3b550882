from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.models import User
from events.errors import ProgrammeError
from events.models import Conference, Release, Session
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_conference,
    make_member,
    make_published_panel,
    make_question,
    make_release,
    make_session,
    make_speaker,
    make_user,
)
from tests.events.admin.forms import admin_url, told
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client: Client, eve: User) -> None:
    client.force_login(eve)


def url(conference: Conference) -> str:
    return reverse("admin:events_conference_changes", args=[conference.pk])


def page(client: Client, conference: Conference) -> Page:
    return Page(client.get(url(conference)))


def groups(found: Page) -> list[list[str]]:
    """Heading and sentences of each group."""
    sections = list(found.root.find("section", class_="changes-group"))
    return [
        [
            " ".join(node.text.split())
            for node in section.children
            if not isinstance(node, str) and node.tag in {"h2", "p"}
        ]
        for section in sections
    ]


def seen(found: Page) -> str:
    return found.root.first("input", name="seen").attributes["value"]


def test_changes_are_told_by_what_they_are_about_with_the_page_to_edit_it(client: Client) -> None:
    conference = make_conference(title="Calm")
    session = make_session(conference, title="Norms", number="2")
    make_release(conference)
    Conference.objects.update(theme="Trust")
    Session.objects.update(title="Rules")
    speaker = make_speaker(name="Ada Adams")
    make_appearance(session, speaker, role="moderator")
    found = page(client, conference)
    assert groups(found) == [
        ["The conference", "The theme of the conference is “Trust”."],
        [
            "Panel 2 – Rules",
            "Panel 2 is renamed from “Norms” to “Rules”.",
            "Ada Adams joins Panel 2 (moderator).",
        ],
        ["Ada Adams", "Ada Adams is new among the people."],
    ]
    links = [section.first("a").attributes["href"] for section in found.root.find("section")]
    assert links == [admin_url(row, "change") for row in (conference, session, speaker)]


def test_texts_stand_side_by_side_with_what_differs_marked(client: Client) -> None:
    session = make_published_panel(questions=0, description="Old threats are known.")
    Session.objects.update(description="New threats are known.")
    found = page(client, session.conference)
    assert found.words("div", class_="pair-text") == ["Old threats are known.", "New threats are known."]
    assert (found.words("del"), found.words("ins")) == (["Old"], ["New"])


def test_an_outcome_stands_beside_the_emptiness_of_before(client: Client) -> None:
    session = make_published_panel(questions=1)
    session.questions.update(outcome="Agreed.")
    found = page(client, session.conference)
    assert found.words("div", class_="pair-side") == ["Before empty", "Now Agreed."]


def test_publishing_makes_a_release_with_its_note_and_says_which(client: Client, eve: User) -> None:
    session = make_published_panel()
    Session.objects.update(title="Rules")
    typed = {"note": "A better name", "seen": seen(page(client, session.conference))}
    response = client.post(url(session.conference), typed)
    release = Release.objects.latest("number")
    assert (release.number, release.note, release.published_by) == (2, "A better name", eve)
    assert (response.status_code, response.headers["Location"]) == (302, url(session.conference))
    assert told(response) == [f"Release 2 of {session.conference} is published."]


def test_publishing_nothing_new_makes_no_release(client: Client) -> None:
    conference = make_published_panel().conference
    response = client.post(url(conference), {"note": ""})
    assert told(response) == [f"Nothing differs from release 1 of {conference}, so no release was made."]
    assert Release.objects.count() == 1


def test_a_draft_that_changed_since_it_was_shown_is_shown_again(client: Client) -> None:
    session = make_published_panel()
    Session.objects.update(title="Rules")
    typed = {"note": "A better name", "seen": seen(page(client, session.conference))}
    Session.objects.update(title="Laws")
    response = client.post(url(session.conference), typed)
    found = Page(response)
    assert (response.status_code, Release.objects.count()) == (422, 1)
    assert found.words("ul", class_="errorlist") == [
        "The draft has changed since this page was opened. Please look again."
    ]
    assert found.root.first("textarea", name="note").text.strip() == "A better name"
    client.post(url(session.conference), typed | {"seen": seen(found)})
    assert Release.objects.count() == 2


def test_a_note_that_is_too_long_is_refused_and_kept(client: Client) -> None:
    session = make_published_panel()
    Session.objects.update(title="Rules")
    response = client.post(url(session.conference), {"note": "n" * 2001})
    assert Page(response).root.first("textarea", name="note").text.strip() == "n" * 2001
    assert Release.objects.count() == 1


def test_every_session_without_an_end_is_named_with_the_page_to_mend_it(client: Client) -> None:
    conference = make_conference()
    session = make_session(conference, title="Norms", ends_at=None, kind="talk")
    found = page(client, conference)
    assert found.words("div", class_="mends") == [
        "This cannot be published yet: “Norms” has no end. Please say when it ends. Mend this"
    ]
    link = found.root.first(class_="mends").first("a")
    assert link.attributes["href"] == admin_url(session, "change")
    assert found.words("form", class_="publish-form") == []


def test_what_is_warned_of_is_confirmed_once_and_stays_told(client: Client) -> None:
    conference = make_conference()
    session = make_session(conference, title="Norms", kind="panel")
    make_question(session)
    warning = "“Norms” has neither a moderator nor a chair. Mend this"
    found = page(client, conference)
    assert found.words("div", class_="mends") == [f"Please look at this before you publish: {warning}"]

    refused = client.post(url(conference), {"note": "First"})
    assert (refused.status_code, Release.objects.count()) == (422, 0)
    again = Page(refused)
    assert again.words("ul", class_="errorlist") == ["Please read the warnings above, then confirm here."]
    assert again.root.first("textarea", name="note").text.strip() == "First"

    client.post(url(conference), {"note": "First", "confirms": "on"})
    assert Release.objects.count() == 1
    Session.objects.update(title="Rules")
    found = page(client, conference)
    assert (found.words("div", class_="mends"), found.words("summary")) == (
        [],
        ["1 warning that the newest release has too", "Show the agenda on your own site"],
    )
    client.post(url(conference), {"note": "Second"})
    assert Release.objects.count() == 2


def test_somebody_without_consent_is_warned_of_with_their_own_page(client: Client) -> None:
    session = make_session(kind="talk")
    speaker = make_appearance(session, make_speaker(name="Ada Adams")).speaker
    found = page(client, session.conference).root.first(class_="mends")
    assert "Ada Adams has not consented to be published" in found.text
    assert found.first("a").attributes["href"] == admin_url(speaker, "change")
    Speaker.objects.update(consents_to_publish=True)
    assert page(client, session.conference).words("div", class_="mends") == []


def test_rooms_that_clash_and_days_that_are_missed_are_refused(client: Client) -> None:
    conference = make_conference(ends_on=date(2021, 12, 2))
    room = conference.rooms.create(name="Hall", slug="hall")
    for title in ("Norms", "Law"):
        make_session(conference, title=title, kind="talk", room=room)
    found = page(client, conference)
    assert found.words("form", class_="publish-form") == []
    assert len(list(found.root.first(class_="mends").find("li"))) == 3
    with pytest.raises(ProgrammeError, match="Hall is used twice") as refused:
        make_release(conference)
    assert refused.value.code == "room"


def test_publishing_what_is_refused_says_so_and_makes_nothing(client: Client) -> None:
    conference = make_conference()
    make_session(conference, title="Norms", ends_at=None)
    response = client.post(url(conference), {"note": ""})
    assert (response.status_code, Release.objects.count()) == (422, 0)


def test_a_draft_that_is_no_programme_is_told_in_words(client: Client) -> None:
    conference = make_conference()
    speaker = make_speaker(links=[{"nonsense": "x"}])
    make_appearance(make_session(conference), speaker)
    said = page(client, conference).words("div", class_="mends")[0]
    assert said.startswith("This cannot be published yet: links")
    response = client.get(admin_url(conference, "change"))
    assert Page(response).words("a", class_="changes-link") == ["Unpublished changes (!)"]


def test_a_draft_conference_is_made_public_with_its_release(client: Client) -> None:
    conference = make_conference(title="Calm", status=Conference.Status.DRAFT)
    make_session(conference)
    assert page(client, conference).words("p", class_="notice")[:1] == [
        "This conference is a draft. Publishing makes a release, but the public sees it only once the "
        "conference's status is public."
    ]
    response = client.post(url(conference), {"makes_public": "on", "confirms": "on"})
    conference.refresh_from_db()
    assert conference.status == Conference.Status.PUBLIC
    assert told(response) == [
        "Release 1 of Calm is published.",
        "Calm is public now: everybody can see what is published.",
    ]


def test_a_draft_conference_stays_one_unless_asked(client: Client) -> None:
    conference = make_conference(status=Conference.Status.DRAFT)
    client.post(url(conference), {"note": ""})
    conference.refresh_from_db()
    assert (conference.status, Release.objects.count()) == ("draft", 1)


def test_what_shows_the_agenda_on_another_site_is_offered_once_it_is_public(client: Client) -> None:
    conference = make_conference(slug="c", title="Calm & clear", status=Conference.Status.DRAFT)
    make_session(conference)
    offered = []
    for makes_public in ("", "on"):
        client.post(url(conference), {"makes_public": makes_public, "confirms": "on"})
        offered.append(page(client, conference).given_back)
    assert offered == [
        "",
        '<iframe src="http://127.0.0.1:8000/c/embed/" title="Calm &amp; clear" width="100%" height="800" '
        'loading="lazy" data-cyberconf></iframe>\n'
        '<p><a href="http://127.0.0.1:8000/c/">Calm &amp; clear</a></p>\n'
        '<script src="http://127.0.0.1:8000/static/js/embed.js" async></script>\n',
    ]


def test_an_archived_conference_is_not_made_public(client: Client) -> None:
    conference = make_conference(status=Conference.Status.ARCHIVED)
    client.post(url(conference), {"makes_public": "on"})
    conference.refresh_from_db()
    assert conference.status == "archived"


@pytest.mark.parametrize("role", ["moderator", "viewer"])
def test_whoever_may_not_publish_reads_the_changes_and_has_no_form(client: Client, role: str) -> None:
    session = make_published_panel(questions=0)
    client.force_login(make_member(session.conference, role))
    Session.objects.update(title="Rules")
    found = page(client, session.conference)
    assert (len(groups(found)), found.words("form", class_="publish-form")) == (1, [])
    assert client.post(url(session.conference), {}).status_code == 403
    assert Release.objects.count() == 1


def test_a_conference_of_another_team_is_as_unknown_as_one_that_is_not_there(client: Client) -> None:
    theirs = make_conference(title="Secret")
    theirs.members.all().delete()
    urls = [url(theirs), reverse("admin:events_conference_changes", args=[999])]
    answers = [client.get(each) for each in urls] + [client.post(each, {}) for each in urls]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert [b"Secret" in answer.content for answer in answers] == [False] * 4


def test_who_is_not_staff_is_sent_to_sign_in(client: Client) -> None:
    conference = make_conference()
    client.force_login(make_user())
    assert client.get(url(conference)).status_code in {302, 403}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_at_any_size(
    client: Client, django_assert_num_queries: Any, rows: int
) -> None:
    conference = make_conference()
    make_release(conference)
    for _row in range(rows):
        session = make_session(conference)
        make_question(session)
        make_appearance(session)
    with django_assert_num_queries(22):
        client.get(url(conference))
