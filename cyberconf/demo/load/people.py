"""Somewhere to write and people who may, signed in, made by the thousand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as StoredSession
from django.db import transaction
from django.utils import timezone

from cyberconf.accounts.models import User
from events import publishing
from events.models import Conference, Question, Session

QUESTIONS = 4
DAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
A_BATCH = 500


@dataclass(frozen=True)
class Place:
    """A question to answer: its row and the path that answers are posted to."""

    question: Question
    path: str


@transaction.atomic
def places() -> list[Place]:
    """Make a public conference with a panel, and return its guiding questions."""
    conference = Conference.objects.create(
        slug=f"load-{uuid4().hex[:8]}", title="Under load", time_zone="Europe/Zurich", status="public"
    )
    panel = Session.objects.create(
        conference=conference,
        slug="panel",
        title="A panel",
        kind="panel",
        starts_at=DAY,
        ends_at=DAY + timedelta(hours=1),
    )
    questions = [
        Question.objects.create(session=panel, position=number, text=f"Question {number}?")
        for number in range(1, QUESTIONS + 1)
    ]
    publishing.publish(conference, by=None)
    root = f"/{conference.slug}/sessions/panel/questions"
    return [Place(question, f"{root}/{question.position}/comments/") for question in questions]


@transaction.atomic
def writers(count: int) -> list[str]:
    """Make so many people with verified addresses, and return the cookies of their sessions."""
    name = uuid4().hex[:8]
    users = User.objects.bulk_create(
        [User(email=f"{name}-{number}@example.org", name=f"Writer {number}") for number in range(count)],
        batch_size=A_BATCH,
    )
    addresses = [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users]
    EmailAddress.objects.bulk_create(addresses, batch_size=A_BATCH)
    sessions = [_session(user) for user in users]
    StoredSession.objects.bulk_create(sessions, batch_size=A_BATCH)
    return [session.session_key for session in sessions]


def _session(user: User) -> StoredSession:
    store = SessionStore()
    data = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: "cyberconf.accounts.backends.PasswordBackend",
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    return StoredSession(
        session_key=f"{uuid4().hex}",
        session_data=store.encode(data),
        expire_date=timezone.now() + timedelta(hours=6),
    )
