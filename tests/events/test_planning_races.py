"""Several processes that look after planned releases at the same instant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from events import planning, publishing
from events.models import Letter, Release, ScheduledRelease, Session
from tests.builders import (
    make_appearance,
    make_conference,
    make_release,
    make_session,
    make_speaker,
    make_user,
)
from tests.comments.test_cases_races import TOGETHER, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_eight_one_publishes_and_everybody_is_told_once() -> None:
    eve, conference = make_user(is_verified=True, role="editor"), make_conference()
    session = make_session(conference, kind="talk", title="Cables")
    make_appearance(session, make_speaker(email="ann@example.org"))
    make_release(conference)
    Session.objects.update(title="Wires")
    now = timezone.now()
    seen = publishing.build(conference).content_hash
    planning.plan(conference, by=eve, at=now + timedelta(minutes=1), seen=seen, mails=True, now=now)
    done = at_once(lambda _: planning.carry_out_due(now=now + timedelta(minutes=2)))
    assert (sorted(done), ScheduledRelease.objects.get().state) == ([0] * (TOGETHER - 1) + [1], "done")
    letters = Letter.objects.order_by("kind").values_list("kind", flat=True)
    assert (Release.objects.count(), list(letters)) == (2, ["changes", "planned"])
