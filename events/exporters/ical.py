"""iCalendar (RFC 5545, RFC 7986): the agenda in people's own calendars.

Every session is an event, breaks too, under a ``UID`` that never changes. What an earlier release announced
and the programme no longer has is sent as cancelled, as it was last announced: a calendar that only
adds and updates would keep it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from cyberconf.web.markdown import plain
from events.exporters import wording
from events.exporters.context import Context
from events.exporters.vtimezone import vtimezone
from events.programme import Programme, Session

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Cyberconf//Conference programme//EN"
REFRESH = timedelta(hours=1)  # how often subscribers may look: rooms and times move on the day itself
STATUSES = {"confirmed": "CONFIRMED", "tentative": "TENTATIVE"}  # all others are cancelled for a reader
VIDEO = {"VALUE": "URI", "FEATURE": "VIDEO"}
UTC_NAMES = {"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")  # not for a text: RFC 5545, 3.1


def write(programme: Programme, context: Context) -> bytes:
    """Return the whole programme, and what was removed from it, as one calendar."""
    return _write(programme, [*programme.sessions, *context.history.gone(programme)], context)


def write_session(programme: Programme, session: Session, context: Context) -> bytes:
    """Return one session as a calendar of its own. It may be one that the programme no longer has."""
    return _write(programme, [session], context)


def _write(programme: Programme, sessions: Sequence[Session], context: Context) -> bytes:
    with translation.override(programme.language):
        calendar = _calendar(programme, context)
        events = [_event(session, programme, context) for session in sessions]
    for component in (*_zones(programme, sessions), *events):
        calendar.add_component(component)
    written: bytes = calendar.to_ical()
    return written


def _calendar(programme: Programme, context: Context) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    for name in ("NAME", "X-WR-CALNAME"):  # RFC 7986, and what programs read before it
        calendar.add(name, _clean(programme.title))
    if programme.summary:
        for name in ("DESCRIPTION", "X-WR-CALDESC"):
            calendar.add(name, _clean(plain(programme.summary)))
    calendar.add("URL", context.address(programme))
    calendar.add("X-WR-TIMEZONE", programme.time_zone)
    for name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        calendar.add(name, REFRESH, parameters={"VALUE": "DURATION"})
    return calendar


def _event(session: Session, programme: Programme, context: Context) -> Event:
    event = Event()
    revision = context.history.revision(session, programme)
    address = context.address(programme, session)
    event.add("UID", str(session.uid))  # RFC 7986, 5.3: a UUID alone, which outlives a move of the site
    event.add("SEQUENCE", revision.sequence)
    event.add("DTSTAMP", revision.modified_at)
    event.add("LAST-MODIFIED", revision.modified_at)
    for name, instant in _times(session, programme).items():
        event.add(name, instant)
    event.add("SUMMARY", _clean(wording.heading(session)))
    event.add("DESCRIPTION", _clean(wording.description(session, programme, address)))
    if place := wording.place(session, programme):
        event.add("LOCATION", _clean(place))
    event.add("URL", address)
    event.add("STATUS", STATUSES.get(session.status, "CANCELLED"))
    event.add("CATEGORIES", [_clean(name) for name in wording.categories(session, programme)])
    takes_time = session.kind != "break" and session.status in STATUSES
    event.add("TRANSP", "OPAQUE" if takes_time else "TRANSPARENT")
    if stream := session.stream_url or programme.stream_url:
        event.add("CONFERENCE", stream, parameters=VIDEO | {"LABEL": _("Live stream")})
    return event


def _times(session: Session, programme: Programme) -> dict[str, datetime]:
    """Return the wall times; in UTC where the clock shows one twice and a wall time means the first.

    RFC 5545, 3.3.5: a local time that occurs twice refers to the first occurrence.
    """
    zone = ZoneInfo(programme.time_zone)
    times = {"DTSTART": session.starts_at.astimezone(zone)}
    if session.ends_at is not None:
        times["DTEND"] = session.ends_at.astimezone(zone)
    if _is_utc(programme) or any(time.fold for time in times.values()):
        return {name: time.astimezone(ZoneInfo("UTC")) for name, time in times.items()}
    return times


def _zones(programme: Programme, sessions: Sequence[Session]) -> list[Timezone]:
    zone = ZoneInfo(programme.time_zone)
    instants = [session.starts_at for session in sessions]
    instants += [session.ends_at for session in sessions if session.ends_at is not None]
    if not instants or _is_utc(programme):
        return []
    years = [instant.astimezone(zone).year for instant in instants]
    return [vtimezone(zone, min(years), max(years))]


def _is_utc(programme: Programme) -> bool:
    return programme.time_zone in UTC_NAMES


def _clean(text: str) -> str:
    """Leave out what a calendar may not hold; a line ends in one way."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
