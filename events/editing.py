"""What staff do to rows of the draft that touches more than the row, or can be refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import TextField
from django.db.models.deletion import Collector, ProtectedError
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from events import drafts, walltimes
from events.errors import ProgrammeError
from events.models import Conference, FormerSlug, Question, Release, Session

Row = TypeVar("Row", bound=Session)


def set_status(sessions: Iterable[Row], status: str) -> list[Row]:
    """Make the sessions withdrawn, cancelled or confirmed, and return those that were not so before."""
    changed = [session for session in sessions if session.status != status]
    for session in changed:
        session.status = status
    Session.objects.bulk_update(changed, ["status"], batch_size=500)
    return changed


def keep_address(session: Session, former: str | None) -> None:
    """Let what was the session's address lead to it still; its new one leads nowhere else."""
    if former and former != session.slug:
        drafts.keep_former_slug(session, former)
    else:
        FormerSlug.objects.filter(conference_id=session.conference_id, slug=session.slug).delete()


def reason_to_keep(row: Conference | Session | Question) -> str | None:
    """Return why the row is never deleted, or None when nobody has seen it or spoken of it."""
    if isinstance(row, Conference):
        if row.releases.exists():
            return _("“%(row)s” was published. Make it archived instead.") % {"row": row}
        return None
    conference = row.conference_id if isinstance(row, Session) else row.session.conference_id
    was_published = _was_published(row.uid, conference)
    advice = (
        _("“%(row)s” was published. Withdraw it instead: its address and its comments stay.")
        if was_published
        else _("“%(row)s” has comments. Withdraw it instead: they stay.")
    )
    return advice % {"row": row} if was_published or _is_held(row) else None


def rezoned(conference: Conference, zone: ZoneInfo) -> list[Session]:
    """Return the conference's sessions with their wall times in another zone. Nothing is saved.

    Raises:
        ProgrammeError: with the code ``skipped`` or ``end_before_start``, where one cannot keep its time.
    """
    sessions = list(conference.sessions.all())
    for session in sessions:
        was = conference.zone
        session.starts_at = walltimes.instant(walltimes.wall_time(session.starts_at, was), zone)
        if session.ends_at is None:
            continue
        session.ends_at = walltimes.instant(walltimes.wall_time(session.ends_at, was), zone)
        if session.ends_at.timestamp() <= session.starts_at.timestamp():
            message = _(
                "“%(session)s” would not end after it starts in %(zone)s. Please give it other times."
            )
            raise ProgrammeError("end_before_start", message % {"session": session, "zone": zone.key})
    return sessions


def save_times(sessions: Iterable[Session]) -> None:
    """Save when sessions start and end."""
    Session.objects.bulk_update(sessions, ["starts_at", "ends_at"], batch_size=500)


def _was_published(uid: UUID, conference_id: int) -> bool:
    """Say whether a release names the permanent id, wherever in its document."""
    releases = Release.objects.filter(conference_id=conference_id)
    return releases.annotate(text=Cast("document", TextField())).filter(text__contains=str(uid)).exists()


def _is_held(row: Session | Question) -> bool:
    """Say whether rows that must stay hang on this one: other apps protect theirs."""
    try:
        Collector(using="default").collect([row])
    except ProtectedError:
        return True
    return False
