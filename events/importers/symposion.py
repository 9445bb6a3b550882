"""The JSON of conferences that run symposion, as PyCon US publishes it: a list of slots with their rooms."""

from __future__ import annotations

from django.utils.translation import gettext as _

from events.importers.decoding import head_of
from events.importers.document import load_text
from events.importers.pretalx import NEVER_SAID
from events.importers.results import Hint, Imported
from events.importers.schedules.assembling import programme_of, refuse_many
from events.importers.schedules.records import Event, Guest, Schedule
from events.importers.schedules.times import between, length_in, moment_in
from events.importers.schedules.values import Source, Value

HEAD = 100_000  # bytes in which the list begins


def looks_like(data: bytes) -> bool:
    """Say whether it is JSON with the names of a slot."""
    head = head_of(data, HEAD).lstrip()
    return head[:1] == b"{" and b'"schedule"' in head and b'"conf_key"' in head


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from a list of slots.

    Raises:
        ProgrammeError: ``json`` where it is none, ``document`` with the path and line of what is wrong.
    """
    text, found = load_text(data)
    schedule = Schedule()
    slots = Value(found, Source(text)).get("schedule")
    refuse_many(slots.count())
    for slot in slots.each():
        schedule.events.append(_event(slot, schedule))
    schedule.silent_on |= NEVER_SAID | {"session.track", "conference.tracks", "session.language"}
    return programme_of(schedule, hint=hint)


def _event(slot: Value, schedule: Schedule) -> Event:
    starts_at, ends_at = (moment_in(slot.get(name).text()) for name in ("start", "end"))
    if starts_at is None:
        raise slot.get("start").refusal(_("an instant such as 2027-06-14T09:30:00+02:00"))
    length = between(starts_at, ends_at) or length_in(slot.get("duration").identifier())
    rooms = [room.text() for room in slot.get("rooms").each()]
    return Event(
        where=slot.get("name").place,
        title=slot.get("name").text(),
        starts_at=starts_at,
        length=length,
        key=slot.get("conf_key").identifier(),
        kind=slot.get("kind").text(),
        description=slot.get("description").text(),
        room=", ".join(rooms) or slot.get("room").text(),
        status="cancelled" if slot.get("cancelled").flag() else "confirmed",
        guests=[(_guest(person, schedule), "speaker") for person in slot.get("speakers").each()],
    )


def _guest(found: Value, schedule: Schedule) -> str:
    key = found.get("id").identifier() or found.get("name").text()
    photo = found.get("photo").text()
    guest = Guest(key, found.get("name").text(), biography=found.get("bio").text(), photo=photo)
    schedule.guests.setdefault(key, guest)
    return key
