"""From calendars to a Programme."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC
from typing import Any, cast
from urllib.parse import unquote
from uuid import UUID

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.exporters.ical import PRODUCT
from events.importers.ical.content import Component, clean
from events.importers.ical.describing import Description, described, language, ours
from events.importers.ical.happening import Happening, Occurrence
from events.importers.ical.recurring import MAX_RULES
from events.importers.ical.silence import silent_on
from events.importers.ical.timing import Zones
from events.importers.identity import Inventions, Slugs, slug_of, uid
from events.importers.results import Hint, Imported, Notice
from events.importers.sheets.credits import Cast
from events.importers.sheets.words import KINDS
from events.importers.text.kinds import kind_of, numbered
from events.importers.text.matching import fold
from events.programme import WEB_ADDRESS, Programme, SessionKind

MAX_TITLE, MAX_QUESTION = 300, 2_000  # characters, as many as the database holds
# What is read, and (from DTSTAMP on) what says nothing of a session.
MOST_NOTICES = 1_000  # that anybody reads
READ = set(
    """UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID SUMMARY DESCRIPTION LOCATION STATUS
    CATEGORIES CONFERENCE URL X-CYBERCONF-SUMMARY X-CYBERCONF-ROOM X-CYBERCONF-STATUS DTSTAMP LAST-MODIFIED
    CREATED SEQUENCE TRANSP CLASS PRIORITY""".split()  # noqa: SIM905
)
STATUSES = {
    "CONFIRMED": "confirmed",
    "TENTATIVE": "tentative",
    "CANCELLED": "cancelled",
}

_OWN_SESSION = re.compile(r"https?://[^/]+/[\w-]{1,120}/sessions/([\w-]{1,120})/")
_OWN_CONFERENCE = re.compile(r"https?://[^/]+/([\w-]{1,120})/")
_BRACKETED = re.compile(r"\[([^\[\]]{1,30})\]\s+(.+)", re.DOTALL)


def programme_of(calendars: list[Component], notices: list[Notice], *, hint: Hint) -> Imported:
    """Make a programme of the events of ``calendars``.

    Raises:
        ProgrammeError: for what is missing or cannot be, with the line.
    """
    return _Assembler(calendars, notices, hint).assemble()


class _Assembler:
    def __init__(self, calendars: list[Component], notices: list[Notice], hint: Hint) -> None:
        self.calendars, self.notices, self.hint = calendars, notices, hint
        self.events = [part for each in calendars for part in each.components if part.name == "VEVENT"]
        self.is_ours = any(calendar.text("PRODID") == PRODUCT for calendar in calendars)
        self.title = self._text("NAME") or self._text("X-WR-CALNAME")
        self.slug = self._slug()
        self.inventions, self.slugs = Inventions(), Slugs()
        self.cast = Cast(self.slug, self.inventions, is_exact=self.is_ours)
        self.rooms: dict[str, dict[str, str]] = {}
        self.tracks: dict[str, dict[str, str]] = {}
        self.places = {"room": Slugs(), "track": Slugs()}
        self.zones = Zones(calendars, hint)
        self.happening = Happening(self.zones, notices)
        self.uids: set[UUID] = set()
        self.shared = {name for name, count in Counter(map(self._name, self.events)).items() if count > 1}

    def assemble(self) -> Imported:
        timed = [(event, start) for event in self.events if (start := self.happening.start(event))]
        if not timed:
            message = _(
                "The calendar has no event with a time. Expected one such as DTSTART:20270614T090000."
            )
            raise ProgrammeError("no_times", message)
        if self.title is None:
            self._say(None, "", _("No title was found. Give the conference one in admin."))
        if sum(1 for event, _start in timed if event.get("RRULE")) > MAX_RULES:
            message = _("Found more than %(limit)d rules of repetition. Expected single events for most.")
            raise ProgrammeError("too_many", message % {"limit": MAX_RULES})
        zone = self.zones.decide([start for _event, start in timed])
        found = list(self.happening.occurrences(timed))
        self._reserve_slugs(found)
        sessions = [session for each in found if (session := self._session(each))]
        self._note_unread()
        stream = self._common_stream(sessions)
        venue = self._text("X-CYBERCONF-VENUE")
        document = {
            "slug": self.slug,
            "title": (self.title or _("Untitled conference"))[:200],
            "summary": self._text("DESCRIPTION") or self._text("X-WR-CALDESC"),
            "language": self._text("X-CYBERCONF-LANGUAGE") or "en",
            "time_zone": zone,
            "format": {"ONLINE": "online", "HYBRID": "hybrid"}.get(
                self._text("X-CYBERCONF-FORMAT") or "", "in_person"
            ),
            "venue": {"name": venue, "address": self._text("X-CYBERCONF-VENUE-ADDRESS")} if venue else None,
            "stream_url": stream,
            "rooms": list(self.rooms.values()),
            "tracks": list(self.tracks.values()),
            "sessions": sessions,
            "people": list(self.cast.people()),
        }
        notices = sorted({*self.notices, *self.zones.notices}, key=_order)[:MOST_NOTICES]
        programme = Programme.model_validate(document)
        has_title = self.title is not None
        silent = silent_on(programme, self.events, is_ours=self.is_ours, has_title=has_title)
        return Imported(programme, tuple(notices), silent, self.inventions.made_up)

    def _text(self, name: str) -> str | None:
        return next((text for calendar in self.calendars if (text := clean(calendar.text(name)))), None)

    def _slug(self) -> str:
        own = _OWN_CONFERENCE.fullmatch(unquote(self._text("URL") or "")) if self.is_ours else None
        return self.hint.slug or (own[1] if own else slug_of(self.title or "", fallback="conference"))

    def _name(self, event: Component) -> str:
        repeated = event.text("RECURRENCE-ID") or ""
        return f"{event.text('UID') or ''} {repeated}"

    def _reserve_slugs(self, found: list[Occurrence]) -> None:
        own = [self._own_slug(each.event) for each in found]
        self.own_slugs = {slug for slug, count in Counter(own).items() if slug and count == 1}
        self.slugs = Slugs(self.own_slugs)

    def _own_slug(self, event: Component) -> str | None:
        own = _OWN_SESSION.fullmatch(unquote(event.text("URL") or "")) if self.is_ours else None
        return own[1] if own else None

    def _session(self, found: Occurrence) -> dict[str, Any] | None:
        event = found.event
        if event.text("X-CYBERCONF-STATUS") == "WITHDRAWN":
            self._say(
                event.line, clean(event.text("SUMMARY")) or "", _("No longer in the programme; left out.")
            )
            return None
        title, number, kind, track = self._heading(event)
        known, slug = self._identity(found, title)
        about = self._described(event, kind)
        return {
            "uid": known,
            "slug": slug,
            "kind": kind,
            "number": number,
            "title": title,
            "summary": clean(event.text("X-CYBERCONF-SUMMARY")),
            "description": clean(about.text),
            "starts_at": found.starts_at,
            "ends_at": found.ends_at,
            "room": self._place("room", event.text("X-CYBERCONF-ROOM") or self._location(event), self.rooms),
            "track": self._place("track", track, self.tracks),
            "language": language(event, is_ours=self.is_ours),
            "status": self._status(event),
            "stream_url": self._web_address(event, "CONFERENCE"),
            "recording_url": about.recording,
            "questions": self._questions(slug, about, event),
            "credits": self._credits(about),
        }

    def _heading(self, event: Component) -> tuple[str, str | None, SessionKind, str | None]:
        """Return title, number, kind and track; the first category that names a kind is the kind."""
        title = " ".join((clean(event.text("SUMMARY")) or "").split())
        if not title:
            self._say(event.line, "", _("An event without a title; called “Untitled”."))
            title = _("Untitled")
        if len(title) > MAX_TITLE:
            message = _("Found a title of %(length)d characters. Expected at most %(limit)d.")
            values = {"length": len(title), "limit": MAX_TITLE}
            raise ProgrammeError("long_title", message % values, line=event.line)
        categories = [
            name for each in event.all("CATEGORIES") for text in each.texts if (name := clean(text))
        ]
        kinds = [(label, kind) for label in categories if (kind := KINDS.key_of(label))]
        others = [label for label in categories if not kinds or label != kinds[0][0]]
        track = others[0] if others else (categories[1] if len(categories) > 1 else None)
        if kinds:
            label, kind = kinds[0]
            headed = re.fullmatch(rf"{re.escape(label)} (.{{1,10}}?) – (.+)", title)
            if headed:
                return headed[2], headed[1], cast(SessionKind, kind), track
            return title, None, cast(SessionKind, kind), track
        bracketed = _BRACKETED.fullmatch(title)
        if bracketed and (kind := KINDS.key_of(bracketed[1])):
            return bracketed[2], None, cast(SessionKind, kind), track
        if split := numbered(title):
            return split[1], split[0], kind_of(title), track
        return title, None, kind_of(title), track

    def _described(self, event: Component, kind: SessionKind) -> Description:
        found = event.get("DESCRIPTION")
        if found is None or not found.text:
            return Description()
        text = clean(found.text) or ""
        address, summary = event.text("URL"), clean(event.text("X-CYBERCONF-SUMMARY"))
        if self.is_ours:
            return ours(text, address=address, summary=summary)
        return described(text, line=found.line, kind=kind, address=address)

    def _location(self, event: Component) -> str | None:
        """Return the room: where the calendar is ours and has no room apart, LOCATION is the venue."""
        return None if self.is_ours else event.text("LOCATION")

    def _place(self, kind: str, name: str | None, known: dict[str, dict[str, str]]) -> str | None:
        name = " ".join((clean(name) or "").split())
        if not name:
            return None
        if (key := fold(name)) not in known:
            known[key] = {"slug": self.places[kind].take(name, fallback=kind), "name": name}
        return known[key]["slug"]

    def _status(self, event: Component) -> str:
        said = (event.text("STATUS") or "CONFIRMED").upper()
        if any((calendar.text("METHOD") or "").upper() == "CANCEL" for calendar in self.calendars):
            return "cancelled"
        if said not in STATUSES:
            self._say(event.line, said, _("The status is not understood; taken as confirmed."))
        return STATUSES.get(said, "confirmed")

    def _web_address(self, event: Component, name: str) -> str | None:
        found = event.get(name)
        return found.value.strip() if found and WEB_ADDRESS.fullmatch(found.value.strip()) else None

    def _common_stream(self, sessions: list[dict[str, Any]]) -> str | None:
        """Return the stream of the whole conference: the one that each of several sessions names."""
        streams = {session["stream_url"] for session in sessions}
        own = self._text("X-CYBERCONF-STREAM")
        if own is not None and WEB_ADDRESS.fullmatch(own):
            streams = {own}
        elif self.is_ours or len(sessions) < 2 or len(streams) != 1:
            return None
        common = cast("str | None", streams.pop())
        for session in sessions:
            session["stream_url"] = None if session["stream_url"] == common else session["stream_url"]
        return common

    def _identity(self, found: Occurrence, title: str) -> tuple[UUID, str]:
        """Return uid and address: those of the event where they are its own."""
        own = self._own_slug(found.event)
        is_own = own is not None and own in self.own_slugs
        slug = own if own is not None and is_own else self.slugs.take(title, fallback="session")
        known = self._uid(found, slug)
        self.uids.add(known)
        if not is_own:
            self.inventions.address(known)
        return known, slug

    def _uid(self, found: Occurrence, slug: str) -> UUID:
        said, invented = found.event.text("UID") or "", self.inventions.uid
        if not said or found.is_repeated or self._name(found.event) in self.shared:
            known = invented(self.slug, "session", said, found.starts_at.astimezone(UTC).isoformat(), slug)
        else:
            known = _uuid(said.partition("@")[0]) or uid(self.slug, "session", said)
        return invented(self.slug, "session", said, slug) if known in self.uids else known

    def _questions(self, slug: str, about: Description, event: Component) -> list[dict[str, Any]]:
        seen: Counter[str] = Counter()
        rows: list[dict[str, Any]] = []
        for text in filter(None, map(clean, about.questions)):
            if len(text) > MAX_QUESTION:
                message = _("Found a question of %(length)d characters. Expected at most %(limit)d.")
                values = {"length": len(text), "limit": MAX_QUESTION}
                raise ProgrammeError("long_question", message % values, line=event.line)
            seen[text] += 1
            known = self.inventions.uid(self.slug, "question", slug, text, str(seen[text]))
            rows.append({"uid": known, "number": len(rows) + 1, "text": text})
        return rows

    def _credits(self, about: Description) -> list[dict[str, Any]]:
        self.notices += about.notices
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for role, named in about.credits:
            credit = self.cast.credit(role, named)
            found.setdefault((credit["person"], role), credit)
        return list(found.values())

    def _note_unread(self) -> None:
        """Say once of each property that was not read where it first stands, and that events share a UID."""
        seen: set[str] = set()
        for event in self.events:
            for found in event.properties:
                if found.name not in READ and found.name not in seen:
                    seen.add(found.name)
                    message = _("%(name)s is left out, here and in other events.") % {"name": found.name}
                    self._say(found.line, found.value[:200], message)
        named = {name for name in self.shared if name.strip()}
        if named:
            event = next(each for each in self.events if self._name(each) in named)
            message = _("Several events have the same UID; they are told apart by time and title.")
            self._say(event.line, event.text("UID") or "", message)

    def _say(self, line: int | None, text: str, message: str) -> None:
        self.notices.append(Notice(line, text[:200], message))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _order(notice: Notice) -> tuple[int, str, str]:
    return (notice.line or 0, notice.message, notice.text)
