"""The draft: a conference's rows read as a Programme, and a Programme written into rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator, capfirst

from events import programme as document
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

Row = TypeVar("Row", bound=models.Model)
Named = TypeVar("Named", Room, Track)


def read(conference: Conference, *, with_withdrawn: bool = False) -> dict[str, Any]:
    """Return what the draft says as the fields of a Programme, in eight queries at any size.

    ``with_withdrawn`` takes in what was withdrawn, as cancelled sessions, so that an import can find it.
    """
    loaded = Conference.objects.for_document().get(pk=conference.pk)
    sessions = [
        session
        for session in loaded.sessions.all()
        if with_withdrawn or session.status != Session.Status.WITHDRAWN
    ]
    people = {a.speaker.pk: a.speaker for session in sessions for a in session.appearances.all()}
    own = [material for material in loaded.materials.all() if material.session_id is None]
    return {
        "slug": loaded.slug,
        "title": loaded.title,
        "theme": loaded.theme or None,
        "summary": loaded.summary or None,
        "description": loaded.description or None,
        "organiser": {"name": loaded.organiser_name, "url": loaded.organiser_url or None}
        if loaded.organiser_name
        else None,
        "language": loaded.language,
        "time_zone": loaded.time_zone,
        "format": loaded.format,
        "venue": {"name": loaded.venue_name, "address": loaded.venue_address or None}
        if loaded.venue_name
        else None,
        "stream_url": loaded.stream_url or None,
        "rooms": [_read(room, "slug", "name", "capacity", "stream_url") for room in loaded.rooms.all()],
        "tracks": [_read(track, "slug", "name", "colour") for track in loaded.tracks.all()],
        "sessions": [_read_session(session, loaded, with_withdrawn) for session in sessions],
        "people": [_read_person(person) for person in people.values()],
        "materials": [_read_material(material) for material in own],
    }


def write(programme: Programme, conference: Conference) -> None:
    """Make the draft say what the programme says; what vanished is withdrawn. Uids are those of our rows.

    Raises:
        ProgrammeError: a uid belongs to another conference.
    """
    _write_conference(programme, conference)
    rooms = _write_named(Room, programme.rooms, conference)
    tracks = _write_named(Track, programme.tracks, conference)
    speakers = _write_people(programme.people)
    sessions = _write_sessions(programme, conference, rooms, tracks)
    _write_questions(programme, sessions)
    _write_appearances(programme, sessions, speakers)
    _write_materials(programme, conference, sessions)


def keep_former_slug(session: Session, slug: str) -> None:
    """Have the address ``slug`` redirect to the session, once it is no other session's."""
    FormerSlug.objects.update_or_create(
        conference_id=session.conference_id, slug=slug, defaults={"session": session}
    )
    FormerSlug.objects.filter(conference_id=session.conference_id, slug=session.slug).delete()


def in_zone(instant: datetime | None, conference: Conference) -> datetime | None:
    """Return the instant as the wall time of the venue."""
    return instant and instant.astimezone(conference.zone)


def check(row: models.Model) -> None:
    """Refuse a value that one of the row's own fields cannot hold. Relations are not looked up.

    Raises:
        ProgrammeError: with the code ``unsound``, saying what and whose it is.
    """
    relations = [field.name for field in row._meta.concrete_fields if field.is_relation]
    try:
        row.clean_fields(exclude=set(relations))
    except ValidationError as problem:
        name, messages = next(iter(problem.message_dict.items()))
        label = getattr(row._meta.get_field(name), "verbose_name", name)
        raise ProgrammeError("unsound", f"{capfirst(_called(row))}, {label}: {messages[0]}") from problem


# Reading


def _read(row: models.Model, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) or None for name in names}


def _read_session(session: Session, conference: Conference, with_withdrawn: bool) -> dict[str, Any]:
    questions = [q for q in session.questions.all() if with_withdrawn or not q.is_withdrawn]
    plain = ("slug", "kind", "number", "title", "summary", "description", "language")
    status = "cancelled" if session.status == Session.Status.WITHDRAWN else session.status
    return _read(session, "uid", *plain, "stream_url", "recording_url") | {
        "status": status,
        "starts_at": in_zone(session.starts_at, conference),
        "ends_at": in_zone(session.ends_at, conference),
        "room": session.room.slug if session.room else None,
        "track": session.track.slug if session.track else None,
        "questions": [
            _read(question, "uid", "text", "outcome") | {"number": number}
            for number, question in enumerate(questions, start=1)
        ],
        "credits": [
            {"person": a.speaker.slug, "role": a.role, "affiliation": a.affiliation or None}
            for a in session.appearances.all()
        ],
        "materials": [_read_material(material) for material in session.materials.all()],
    }


def _read_person(person: Speaker) -> dict[str, Any]:
    plain = ("uid", "slug", "honorific", "name", "post", "affiliation", "country", "biography")
    photo = person.photo.url if person.photo else person.photo_url or None
    return _read(person, *plain) | {"photo": photo, "links": person.links}


def _read_material(material: Material) -> dict[str, Any]:
    url = material.file.url if material.file else material.url
    return {"title": material.title, "url": url, "kind": material.kind}


# Writing


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
    _set(conference, values)
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
        _set(row, node.model_dump(exclude={"slug"}) | {"position": position})
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
        _set(row, values)
        check(row)
        kept[person.slug] = row
    _save(Speaker, kept.values(), by="slug")
    return kept


def _write_sessions(
    programme: Programme, conference: Conference, rooms: dict[str, Room], tracks: dict[str, Track]
) -> dict[UUID, Session]:
    rows = {row.uid: row for row in Session.objects.filter(conference=conference)}
    before = {row.uid: row.slug for row in rows.values()}
    kept = {}
    for node in programme.sessions:
        row = rows.pop(node.uid, None) or Session(conference=conference, uid=node.uid)
        parts = {"uid", "room", "track", "questions", "credits", "materials"}
        _set(row, node.model_dump(exclude=parts))
        row.room, row.track = rooms.get(node.room or ""), tracks.get(node.track or "")
        kept[node.uid] = row
    slugs = {row.slug for row in kept.values()}
    for row in rows.values():
        row.status = Session.Status.WITHDRAWN
        if row.slug in slugs:
            row.slug = f"{row.slug[:110]}-{row.uid.hex[:8]}"
    _refuse_foreign(Session.objects.exclude(conference=conference), kept)
    for row in kept.values():
        check(row)
    _save(Session, [*kept.values(), *rows.values()], by="slug")
    for uid, slug in before.items():
        if uid in kept and kept[uid].slug != slug and slug not in slugs:
            keep_former_slug(kept[uid], slug)
    FormerSlug.objects.filter(conference=conference, slug__in=slugs).delete()
    return kept


def _write_questions(programme: Programme, sessions: dict[UUID, Session]) -> None:
    conference_sessions = Session.objects.filter(pk__in=[row.pk for row in sessions.values()])
    rows = {row.uid: row for row in Question.objects.filter(session__in=conference_sessions)}
    _refuse_foreign(
        Question.objects.exclude(session__in=conference_sessions),
        {question.uid: question for node in programme.sessions for question in node.questions},
    )
    written = []
    for node in programme.sessions:
        for question in node.questions:
            row = rows.pop(question.uid, None) or Question(uid=question.uid)
            row.session, row.is_withdrawn = sessions[node.uid], False
            _set(
                row,
                {"text": question.text, "outcome": question.outcome, "position": question.number},
            )
            check(row)
            written.append(row)
    for row in rows.values():
        row.is_withdrawn = True
    _save(Question, [*written, *rows.values()])


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


def _write_materials(programme: Programme, conference: Conference, sessions: dict[UUID, Session]) -> None:
    """Write the materials anew, keeping files that staff have put up where their address is the same."""
    rows = {(row.session_id, _read_material(row)["url"]): row for row in conference.materials.all()}
    nodes = [(None, position, material) for position, material in enumerate(programme.materials)]
    for node in programme.sessions:
        nodes += [(sessions[node.uid], position, m) for position, m in enumerate(node.materials)]  # type: ignore[misc]  # None or a session
    for session, position, material in nodes:
        row = rows.pop((session and session.pk, material.url), None) or Material(url=material.url)
        row.conference, row.session, row.position = conference, session, position
        row.title, row.kind = material.title, material.kind
        check(row)
        row.save()
    Material.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()


def _set(row: models.Model, values: dict[str, Any]) -> None:
    """Put document values into fields; absent text is "" in a row, an absent number or instant None."""
    for name, value in values.items():
        field = row._meta.get_field(name)
        if value is None and isinstance(field, models.Field) and not field.null:
            value = ""
        setattr(row, name, value)


def _called(row: models.Model) -> str:
    """Name the row in a refusal, by its kind and shortened."""
    kind = str(row._meta.verbose_name)
    return f"{kind} “{Truncator(str(row)).chars(60)}”"


def _save(model: type[Row], rows: Iterable[Row], *, by: str | None = None) -> None:
    """Save rows in bulk. Where the unique field ``by`` may change hands, it is first given up by all."""
    rows = list(rows)
    old, new = [row for row in rows if row.pk], [row for row in rows if not row.pk]
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    if by is not None and old:
        final = [getattr(row, by) for row in old]
        for row in old:
            setattr(row, by, uuid4().hex)
        model._default_manager.bulk_update(old, [by], batch_size=500)
        for row, value in zip(old, final, strict=True):
            setattr(row, by, value)
    model._default_manager.bulk_update(old, fields, batch_size=100)
    model._default_manager.bulk_create(new, batch_size=500)


def _refuse_foreign(others: models.QuerySet[Any], wanted: dict[UUID, Any]) -> None:
    taken = others.filter(uid__in=list(wanted)).values_list("uid", flat=True).first()
    if taken is not None:
        raise ProgrammeError(
            "uid_taken",
            f"The permanent id {taken} belongs to another conference. Expected ids of this conference's own.",
        )
