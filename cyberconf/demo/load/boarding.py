"""An editor at the board: opening it, and moving a session on it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from django.conf import settings
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from cyberconf.accounts.services import create_user
from events.models import Conference, Session
from events.programme import Programme

HOST = "127.0.0.1"


def look(programme: Programme) -> None:
    """Open the board at the first day."""
    _expect(200, _editor(programme.slug).get(_address(programme.slug)).status_code)


def move(programme: Programme) -> None:
    """Move the last session by a minute, there or back."""
    row = Session.objects.select_related("conference", "room").filter(conference__slug=programme.slug).last()
    assert row is not None
    starts = row.starts_at.astimezone(row.conference.zone)
    starts += timedelta(minutes=-1 if starts.minute % 2 else 1)
    sent = {"act": "place", "session": row.pk, "day": starts.date(), "starts": f"{starts:%H:%M}"}
    sent["room"] = row.room.slug if row.room else ""
    _expect(302, _editor(programme.slug).post(_address(programme.slug), sent).status_code)


@cache
def _editor(slug: str) -> Client:
    """Return a client of somebody who edits the conference."""
    settings.STAFF_SECOND_FACTOR = "waived"
    user = create_user(email=f"{slug}@example.org", name="Editor", is_verified=True, role="editor")
    user.is_superuser = True
    user.save()
    client = Client(SERVER_NAME=HOST)
    client.force_login(user)
    return client


def _address(slug: str) -> str:
    return reverse("admin:events_conference_board", args=[Conference.objects.get(slug=slug).pk])


def _expect(status: int, found: int) -> None:
    if found != status:
        raise CommandError(f"The board answered {found}. Expected {status}.")
