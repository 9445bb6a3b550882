"""A Programme into a conference's rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events import programme as document
from events.drafts.reading import read_material
from events.drafts.rows import check, refuse_foreign, save, set_values
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
    """Make the draft say what the programme says; what vanished is withdrawn. Uids are those of our rows.

    Raises:
        ProgrammeError: a uid belongs to another conference.
    """
    _write_conference(programme, conference)
    rooms = _write_named(Room, programme.rooms, conference)
    tracks = _write_named(Track, programme.tracks, conference)
    sessions = _write_agenda(programme, conference, conference.sessions.all(), rooms, tracks)
    _write_materials(programme, conference, sessions, conference.materials.all())


def write_sessions(programme: Programme, conference: Conference, uids: Collection[UUID]) -> None:
    """Make these sessions of the draft, with their people, say what the programme says, and nothing else.

    Those that the programme has not are withdrawn. Its rooms and tracks are those of the draft.

    Raises:
        ProgrammeError: with the code ``address_taken``, where another session has the address of one; a
            uid belongs to another conference.
    """
    rows = conference.sessions.filter(uid__in=uids)
    _refuse_taken(programme, conference.sessions.exclude(uid__in=uids))
    rooms = {room.slug: room for room in conference.rooms.all()}
    tracks = {track.slug: track for track in conference.tracks.all()}
    theirs = programme.model_copy(update={"materials": ()})
    sessions = _write_agenda(theirs, conference, rows, rooms, tracks)
    _write_materials(theirs, conference, sessions, conference.materials.filter(session__uid__in=uids))


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
    _write_questions(programme, sessions)
    _write_appearances(programme, sessions, speakers)
    return sessions


def _write_conference(programme: Programme, conference: Conference) -> None:
    organiser, venue = programme.organiser, programme.venue
    values = {
        "title": programme.title,
        "theme": programme.theme,
        "summary": programme.summary,
        "description": programme.description,
        "organiser_name": organiser and organiser.name,
        "organiser_url": organiser and organiser.url,
        "language": programme.language,
        "time_zone": programme.time_zone,
        "format": programme.format,
        "venue_name": venue and venue.name,
        "venue_address": venue and venue.address,
        "stream_url": programme.stream_url,
    }
    set_values(conference, values)
    check(conference)
    conference.save()


def _write_named(
    model: type[Named], nodes: Iterable[document.Room | document.Track], conference: Conference
) -> dict[str, Named]:
    """Write rooms or tracks in their order; those that vanished go, as nothing but sessions hangs on them."""
    kept = {}
    rows = {row.slug: row for row in model._default_manager.filter(conference=conference)}
    for position, node in enumerate(nodes):
        row = rows.pop(node.slug, None) or model(conference=conference, slug=node.slug)
        set_values(row, node.model_dump(exclude={"slug"}) | {"position": position})
        check(row)
        row.save()
        kept[node.slug] = row
    model._default_manager.filter(pk__in=[row.pk for row in rows.values()]).delete()
    return kept


def _write_people(people: Iterable[document.Person]) -> dict[str, Speaker]:
    people = list(people)
    rows = {row.uid: row for row in Speaker.objects.filter(uid__in=[person.uid for person in people])}
    taken = set(
        Speaker.objects.filter(slug__in=[person.slug for person in people])
        .exclude(pk__in=[row.pk for row in rows.values()])
        .values_list("slug", flat=True)
    )
    kept = {}
    for person in people:
        row = rows.get(person.uid) or Speaker(uid=person.uid)
        slug = person.slug
        if slug in taken:
            slug = row.slug or f"{slug[:110]}-{person.uid.hex[:8]}"
        values = person.model_dump(mode="json", exclude={"uid", "slug", "photo"}) | {"slug": slug}
        if person.photo != (row.photo.url if row.photo else row.photo_url or None):
            row.photo, row.photo_url = "", person.photo or ""
        set_values(row, values)
        check(row)
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
        parts = {"uid", "room", "track", "questions", "credits", "materials"}
        set_values(row, node.model_dump(exclude=parts))
        row.room, row.track = rooms.get(node.room or ""), tracks.get(node.track or "")
        kept[node.uid] = row
    slugs = {row.slug for row in kept.values()}
    for row in rows.values():
        row.status = Session.Status.WITHDRAWN
        if row.slug in slugs:
            row.slug = f"{row.slug[:110]}-{row.uid.hex[:8]}"
    refuse_foreign(Session.objects.exclude(conference=conference), kept)
    for row in kept.values():
        check(row)
    save(Session, [*kept.values(), *rows.values()], by="slug")
    for uid, slug in before.items():
        if uid in kept and kept[uid].slug != slug and slug not in slugs:
            keep_former_slug(kept[uid], slug)
    FormerSlug.objects.filter(conference=conference, slug__in=slugs).delete()
    return kept


def _write_questions(programme: Programme, sessions: dict[UUID, Session]) -> None:
    conference_sessions = Session.objects.filter(pk__in=[row.pk for row in sessions.values()])
    rows = {row.uid: row for row in Question.objects.filter(session__in=conference_sessions)}
    refuse_foreign(
        Question.objects.exclude(session__in=conference_sessions),
        {question.uid: question for node in programme.sessions for question in node.questions},
    )
    written = []
    for node in programme.sessions:
        for question in node.questions:
            row = rows.pop(question.uid, None) or Question(uid=question.uid)
            row.session, row.is_withdrawn = sessions[node.uid], False
            set_values(
                row,
                {"text": question.text, "outcome": question.outcome, "position": question.number},
            )
            check(row)
            written.append(row)
    for row in rows.values():
        row.is_withdrawn = True
    save(Question, [*written, *rows.values()])


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
    for row in rows:
        check(row)
    Appearance.objects.bulk_create(rows)


def _write_materials(
    programme: Programme, conference: Conference, sessions: dict[UUID, Session], known: QuerySet[Material]
) -> None:
    """Write the materials, keeping rows, and so the files of staff, whose address is the same."""
    rows: dict[tuple[int | None, str], list[Material]] = {}
    for row in known:
        rows.setdefault((row.session_id, read_material(row)["url"]), []).append(row)
    nodes = [(None, position, material) for position, material in enumerate(programme.materials)]
    for node in programme.sessions:
        nodes += [(sessions[node.uid], position, m) for position, m in enumerate(node.materials)]  # type: ignore[misc]  # None or a session
    for session, position, material in nodes:
        same = rows.get((session and session.pk, material.url))
        row = same.pop(0) if same else Material(url=material.url)
        row.conference, row.session, row.position = conference, session, position
        row.title, row.kind = material.title, material.kind
        check(row)
        row.save()
    Material.objects.filter(pk__in=[row.pk for same in rows.values() for row in same]).delete()
