"""Taking an edit back: what it changed becomes what it was, and that is an edit as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from pydantic import ValidationError as DocumentError

from cyberconf.accounts.models import User
from events import drafts, edits, roster
from events.archiving import refuse_archived
from events.diffing import Change, holds, inverse, patch
from events.errors import ProgrammeError, in_words
from events.models import Conference, Edit
from events.phrases import heading
from events.programme import Person, Programme
from speakers.models import Speaker


@transaction.atomic
def undo(edit: Edit, *, by: User | None) -> Edit:
    """Take the edit back and return the edit that did so; taking that one back makes the first again.

    Sessions that it took out come back with their comments; those that it made are withdrawn. All or nothing.

    Raises:
        ProgrammeError: with the code ``undone``, where it was taken back already; ``stale``, where what it
            changed was changed again since; ``nothing``, where it is not known what it changed; else see
            ``drafts.held`` and ``write_sessions``. Nothing is written.
    """
    conference = edits.lock_with_people(edit.conference)
    refuse_archived(conference)
    edit.refresh_from_db(fields=["is_undone"])
    changes = edit.changes
    _refuse(edit, changes)
    keys = _sessions_of(conference, changes)
    before = _read(conference, keys)
    _refuse_stale(before, changes)
    target = drafts.held(_target(before, changes), conference)
    if by is not None:
        roster.refuse_strangers(target.people, conference, by=by)
    with edits.of_people(target.people, conference, by=by, via=Edit.Via.UNDO):
        _write(target, conference, changes)
    after = _read(conference, keys)
    made = edits.note(conference, before, after, by=by, via=Edit.Via.UNDO, undoes=edit, sessions=keys)
    assert made is not None  # every change held, so taking them back made a difference
    _mark(edit)
    return made


def _mark(edit: Edit) -> None:
    """Mark it as taken back, and what it had taken back itself as standing again, and so on."""
    row: Edit | None = edit
    is_undone = True
    while row is not None:
        row.is_undone = is_undone
        row.save(update_fields=["is_undone"])
        row, is_undone = row.undoes, not is_undone


def _refuse(edit: Edit, changes: list[Change]) -> None:
    if not changes:
        message = _("What this edit changed is not known, so it cannot be taken back.")
        raise ProgrammeError("nothing", message)
    if edit.is_undone:
        raise ProgrammeError("undone", _("This edit was taken back already."))


def _sessions_of(conference: Conference, changes: list[Change]) -> list[int] | None:
    """Return the keys of the sessions that hold what was changed; None is all, for the conference's facts."""
    if any(change.subject == "conference" for change in changes):
        return None
    uids = [change.uid for change in changes]
    rows = conference.sessions.filter(Q(uid__in=uids) | Q(speakers__uid__in=uids))
    return list(rows.values_list("pk", flat=True).distinct())


def _read(conference: Conference, keys: list[int] | None) -> Programme:
    return Programme.model_validate(drafts.read(conference, sessions=keys))


def _refuse_stale(programme: Programme, changes: Iterable[Change]) -> None:
    for change in changes:
        if not holds(change, programme):
            said = {"what": heading(change)}
            message = _("“%(what)s” was changed again since. Take the later edits back first.")
            raise ProgrammeError("stale", message % said)


def _target(before: Programme, changes: list[Change]) -> Programme:
    """Return the programme with the changes taken back; people who come back are as they are known now."""
    back = [inverse(change) for change in changes]
    back = [change for change in back if (change.subject, change.kind) != ("person", "added")]
    known = {person.slug for person in before.people}
    lacking = {slug for change in back for slug in _credited(change)} - known
    returned = [_returned(speaker) for speaker in Speaker.objects.filter(slug__in=lacking)]
    try:
        return patch(before, [*returned, *back])
    except DocumentError as problem:
        message = _("What was there before does not fit into the programme as it is now: %(problem)s")
        raise ProgrammeError("stale", message % {"problem": in_words(problem)}) from problem


def _credited(change: Change) -> Iterator[str]:
    for credit in change.after.get("credits", ()):
        yield credit["person"]


def _returned(speaker: Speaker) -> Change:
    person = Person.model_validate(drafts.read_person(speaker))
    return Change(
        kind="added",
        subject="person",
        uid=person.uid,
        title=person.name,
        after=person.model_dump(mode="json"),
    )


def _write(target: Programme, conference: Conference, changes: list[Change]) -> None:
    if any(change.subject == "conference" for change in changes):
        drafts.write(target, conference)
    else:
        sessions = {c.uid for c in changes if c.subject == "session" and c.uid}
        sessions |= {session.uid for session in target.sessions}
        drafts.write_sessions(target, conference, sessions)
