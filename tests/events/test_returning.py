"""Going back to an earlier release: what becomes of sessions, comments, addresses, calendars, the draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from comments.models import Comment
from cyberconf.accounts.models import User
from events import publishing, returning
from events.errors import ProgrammeError
from events.models import Appearance, Conference, Material, Question, Release, Room, Session
from speakers.models import Speaker
from tests.builders import (
    make_appearance,
    make_comment,
    make_conference,
    make_member,
    make_published_panel,
    make_question,
    make_release,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db


def refusal(release: Release, **said: Any) -> tuple[str, str]:
    """Code and text with which going back to the release is refused."""
    with pytest.raises(ProgrammeError) as refused:
        returning.go_back(release, **{"by": None} | said)
    return refused.value.code, refused.value.message


def make_full() -> Release:
    """A release of a panel with a room, a chair with a photo, questions, a file and what is said of it."""
    conference = make_conference(slug="ports", theme="Trust")
    session = make_session(conference, slug="norms", title="Norms", kind="panel", number="1")
    session.room = Room.objects.create(conference=conference, slug="xxvi", name="Room XXVI")
    session.save()
    make_question(session, text="Which norms?")
    make_question(session, text="Whose norms?")
    speaker = make_speaker(name="Ada Adams", biography="Of old.")
    speaker.photo.save("ada.png", ContentFile(b"x"))
    make_appearance(session, speaker, role="chair")
    material = Material(conference=conference, session=session, title="Paper", kind="paper")
    material.file.save("paper.pdf", ContentFile(b"x"))
    return make_release(conference)


def upset(conference: Conference) -> Release:
    """Publish the conference with everything of its first release changed or gone."""
    Session.objects.update(status="withdrawn")
    Question.objects.update(is_withdrawn=True, text="Gone")
    Material.objects.all().delete()
    Appearance.objects.all().delete()
    Room.objects.all().delete()
    Speaker.objects.update(biography="Of late.", photo="", name="Ada Byron")
    Conference.objects.update(theme="Doubt")
    make_session(conference, slug="laws", title="Laws", kind="talk")
    return make_release(conference)


def test_what_an_earlier_release_said_is_said_again_by_a_new_one_and_by_the_draft(eve: User) -> None:
    first = make_full()
    second = upset(first.conference)

    third = returning.go_back(first, by=eve, note="Back to the plan")

    assert third.document == first.document != second.document
    assert publishing.build(first.conference).content_hash == first.content_hash == third.content_hash
    assert list(Release.objects.values_list("number", "note", "published_by")) == [
        (3, "Back to the plan", eve.pk),
        (2, "", None),
        (1, "", None),
    ]


def test_what_it_has_not_got_is_withdrawn_and_what_was_withdrawn_comes_back_with_its_comments(
    alice: User, client: Client
) -> None:
    session = make_published_panel(slug="norms", title="Norms")
    question = session.questions.earliest("position")
    conference = session.conference
    said = make_comment(session, question=question, author=alice)
    first = conference.releases.get()
    Session.objects.update(status="withdrawn")
    Question.objects.filter(pk=question.pk).update(is_withdrawn=True)
    later = make_session(conference, slug="laws", title="Laws", kind="talk")
    make_release(conference)
    of_later = make_comment(later, author=alice)

    returning.go_back(first, by=None)

    rows = Session.objects.order_by("pk").values_list("pk", "uid", "slug", "status")
    assert list(rows) == [
        (session.pk, session.uid, "norms", "confirmed"),
        (later.pk, later.uid, "laws", "withdrawn"),
    ]
    assert list(conference.sessions.get(slug="norms").questions.values_list("pk", "is_withdrawn")) == [
        (row.pk, False) for row in session.questions.order_by("position")
    ]
    assert list(Comment.objects.order_by("pk").values_list("pk", "discussion__session")) == [
        (said.pk, session.pk),
        (of_later.pk, later.pk),
    ]
    address = f"{session.get_absolute_url()}questions/{question.position}/"
    assert said.body in client.get(address).content.decode()


def test_an_address_of_between_leads_to_the_one_that_is_back(client: Client) -> None:
    session = make_published_panel(slug="norms")
    first = session.conference.releases.get()
    Session.objects.update(slug="rules")
    make_release(session.conference)
    between = Session.objects.get().get_absolute_url()

    returning.go_back(first, by=None)

    response = client.get(between)
    assert (response.status_code, response.headers["Location"]) == (301, session.get_absolute_url())
    assert client.get(session.get_absolute_url()).status_code == 200


def test_calendars_and_the_feed_learn_of_it_as_of_any_release(client: Client) -> None:
    session = make_published_panel(slug="norms", title="Norms", kind="talk")
    address = session.get_absolute_url().rstrip("/") + ".ics"
    first = session.conference.releases.get()
    Session.objects.update(starts_at=session.starts_at + timedelta(hours=1), ends_at=None)
    Session.objects.update(ends_at=session.starts_at + timedelta(hours=2))
    make_release(session.conference)
    sequences = [_line(client, address, "SEQUENCE")]
    starts = _line(client, address, "DTSTART")

    returning.go_back(first, by=None)

    sequences.append(_line(client, address, "SEQUENCE"))
    assert sequences == sorted(set(sequences))
    assert _line(client, address, "DTSTART") != starts
    feed = client.get(f"/{session.conference.slug}/changes.atom").content.decode()
    assert feed.count("<entry>") == 3


def test_the_newest_release_is_refused_and_the_draft_left_as_it_is() -> None:
    session = make_published_panel(title="Norms")
    Session.objects.update(title="Rules")
    newest = session.conference.releases.get()
    assert refusal(newest) == ("same", "Release 1 is the newest. There is nothing to go back to.")
    assert (Session.objects.get().title, Release.objects.count()) == ("Rules", 1)


def test_one_that_says_what_the_newest_says_is_refused_and_the_draft_left_as_it_is() -> None:
    first = make_full()
    upset(first.conference)
    returning.go_back(first, by=None)
    Conference.objects.update(theme="Hope")
    assert refusal(first) == ("same", "Release 3, the newest, says the same as release 1.")
    assert (Conference.objects.get().theme, Release.objects.count()) == ("Hope", 3)


def test_a_draft_that_is_not_the_one_that_was_seen_is_refused_and_left_as_it_is() -> None:
    first = make_full()
    upset(first.conference)
    seen = returning.look(first).seen
    Conference.objects.update(theme="Hope")
    changed = "The draft has changed since this page was opened. Please look again."
    assert refusal(first, seen=seen) == ("changed", changed)
    assert (Conference.objects.get().theme, Release.objects.count()) == ("Hope", 2)
    assert returning.go_back(first, by=None, seen=returning.look(first).seen).number == 3


def test_what_may_not_be_published_is_refused_and_the_draft_left_as_it_is() -> None:
    session = make_published_panel(title="Norms", kind="talk")
    first = session.conference.releases.get()
    Session.objects.update(
        starts_at=session.starts_at + timedelta(days=1),
        ends_at=session.starts_at + timedelta(days=1, hours=1),
    )
    make_release(session.conference)
    day = session.starts_at.date() + timedelta(days=1)
    Conference.objects.update(starts_on=day, ends_on=day)
    before = publishing.build(session.conference)

    code, _message = refusal(first)

    assert code == "days"
    assert (publishing.build(session.conference), Release.objects.count()) == (before, 2)


def test_a_conference_that_publishes_each_change_goes_back_in_one_release_with_its_note() -> None:
    first = make_full()
    upset(first.conference)
    Conference.objects.update(publishes_each_change=True)
    returning.go_back(first, by=None, note="Back")
    assert list(Release.objects.values_list("number", "note")) == [(3, "Back"), (2, ""), (1, "")]


def test_looking_writes_nothing_and_foretells_what_going_back_changes() -> None:
    first = make_full()
    second = upset(first.conference)
    Conference.objects.update(theme="Hope", summary="Not published yet")
    before = publishing.build(first.conference)

    found = returning.look(first)

    assert (publishing.build(first.conference), Release.objects.count()) == (before, 2)
    assert (found.review.last, found.unpublished, found.seen) == (second, 2, before.content_hash)
    made = returning.go_back(first, by=None)
    assert [change.brief.model_dump(mode="json") for change in found.review.changes] == made.changes
    assert {change["kind"] for change in made.changes} == {"added", "removed", "renamed", "text"}


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_costs_the_same_at_any_size(django_assert_num_queries: Any, rows: int) -> None:
    conference = make_conference()
    for _row in range(rows):
        session = make_session(conference)
        make_question(session)
        make_appearance(session)
    first = make_release(conference)
    Session.objects.update(title="Rules")
    make_release(conference)
    with django_assert_num_queries(25):
        returning.look(first)


def _line(client: Client, address: str, name: str) -> str:
    """The last line of that name in a calendar: that of its one event, after those of its zone."""
    lines = client.get(address).content.decode().split("\r\n")
    return [line for line in lines if line.startswith(name)][-1]


def test_people_of_other_teams_are_not_brought_back_by_who_may_not_change_them() -> None:
    conference = make_conference()
    otto = make_member(conference, "editor")
    appearance = make_appearance(make_session(conference), make_speaker(biography="Of old."))
    first = make_release(conference)
    there = make_session()
    Appearance.objects.filter(pk=appearance.pk).update(session=there)
    Speaker.objects.update(biography="Of today.")
    make_release(conference)

    assert refusal(first, by=otto)[0] == "uid_taken"
    assert Speaker.objects.get().biography == "Of today."
