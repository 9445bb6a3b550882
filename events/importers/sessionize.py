"""Sessionize JSON (https://sessionize.com/playbook/api): the views All, Sessions and Grid.

All has speakers, rooms and categories in lists of their own, which sessions name by their ids. Sessions and
Grid are lists of groups or days, in which sessions have the names of room and people. Times have no offset.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from events.importers.decoding import head_of
from events.importers.document import load_text
from events.importers.results import Hint, Imported
from events.importers.schedules.assembling import programme_of, refuse_many
from events.importers.schedules.records import Event, Guest, Reference, Room, Schedule
from events.importers.schedules.times import between, moment_in
from events.importers.schedules.values import Source, Value

HEAD = 100_000  # bytes in which the first session stands
NEVER_SAID = {
    "conference.title",
    "conference.short_title",
    "conference.theme",
    "conference.summary",
    "conference.description",
    "conference.organiser",
    "conference.language",
    "conference.format",
    "conference.venue",
    "conference.stream_url",
    "conference.materials",
    "room.capacity",
    "room.stream_url",
    "session.language",
    "session.questions",
    "session.materials",
    "session.status",
    "person.affiliation",
    "person.country",
}


def looks_like(data: bytes) -> bool:
    """Say whether it is JSON with the names of a Sessionize session."""
    head = head_of(data, HEAD).lstrip()
    return head[:1] in (b"{", b"[") and b'"startsAt"' in head and b'"speakers"' in head


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from what the API of an event answers.

    Raises:
        ProgrammeError: ``json`` where it is none, ``document`` with the path and line of what is wrong.
    """
    text, found = load_text(data, takes_lists=True)
    schedule = _Reader(Value(found, Source(text))).schedule
    schedule.silent_on |= NEVER_SAID
    return programme_of(schedule, hint=hint)


class _Reader:
    def __init__(self, document: Value) -> None:
        self.schedule = Schedule()
        self.rooms: dict[str, str] = {}
        self.labels: dict[str, tuple[str, str]] = {}  # by the id of an item: what it is, and its name
        if isinstance(document.data, list):
            for group in document.each():
                self._group(group)
        else:
            self._lists(document)

    def _lists(self, document: Value) -> None:
        """Read the view All."""
        for room in document.get("rooms").each():
            name = room.get("name").text()
            self.rooms[room.get("id").identifier()] = name
            self.schedule.rooms.append(Room(name))
        for category in document.get("categories").each():
            self._category(category)
        for speaker in document.get("speakers").each():
            self._speaker(speaker)
        sessions = document.get("sessions")
        refuse_many(sessions.count())
        if not sessions:
            raise sessions.refusal(_("a list of sessions"))
        for session in sessions.each():
            self._session(session)

    def _group(self, group: Value) -> None:
        """Read a group of the view Sessions, or a day of the view Grid."""
        for room in group.get("rooms").each():
            for session in room.get("sessions").each():
                self._session(session)
        for session in group.get("sessions").each():
            self._session(session)

    def _category(self, category: Value) -> None:
        """Take what names a track or a format; what else speakers are asked is left out."""
        title = category.get("title").text().casefold()
        what = "track" if "track" in title else "format" if "format" in title or "type" in title else ""
        if not what and category.get("type").text() == "session":
            message = _("The category “%(title)s” is left out. Expected one of tracks or formats.")
            self.schedule.say(category.place, message % {"title": category.get("title").text()[:60]})
        for item in category.get("items").each():
            self.labels[item.get("id").identifier()] = (what, item.get("name").text())
            if what == "track":
                self.schedule.tracks[item.get("name").text()] = ""

    def _speaker(self, found: Value) -> str:
        key = found.get("id").identifier()
        name = found.get("fullName").text() or found.get("name").text()
        if not name:
            name = f"{found.get('firstName').text()} {found.get('lastName').text()}".strip()
        links = [
            Reference(link.get("title").text(), link.get("url").text()) for link in found.get("links").each()
        ]
        self.schedule.guests[key] = Guest(
            key,
            name,
            uid=key,
            post=found.get("tagLine").text(),
            biography=found.get("bio").text(),
            photo=found.get("profilePicture").text(),
            links=links,
        )
        return key

    def _session(self, found: Value) -> None:
        title = found.get("title").text()
        if not found.get("startsAt"):
            message = _("“%(title)s” has no time; left out.") % {"title": title[:60]}
            self.schedule.say(found.get("title").place, message)
            return
        starts_at, ends_at = (moment_in(found.get(name).text()) for name in ("startsAt", "endsAt"))
        if starts_at is None:
            raise found.get("startsAt").refusal(_("a time such as 2027-06-14T09:30:00"))
        length = between(starts_at, ends_at)
        if found.get("endsAt") and not length:
            raise found.get("endsAt").refusal(_("a time after the start"))
        labels = [self._label(item) for item in found.get("categoryItems").each()]
        named = {what: name for what, name in reversed(labels) if what}
        room = self.rooms.get(found.get("roomId").identifier(), "") or found.get("room").text()
        self.schedule.events.append(
            Event(
                where=found.get("title").place,
                title=title,
                starts_at=starts_at,
                length=length or None,
                key=found.get("id").identifier(),
                kind=named.get("format", ""),
                description=found.get("description").text(),
                room=room,
                track=named.get("track", ""),
                stream=found.get("liveUrl").text(),
                recording=found.get("recordingUrl").text(),
                guests=[(self._guest(person), "speaker") for person in found.get("speakers").each()],
            )
        )

    def _guest(self, found: Value) -> str:
        """Return the key of a person, whom the session names by id alone or with what is known of them."""
        if not isinstance(found.data, dict):
            return found.identifier()
        key = found.get("id").identifier()
        return key if key in self.schedule.guests else self._speaker(found)

    def _label(self, item: Value) -> tuple[str, str]:
        return self.labels.get(item.identifier(), ("", ""))
