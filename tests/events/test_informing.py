"""Who is told of a release by mail, and in which words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from events import informing, outbox, publishing, releasing
from events.errors import ProgrammeError
from events.models import Appearance, Conference, Letter, Release, Session
from speakers.models import Speaker
from tests.builders import (
    NINE,
    make_appearance,
    make_conference,
    make_question,
    make_release,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(minutes=15)


@pytest.fixture
def ports() -> Conference:
    """A public conference: Ann and Ben are on panel 1, Cem on panel 2; of Ben no address is known."""
    conference = make_conference(slug="ports", title="Ports 2021")
    first = make_session(conference, slug="cables", title="Cables", number="1")
    second = make_session(
        conference, slug="norms", title="Norms", number="2", starts_at=NINE + timedelta(hours=2)
    )
    make_question(first)
    for session, name, email in (
        (first, "Ann", "ann@example.org"),
        (first, "Ben", ""),
        (second, "Cem", "cem@example.org"),
    ):
        make_appearance(session, make_speaker(slug=name.lower(), name=name, email=email))
    make_release(conference)
    return conference


def move(**changes: Any) -> None:
    Session.objects.filter(slug="cables").update(**{"starts_at": LATER} | changes)


def released(conference: Conference, **overrides: Any) -> releasing.Released:
    return releasing.release(conference, **{"by": None, "mails": True} | overrides)


def sent() -> list[EmailMessage]:
    outbox.deliver_due()
    return mail.outbox


def events(message: EmailMessage) -> list[tuple[str, int, str]]:
    """Id, sequence and status of each event that goes with a mail."""
    (file,) = message.attachments
    calendar = Calendar.from_ical(file.get_payload(decode=True))
    return [(str(e["UID"]), int(e["SEQUENCE"]), str(e["STATUS"])) for e in calendar.walk("VEVENT")]


def test_a_speaker_is_told_of_their_own_sessions_in_words(ports: Conference) -> None:
    move()
    done = released(ports, note="The hall is free later.")
    (message,) = sent()
    assert (message.to, message.subject) == (["ann@example.org"], "Changes to your sessions: Ports 2021")
    assert message.body == (
        "Dear Ann,\n"
        "\n"
        "the programme of Ports 2021 has changed. This concerns you:\n"
        "\n"
        "Panel 1 – Cables\n"
        "- Panel 1 starts at 09:15 instead of 09:00.\n"
        "As it is now: 3 December 2021, 09:15–10:00 (Europe/Zurich, UTC+1)\n"
        "http://127.0.0.1:8000/ports/sessions/cables/\n"
        "\n"
        "A note to this release:\n"
        "The hall is free later.\n"
        "\n"
        "The calendar file in this mail brings your calendar up to date. The whole programme:\n"
        "http://127.0.0.1:8000/ports/\n"
        "\n"
        "-- \n"
        "Ports 2021\n"
        "http://127.0.0.1:8000/\n"
        "\n"
        "You get this mail because you are on the programme of Ports 2021.\n"
    )
    assert [
        [each.speaker.name for each in row] for row in (done.affected.told, done.affected.unreachable)
    ] == [
        ["Ann"],
        ["Ben"],
    ]
    assert releasing.told(done.affected) == [
        "1 speaker is told by mail.",
        "Not told, as no e-mail address is known: Ben.",
    ]


def test_the_calendar_is_that_of_the_public_one(ports: Conference, client: Client) -> None:
    move()
    released(ports)
    session = Session.objects.get(slug="cables")
    (message,) = sent()
    assert events(message) == [(str(session.uid), 1, "CONFIRMED")]
    public = client.get(reverse("events:session_calendar", args=["ports", "cables"])).content
    (file,) = message.attachments
    assert (file.get_payload(decode=True), file.get_filename(), file.get_content_type()) == (
        public,
        "ports.ics",
        "text/calendar",
    )


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"status": "cancelled"}, ["Ann", "Ben"]),
        ({"status": "withdrawn"}, ["Ann", "Ben"]),
        ({"title": "Wires"}, ["Ann", "Ben"]),
        ({"description": "Longer."}, ["Ann", "Ben"]),
    ],
)
def test_whatever_changes_about_a_session_concerns_those_who_are_in_it(
    ports: Conference, change: dict[str, str], names: list[str]
) -> None:
    Session.objects.filter(slug="cables").update(**change)
    found = informing.affected(publishing.decoded(Release.objects.get()), publishing.build(ports))
    assert sorted(each.speaker.name for each in (*found.told, *found.unreachable)) == names


def test_what_is_taken_out_is_told_and_cancelled_in_the_calendar(ports: Conference) -> None:
    uid = Session.objects.get(slug="cables").uid
    Session.objects.filter(slug="cables").update(status="withdrawn")
    released(ports)
    (message,) = sent()
    assert "- Panel 1 “Cables” is taken out of the programme.\n" in message.body
    assert ("As it is now" in message.body, events(message)) == (False, [(str(uid), 1, "CANCELLED")])


def test_who_comes_and_who_goes_are_both_told(ports: Conference) -> None:
    Appearance.objects.filter(speaker__slug="ann").update(speaker=Speaker.objects.get(slug="cem"))
    released(ports)
    assert [message.to[0] for message in sent()] == ["ann@example.org", "cem@example.org"]


@pytest.mark.parametrize(
    "change",
    [
        lambda: Speaker.objects.filter(slug="ann").update(biography="Another."),
        lambda: Conference.objects.update(theme="Trust"),
    ],
    ids=["a biography", "the conference"],
)
def test_what_is_of_no_session_is_told_to_nobody(ports: Conference, change: Any) -> None:
    change()
    done = released(ports)
    assert (done.is_new, bool(done.affected), sent()) == (True, False, [])


def test_nobody_is_told_unless_it_is_asked_for(ports: Conference) -> None:
    move()
    released(ports, mails=False)
    assert Letter.objects.count() == 0


def test_a_release_is_told_once_to_each_and_the_next_one_again(ports: Conference) -> None:
    before = publishing.decoded(ports.releases.get())
    move()
    done = released(ports)
    for _again in range(2):
        informing.inform(done.release, before, publishing.decoded(done.release))
    released(ports)
    assert len(sent()) == 1
    move(starts_at=NINE)
    released(ports)
    assert [message.to for message in sent()] == [["ann@example.org"], ["ann@example.org"]]


def test_a_first_release_changes_nothing_for_anybody() -> None:
    make_appearance(make_session(kind="talk"), make_speaker(email="ann@example.org"))
    done = released(Conference.objects.get())
    assert (done.is_new, sent()) == (True, [])


def test_of_a_draft_nobody_is_told_and_nothing_published(ports: Conference) -> None:
    Conference.objects.update(status="draft")
    ports.refresh_from_db()
    move()
    with pytest.raises(ProgrammeError) as refusal:
        released(ports)
    assert (refusal.value.code, Release.objects.count(), Letter.objects.count()) == ("unseen", 1, 0)
    released(ports, makes_public=True)
    assert (len(sent()), Conference.objects.get().status) == (1, "public")


def test_going_back_is_told_too(ports: Conference) -> None:
    move()
    released(ports, mails=False)
    releasing.go_back(ports.releases.get(number=1), by=None, mails=True)
    assert "- Panel 1 starts at 09:00 instead of 09:15" in sent()[0].body


def test_hostile_names_are_text_and_stay_out_of_the_header(ports: Conference) -> None:
    hostile = "<b>\r\nBcc: all@example.org"
    Conference.objects.update(title="Ports <b>\r\nBcc: all@example.org")
    Session.objects.filter(slug="cables").update(title=hostile)
    released(ports)
    (message,) = sent()
    assert message.subject == "Changes to your sessions: Ports <b> Bcc: all@example.org"
    assert (message.recipients(), "&lt;" in message.body) == (["ann@example.org"], False)


@pytest.mark.parametrize("count", [1, 3])
def test_telling_costs_the_same_with_any_number(
    ports: Conference, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_appearance(Session.objects.get(slug="cables"), make_speaker(email=f"{number}@example.org"))
    before = publishing.decoded(ports.releases.get())
    made = publishing.publish(ports, by=None)
    after = publishing.decoded(made)
    with django_assert_num_queries(5):  # people, who marks, history, letters, who marks
        informing.inform(made, before, after)
