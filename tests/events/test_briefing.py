"""Letters to speakers: what they say, whom they reach, that each is sent once, and what is kept of them."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any
from uuid import UUID, uuid4

import icalendar
import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cyberconf.accounts.models import User
from cyberconf.web.outbox import Delivered
from events import briefing, outbox
from events.briefing import Briefing
from events.errors import ProgrammeError
from events.merging import merge
from events.models import Conference, Letter, Room
from speakers import links
from speakers.models import EditLink, Speaker
from tests.builders import (
    NINE,
    make_appearance,
    make_conference,
    make_member,
    make_question,
    make_release,
    make_session,
    make_speaker,
)

pytestmark = pytest.mark.django_db

LETTER = """\
Dear Dr Ada Byron,

Please be there early.

This is your part in Calm & Storm as it is published. All times are those of the venue (Europe/Zurich).


1. Panel 2: Law & Order
   Friday 3 December 2021, 09:00–10:00, Zurich time (CET, UTC+1)
   Room: Room <A>
   Your role: moderator
   With you: Bo (panellist), Cy (panellist)
   Live stream: https://live.example/a
   Guiding questions:
   1. Who asks?
   2. Who answers?
   http://127.0.0.1:8000/calm/sessions/law/

2. Trust
   This session has been cancelled.
   Friday 3 December 2021, 12:00–13:00, Zurich time (CET, UTC+1)
   Your role: speaker
   Live stream: https://live.example/all
   http://127.0.0.1:8000/calm/sessions/trust/

The attached file puts these sessions into your calendar.

Please look at what the programme says of you, and add what is missing:
{link}

The Institute

--\x20
Calm & Storm
http://127.0.0.1:8000/

You get this mail because you are on the programme of Calm & Storm.
"""


@pytest.fixture
def conference() -> Conference:
    return make_conference(
        slug="calm",
        title="Calm & Storm",
        organiser_name="The Institute",
        stream_url="https://live.example/all",
    )


@pytest.fixture
def ada(conference: Conference) -> Speaker:
    """Moderates a panel and speaks in a session that is cancelled."""
    ada = make_speaker(name="Ada Byron", honorific="Dr", email="ada@b.example")
    room = Room.objects.create(conference=conference, slug="a", name="Room <A>")
    law = make_session(
        conference,
        slug="law",
        title="Law & Order",
        number="2",
        room=room,
        stream_url="https://live.example/a",
    )
    make_question(law, text="Who asks?")
    make_question(law, text="Who answers?")
    make_appearance(law, ada, role="moderator")
    make_appearance(law, make_speaker(name="Bo"), role="panellist", position=1)
    make_appearance(law, make_speaker(name="Cy", email="cy@b.example"), role="panellist", position=2)
    later = NINE + timedelta(hours=3)
    trust = make_session(
        conference, slug="trust", title="Trust", kind="talk", starts_at=later, status="cancelled"
    )
    make_appearance(trust, ada)
    make_release(conference)
    return ada


def send(conference: Conference, *to: Speaker, press: UUID | None = None, **said: Any) -> list[Letter]:
    """Brief these, and have what is due sent."""
    prepared = Briefing(conference, by=None)
    chosen = [each for each in prepared.recipients if each.speaker in to]
    letters = briefing.send(prepared, chosen, press=press or uuid4(), **{"note": "", "by": None} | said)
    outbox.deliver_due()
    return letters


def test_a_letter_says_what_somebody_needs_to_know(conference: Conference, ada: Speaker) -> None:
    prepared = Briefing(conference, by=None)
    to = next(each for each in prepared.recipients if each.speaker == ada)
    draft = prepared.write(to, note="Please be there early.\n")
    assert draft.subject == "Your part in Calm & Storm"
    assert draft.text == LETTER.format(link="(a link of their own, once it is sent)")


def test_a_mail_has_the_letter_the_calendar_and_a_link_of_their_own(
    client: Client, conference: Conference, ada: Speaker, eve: User
) -> None:
    send(conference, ada, note="Please be there early.", by=eve)
    (sent,) = mail.outbox
    link = EditLink.objects.get()
    until = f"{link.expires_at:%A} {link.expires_at.day} {link.expires_at:%B %Y}"
    said = f"{links.address(link)}\nThis link is yours alone and works until {until}."
    assert (sent.to, sent.reply_to, sent.body) == (
        ["ada@b.example"],
        ["eve@example.org"],
        LETTER.format(link=said),
    )
    kept = LETTER.format(link=said.replace(links.token(link), "[...]"))
    assert Letter.objects.get().text == kept
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert client.get(links.address(link).removeprefix("http://127.0.0.1:8000")).status_code == 200
    message = sent.message()
    part = next(each for each in message.walk() if each.get_content_type() == "text/calendar")
    assert (part.get_filename(), part.get_param("method")) == ("calm.ics", "PUBLISH")
    mine = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    public = icalendar.Calendar.from_ical(client.get("/calm/schedule.ics").content)
    theirs = {str(event["UID"]): event.to_ical() for event in public.walk("VEVENT")}
    assert {str(event["UID"]): event.to_ical() for event in mine.walk("VEVENT")} == theirs
    assert len(theirs) == 2


def test_somebody_gets_their_own_sessions_alone(conference: Conference, ada: Speaker) -> None:
    send(conference, Speaker.objects.get(name="Cy"))
    assert ("Law & Order" in mail.outbox[0].body, "Trust" in mail.outbox[0].body) == (True, False)
    assert Letter.objects.get().calendar.count("BEGIN:VEVENT") == 1


def test_what_is_told_is_what_is_published(conference: Conference, ada: Speaker) -> None:
    conference.sessions.filter(slug="law").update(title="Not published yet")
    make_appearance(make_session(conference), make_speaker(name="Not yet", email="n@b.example"))
    prepared = Briefing(conference, by=None)
    assert [each.speaker.name for each in prepared.recipients] == ["Ada Byron", "Bo", "Cy"]
    assert all("Not published yet" not in prepared.write(each).text for each in prepared.recipients)


def test_those_of_another_team_are_named_and_neither_shown_nor_written_to(
    conference: Conference, ada: Speaker
) -> None:
    editor = make_member(conference, "editor")
    make_appearance(make_session(make_conference()), ada)
    assert [each.speaker for each in Briefing(conference, by=editor).recipients][:1] == [ada]
    ada.appearances.filter(session__conference=conference).delete()
    prepared = Briefing(conference, by=editor)
    assert [each.speaker.name for each in prepared.recipients] == ["Bo", "Cy"]
    assert [person.full_name for person in prepared.others] == ["Dr Ada Byron"]


def test_a_draft_leads_to_no_page_that_nobody_sees(conference: Conference, ada: Speaker) -> None:
    Conference.objects.update(status="draft")
    prepared = Briefing(conference, by=None)
    assert "/calm/" not in prepared.write(prepared.recipients[0]).text


def test_nothing_is_told_of_what_was_never_published() -> None:
    with pytest.raises(ProgrammeError) as refused:
        Briefing(make_conference(), by=None)
    assert refused.value.code == "no_release"


def test_who_was_merged_since_gets_one_letter_with_all_their_sessions(
    conference: Conference, ada: Speaker
) -> None:
    merge([ada, Speaker.objects.get(name="Bo")], sources={}, by=None)
    prepared = Briefing(conference, by=None)
    assert [each.speaker.name for each in prepared.recipients] == ["Ada Byron", "Cy"]
    assert [part.role for _entry, part in prepared.recipients[0].parts] == [
        "moderator",
        "panellist",
        "speaker",
    ]


def test_the_same_press_sends_once_and_another_again(conference: Conference, ada: Speaker, eve: User) -> None:
    press = uuid4()
    send(conference, ada, press=press)
    with pytest.raises(ProgrammeError) as refused:
        send(conference, ada, press=press)
    assert (refused.value.code, len(mail.outbox), EditLink.objects.count()) == ("sent", 1, 1)
    send(conference, ada, by=eve)
    assert len(mail.outbox) == 2
    known = [(row.name, row.email, row.state, row.sent_by) for row in Letter.objects.all()]
    assert known == [
        ("Dr Ada Byron", "ada@b.example", "sent", eve),
        ("Dr Ada Byron", "ada@b.example", "sent", None),
    ]


def test_two_who_share_an_address_get_a_letter_each(conference: Conference, ada: Speaker) -> None:
    Speaker.objects.update(email="office@b.example")
    send(conference, ada, Speaker.objects.get(name="Bo"))
    assert [sent.body.splitlines()[0] for sent in mail.outbox] == ["Dear Dr Ada Byron,", "Dear Bo,"]


@pytest.mark.parametrize(("note", "code"), [("x" * 5_001, "note"), ("", "nobody")])
def test_what_cannot_be_sent_is_refused(conference: Conference, ada: Speaker, note: str, code: str) -> None:
    with pytest.raises(ProgrammeError) as refused:
        send(conference, Speaker.objects.get(name="Bo"), note=note)
    assert (refused.value.code, Letter.objects.exists(), mail.outbox) == (code, False, [])


def test_what_fails_is_tried_again_and_given_up_in_the_end(
    conference: Conference,
    ada: Speaker,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise SMTPServerDisconnected("gone")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", fail)
        (letter,) = send(conference, ada)
        letter.refresh_from_db()
        assert (letter.state, letter.attempts, letter.error) == ("waiting", 1, "SMTPServerDisconnected: gone")
        assert outbox.deliver_due() == Delivered()
        assert outbox.deliver_due(at=timezone.now() + timedelta(days=3)) == Delivered(failed=1, dead=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert outbox.revive(Letter.objects.all()) == 1
    letter.refresh_from_db()
    assert (letter.state, len(mail.outbox)) == ("sent", 1)


def test_the_command_sends_letters_too(conference: Conference, ada: Speaker) -> None:
    prepared = Briefing(conference, by=None)
    briefing.send(prepared, prepared.recipients, note="", press=uuid4(), by=None)
    call_command("send_notifications", verbosity=0)
    assert sorted(sent.to for sent in mail.outbox) == [["ada@b.example"], ["cy@b.example"]]
