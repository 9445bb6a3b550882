"""What a draft can hold of a Programme: the refusals of an import, and the document that comes back from it.

Both are known before anything is written, so that a dry run and an import say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from events import models, translating
from events.drafts import values
from events.drafts.rows import check, refuse_foreign, set_values
from events.models import Conference
from events.programme import Person, Programme, Session
from speakers.models import Speaker


def held(programme: Programme, conference: Conference | None) -> Programme:
    """Return the programme as it is read from the draft once it is written there, in four queries.

    Its times are those of its zone, and people have addresses that nobody of another conference has.
    ``conference`` is None where it is to be made.

    Raises:
        ProgrammeError: ``unsound``, saying what cannot be held and whose it is; or ``uid_taken``.
    """
    for row in _rows(programme):
        check(row)
    _refuse_foreign(programme, conference.pk if conference else None)
    zone, addresses = ZoneInfo(programme.time_zone), _addresses(programme.people)
    people = [person.model_copy(update={"slug": addresses[person.slug]}) for person in programme.people]
    sessions = [_session(session, zone, addresses).model_dump() for session in programme.sessions]
    return Programme.model_validate(programme.model_dump() | {"people": people, "sessions": sessions})


def _refuse_foreign(programme: Programme, conference: int | None) -> None:
    questions = [question for session in programme.sessions for question in session.questions]
    refuse_foreign(
        models.Session.objects.exclude(conference=conference),
        {session.uid: session for session in programme.sessions},
        through="conference",
    )
    refuse_foreign(
        models.Question.objects.exclude(session__conference=conference),
        {question.uid: question for question in questions},
        through="session__conference",
    )


def _session(session: Session, zone: ZoneInfo, addresses: dict[str, str]) -> Session:
    credits = [credit.model_copy(update={"person": addresses[credit.person]}) for credit in session.credits]
    return session.model_copy(
        update={
            "starts_at": session.starts_at.astimezone(zone),
            "ends_at": session.ends_at and session.ends_at.astimezone(zone),
            "credits": tuple(credits),
        }
    )


def _rows(programme: Programme) -> Iterator[Model]:
    """Yield rows that say what the programme says, and are never saved."""
    yield _row(Conference, values.of_conference(programme) | {"slug": programme.slug})
    for position, room in enumerate(programme.rooms):
        yield _row(models.Room, values.of_named(room, position) | {"slug": room.slug})
    for position, track in enumerate(programme.tracks):
        yield _row(models.Track, values.of_named(track, position) | {"slug": track.slug})
    people = {person.slug: _row(Speaker, _of_person(person)) for person in programme.people}
    yield from people.values()
    for session in programme.sessions:
        yield _row(models.Session, values.of_session(session))
    for session in programme.sessions:
        for question in session.questions:
            yield _row(models.Question, values.of_question(question))
    for session in programme.sessions:
        for position, credit in enumerate(session.credits):
            said = {"role": credit.role, "affiliation": credit.affiliation, "position": position}
            yield _row(models.Appearance, said | {"speaker": people[credit.person]})
    for materials in (programme.materials, *(session.materials for session in programme.sessions)):
        for material in materials:
            yield _row(models.Material, material.model_dump())
    yield from _translations(programme)


def _translations(programme: Programme) -> Iterator[Model]:
    for code in programme.languages:
        yield _row(models.ContentLanguage, {"code": code})
    for part in translating.parts(programme):
        for each in part.translations:
            said = {"about": translating.key(part), "field": each.field, "text": each.text, "of": each.of}
            yield _row(models.Translation, said)


def _row(model: type[Model], fields: dict[str, Any]) -> Model:
    row = model()
    set_values(row, fields)
    return row


def _of_person(person: Person) -> dict[str, Any]:
    return values.of_person(person) | {"photo_url": person.photo}


def _addresses(people: Iterable[Person]) -> dict[str, str]:
    """Return each person's address by the one wanted: where another has that, our own or a new one."""
    people = list(people)
    ours = dict(Speaker.objects.filter(uid__in=[person.uid for person in people]).values_list("uid", "slug"))
    others = Speaker.objects.filter(slug__in=[person.slug for person in people]).exclude(uid__in=ours)
    taken = set(others.values_list("slug", flat=True))
    free = {person.slug for person in people} - taken
    return {
        person.slug: person.slug if person.slug in free else _another(person, ours.get(person.uid), free)
        for person in people
    }


def _another(person: Person, ours: str | None, taken: set[str]) -> str:
    return ours if ours and ours not in taken else f"{person.slug[:110]}-{person.uid.hex[:8]}"
