"""A schedule as JSON, valid by the schema of https://c3voc.de/wiki/schedule."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from cyberconf.web import languages
from events.exporters.context import Context
from events.exporters.frab.content import PRODUCT, TIMESLOT, Day, Schedule, clean, duration
from events.programme import Material, Person, Programme, Session

CONTENT_TYPE = "application/json"
SCHEMA = "https://c3voc.de/schedule/schema.json"
ROOMS = UUID("3d0f6a1c-5b8e-5c27-9f64-0a7e2b91d4c8")  # of the ids of rooms, which have none of their own
ZONE_NAME = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+.*|UTC")  # all that the schema takes for one
SLUG = re.compile(r"[a-z0-9_-]+[a-z0-9]")

TYPES = {"slides": "slides", "paper": "paper", "recording": "media", "photo": "related"}  # the schema's words

Fields = dict[str, Any]


def write(programme: Programme, context: Context) -> bytes:
    """Return the programme as one JSON document in UTF-8."""
    with languages.speaking(programme.language):
        schedule = Schedule(programme, context)
        document = {
            "$schema": SCHEMA,
            "generator": {"name": PRODUCT, "version": schedule.version, "url": context.site_url},
            "schedule": {
                "version": schedule.version,
                "base_url": schedule.address(),
                "conference": _conference(schedule),
            },
        }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _conference(schedule: Schedule) -> Fields:
    programme, days = schedule.programme, schedule.days
    zone = programme.time_zone
    tracks = [
        {"name": clean(track.name)}
        | ({"slug": track.slug} if SLUG.fullmatch(track.slug) else {})
        | ({"color": track.colour} if track.colour else {})
        for track in programme.tracks
    ]
    rooms = [
        {"name": clean(room.name), "guid": str(uuid5(ROOMS, room.slug)), "capacity": room.capacity}
        for room in programme.rooms
    ]
    return {
        "acronym": schedule.acronym,
        "title": clean(programme.title),
        "description": clean(programme.summary),
        "start": days[0].date.isoformat(),
        "end": days[-1].ends_at.date().isoformat(),
        "daysCount": len(days),
        "timeslot_duration": TIMESLOT,
        **({"time_zone_name": zone} if ZONE_NAME.fullmatch(zone) else {}),
        "url": schedule.address(),
        "meta": {"time_zone": zone, "language": clean(programme.language)},
        "tracks": tracks,
        "rooms": rooms,
        "days": [_day(day, schedule) for day in days],
    }


def _day(day: Day, schedule: Schedule) -> Fields:
    return {
        "index": day.index,
        "date": day.date.isoformat(),
        "day_start": day.starts_at.isoformat(),
        "day_end": day.ends_at.isoformat(),
        "rooms": {
            name: [_event(session, schedule) for session in sessions] for name, sessions in day.rooms.items()
        },
    }


def _event(session: Session, schedule: Schedule) -> Fields:
    starts_at, ends_at = schedule.times(session)
    number = schedule.ids[session.uid]
    links = [{"title": _("Recording"), "url": session.recording_url, "type": "media"}]
    return {
        "guid": str(session.uid),
        "id": number,
        "date": starts_at.isoformat(),
        "start": f"{starts_at:%H:%M}",
        "end": ends_at.isoformat(),
        "duration": duration(starts_at, ends_at)[:5],
        "room": schedule.room(session),
        "slug": session.slug if SLUG.fullmatch(session.slug) else f"{schedule.acronym}-{number}",
        "url": schedule.address(session),
        "title": schedule.title(session),
        "subtitle": None,
        "track": schedule.track(session) or None,
        "type": schedule.kind(session),
        "language": clean(session.language) or None,
        "abstract": clean(session.summary) or None,
        "description": schedule.description(session) or None,
        "persons": [_person(person, schedule) for person in schedule.cast(session)],
        "links": links if session.recording_url else [],
        "attachments": [_reference(material) for material in schedule.references(session)],
    }


def _person(person: Person, schedule: Schedule) -> Fields:
    """Describe a person as pretalx does; with an ``id`` it would be in frab's form too, and may be in one."""
    found: Fields = {
        "guid": str(person.uid),
        "name": clean(person.full_name),
        "public_name": clean(person.full_name),
        "biography": clean(person.biography) or None,
    }
    if person.photo:
        site = schedule.context.site_url
        found["avatar"] = site + person.photo if person.photo.startswith("/") else person.photo
    if person.links:
        found["links"] = [
            {"title": clean(link.title), "url": link.url, "type": "web"} for link in person.links
        ]
    return found


def _reference(material: Material) -> Fields:
    return {"title": clean(material.title), "url": material.url, "type": TYPES[material.kind]}
