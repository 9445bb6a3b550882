"""The whole agenda, with what is asked of it by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from cyberconf.web.markdown import plain
from cyberconf.web.wording import whole_words
from events.elsewhere import shows_twice
from events.layout.days import Day, days_of
from events.layout.entry import Entry, Part
from events.programme import Credit, Person, Programme, Session

EXCERPT_LENGTH = 240  # characters of a background in the agenda: two lines on a wide screen
WHOLE = 120  # sessions that one page shows; a larger programme is shown a day at a time


@dataclass(frozen=True, eq=False)
class Layout:
    """The whole agenda, with what is asked of it by name."""

    programme: Programme
    entries: tuple[Entry, ...]

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days in order, each with its slots."""
        return days_of(self.entries)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which all times are meant."""
        return ZoneInfo(self.programme.time_zone)

    @property
    def starts_at(self) -> datetime | None:
        """The start of the first session."""
        return self.entries[0].starts_at if self.entries else None

    @property
    def ends_at(self) -> datetime | None:
        """The end of the last session."""
        return max((entry.ends_at or entry.starts_at for entry in self.entries), default=None)

    @property
    def is_large(self) -> bool:
        """Whether it is shown a day at a time."""
        return not fits_a_page(self.entries)

    @property
    def has_columns(self) -> bool:
        """Whether on some day rooms stand side by side."""
        return any(day.rooms for day in self.days)

    def place(self, entry: Entry, *, tz: str = "") -> str:
        """Return where on the programme's page a session stands, for a reader's zone: query and anchor."""
        asked = {"day": str(entry.date) if self.is_large else "", "tz": tz}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{query and f'?{query}'}#session-{entry.session.slug}"

    def at(self, slug: str) -> Entry | None:
        """Return the entry of the session at that address."""
        return self._by_slug.get(slug)

    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """Return what stands before and after a session in the agenda, breaks left out."""
        earlier, later = self.entries[: entry.index], self.entries[entry.index + 1 :]
        before = next((e for e in reversed(earlier) if not e.is_minor), None)
        return before, next((e for e in later if not e.is_minor), None)

    def of(self, person: Person) -> list[tuple[Entry, Part]]:
        """Return the sessions in which somebody appears, each with their part there."""
        return [(e, part) for e in self.entries for part in e.parts if part.person.slug == person.slug]

    def running(self, at: datetime) -> list[Entry]:
        """Return what takes place at the instant ``at``."""
        return [entry for entry in self.entries if entry.runs(at)]

    def following(self, at: datetime) -> list[Entry]:
        """Return what starts next after ``at`` on the same day of the venue: all that start together."""
        today = at.astimezone(self.zone).date()
        coming = [e for e in self.entries if e.starts_at > at and e.date == today and not e.is_cancelled]
        return [entry for entry in coming if entry.starts_at == coming[0].starts_at]

    @cached_property
    def _by_slug(self) -> dict[str, Entry]:
        return {entry.session.slug: entry for entry in self.entries}


def fits_a_page(entries: Sized) -> bool:
    """Say whether one page shows so many sessions."""
    return len(entries) <= WHOLE


def lay_out(programme: Programme) -> Layout:
    """Return the programme with rooms, tracks and people looked up."""
    rooms = {room.slug: room for room in programme.rooms}
    zone = ZoneInfo(programme.time_zone)
    positions = {room.slug: position for position, room in enumerate(programme.rooms)}
    tracks = {track.slug: track for track in programme.tracks}
    people = {person.slug: person for person in programme.people}
    return Layout(
        programme,
        tuple(
            Entry(
                session,
                rooms.get(session.room or ""),
                rooms[session.room].name if session.room and len(rooms) > 1 else None,
                tracks.get(session.track or ""),
                tuple(_parts(session.credits, people)),
                _excerpt(session),
                index,
                programme.language_tag,
                _spoken(session, programme),
                positions.get(session.room or "", 0),
                _hour_name(session.starts_at, zone),
            )
            for index, session in enumerate(programme.sessions)
        ),
    )


def _parts(credits: Iterable[Credit], people: dict[str, Person]) -> Iterator[Part]:
    for credit in credits:
        yield Part(people[credit.person], credit)


def _spoken(session: Session, programme: Programme) -> str:
    """Return the language that a session is held in, where it is another than that of the conference."""
    usual = programme.original.language if programme.original else programme.language
    return session.language if session.language and session.language != usual else ""


def _hour_name(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).tzname() or "" if shows_twice(at, zone) else ""


def _excerpt(session: Session) -> str:
    text = " ".join(plain(session.summary or session.description or "").split())
    return whole_words(text, EXCERPT_LENGTH)
