"""What staff do to rows of the draft that touches more than the row, or can be refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import TextField
from django.db.models.deletion import Collector, ProtectedError
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import archiving, drafts, walltimes
from events.edits import Recording
from events.errors import ProgrammeError
from events.models import Conference, Edit, FormerSlug, Question, Release, Session

Row = TypeVar("Row", bound=Session)


@dataclass
class Edited:
    """A deed under way; afterwards ``row`` is what was stored of it, or None where nothing differs."""

    recording: Recording
    row: Edit | None = None

    def add(self, session: Session) -> None:
        """Take in a session that the deed has made."""
        self.recording.add(session.pk)


@contextmanager
def edited(
    conference: Conference, *, by: User | None, via: str, sessions: Iterable[int] | None = None
) -> Iterator[Edited]:
    """Record what the block does to the draft, all or nothing, with the conference locked.

    ``sessions`` are the keys of the sessions that it touches, with their people; None is the whole draft.
    Sessions that it makes are added: ``edit.add(session)``. Publishing, where each change is to be
    published, is left to the caller (``publishing.saved``), who says what came of it.

    Raises:
        ProgrammeError: with the code ``archived``, before anything is done.
    """
    with transaction.atomic():
        locked = Conference.objects.select_for_update().get(pk=conference.pk)
        archiving.refuse_archived(locked)
        edit = Edited(Recording(locked, by=by, via=via, sessions=sessions))
        yield edit
        edit.row = edit.recording.finish()


@transaction.atomic
def set_status(sessions: Iterable[Row], status: str, *, by: User | None) -> list[Row]:
    """Make the sessions withdrawn, cancelled or confirmed, and return those that were not so before.

    Raises:
        ProgrammeError: with the code ``archived``, where one of them is; none is changed.
    """
    changed = [session for session in sessions if session.status != status]
    by_conference: dict[Conference, list[Row]] = {}
    for session in changed:
        session.status = status
        by_conference.setdefault(session.conference, []).append(session)
    for conference in sorted(by_conference, key=lambda each: each.pk):  # locked by everybody in this order
        rows = by_conference[conference]
        with edited(conference, by=by, via=Edit.Via.PAGE, sessions=[row.pk for row in rows]):
            Session.objects.bulk_update(rows, ["status"], batch_size=500)
    return changed


def keep_address(session: Session, former: str | None) -> None:
    """Let what was the session's address lead to it still; its new one leads nowhere else."""
    if former and former != session.slug:
        drafts.keep_former_slug(session, former)
    else:
        FormerSlug.objects.filter(conference_id=session.conference_id, slug=session.slug).delete()


def reason_to_keep(row: Conference | Session | Question) -> str | None:
    """Return why the row is never deleted, or None when nobody has seen it or spoken of it."""
    conference = _conference_of(row)
    if conference.is_archived:
        return archiving.told(conference)
    if isinstance(row, Conference):
        if row.releases.exists():
            return _("“%(row)s” was published. Archive it instead.") % {"row": row}
        if row.announcements.exists():
            return _("“%(row)s” has messages that were shown. Archive it instead.") % {"row": row}
        return None
    was_published = _was_published(row.uid, conference.pk)
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


def _conference_of(row: Conference | Session | Question) -> Conference:
    if isinstance(row, Conference):
        return row
    return row.conference if isinstance(row, Session) else row.session.conference


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
