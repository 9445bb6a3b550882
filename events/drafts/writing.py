"""A Programme into a conference's rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events import programme as document
from events.drafts import translating, values
from events.drafts.reading import read_material
from events.drafts.rows import save, set_values
from events.errors import ProgrammeError
from events.models import (
    Appearance,
    Conference,
    FormerSlug,
    Material,
    Question,
    Room,
    Session,
    Track,
)
from events.programme import Programme
from speakers.models import Speaker

Named = TypeVar("Named", Room, Track)


def write(programme: Programme, conference: Conference) -> None:
    """Make the draft say what the programme says; what vanished is withdrawn.

    The programme is one that the draft can hold (``held``), and its uids are those of our rows.
    """
    _write_conference(programme, conference)
    rooms = _write_named(Room, programme.rooms, conference)
    tracks = _write_named(Track, programme.tracks, conference)
    sessions = _write_agenda(programme, conference, conference.sessions.all(), rooms, tracks)
    _write_materials(programme, conference, sessions, conference.materials.all())
    translating.write(programme, conference, is_whole=True)


def write_sessions(programme: Programme, conference: Conference, uids: Collection[UUID]) -> None:
    """Make these sessions of the draft, with their people, say what the programme says, and nothing else.

    Those that the programme has not are withdrawn. Its rooms and tracks are those of the draft, which can
    hold it (``held``).

    Raises:
        ProgrammeError: with the code ``address_taken``, where another session has the address of one.
    """
    rows = conference.sessions.filter(uid__in=uids)
    _refuse_taken(programme, conference.sessions.exclude(uid__in=uids))
    rooms = {room.slug: room for room in conference.rooms.all()}
    tracks = {track.slug: track for track in conference.tracks.all()}
    theirs = programme.model_copy(update={"materials": ()})
    sessions = _write_agenda(theirs, conference, rows, rooms, tracks)
    _write_materials(theirs, conference, sessions, conference.materials.filter(session__uid__in=uids))
    translating.write(programme, conference, is_whole=False)


def keep_former_slug(session: Session, slug: str) -> None:
    """Have the address ``slug`` redirect to the session, once it is no other session's."""
    FormerSlug.objects.update_or_create(
        conference_id=session.conference_id, slug=slug, defaults={"session": session}
    )
    FormerSlug.objects.filter(conference_id=session.conference_id, slug=session.slug).delete()


def _refuse_taken(programme: Programme, others: QuerySet[Session]) -> None:
    for row in others.filter(slug__in=[session.slug for session in programme.sessions])[:1]:
        message = _(
            "The address “%(slug)s” is that of “%(session)s” now. Please give one of the two another."
        )
        raise ProgrammeError("address_taken", message % {"slug": row.slug, "session": row})


def _write_agenda(
    programme: Programme,
    conference: Conference,
    rows: QuerySet[Session],
    rooms: dict[str, Room],
    tracks: dict[str, Track],
) -> dict[UUID, Session]:
    """Write the sessions, which are ``rows`` where they are there already, with questions and people."""
    speakers = _write_people(programme.people)
    sessions = _write_sessions(programme, conference, rows, rooms, tracks)
    _write_questions(programme, conference, sessions)
    _write_appearances(programme, sessions, speakers)
    return sessions


def _write_conference(programme: Programme, conference: Conference) -> None:
    set_values(conference, values.of_conference(programme))
    conference.save()


def _write_named(
    model: type[Named], nodes: Iterable[document.Room | document.Track], conference: Conference
) -> dict[str, Named]:
    """Write rooms or tracks in their order; those that vanished go, as nothing but sessions hangs on them."""
    kept = {}
    rows = {row.slug: row for row in model._default_manager.filter(conference=conference)}
    for position, node in enumerate(nodes):
        row = rows.pop(node.slug, None) or model(conference=conference, slug=node.slug)
        set_values(row, values.of_named(node, position))
        row.save()
        kept[node.slug] = row
    model._default_manager.filter(pk__in=[row.pk for row in rows.values()]).delete()
    return kept


def _write_people(people: Iterable[document.Person]) -> dict[str, Speaker]:
    people = list(people)
    rows = {row.uid: row for row in Speaker.objects.filter(uid__in=[person.uid for person in people])}
    kept = {}
    for person in people:
        row = rows.get(person.uid) or Speaker(uid=person.uid)
        if person.photo != (row.photo.url if row.photo else row.photo_url or None):
            row.photo, row.photo_url = "", person.photo or ""
        set_values(row, values.of_person(person))
        kept[person.slug] = row
    save(Speaker, kept.values(), by="slug")
    return kept


def _write_sessions(
    programme: Programme,
    conference: Conference,
    known: QuerySet[Session],
    rooms: dict[str, Room],
    tracks: dict[str, Track],
) -> dict[UUID, Session]:
    rows = {row.uid: row for row in known}
    before = {row.uid: row.slug for row in rows.values()}
    kept = {}
    for node in programme.sessions:
        row = rows.pop(node.uid, None) or Session(conference=conference, uid=node.uid)
        set_values(row, values.of_session(node))
        row.room, row.track = rooms.get(node.room or ""), tracks.get(node.track or "")
        kept[node.uid] = row
    slugs = {row.slug for row in kept.values()}
    for row in rows.values():
        row.status = Session.Status.WITHDRAWN
        if row.slug in slugs:
            row.slug = f"{row.slug[:110]}-{row.uid.hex[:8]}"
    save(Session, [*kept.values(), *rows.values()], by="slug")
    for uid, slug in before.items():
        if uid in kept and kept[uid].slug != slug and slug not in slugs:
            keep_former_slug(kept[uid], slug)
    FormerSlug.objects.filter(conference=conference, slug__in=slugs).delete()
    return kept


def _write_questions(programme: Programme, conference: Conference, sessions: dict[UUID, Session]) -> None:
    """Write the questions, which may have come from another session, one that is gone for instance."""
    rows = {row.uid: row for row in Question.objects.filter(session__conference=conference)}
    written = []
    for node in programme.sessions:
        for question in node.questions:
            row = rows.pop(question.uid, None) or Question(uid=question.uid)
            row.session, row.is_withdrawn = sessions[node.uid], False
            set_values(row, values.of_question(question))
            written.append(row)
    standing = {session.pk for session in sessions.values()}
    left = [row for row in rows.values() if row.session_id in standing]
    for row in left:
        row.is_withdrawn = True
    save(Question, [*written, *left])


def _write_appearances(
    programme: Programme, sessions: dict[UUID, Session], speakers: dict[str, Speaker]
) -> None:
    """Write who appears: nothing hangs on an appearance, so they are made anew where they differ."""
    wanted: dict[tuple[int, int, str], tuple[int, str]] = {
        (sessions[node.uid].pk, speakers[credit.person].pk, credit.role): (position, credit.affiliation or "")
        for node in programme.sessions
        for position, credit in enumerate(node.credits)
    }
    ids = [row.pk for row in sessions.values()]
    for row in Appearance.objects.filter(session__in=ids):
        key = (row.session_id, row.speaker_id, row.role)
        if wanted.get(key) == (row.position, row.affiliation):
            del wanted[key]
        else:
            row.delete()
    rows = [
        Appearance(session_id=session, speaker_id=speaker, role=role, position=position, affiliation=billed)
        for (session, speaker, role), (position, billed) in wanted.items()
    ]
    Appearance.objects.bulk_create(rows)


def _write_materials(
    programme: Programme, conference: Conference, sessions: dict[UUID, Session], known: QuerySet[Material]
) -> None:
    """Write the materials, keeping rows, and so the files of staff, whose address is the same.

    A session that is withdrawn keeps its own: it may come back.
    """
    rows: dict[tuple[int | None, str], list[Material]] = {}
    standing = {None, *(session.pk for session in sessions.values())}
    for row in known:
        if row.session_id in standing:
            rows.setdefault((row.session_id, read_material(row)["url"]), []).append(row)
    nodes = [(None, position, material) for position, material in enumerate(programme.materials)]
    for node in programme.sessions:
        nodes += [(sessions[node.uid], position, m) for position, m in enumerate(node.materials)]  # type: ignore[misc]  # None or a session
    for session, position, material in nodes:
        same = rows.get((session and session.pk, material.url))
        row = same.pop(0) if same else Material(url=material.url)
        row.conference, row.session, row.position = conference, session, position
        row.title, row.kind = material.title, material.kind
        row.save()
    Material.objects.filter(pk__in=[row.pk for same in rows.values() for row in same]).delete()
