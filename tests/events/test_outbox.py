"""Letters about conferences: what is posted, sent, tried again, and forgotten."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from cyberconf.accounts.models import User
from cyberconf.web import outbox as rows
from cyberconf.web.outbox import Delivered
from cyberconf.web.wording import one_line
from events import outbox
from events.models import Letter
from tests.builders import make_conference, make_speaker
from tests.events.admin.forms import admin_url, told

pytestmark = pytest.mark.django_db
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Größe\r\nEND:VCALENDAR\r\n"


def letter(**overrides: Any) -> Letter:
    """A letter to somebody of the staff, not posted yet."""
    fields: dict[str, Any] = {"kind": "planned", "email": "ann@example.org", "press": uuid4()}
    fields |= {"subject": "Two changes", "text": "Panel 2 moves."} | overrides
    return Letter(**{"conference": make_conference()} | fields)


def fail(*_args: object, **_kwargs: object) -> int:
    raise SMTPServerDisconnected("away")


@pytest.fixture
def root(client: Client, alice: User) -> None:
    """Have a superuser look."""
    User.objects.update(is_superuser=True, is_staff=True)
    alice.refresh_from_db()
    client.force_login(alice)


def test_a_letter_goes_out_once_with_its_calendar() -> None:
    outbox.post([letter(calendar=CALENDAR, conference=make_conference(slug="ports"))])
    assert [outbox.deliver_due(), outbox.deliver_due()] == [Delivered(sent=1), Delivered()]
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["ann@example.org"], "Two changes", "Panel 2 moves.")
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    (calendar,) = sent.attachments
    assert calendar.get_filename() == "ports.ics"  # type: ignore[union-attr]  # it is a part of MIME
    assert calendar.get_payload(decode=True) == CALENDAR.encode()  # type: ignore[union-attr]  # as above


def test_what_one_press_told_a_speaker_is_not_told_again() -> None:
    ann, conference, press = make_speaker(), make_conference(), UUID(int=1)
    said = {"speaker": ann, "conference": conference, "kind": "changes"}
    outbox.post([letter(press=press, **said)], once=True)
    outbox.post([letter(press=press, **said), letter(press=UUID(int=2), **said)], once=True)
    assert outbox.deliver_due() == Delivered(sent=2)


def test_a_subject_is_one_line_whatever_it_is_made_of() -> None:
    assert one_line("Ports\r\nBcc: all@example.org \u202e") == "Ports Bcc: all@example.org"


def test_what_fails_is_tried_again_and_the_others_go_out(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    outbox.post([letter()])
    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", fail)
        assert outbox.deliver_due(at=now + timedelta(seconds=1)) == Delivered(failed=1)
    row = Letter.objects.get()
    assert (row.state, row.text, row.error) == ("waiting", "Panel 2 moves.", "SMTPServerDisconnected: away")
    outbox.post([letter()])
    assert outbox.deliver_due(at=now + timedelta(seconds=30)) == Delivered(sent=1)
    assert outbox.deliver_due(at=now + timedelta(seconds=62)) == Delivered(sent=1)


def test_an_address_that_no_header_can_carry_fails_alone() -> None:
    outbox.post([letter(email="ann@example.org\nBcc: x@example.org"), letter()])
    assert (outbox.deliver_due(), len(mail.outbox)) == (Delivered(sent=1, failed=1), 1)


def test_what_another_sender_has_taken_is_left_to_it_until_its_time_is_over() -> None:
    now = timezone.now()
    outbox.post([letter()])
    assert len(rows.take(Letter, at=now + timedelta(seconds=1))) == 1
    assert outbox.deliver_due(at=now + timedelta(minutes=9)) == Delivered()
    assert outbox.deliver_due(at=now + timedelta(minutes=11)) == Delivered(sent=1)


def test_what_staff_were_told_is_forgotten_with_them_and_what_speakers_were_told_is_not() -> None:
    outbox.post([letter(kind=kind, email="Ann@example.org") for kind in Letter.Kind.values])
    outbox.post([letter(email="bob@example.org")])
    outbox.forget("ann@example.org")
    kept = [(row.kind, row.email) for row in Letter.objects.order_by("pk")]
    told = "Ann@example.org"
    assert kept == [("briefing", told), ("changes", told), ("planned", "bob@example.org")]


def test_what_was_given_up_is_tried_again_from_admin(client: Client, root: None) -> None:
    outbox.post([letter(kind="invitation")])
    Letter.objects.update(state="dead")
    chosen = {"action": "try_again", "_selected_action": [Letter.objects.get().pk]}
    response = client.post(admin_url(Letter, "changelist"), chosen)
    assert (told(response), outbox.deliver_due()) == (["1 is tried again."], Delivered(sent=1))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_any_number(
    client: Client, django_assert_num_queries: Any, root: None, count: int
) -> None:
    outbox.post([letter() for _number in range(count)])
    with django_assert_num_queries(8):
        client.get(admin_url(Letter, "changelist"))
