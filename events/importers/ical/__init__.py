"""iCalendar (RFC 5545): events to sessions, from whatever program.

``content`` takes the lines apart, ``timing`` and ``zones`` read the times, ``recurring`` what repeats,
``describing`` and ``html`` the descriptions, ``assembling`` makes the Programme.
"""

from __future__ import annotations

from events.importers.decoding import decode, head_of
from events.importers.ical.assembling import programme_of
from events.importers.ical.content import calendars_in
from events.importers.results import Hint, Imported


def looks_like(data: bytes) -> bool:
    """Say whether it begins as a calendar does."""
    return head_of(data, 200).lstrip()[:15].upper() == b"BEGIN:VCALENDAR"


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from a calendar.

    Raises:
        ProgrammeError: with the line, what was found and what was expected.
    """
    calendars, notices = calendars_in(decode(data))
    return programme_of(calendars, notices, hint=hint)
