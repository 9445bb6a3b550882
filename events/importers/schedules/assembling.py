"""From a schedule to a Programme."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.identity import Inventions, Slugs, slug_of, uid
from events.importers.results import Hint, Imported, Notice
from events.importers.schedules import ours
from events.importers.schedules.kinds import kind_of_event, kind_of_file
from events.importers.schedules.prose import markdown, on_one_line
from events.importers.schedules.records import Event, Guest, Reference, Schedule
from events.importers.schedules.zones import zone_of_schedule
from events.importers.text.kinds import numbered
from events.importers.text.matching import fold
from events.importers.text.names import split_honorific
from events.importers.unsaid import unsaid
from events.programme import WEB_ADDRESS, Programme

MAX_NAMED = 20_000  # rooms, tracks or people; the largest conference has some 1,000 people
MAX_EVENTS = 5_000  # the largest conference of the field has some 900
MAX_TITLE, MAX_LANGUAGE, MAX_NAME = 300, 10, 200  # characters, as many as the database holds
MAX_TEXT = 131_072  # characters of an event's texts, as of a cell or a calendar's line
SHORT = 300  # characters of an abstract that can be a summary
COLOUR_LENGTH = 7
# What our own XML or JSON never has; what else is missing in a file of ours, the programme did not have.
NOT_IN_ALL_OF_OURS = {
    *(
        "conference.short_title",
        "conference.theme",
        "conference.venue",
        "conference.tracks",
        "session.track",
        "track.colour",
    ),
    *("person.post", "person.biography", "person.photo", "person.links"),
}
PARTLY_SAID = {"session.ends_at", "person.honorific", "credit.affiliation"}


def programme_of(schedule: Schedule, *, hint: Hint) -> Imported:
    """Make a programme of a schedule.

    Raises:
        ProgrammeError: where it has no events, too many, or times that cannot be.
    """
    if not schedule.events:
        raise ProgrammeError("no_times", _("The schedule has no event. Expected at least one."))
    refuse_many(len(schedule.events))
    if max(len(schedule.rooms), len(schedule.tracks), len(schedule.guests)) > MAX_NAMED:
        message = _("Found more than %(limit)d rooms, tracks or people. Expected one conference's.")
        raise ProgrammeError("too_many", message % {"limit": MAX_NAMED})
    return _Assembler(schedule, hint).assemble()


def refuse_many(count: int) -> None:
    """Refuse more events than any conference has. Readers ask before they read them all.

    Raises:
        ProgrammeError: ``too_many``.
    """
    if count > MAX_EVENTS:
        message = _("Found more than %(limit)d events. Expected at most so many sessions.")
        raise ProgrammeError("too_many", message % {"limit": MAX_EVENTS})


class _Assembler:
    def __init__(self, schedule: Schedule, hint: Hint) -> None:
        self.schedule, self.hint = schedule, hint
        self.title = self._line(schedule.title)[:MAX_NAME]
        self.slug = hint.slug or slug_of(schedule.slug or self.title, fallback="conference")
        self.zone = ZoneInfo(zone_of_schedule(schedule, hint=hint))
        own = Counter(event.slug for event in schedule.events if event.slug)
        self.own_slugs = {slug for slug, count in own.items() if count == 1}
        self.slugs = Slugs(self.own_slugs)
        self.people_slugs = Slugs()
        self.places: dict[str, dict[str, dict[str, Any]]] = {"room": {}, "track": {}}
        self.place_slugs = {"room": Slugs(), "track": Slugs()}
        self.uids: set[UUID] = set()
        self.names = Counter(filter(None, map(_name, schedule.events)))
        self.inventions = Inventions()
        self.people: dict[str, dict[str, Any]] = {}
        self.people_uids: set[Any] = set()

    def assemble(self) -> Imported:
        schedule = self.schedule
        if not self.title:
            schedule.say(None, _("No title was found. Give the conference one in admin."))
            schedule.silent_on.add("conference.title")
        for room in schedule.rooms:
            if self._place("room", room.name):
                self.places["room"][fold(self._line(room.name))]["capacity"] = room.capacity or None
        for name, colour in schedule.tracks.items():
            if self._place("track", name) and colour:
                self.places["track"][fold(self._line(name))]["colour"] = colour.lower()
        sessions = [self._session(event) for event in schedule.events]
        venue = ", ".join(filter(None, [self._line(schedule.venue), self._line(schedule.city)]))
        document = {
            "slug": self.slug,
            "title": self.title or _("Untitled conference"),
            "theme": self._line(schedule.theme)[:MAX_TITLE] or None,
            "summary": markdown(schedule.summary),
            "language": self._language(schedule.language) or self._usual_language(sessions),
            "time_zone": self.zone.key,
            "venue": {"name": venue[:MAX_NAME]} if venue else None,
            "rooms": list(self.places["room"].values()),
            "tracks": list(self.places["track"].values()),
            "sessions": sessions,
            "people": list(self.people.values()),
        }
        notices = sorted(set(schedule.notices), key=_order)
        if schedule.said > len(schedule.notices):
            left_out = schedule.said - len(schedule.notices)
            notices.append(Notice(None, "", _("%(count)d more warnings are left out.") % {"count": left_out}))
        programme = Programme.model_validate(document)
        silent_on = self._silent_on(programme)
        return Imported(programme, tuple(notices), silent_on, self.inventions.made_up)

    def _silent_on(self, programme: Programme) -> frozenset[str]:
        """Return what the format never says, and what this file says of nothing."""
        missing = unsaid(programme)
        silent = {*self.schedule.silent_on, *PARTLY_SAID}
        silent |= missing & NOT_IN_ALL_OF_OURS if self.schedule.is_ours else missing
        if not any(event.kind for event in self.schedule.events):
            silent.add("session.kind")
        return frozenset(silent)

    def _session(self, event: Event) -> dict[str, Any]:
        title = self._title(event)
        starts_at = self._instant(event)
        kind = kind_of_file(event.kind) or kind_of_event(event.kind, title, has_guests=bool(event.guests))
        number = None
        if self.schedule.is_ours:
            title, number = ours.heading(title, event.kind)
        elif split := numbered(title):
            number, title = split
        if len(event.abstract) + len(event.description) > MAX_TEXT:
            message = _("Found texts of %(length)d characters. Expected at most %(limit)d of one event.")
            values = {"length": len(event.abstract) + len(event.description), "limit": MAX_TEXT}
            raise ProgrammeError("too_large", message % values, line=event.where.line)
        told = self._told(event)
        if event.length is None:
            self.schedule.say(event.where, _("No end is given."))
        known, slug = self._identity(event, title, starts_at)
        return {
            "uid": known,
            "slug": slug,
            "kind": kind,
            "number": number,
            "title": title,
            "summary": told.summary,
            "description": told.description,
            "starts_at": starts_at,
            "ends_at": _later(starts_at, event.length) if event.length else None,
            "room": self._place("room", event.room),
            "track": self._place("track", event.track),
            "language": self._language(event.language),
            "status": told.status or event.status,
            "stream_url": self._address(event.stream, event),
            "recording_url": self._address(event.recording, event),
            "questions": [
                {
                    "uid": self.inventions.uid(self.slug, "question", slug, text, str(number)),
                    "number": number,
                    "text": text,
                }
                for number, text in enumerate(told.questions, 1)
            ],
            "credits": self._credits(event, told),
            "materials": self._materials(event),
        }

    def _title(self, event: Event) -> str:
        title = self._line(event.title)
        if not title:
            self.schedule.say(event.where, _("An event without a title; called “Untitled”."))
            return _("Untitled")
        if len(title) > MAX_TITLE:
            message = _("Found a title of %(length)d characters. Expected at most %(limit)d.")
            values = {"length": len(title), "limit": MAX_TITLE}
            raise ProgrammeError("long_title", message % values, line=event.where.line)
        return title

    def _instant(self, event: Event) -> datetime:
        if event.starts_at.tzinfo is not None:
            return event.starts_at.astimezone(self.zone)
        at = event.starts_at.replace(tzinfo=self.zone)
        if at.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != event.starts_at:
            message = _("Found %(wall)s, which the clocks skip in %(zone)s. Expected a time that exists.")
            values = {"wall": f"{event.starts_at:%Y-%m-%d %H:%M}", "zone": self.zone.key}
            raise ProgrammeError("no_such_time", message % values, line=event.where.line)
        return at

    def _told(self, event: Event) -> ours.Told:
        """Return what the texts of an event say: ours have people, questions and the status in them."""
        if self.schedule.is_ours:
            return ours.told(event.abstract, event.description)
        subtitle, abstract, description = map(markdown, (event.subtitle, event.abstract, event.description))
        if description is not None and description == abstract:
            description = None
        is_summary = abstract and description and len(abstract) <= SHORT and "\n\n" not in abstract
        if is_summary and not subtitle:
            return ours.Told(abstract, description)
        whole = "\n\n".join(filter(None, [abstract, description])) or None
        return ours.Told(subtitle, whole)

    def _credits(self, event: Event, told: ours.Told) -> list[dict[str, Any]]:
        """Return who takes part: in the roles that our own texts give them, else in those of the source."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        guests = [(key, role) for key, role in event.guests if self._is_listed(key, event)]
        waiting = dict(guests)
        for role, named in told.credits:
            whole = " ".join(filter(None, [named.honorific, named.name]))
            key = next((key for key, _role in guests if self._line(self._guest(key).name) == whole), None)
            if key is not None:
                person, billed = self._person(self._guest(key)), named.affiliation
                person["affiliation"] = person["affiliation"] or billed
                billed = billed if billed != person["affiliation"] else None
                slug = person["slug"]
                found.setdefault((slug, role), {"person": slug, "role": role, "affiliation": billed})
                waiting.pop(key, None)
        for key, role in waiting.items():
            slug = self._person(self._guest(key))["slug"]
            found.setdefault((slug, role), {"person": slug, "role": role})
        return list(found.values())

    def _guest(self, key: str) -> Guest:
        return self.schedule.guests[key]

    def _is_listed(self, key: str, event: Event) -> bool:
        if key not in self.schedule.guests:
            message = _("The person “%(key)s” is not among those listed; left out.")
            self.schedule.say(event.where, message % {"key": key})
        return key in self.schedule.guests

    def _person(self, guest: Guest) -> dict[str, Any]:
        if guest.key in self.people:
            return self.people[guest.key]
        name = self._line(guest.name) or _("Unnamed")
        honorific, bare = split_honorific(name)
        slug = self.people_slugs.take(bare or name, fallback="person")
        known = _uuid(guest.uid)
        if known is None or known in self.people_uids:
            has_key = guest.key != guest.name
            known = (uid if has_key else self.inventions.uid)(self.slug, "person", guest.key)
        self.people_uids.add(known)
        self.inventions.address(known)
        self.people[guest.key] = {
            "uid": known,
            "slug": slug,
            "honorific": honorific if bare else None,
            "name": (bare or name)[:MAX_NAME],
            "post": self._line(guest.post)[:MAX_NAME] or None,
            "affiliation": self._line(guest.affiliation)[:MAX_NAME] or None,
            "biography": markdown(guest.biography),
            "photo": self._address(guest.photo, None),
            "links": [
                {"title": self._line(link.title)[:MAX_NAME] or link.url, "url": url}
                for link in guest.links
                if (url := self._address(link.url, None))
            ],
        }
        return self.people[guest.key]

    def _materials(self, event: Event) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for reference in event.references:
            if url := self._address(reference.url, event):
                title = self._line(reference.title)[:MAX_NAME] or url[:MAX_NAME]
                kind = reference.kind or _kind_of_file(reference, url)
                found.setdefault(url, {"title": title, "url": url, "kind": kind})
        return list(found.values())

    def _address(self, url: str, event: Event | None) -> str | None:
        """Return a whole web address; what is none is left out with a notice where it is an event's."""
        url = url.strip()
        if not url:
            return None
        whole = url if WEB_ADDRESS.fullmatch(url) else _joined(self.schedule.base_url, url)
        if WEB_ADDRESS.fullmatch(whole):
            return whole
        if event is not None:
            message = _("“%(url)s” is no web address; left out.") % {"url": url[:80]}
            self.schedule.say(event.where, message)
        return None

    def _place(self, kind: str, name: str) -> str | None:
        name = self._line(name)[:MAX_NAME]
        if not name or name == ours.NONE:
            return None
        known, key = self.places[kind], fold(name)
        if key not in known:
            known[key] = {"slug": self.place_slugs[kind].take(name, fallback=kind), "name": name}
        slug: str = known[key]["slug"]
        return slug

    def _identity(self, event: Event, title: str, starts_at: datetime) -> tuple[UUID, str]:
        """Return uid and address: those of the source where it has them, each for one event."""
        is_own = event.slug in self.own_slugs
        slug = event.slug if is_own else self.slugs.take(title, fallback="session")
        known = self._uid(event, starts_at, slug)
        self.uids.add(known)
        if not is_own:
            self.inventions.address(known)
        return known, slug

    def _uid(self, event: Event, starts_at: datetime, slug: str) -> UUID:
        """Return the event's own UUID; of what has none, or has it twice, one made of what tells it apart."""
        name, invented = _name(event), self.inventions.uid
        own = _uuid(event.uid) or uid(self.slug, "session", name)
        if self.names[name] == 1 and own not in self.uids:
            return own
        known = invented(self.slug, "session", name or slug)
        if known in self.uids:
            known = invented(self.slug, "session", str(own), starts_at.astimezone(UTC).isoformat())
        if known in self.uids:
            known = invented(self.slug, "session", str(own), slug)
        return known

    def _line(self, text: str) -> str:
        return on_one_line(text, is_plain=self.schedule.is_ours)

    def _language(self, text: str) -> str | None:
        return self._line(text)[:MAX_LANGUAGE] or None

    def _usual_language(self, sessions: list[dict[str, Any]]) -> str:
        """Return the language of most sessions: the schedule names none of its own."""
        said = Counter(session["language"] for session in sessions if session["language"])
        return said.most_common(1)[0][0] if said else "en"


def _name(event: Event) -> str:
    """Return what the source calls an event by."""
    return event.uid or event.key


def _later(at: datetime, length: timedelta) -> datetime:
    return (at.astimezone(UTC) + length).astimezone(at.tzinfo)


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:  # brackets that are no host
        return ""


def _kind_of_file(reference: Reference, url: str) -> str:
    path = url.lower().partition("?")[0]
    title = fold(reference.title)
    if path.endswith((".mp4", ".webm", ".ogv", ".ogg", ".mp3", ".opus", ".mkv")):
        return "recording"
    if path.endswith((".ppt", ".pptx", ".odp", ".key")) or "slides" in title:
        return "slides"
    if path.endswith((".jpg", ".jpeg", ".png", ".webp")):
        return "photo"
    return "paper"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _order(notice: Notice) -> tuple[int, str, str]:
    return (notice.line or 0, notice.message, notice.text)
