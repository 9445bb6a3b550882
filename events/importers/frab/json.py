"""frab JSON, as frab, pretalx and the hubs of the congresses write it: by day and room, or as one flat list.

The first form is that of https://c3voc.de/schedule/schema.json, the second ("schedule v2") of its successor.
A value of another type than theirs is refused with its path and line; a name that is not known is left out
with a notice.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from events.exporters.frab.content import PRODUCT
from events.importers.decoding import head_of
from events.importers.document import load_text
from events.importers.frab.xml import NEVER_SAID, UNSAID_BY_OTHERS
from events.importers.results import Hint, Imported
from events.importers.schedules import ours
from events.importers.schedules.assembling import programme_of, refuse_many
from events.importers.schedules.records import Event, Guest, Reference, Room, Schedule
from events.importers.schedules.times import between, clock_in, day_in, length_in, moment_in
from events.importers.schedules.values import Source, Value
from events.programme import MaterialKind, Role

EVENT_KEYS = set(
    """guid code id logo date start end duration room slug url title subtitle track type language abstract
    description recording_license do_not_record do_not_stream persons participants links feedback_url
    origin_url attachments answers""".split()  # noqa: SIM905
)
OUR_KINDS: dict[str, MaterialKind] = {
    "slides": "slides",
    "paper": "paper",
    "media": "recording",
    "related": "photo",
}
ROLES: dict[str, Role] = {
    "MODERATOR": "moderator",
    "ANNOUNCEMENT": "moderator",
    "HERALD": "moderator",
    "INTERPRETER": "interpreter",
    "TRANSLATOR": "interpreter",
}
SAID_BY_JSON = {"room.order", "conference.summary", "conference.language", "room.capacity"}
NEVER_SAID_BY_OTHERS = NEVER_SAID | UNSAID_BY_OTHERS


def looks_like(data: bytes) -> bool:
    """Say whether it is JSON that begins as a schedule does."""
    head = head_of(data, 4_000).lstrip()
    return head[:1] == b"{" and b'"schedule"' in head and b'"conference"' in head


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from a schedule.

    Raises:
        ProgrammeError: ``json`` where it is none, ``document`` with the path and line of what is wrong.
    """
    text, fields = load_text(data)
    schedule = _Reader(Value(fields, Source(text))).schedule
    silent = NEVER_SAID if schedule.is_ours else NEVER_SAID_BY_OTHERS
    schedule.silent_on |= silent - SAID_BY_JSON if schedule.is_ours else silent
    return programme_of(schedule, hint=hint)


class _Reader:
    """Walks one document."""

    def __init__(self, document: Value) -> None:
        self.schedule = Schedule()
        self.unread: set[str] = set()
        generator = document.get("generator")
        self.schedule.is_ours = bool(generator) and generator.get("name").data == PRODUCT
        root = document.get("schedule")
        if root.get("rooms"):
            raise root.get("rooms").refusal(_("rooms within “conference”"))
        self._conference(root.get("conference"))
        self.schedule.base_url = root.get("base_url").text()
        for person in root.get("persons").each():
            self._guest(person)
        if root.get("events"):
            refuse_many(root.get("events").count())
            for event in root.get("events").each():
                self._flat_event(event)
        else:
            self._days(root.get("conference").get("days"))

    def _conference(self, found: Value) -> None:
        schedule = self.schedule
        schedule.title, schedule.slug = found.get("title").text(), found.get("acronym").text()
        schedule.zone, schedule.summary = found.get("time_zone_name").text(), found.get("description").text()
        for track in found.get("tracks").each():
            colour = track.get("color").text() or track.get("colors").get("light").text()
            schedule.tracks[track.get("name").text()] = colour
        self.track_names = {
            track.get("slug").text(): track.get("name").text() for track in found.get("tracks").each()
        }
        for room in found.get("rooms").each():
            schedule.rooms.append(Room(room.get("name").text(), room.get("capacity").whole()))
        if schedule.is_ours:
            meta = found.get("meta")
            schedule.zone, schedule.language = meta.get("time_zone").text(), meta.get("language").text()
            schedule.slug = ours.slug_in(found.get("url").text())

    def _days(self, days: Value) -> None:
        if not days:
            raise days.refusal(_("a list of days"))
        for day in days.each():
            for name, events in day.get("rooms").items():
                for event in events.each():
                    self._event(event, day, name)

    def _event(self, found: Value, day: Value, room: str) -> None:
        starts_at = self._start(found, day)
        event = self._common(found, starts_at, self._length(found, starts_at))
        event.room = found.get("room").text() or room
        event.track = found.get("track").text()
        for person in found.get("persons").each():
            event.guests.append((self._guest(person), "speaker"))
        self.schedule.events.append(event)
        if found.get("recording_license").text():
            self._say_once(found.get("recording_license"), _("The licences of recordings are left out."))

    def _flat_event(self, found: Value) -> None:
        """Read an event of the flat form."""
        starts_at = moment_in(found.get("start").text())
        if starts_at is None:
            raise found.get("start").refusal(_("an instant such as 2027-06-14T09:30:00+02:00"))
        event = self._common(found, starts_at, self._length(found, starts_at))
        event.room = found.get("room").get("name").text()
        track = found.get("track")
        event.track = track.get("name").text() or self.track_names.get(track.get("slug").text(), "")
        for person in found.get("participants").each():
            role = ROLES.get(person.get("role").text().upper(), "speaker")
            event.guests.append((self._guest(person), role))
        self.schedule.events.append(event)

    def _common(self, found: Value, starts_at: datetime, length: timedelta | None) -> Event:
        links = [each for each in found.get("links").each() if each.get("url").text()]
        recording = ""
        if self.schedule.is_ours and links:
            recording = links.pop(0).get("url").text()
        if found.get("id").data is not None:
            found.get("id").whole()
        for name, value in found.items():
            if name not in EVENT_KEYS or name == "answers":
                message = _("“%(name)s” is left out, here and in other events.") % {"name": name[:40]}
                self._say_once(value, message)
        event = Event(
            where=found.get("title").place,
            title=found.get("title").text(),
            starts_at=starts_at,
            length=length,
            key=found.get("id").identifier() or found.get("code").text(),
            uid=found.get("guid").text(),
            kind=found.get("type").text(),
            subtitle=found.get("subtitle").text(),
            abstract=found.get("abstract").text(),
            description=found.get("description").text(),
            language=found.get("language").text(),
            recording=recording,
            references=[self._reference(each) for each in (*links, *found.get("attachments").each())],
        )
        if self.schedule.is_ours:
            event.slug = ours.slug_in(found.get("url").text())
        return event

    def _start(self, found: Value, day: Value) -> datetime:
        said = found.get("date")
        if at := moment_in(said.text()):
            return at
        date, clock = day_in(day.get("date").text()), clock_in(found.get("start").text())
        if said or date is None or clock is None:
            raise said.refusal(_("an instant such as 2027-06-14T09:30:00+02:00"))
        return datetime.combine(date, clock)

    def _length(self, found: Value, starts_at: datetime) -> timedelta | None:
        if found.get("end"):
            length = between(starts_at, moment_in(found.get("end").text()))
            if length is None:
                raise found.get("end").refusal(_("an instant after the start, with its offset"))
            return length or None
        said = found.get("duration")
        length = length_in(said.text())
        if length is None and said.text().strip("0:"):
            raise said.refusal(_("hours and minutes such as 01:30"))
        return length

    def _guest(self, found: Value) -> str:
        """Take in a person, and return the key that tells them apart."""
        name = found.get("public_name").text() or found.get("name").text()
        guid = found.get("guid").text()
        number = found.get("id")
        key = guid or found.get("code").text() or (str(number.whole()) if number.data is not None else name)
        if not key:
            raise found.refusal(_("a person with a name"))
        guest = self.schedule.guests.setdefault(key, Guest(key, name, uid=guid))
        guest.biography = guest.biography or found.get("biography").text() or found.get("description").text()
        avatar = found.get("avatar")
        guest.photo = guest.photo or (
            avatar.get("url").text() if isinstance(avatar.data, dict) else avatar.text()
        )
        if not guest.links:
            guest.links = [self._reference(each) for each in found.get("links").each()]
        return key

    def _reference(self, found: Value) -> Reference:
        said = found.get("type").text().lower()
        kind = OUR_KINDS.get(said) if self.schedule.is_ours or said in {"slides", "paper"} else None
        title = found.get("title").text() or found.get("service").text().capitalize()
        return Reference(title, found.get("url").text(), kind)

    def _say_once(self, found: Value, message: str) -> None:
        name = str(found.path[-1])
        if name not in self.unread:
            self.unread.add(name)
            self.schedule.say(found.place, message)
