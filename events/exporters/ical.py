"""iCalendar (RFC 5545, RFC 7986): the agenda in people's own calendars.

Every session is an event, breaks too, under a ``UID`` that never changes. What an earlier release announced
and the programme no longer has is sent as cancelled, as it was last announced: a calendar that only
adds and updates would keep it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Timezone

from cyberconf.web import languages
from cyberconf.web.markdown import plain
from events.exporters.content import line, parameter, text
from events.exporters.context import Context
from events.exporters.vtimezone import vtimezone
from events.exporters.wording import Wording
from events.programme import Programme, Session, language_tag

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Cyberconf//Conference programme//EN"
REFRESH = "PT1H"  # how often subscribers may look: rooms and times move on the day itself
STATUSES = {"confirmed": "CONFIRMED", "tentative": "TENTATIVE"}  # all others are cancelled for a reader
WALL = "%Y%m%dT%H%M%S"
UTC_NAMES = {"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")  # not for a text: RFC 5545, 3.1


def write(programme: Programme, context: Context) -> bytes:
    """Return the whole programme, and what was removed from it, as one calendar."""
    return _write(programme, [*programme.sessions, *context.history.gone(programme)], context)


def write_session(programme: Programme, session: Session, context: Context) -> bytes:
    """Return one session as a calendar of its own. It may be one that the programme no longer has."""
    return _write(programme, [session], context)


def write_some(programme: Programme, sessions: Sequence[Session], context: Context) -> bytes:
    """Return some sessions as a calendar of their own, what the programme no longer has as cancelled."""
    return _write(programme, sessions, context)


def _write(programme: Programme, sessions: Sequence[Session], context: Context) -> bytes:
    with languages.speaking(programme.language):
        writer = _Events(programme, context)
        events = [writer.event(session) for session in sessions]
        head = _calendar(programme, context)
    zones = (zone.to_ical() for zone in _zones(programme, sessions))
    return b"".join([b"BEGIN:VCALENDAR\r\n", *head, *zones, *events, b"END:VCALENDAR\r\n"])


def _calendar(programme: Programme, context: Context) -> Iterator[bytes]:
    """Yield the properties of the whole; our own names say what the standard has none for."""
    venue = programme.venue
    facts = {
        "VERSION": "2.0",
        "PRODID": PRODUCT,
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "DESCRIPTION": text(_clean(plain(programme.summary))) if programme.summary else None,
        "X-WR-CALDESC": text(_clean(plain(programme.summary))) if programme.summary else None,
        "NAME": text(_clean(programme.title)),  # RFC 7986
        "X-WR-CALNAME": text(_clean(programme.title)),  # and what programs read before it
        "REFRESH-INTERVAL;VALUE=DURATION": REFRESH,
        "URL": context.address(programme),
        "X-PUBLISHED-TTL;VALUE=DURATION": REFRESH,
        "X-WR-TIMEZONE": programme.time_zone,
        "X-CYBERCONF-LANGUAGE": text(_clean(programme.language)),
        "X-CYBERCONF-FORMAT": programme.format.upper().replace("_", "-"),
        "X-CYBERCONF-STREAM": programme.stream_url,
        "X-CYBERCONF-VENUE": text(_clean(venue.name)) if venue else None,
        "X-CYBERCONF-VENUE-ADDRESS": text(_clean(venue.address)) if venue and venue.address else None,
    }
    return (line(name, value) for name, value in facts.items() if value)


class _Events:
    """Writes the events of one programme."""

    def __init__(self, programme: Programme, context: Context) -> None:
        self.programme, self.context = programme, context
        self.zone = ZoneInfo(programme.time_zone)
        self.wording = Wording(programme)
        self.video = f"CONFERENCE;FEATURE=VIDEO;LABEL={parameter(_('Live stream'))};VALUE=URI"

    def event(self, session: Session) -> bytes:
        """Return the session as a VEVENT."""
        programme, context, wording = self.programme, self.context, self.wording
        revision = context.history.revision(session, programme)
        modified = _utc(revision.modified_at)
        address = context.address(programme, session)
        place = wording.place(session)
        takes_time = session.kind != "break" and session.status in STATUSES
        stream = session.stream_url or programme.stream_url
        facts = {
            "BEGIN": "VEVENT",
            _summary(session): text(_clean(wording.heading(session))),
            **_times(session, self.zone),
            "DTSTAMP": modified,
            "UID": str(session.uid),  # RFC 7986, 5.3: a UUID alone, which outlives a move of the site
            "SEQUENCE": str(revision.sequence),
            "CATEGORIES": ",".join(text(_clean(name)) for name in wording.categories(session)),
            self.video: stream,
            "DESCRIPTION": text(_clean(wording.description(session, address))),
            "LAST-MODIFIED": modified,
            "LOCATION": text(_clean(place)) if place else None,
            "STATUS": STATUSES.get(session.status, "CANCELLED"),
            "TRANSP": "OPAQUE" if takes_time else "TRANSPARENT",
            "URL": address,
            "X-CYBERCONF-SUMMARY": text(_clean(session.summary)) if session.summary else None,
            "X-CYBERCONF-ROOM": text(_clean(wording.rooms[session.room]))
            if session.room in wording.rooms
            else None,
            "X-CYBERCONF-LANGUAGE": text(_clean(session.language)) if session.language else None,
            "X-CYBERCONF-STATUS": "WITHDRAWN" if session.status == "withdrawn" else None,
            "END": "VEVENT",
        }
        return b"".join(line(name, value) for name, value in facts.items() if value is not None)


def _summary(session: Session) -> str:
    """Return SUMMARY, with the language in which its text was left where that is a tag of RFC 5646."""
    left = language_tag(session.left_in("title"))
    return f"SUMMARY;LANGUAGE={left}" if left else "SUMMARY"


def _times(session: Session, zone: ZoneInfo) -> dict[str, str]:
    """Return the wall times; in UTC where the clock shows one twice and a wall time means the first.

    RFC 5545, 3.3.5: a local time that occurs twice refers to the first occurrence.
    """
    times = {"DTSTART": session.starts_at.astimezone(zone)}
    if session.ends_at is not None:
        times["DTEND"] = session.ends_at.astimezone(zone)
    if zone.key in UTC_NAMES or any(time.fold for time in times.values()):
        return {name: _utc(time) for name, time in times.items()}
    return {f"{name};TZID={zone.key}": f"{time:{WALL}}" for name, time in times.items()}


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):{WALL}}Z"


def _zones(programme: Programme, sessions: Sequence[Session]) -> list[Timezone]:
    zone = ZoneInfo(programme.time_zone)
    instants = [session.starts_at for session in sessions]
    instants += [session.ends_at for session in sessions if session.ends_at is not None]
    if not instants or programme.time_zone in UTC_NAMES:
        return []
    years = [instant.astimezone(zone).year for instant in instants]
    return [vtimezone(zone, min(years), max(years))]


def _clean(said: str) -> str:
    """Leave out what a calendar may not hold; a line ends in one way."""
    return CONTROLS.sub("", said.replace("\r\n", "\n").replace("\r", "\n"))
