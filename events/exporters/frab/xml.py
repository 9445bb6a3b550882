"""A schedule as XML, valid by the schema of https://c3voc.de/wiki/schedule."""

from __future__ import annotations

import re

from lxml.etree import Element, SubElement, _Element, tostring

from cyberconf.web import languages
from events.exporters.context import Context
from events.exporters.frab.content import PRODUCT, TIMESLOT, Schedule, clean, duration
from events.programme import Programme, Session

CONTENT_TYPE = "application/xml; charset=utf-8"
TRACK_SLUG = re.compile(r"[a-z][a-z0-9-]+")
LATEST_DATE = 10  # characters of an ISO date


def write(programme: Programme, context: Context) -> bytes:
    """Return the programme as one XML document in UTF-8."""
    with languages.speaking(programme.language):
        schedule = Schedule(programme, context)
        root = Element("schedule")
        SubElement(root, "generator", name=PRODUCT, system=context.site_url)
        _add(root, "url", f"{schedule.address()}schedule.xml")
        _add(root, "version", schedule.version)
        _conference(SubElement(root, "conference"), schedule)
        for day in schedule.days:
            element = SubElement(
                root,
                "day",
                date=day.date.isoformat(),
                start=day.starts_at.isoformat(),
                end=day.ends_at.isoformat(),
                index=str(day.index),
            )
            for name, sessions in day.rooms.items():
                room = SubElement(element, "room", name=name)
                for session in sessions:
                    _event(room, session, schedule)
    return tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)


def _conference(element: _Element, schedule: Schedule) -> None:
    programme, days = schedule.programme, schedule.days
    _add(element, "title", clean(programme.title))
    _add(element, "acronym", schedule.acronym)
    _add(element, "start", days[0].date.isoformat())
    _add(element, "end", days[-1].ends_at.date().isoformat())
    _add(element, "days", str(len(days)))
    _add(element, "timeslot_duration", TIMESLOT)
    _add(element, "base_url", schedule.address())
    _add(element, "url", schedule.address())
    _add(element, "time_zone_name", programme.time_zone)
    for track in programme.tracks:
        found = SubElement(element, "track", name=clean(track.name))
        if track.colour:
            found.set("color", track.colour)
        if TRACK_SLUG.fullmatch(track.slug):
            found.set("slug", track.slug)


def _event(room: _Element, session: Session, schedule: Schedule) -> None:
    starts_at, ends_at = schedule.times(session)
    event = SubElement(room, "event", guid=str(session.uid), id=str(schedule.ids[session.uid]))
    _add(event, "room", schedule.room(session))
    _add(event, "title", schedule.title(session))
    _add(event, "subtitle", "")
    _add(event, "type", schedule.kind(session))
    _add(event, "date", starts_at.isoformat())
    _add(event, "start", f"{starts_at:%H:%M:%S}" if starts_at.second else f"{starts_at:%H:%M}")
    _add(event, "duration", duration(starts_at, ends_at))
    _add(event, "abstract", clean(session.summary))
    _add(event, "track", schedule.track(session))
    _add(event, "language", clean(session.language))
    _add(event, "description", schedule.description(session))
    _recording(event, session)
    persons = SubElement(event, "persons")
    for person in schedule.cast(session):
        found = _add(persons, "person", clean(person.full_name))
        found.set("id", str(schedule.person_ids[person.uid]))
        found.set("guid", str(person.uid))
    SubElement(event, "links")
    attachments = SubElement(event, "attachments")
    for material in schedule.references(session):
        found = _add(attachments, "attachment", clean(material.title))
        found.set("href", material.url)
        found.set("type", material.kind)
    _add(event, "url", schedule.address(session))


def _recording(event: _Element, session: Session) -> None:
    recording = SubElement(event, "recording")
    _add(recording, "license", "")
    _add(recording, "optout", "false")
    if session.recording_url:
        _add(recording, "url", session.recording_url)


def _add(parent: _Element, name: str, text: str) -> _Element:
    element = SubElement(parent, name)
    element.text = text
    return element
