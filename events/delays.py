"""On the day: a session begins now, or takes longer, and what follows moves along.

What would happen is said before it is done. A change of the day is for the public at once: it is published
as a release, which is always the whole draft; where the draft holds more than was published, staff choose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import editing, edits, phrases, publishing, reviewing, shifting
from events.archiving import refuse_archived
from events.diffing import Change, diff
from events.errors import ProgrammeError
from events.models import Conference, Edit, Release
from events.phrases import Names
from events.programme import Programme, Session
from events.reviewing import Review
from events.shifting import Moved

# What follows: stays, moves until a gap takes up the delay, the same with breaks that get shorter, or all of
# the day moves by the same time.
Follow = Literal["none", "gap", "breaks", "day"]
LONGEST = timedelta(hours=4)  # that a session takes longer: more is another programme


@dataclass(frozen=True)
class Delay:
    """One session begins at ``begins_at``, a full minute, or ends ``longer`` later than it was to."""

    uid: UUID
    follow: Follow
    begins_at: datetime | None = None
    longer: timedelta = timedelta(0)

    def of(self, session: Session) -> timedelta:
        """Return how much later the session ends: less than nothing where it begins earlier."""
        return self.begins_at - session.starts_at if self.begins_at else self.longer


@dataclass(frozen=True)
class Plan:
    """What a delay would do to the draft, ``before``; a release would hold ``unpublished`` other changes."""

    before: Programme
    review: Review
    changes: tuple[Change, ...]
    unpublished: int

    @property
    def sentences(self) -> list[str]:
        """What changes, in words."""
        after = self.review.draft
        return phrases.sentences(self.changes, phrases.zone_of(after), Names.of(self.before, after))


def plan(conference: Conference, delay: Delay) -> Plan:
    """Say what a delay would do, in ten queries at any size, and write nothing.

    Raises:
        ProgrammeError: with the code ``unknown``, ``no_end``, ``too_long`` or ``same``; or see
            ``publishing.build``.
    """
    draft = publishing.build(conference)
    after = _with(draft, _times(draft, delay))
    changes = diff(draft, after)
    if not changes:
        raise ProgrammeError("same", _("It is to begin at this minute already: nothing would change."))
    last = conference.releases.first()
    before = publishing.decoded(last) if last else publishing.nothing_of(draft)
    return Plan(
        draft,
        reviewing.compared(conference, after, last, draft),
        changes,
        len(diff(before, draft)),
    )


@transaction.atomic
def carry_out(
    conference: Conference, delay: Delay, *, by: User | None, publishes: bool, seen: str | None = None
) -> tuple[list[str], Release | None]:
    """Do what the delay does as one edit, publish that, and return it in words with the release.

    ``seen`` is the content hash of the draft that it was planned on. Without ``publishes`` the draft alone
    is written, and the release is None unless the conference publishes each change.

    Raises:
        ProgrammeError: ``archived``; else see ``plan`` and ``publishing.publish``. Nothing is written.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    refuse_archived(conference)
    planned = plan(conference, delay)
    publishing.refuse_unseen(planned.before, seen)
    _write(conference, planned.review.draft, {change.uid for change in planned.changes})
    edits.note(conference, planned.before, planned.review.draft, by=by, via=Edit.Via.LIVE)
    said = planned.sentences
    if not publishes:
        return said, publishing.saved(conference, by=by)
    note = (_("On the day: ") + " ".join(said))[: publishing.MAX_NOTE]
    return said, publishing.publish(conference, by=by, note=note)


def _times(draft: Programme, delay: Delay) -> list[Moved]:
    session = _session(draft, delay)
    room = session.room if len(draft.rooms) > 1 else None
    leading = _leading(session, delay)
    shortened = shifting.cut(draft.sessions, leading, room)
    if delay.follow == "none":
        return [*shortened, leading]
    if delay.follow == "day":
        zone, after = phrases.zone_of(draft), session.ends_at or session.starts_at
        following = shifting.shifted(draft.sessions, after, delay.of(session), room, zone=zone)
        return [*shortened, leading, *following]
    absorbing = {"break"} if delay.follow == "breaks" else ()
    return [*shortened, *shifting.pushed(draft.sessions, leading, room, absorbing=absorbing)]


def _session(draft: Programme, delay: Delay) -> Session:
    session = next((each for each in draft.sessions if each.uid == delay.uid), None)
    if session is None or session.status == "cancelled":
        raise ProgrammeError("unknown", _("This session is no longer in the draft, or it was cancelled."))
    if session.ends_at is None:
        message = _("“%(session)s” has no end. Please say first when it ends.")
        raise ProgrammeError("no_end", message % {"session": session.title})
    if delay.longer > LONGEST:
        hours = LONGEST // timedelta(hours=1)
        message = _("A session may take at most %(hours)d hours longer. Please change its times instead.")
        raise ProgrammeError("too_long", message % {"hours": hours})
    return session


def _leading(session: Session, delay: Delay) -> Moved:
    by = delay.of(session)
    return shifting.moved(session, by if delay.begins_at else timedelta(0), by)


def _with(draft: Programme, times: Iterable[Moved]) -> Programme:
    """Return the programme with these times, as the clock at the venue shows them."""
    zone, moved = phrases.zone_of(draft), {new.uid: new for new in times}
    fields = draft.model_dump()
    for session in fields["sessions"]:
        if new := moved.get(session["uid"]):
            session["starts_at"] = new.starts_at.astimezone(UTC).astimezone(zone)
            session["ends_at"] = new.ends_at and new.ends_at.astimezone(UTC).astimezone(zone)
    return Programme.model_validate(fields)


def _write(conference: Conference, programme: Programme, uids: set[UUID | None]) -> None:
    new = {session.uid: session for session in programme.sessions}
    rows = list(conference.sessions.filter(uid__in=[uid for uid in uids if uid]))
    for row in rows:
        row.starts_at, row.ends_at = new[row.uid].starts_at, new[row.uid].ends_at
    editing.save_times(rows)
