"""Letters: what is posted, sent, tried again, and never told twice."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cyberconf.accounts.models import User
from cyberconf.mail import letters, outbox
from cyberconf.mail.models import Letter
from cyberconf.mail.outbox import Delivered
from tests.events.admin.forms import admin_url, told

pytestmark = pytest.mark.django_db
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Größe\r\nEND:VCALENDAR\r\n".encode()


def letter(event: str = "release:1:ann", **overrides: Any) -> Letter:
    return letters.write(
        event, **{"to": "ann@example.org", "subject": "Two changes", "text": "Panel 2 moves."} | overrides
    )


def fail(*_args: object, **_kwargs: object) -> int:
    raise SMTPServerDisconnected("away")


def test_a_letter_goes_out_once_with_its_calendar_and_its_text_is_forgotten() -> None:
    letters.post([letter(calendar=CALENDAR, name="ports")])
    assert [letters.deliver_due(), letters.deliver_due()] == [Delivered(sent=1), Delivered()]
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["ann@example.org"], "Two changes", "Panel 2 moves.")
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    (name, content, kind) = sent.attachments[0]
    assert (name, content, kind) == ("ports.ics", CALENDAR.decode(), "text/calendar")
    row = Letter.objects.get()
    assert (row.state, row.subject, row.text, bytes(row.file)) == ("sent", "Two changes", "", b"")


def test_what_was_told_is_not_told_again() -> None:
    letters.post([letter()])
    letters.deliver_due()
    letters.post([letter(text="Another text."), letter("release:2:ann")])
    assert (letters.deliver_due(), len(mail.outbox)) == (Delivered(sent=1), 2)


def test_a_subject_is_one_line_whatever_it_is_made_of() -> None:
    assert letter(subject="Ports\r\nBcc: all@example.org \u202e").subject == "Ports Bcc: all@example.org"


def test_what_fails_is_tried_again_and_the_others_go_out(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    letters.post([letter()])
    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", fail)
        assert letters.deliver_due(at=now + timedelta(seconds=1)) == Delivered(failed=1)
    row = Letter.objects.get()
    assert (row.state, row.text, row.error) == ("waiting", "Panel 2 moves.", "SMTPServerDisconnected: away")
    letters.post([letter("release:2:ann")])
    assert letters.deliver_due(at=now + timedelta(seconds=30)) == Delivered(sent=1)
    assert letters.deliver_due(at=now + timedelta(seconds=62)) == Delivered(sent=1)


def test_an_address_that_no_header_can_carry_fails_alone() -> None:
    letters.post([letter(to="ann@example.org\nBcc: x@example.org"), letter("release:2:ann")])
    assert (letters.deliver_due(), len(mail.outbox)) == (Delivered(sent=1, failed=1), 1)


def test_what_another_sender_has_taken_is_left_to_it_until_its_time_is_over() -> None:
    now = timezone.now()
    letters.post([letter()])
    assert len(outbox.take(Letter, now + timedelta(seconds=1))) == 1
    assert letters.deliver_due(at=now + timedelta(minutes=9)) == Delivered()
    assert letters.deliver_due(at=now + timedelta(minutes=11)) == Delivered(sent=1)


def test_what_was_given_up_is_tried_again_from_admin(client: Client, alice: User) -> None:
    User.objects.update(is_superuser=True, is_staff=True)
    alice.refresh_from_db()
    client.force_login(alice)
    letters.post([letter()])
    Letter.objects.update(state="dead")
    chosen = {"action": "try_again", "_selected_action": [Letter.objects.get().pk]}
    response = client.post(admin_url(Letter, "changelist"), chosen)
    assert (told(response), letters.deliver_due()) == (["1 is tried again."], Delivered(sent=1))


def test_the_command_sends_letters_too() -> None:
    letters.post([letter()])
    out = StringIO()
    call_command("send_notifications", stdout=out)
    assert out.getvalue() == "1 sent, 0 not wanted any more, 0 failed (0 for good).\n"
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_any_number(
    client: Client, django_assert_num_queries: Any, alice: User, count: int
) -> None:
    User.objects.update(is_superuser=True, is_staff=True)
    alice.refresh_from_db()
    client.force_login(alice)
    letters.post([letter(f"release:{number}:ann") for number in range(count)])
    with django_assert_num_queries(8):
        client.get(admin_url(Letter, "changelist"))
