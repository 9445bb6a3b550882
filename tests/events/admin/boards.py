"""The board as a browser without scripts uses it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from events.admin import board_panels
from events.models import Conference, Session
from tests.events.admin.forms import filled
from tests.pages import Node, Page

HOUR = timedelta(hours=1)


def url(conference: Conference, query: str = "") -> str:
    return reverse("admin:events_conference_board", args=[conference.pk]) + query


def board(client: Client, conference: Conference, query: str = "") -> Page:
    return Page(client.get(url(conference, query)))


def card(page: Page, session: Session) -> Node:
    return page.root.first("li", id=f"session-{session.pk}")


def words(node: Node) -> str:
    return " ".join(node.text.split())


def send(client: Client, session: Session, act: str, **more: Any) -> Any:
    """Do something with a session as its card on the board does."""
    own = {"act": act, "session": session.pk, "seen": seen(session), "view": "2021-12-03"}
    return client.post(url(session.conference), own | more)


def seen(session: Session) -> str:
    return board_panels.seen(session)


def revised(client: Client, session: Session, **typed: Any) -> Any:
    """Open a session beside the board, type something and save."""
    found = filled(client, url(session.conference, f"?edit={session.pk}"))
    return client.post(url(session.conference), found | {"act": "revise"} | typed)


def times(session: Session) -> str:
    session.refresh_from_db()
    zone = session.conference.zone
    assert session.ends_at is not None
    return f"{session.starts_at.astimezone(zone):%d %H:%M}-{session.ends_at.astimezone(zone):%d %H:%M}"


def notice(response: Any) -> list[str]:
    return Page(response).words("p", class_="board__notice")
