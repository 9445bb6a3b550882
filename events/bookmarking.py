"""My agenda: the sessions that somebody has marked, where they clash, and the calendar of them.

Without an account the marks stay on the device, and a page is asked for them by their addresses; with one
they are rows. The address of the private calendar has a token of which only a digest is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from cyberconf.accounts.models import User
from cyberconf.accounts.policies import may_sign_in
from events.models import AgendaFeed, Bookmark, Conference, Session
from events.programme import Programme
from events.programme import Session as Shown

MOST = 500  # marks that one request may bring: more than anybody attends
TOKEN_BYTES = 32


def slugs_in(text: str) -> list[str]:
    """Return the addresses of sessions that a device names in one text, with commas between, each once."""
    return [slug for slug in dict.fromkeys(text.split(",")) if slug][:MOST]


def of(user: User, conference: Conference) -> frozenset[UUID]:
    """Return the ids of the sessions that the user has marked in the conference. One query."""
    rows = Bookmark.objects.filter(user=user, session__conference=conference)
    return frozenset(rows.values_list("session__uid", flat=True))


def mark(user: User, conference: Conference, uids: Iterable[UUID]) -> None:
    """Mark these sessions of the conference; what is marked already stays so. Two queries."""
    wanted = list(uids)[:MOST]
    keys = Session.objects.filter(conference=conference, uid__in=wanted).values_list("pk", flat=True)
    rows = [Bookmark(user=user, session_id=key) for key in keys]
    Bookmark.objects.bulk_create(rows, ignore_conflicts=True)


def unmark(user: User, conference: Conference, uid: UUID) -> None:
    """Take a mark off. Doing so twice is no mistake."""
    Bookmark.objects.filter(user=user, session__conference=conference, session__uid=uid).delete()


def marked(programme: Programme, uids: Collection[UUID]) -> list[Shown]:
    """Return the sessions of the programme that are marked, in order."""
    return [session for session in programme.sessions if session.uid in uids]


def clashes(sessions: Iterable[Shown]) -> dict[UUID, list[Shown]]:
    """Return the largest groups of sessions that are on together: by the last to start, which the others are.

    Cancelled ones take place at no time.
    """
    taking = [each for each in sessions if each.status != "cancelled" and each.ends_at is not None]
    taking.sort(key=lambda each: each.starts_at)
    found: dict[UUID, list[Shown]] = {}
    on: list[Shown] = []
    for one, following in zip(taking, [*taking[1:], None], strict=False):
        on = [each for each in on if _end(each) > one.starts_at]
        joins = following is not None and all(_end(each) > following.starts_at for each in (*on, one))
        if on and not joins:
            found[one.uid] = on
        on = [*on, one]
    return found


@sensitive_variables("token")
def renew(user: User) -> str:
    """Make a new token for the user's calendars and return it; the one before opens nothing any more."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        AgendaFeed.objects.update_or_create(user=user, defaults={"digest": _digest(token)})
    return token


def end(user: User) -> None:
    """End the private calendar: its address opens nothing any more."""
    AgendaFeed.objects.filter(user=user).delete()


@sensitive_variables("token")
def recognise(token: str) -> User | None:
    """Return whose calendar the token opens, or None. One query; a suspended account has none."""
    feed = AgendaFeed.objects.select_related("user").filter(digest=_digest(token)).first()
    return feed.user if feed is not None and may_sign_in(feed.user) else None


def _end(session: Shown) -> datetime:
    assert session.ends_at is not None
    return session.ends_at


@sensitive_variables("token")
def _digest(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
