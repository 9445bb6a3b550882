"""What staff do to the sessions of a draft, one function a deed: each is recorded, and can be taken back.

Sessions are named by their keys. ``seen`` is a token (``seeing``) of ``drafts.shown``: what whoever asks
has before their eyes. A deed that asks for what is so already is no refusal, so that one may be sent twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import drafts, editing, seeing
from events.errors import ProgrammeError
from events.importers.identity import Slugs
from events.models import Appearance, Conference, Edit, Question, Room, Session
from events.shifting import shifted

TOPICS = ("kind", "summary", "description", "track_id", "language", "stream_url")  # what a copy takes along


class StaleError(ProgrammeError):
    """A session is not as it was seen: ``session`` is the row as it is, ``wanted`` what was asked for."""

    def __init__(self, session: Session, wanted: Mapping[str, Any]) -> None:
        self.session, self.wanted = session, wanted
        message = _("“%(session)s” was changed since you saw it. What you did is not saved yet.")
        super().__init__("stale", message % {"session": session})


@dataclass(frozen=True)
class Part:
    """Somebody's part in a session: the key of the person, a role, and as what they are billed there."""

    speaker: int
    role: str
    affiliation: str = ""


def revise(
    *,
    conference: Conference,
    session: int,
    by: User | None,
    seen: str | None = None,
    people: Sequence[Part] | None = None,
    via: str = Edit.Via.BOARD,
    **values: Any,
) -> Edit | None:
    """Change what is given of a session: ``title``, ``starts_at``, ``ends_at``, ``room``, ``people``.

    Raises:
        ProgrammeError: with the code ``gone``, ``unsound`` or ``twice``; nothing is changed.
        StaleError: it is not as it was seen, nor as is asked for.
    """
    with editing.edited(conference, by=by, via=via, sessions=[session]) as edit:
        row = _found(conference, session)
        wanted = values if people is None else values | {"people": list(people)}
        now = {name: people_of(row) if name == "people" else getattr(row, name) for name in wanted}
        if now != wanted:
            _refuse_stale(row, seen, wanted)
        for name, value in values.items():
            setattr(row, name, value)
        _save(row)
        if people is not None:
            _bill(row, people)
    return edit.row


def place(
    *,
    conference: Conference,
    session: int,
    by: User | None,
    starts_at: datetime,
    room: Room | None,
    ends_at: datetime | None = None,
    seen: str | None = None,
) -> Edit | None:
    """Have a session start then and there. Without ``ends_at`` it takes as long as before.

    Raises:
        ProgrammeError: see ``revise``.
    """
    if ends_at is None:
        row = _found(conference, session)
        ends_at = row.ends_at and starts_at + (row.ends_at - row.starts_at)
    values: dict[str, Any] = {"starts_at": starts_at, "ends_at": ends_at, "room": room}
    return revise(conference=conference, session=session, by=by, seen=seen, **values)


def set_status(
    *, conference: Conference, session: int, by: User | None, status: str, seen: str | None = None
) -> Edit | None:
    """Cancel, withdraw or confirm a session. What was withdrawn keeps its address and its comments.

    Raises:
        ProgrammeError: see ``revise``.
    """
    return revise(conference=conference, session=session, by=by, seen=seen, status=status)


@transaction.atomic
def shift(
    *,
    conference: Conference,
    session: int,
    by: User | None,
    minutes: int,
    only_in_room: bool = False,
    seen: str | None = None,
) -> Edit | None:
    """Move a session, and all that follows it on its day, so many minutes later; fewer than none: earlier.

    Raises:
        ProgrammeError: with the code ``gone``.
        StaleError: the session is not as it was seen.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    outline = drafts.outline(conference)
    row = _found(conference, session)
    _refuse_stale(row, seen, {"minutes": minutes})
    where = row.room.slug if only_in_room and row.room else None
    times = shifted(
        outline.programme.sessions,
        row.starts_at,
        timedelta(minutes=minutes),
        where,
        zone=conference.zone,
    )
    new = {outline.keys[moved.uid]: moved for moved in times}
    with editing.edited(conference, by=by, via=Edit.Via.BOARD, sessions=new) as edit:
        rows = list(conference.sessions.filter(pk__in=new))
        for each in rows:
            each.starts_at, each.ends_at = new[each.pk].starts_at, new[each.pk].ends_at
        editing.save_times(rows)
    return edit.row


def add(
    *,
    conference: Conference,
    by: User | None,
    title: str,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    room: Room | None = None,
    uid: UUID | None = None,
) -> Session:
    """Put a new session into the draft. One of the same ``uid`` that is there already is returned as it is.

    Raises:
        ProgrammeError: with the code ``unsound`` or ``uid_taken``; nothing is added.
    """
    fields = {"title": title, "kind": kind, "starts_at": starts_at, "ends_at": ends_at, "room": room}
    return _added(conference, Session(conference=conference, uid=uid or uuid4(), **fields), by)


def duplicate(*, conference: Conference, session: int, by: User | None, uid: UUID | None = None) -> Session:
    """Make a copy of a session, with its texts, questions and people, that begins when it ends.

    Raises:
        ProgrammeError: with the code ``gone``, ``unsound`` or ``uid_taken``; nothing is added.
    """
    row = _found(conference, session)
    starts_at = row.ends_at or row.starts_at
    copy = Session(
        conference=conference,
        uid=uid or uuid4(),
        title=_copied(row.title),
        room=row.room,
        starts_at=starts_at,
        ends_at=row.ends_at and starts_at + (row.ends_at - row.starts_at),
        **{name: getattr(row, name) for name in TOPICS},
    )
    questions = [Question(position=q.position, text=q.text) for q in row.questions.standing()]
    return _added(conference, copy, by, questions=questions, people=people_of(row))


def label_of(name: str) -> str:
    """Return what a field of a session is called."""
    return str(getattr(Session._meta.get_field(name), "verbose_name", name))


def people_of(row: Session) -> list[Part]:
    """Return who appears in a session, in their order: one query."""
    values = row.appearances.order_by("position", "pk").values_list("speaker", "role", "affiliation")
    return [Part(*each) for each in values]


def _added(
    conference: Conference,
    row: Session,
    by: User | None,
    *,
    questions: Iterable[Question] = (),
    people: Sequence[Part] = (),
) -> Session:
    known = Session.objects.filter(uid=row.uid).first()
    if known is not None:
        return _as_own(known, conference)
    with editing.edited(conference, by=by, via=Edit.Via.BOARD, sessions=[]) as edit:
        taken = conference.sessions.values_list("slug", flat=True)
        row.slug = Slugs(taken).take(row.title, fallback=row.kind)
        _save(row)
        for question in questions:
            question.session = row
        Question.objects.bulk_create(questions)
        _bill(row, people)
        edit.add(row)
    return row


def _as_own(row: Session, conference: Conference) -> Session:
    if row.conference_id != conference.pk:
        message = _("The permanent id %(uid)s belongs to another conference. Please add the session again.")
        raise ProgrammeError("uid_taken", message % {"uid": row.uid})
    return row


def _copied(title: str) -> str:
    most = Session._meta.get_field("title").max_length
    ending = _(" (copy)")
    return title[: (most or 0) - len(ending)] + ending


def _found(conference: Conference, session: int) -> Session:
    row = conference.sessions.select_related("conference", "room").filter(pk=session).first()
    if row is None:
        message = _("This session is no longer there: somebody has deleted it. Please load the page again.")
        raise ProgrammeError("gone", message)
    return row


def _refuse_stale(row: Session, seen: str | None, wanted: Mapping[str, Any]) -> None:
    if seen is not None and seeing.is_stale(seen, drafts.shown(drafts.outlined(row))):
        raise StaleError(row, wanted)


def _save(row: Session) -> None:
    try:
        row.full_clean()
    except ValidationError as problem:
        raise ProgrammeError("unsound", " ".join(_told(problem))) from problem
    row.save()


def _told(problem: ValidationError) -> Iterator[str]:
    """Say what is wrong with a row, each field by its name."""
    for name, said in problem.message_dict.items():
        label = "" if name == NON_FIELD_ERRORS else f"{label_of(name)}: "
        yield capfirst(label + " ".join(said))


def _bill(row: Session, people: Sequence[Part]) -> None:
    """Make these the people of a session, in this order."""
    wanted = {(part.speaker, part.role): part for part in people}
    if len(wanted) < len(people):
        message = _("Somebody stands there twice in the same role. Please leave out one of the two.")
        raise ProgrammeError("twice", message)
    known = {(each.speaker_id, each.role): each for each in row.appearances.all()}
    row.appearances.filter(pk__in=[known[key].pk for key in known.keys() - wanted.keys()]).delete()
    for position, (key, part) in enumerate(wanted.items()):
        each = known.get(key) or Appearance(session=row, speaker_id=part.speaker, role=part.role)
        if each.pk is None or (each.position, each.affiliation) != (position, part.affiliation):
            each.position, each.affiliation = position, part.affiliation
            each.full_clean(exclude={"session"})
            each.save()
