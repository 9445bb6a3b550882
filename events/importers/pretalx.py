"""pretalx JSON: what its REST API answers (https://docs.pretalx.org/api/), and dumps of it.

The API answers with a page of submissions; sites keep dumps in which they stand by day, minute and room. So
every object with a title and a slot is a submission, wherever it stands; a slot is an event. Names are
texts, or objects with one a language. (pretalx's ``schedule.json`` is frab's form.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.importers.decoding import head_of
from events.importers.document import load_text
from events.importers.results import Hint, Imported
from events.importers.schedules.assembling import programme_of, refuse_many
from events.importers.schedules.records import Event, Guest, Reference, Room, Schedule
from events.importers.schedules.times import between, moment_in
from events.importers.schedules.values import Source, Value
from events.programme import SessionStatus

HEAD = 100_000  # bytes in which the first submission stands
STATUSES: dict[str, SessionStatus] = {
    "canceled": "cancelled",
    "accepted": "tentative",
    "submitted": "tentative",
}
GONE = {"withdrawn", "rejected", "deleted"}
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
    "room.order",
    "room.stream_url",
    "track.order",
    "session.stream_url",
    "session.recording_url",
    "session.questions",
    "person.post",
    "person.affiliation",
    "person.country",
    "person.links",
}


def looks_like(data: bytes) -> bool:
    """Say whether it is JSON with the names of a pretalx submission."""
    head = head_of(data, HEAD).lstrip()
    names = (b'"submission_type"', b'"speakers"', b'"code"', b'"slot')
    return head[:1] in (b"{", b"[") and all(name in head for name in names)


def read(data: bytes, *, hint: Hint) -> Imported:
    """Read a programme from submissions with their slots.

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
        self.seen: set[tuple[str, str]] = set()
        self.capacities: dict[str, int | None] = {}
        submissions = list(_submissions(document))
        refuse_many(len(submissions))
        said = Counter(each.get("content_locale").text() for each in submissions)
        self.language = said.most_common(1)[0][0] if said else ""
        self.schedule.language = self.language
        for submission in submissions:
            self._submission(submission)
        self.schedule.rooms = [Room(name, capacity) for name, capacity in self.capacities.items()]
        self._note_left_out(document)

    def _submission(self, found: Value) -> None:
        title, state = self._name(found.get("title")), self._state(found)
        if state in GONE:
            return
        slots = list(found.get("slots").each()) or [each for each in [found.get("slot")] if each]
        timed = [slot for slot in slots if isinstance(slot.data, dict) and slot.get("start")]
        if not timed:
            message = _("“%(title)s” has no time; left out.") % {"title": title[:60]}
            self.schedule.say(found.get("title").place, message)
        code = found.get("code").text()
        for slot in timed:
            if (code, slot.get("start").text()) not in self.seen:
                self.seen.add((code, slot.get("start").text()))
                self.schedule.events.append(self._event(found, slot, title, STATUSES.get(state, "confirmed")))

    def _event(self, found: Value, slot: Value, title: str, status: SessionStatus) -> Event:
        starts_at, ends_at = (moment_in(slot.get(name).text()) for name in ("start", "end"))
        if starts_at is None:
            raise slot.get("start").refusal(_("an instant such as 2027-06-14T09:30:00+02:00"))
        length = between(starts_at, ends_at)
        if slot.get("end") and length is None:
            raise slot.get("end").refusal(_("an instant after the start"))
        return Event(
            where=found.get("title").place,
            title=title,
            starts_at=starts_at,
            length=length or None,
            key=found.get("code").text(),
            kind=self._name(found.get("submission_type")),
            abstract=found.get("abstract").text(),
            description=found.get("description").text(),
            room=self._room(slot.get("room")),
            track=self._name(found.get("track")),
            language=found.get("content_locale").text(),
            status=status,
            guests=[(self._guest(person), "speaker") for person in found.get("speakers").each()],
            references=[
                Reference(each.get("description").text(), each.get("resource").text())
                for each in found.get("resources").each()
                if isinstance(each.data, dict)
            ],
        )

    def _room(self, found: Value) -> str:
        if isinstance(found.data, int):
            return str(found.whole())
        name = self._name(found)
        if name and isinstance(found.data, dict):
            self.capacities[name] = found.get("capacity").whole() if "name" in found.data else None
        return name

    def _guest(self, found: Value) -> str:
        """Take in a person; one who is named by a code alone is called by it."""
        if isinstance(found.data, str):
            self.schedule.guests.setdefault(found.text(), Guest(found.text(), found.text()))
            message = _("People are named by codes alone. Ask the API with “expand=speakers”.")
            if not any(notice.message == message for notice in self.schedule.notices):
                self.schedule.say(found.place, message)
            return found.text()
        key = found.get("code").text() or found.get("name").text()
        photo = found.get("avatar_url").text() or found.get("avatar").text()
        guest = Guest(key, found.get("name").text(), biography=found.get("biography").text(), photo=photo)
        self.schedule.guests.setdefault(key, guest)
        return key

    def _state(self, found: Value) -> str:
        return found.get("state").text().lower()

    def _name(self, found: Value) -> str:
        """Return a name: a text, one of several languages, or that of an object which has one."""
        if not isinstance(found.data, dict):
            return found.text() if isinstance(found.data, str) else ""
        if "name" in found.data:
            return self._name(found.get("name"))
        languages = [self.language, "en", *found.data]
        return next((found.get(each).text() for each in languages if found.data.get(each)), "")

    def _note_left_out(self, document: Value) -> None:
        if not isinstance(document.data, dict):
            return
        if document.get("next"):
            message = _("This is one page of several. Expected all: ask the API for more at once.")
            self.schedule.say(document.get("next").place, message)
        for name, value in document.items():
            is_known = name in {"rooms", "speakers"} or not isinstance(value.data, dict | list)
            if value and not is_known and next(_submissions(value), None) is None:
                message = _("“%(name)s” has no talk with a slot; left out.") % {"name": name[:40]}
                self.schedule.say(value.place, message)


def _submissions(found: Value) -> Iterator[Value]:
    """Yield every object with a title and a slot, in the order of the document."""
    waiting = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value.data, dict) and "title" in value.data and {"slot", "slots"} & value.data.keys():
            yield value
        elif isinstance(value.data, dict):
            waiting += [each for _name, each in reversed(list(value.items()))]
        elif isinstance(value.data, list):
            waiting += reversed(list(value.each()))
