"""A conference's rows as the fields of a Programme."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from events.drafts import translating
from events.drafts.translating import Texts
from events.joining import Former
from events.models import Conference, Material, Question, Session
from events.programme import Programme
from speakers.models import FormerEntry, Speaker


def read(
    conference: Conference, *, with_withdrawn: bool = False, sessions: Collection[int] | None = None
) -> dict[str, Any]:
    """Return what the draft says as the fields of a Programme, in eight queries at any size.

    Two more where it comes in several languages.

    ``with_withdrawn`` takes in what was withdrawn, as cancelled sessions, so that an import can find it.
    ``sessions`` are the keys of the only ones to read, with their people; None is all.
    """
    loaded = Conference.objects.for_document(sessions).get(pk=conference.pk)
    rows = [
        session
        for session in loaded.sessions.all()
        if with_withdrawn or session.status != Session.Status.WITHDRAWN
    ]
    people = {a.speaker.pk: a.speaker for session in rows for a in session.appearances.all()}
    texts = _texts(loaded, rows, people.values(), is_whole=sessions is None)
    own = [material for material in loaded.materials.all() if material.session_id is None]
    return {
        "slug": loaded.slug,
        "title": loaded.title,
        "short_title": loaded.short_title or None,
        "theme": loaded.theme or None,
        "summary": loaded.summary or None,
        "description": loaded.description or None,
        "organiser": {"name": loaded.organiser_name, "url": loaded.organiser_url or None}
        if loaded.organiser_name
        else None,
        "language": loaded.language,
        "languages": texts.languages,
        **texts.of(None),
        "time_zone": loaded.time_zone,
        "format": loaded.format,
        "venue": {"name": loaded.venue_name, "address": loaded.venue_address or None}
        if loaded.venue_name
        else None,
        "stream_url": loaded.stream_url or None,
        "rooms": [
            _read(room, "slug", "name", "capacity", "stream_url") | texts.of(room.uid)
            for room in loaded.rooms.all()
        ],
        "tracks": [
            _read(track, "slug", "name", "colour") | texts.of(track.uid) for track in loaded.tracks.all()
        ],
        "sessions": [_read_session(session, loaded, with_withdrawn, texts) for session in rows],
        "people": [read_person(person, texts) for person in people.values()],
        "materials": [read_material(material) for material in own],
    }


def withdrawn(conference: Conference) -> frozenset[UUID]:
    """Return the uids of the sessions and questions that were withdrawn, in two queries."""
    sessions = conference.sessions.filter(status=Session.Status.WITHDRAWN).values_list("uid", flat=True)
    questions = Question.objects.filter(session__conference=conference, is_withdrawn=True)
    return frozenset([*sessions, *questions.values_list("uid", flat=True)])


def former(incoming: Programme, current: Programme) -> list[Former]:
    """Return who was somebody else: of the uids that came in, or among those who are here. One query."""
    theirs, ours = ([person.uid for person in each.people] for each in (incoming, current))
    rows = FormerEntry.objects.filter(models.Q(uid__in=theirs) | models.Q(speaker__uid__in=ours))
    return [
        Former(
            former_name=row.name,
            former_uid=row.uid,
            uid=row.speaker.uid,
            slug=row.speaker.slug,
            honorific=row.speaker.honorific or None,
            name=row.speaker.name,
        )
        for row in rows.select_related("speaker")
    ]


def in_zone(instant: datetime | None, conference: Conference) -> datetime | None:
    """Return the instant as the wall time of the venue."""
    return instant and instant.astimezone(conference.zone)


def _read(row: models.Model, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) or None for name in names}


def _texts(
    conference: Conference, sessions: list[Session], people: Iterable[Speaker], *, is_whole: bool
) -> Texts:
    if not getattr(conference, "has_languages", False):
        return translating.NONE
    if is_whole:
        return translating.read(conference)
    questions = [question for session in sessions for question in session.questions.all()]
    uids = [session.uid for session in sessions] + [question.uid for question in questions]
    uids += [room.uid for room in conference.rooms.all()] + [track.uid for track in conference.tracks.all()]
    return translating.read(conference, [*uids, *(person.uid for person in people)])


def _read_session(
    session: Session, conference: Conference, with_withdrawn: bool, texts: Texts = translating.NONE
) -> dict[str, Any]:
    standing = [question for question in session.questions.all() if not question.is_withdrawn]
    gone = [question for question in session.questions.all() if with_withdrawn and question.is_withdrawn]
    plain = ("slug", "kind", "number", "title", "summary", "description", "language")
    status = "cancelled" if session.status == Session.Status.WITHDRAWN else session.status
    return _read(session, "uid", *plain, "stream_url", "recording_url") | {
        **texts.of(session.uid),
        "status": status,
        "starts_at": in_zone(session.starts_at, conference),
        "ends_at": in_zone(session.ends_at, conference),
        "room": session.room.slug if session.room else None,
        "track": session.track.slug if session.track else None,
        "questions": [
            _read(question, "uid", "text", "outcome") | {"number": number} | texts.of(question.uid)
            for number, question in enumerate([*standing, *gone], start=1)
        ],
        "credits": [
            {"person": a.speaker.slug, "role": a.role, "affiliation": a.affiliation or None}
            for a in session.appearances.all()
        ],
        "materials": [read_material(material) for material in session.materials.all()],
    }


def read_person(person: Speaker, texts: Texts = translating.NONE) -> dict[str, Any]:
    """Return a person as the document has them."""
    plain = ("uid", "slug", "honorific", "name", "post", "affiliation", "country", "biography")
    photo = person.photo.url if person.photo else person.photo_url or None
    return _read(person, *plain) | {"photo": photo, "links": person.links} | texts.of(person.uid)


def read_material(material: Material) -> dict[str, Any]:
    """Return a material as the document has it: a file by its address."""
    url = material.file.url if material.file else material.url
    return {"title": material.title, "url": url, "kind": material.kind}
