"""What both forms of a schedule have in common: days with their rooms, numbers for what has none, texts.

A schedule has no place for questions, roles and the status of a session: they stand as words in the
description (``Wording.beside_summary``), where the readers of schedule apps see them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from events.exporters.context import Context
from events.exporters.wording import NONE, Wording
from events.programme import Material, Person, Programme, Session

PRODUCT = "Cyberconf"
TIMESLOT = "00:05"  # the grid that schedule apps draw; any start and length is allowed beside it
MOST_ID = 2**31 - 2  # what programs keep ids in
SHORTEST_NAME = 4  # letters of an acronym
LONGEST = timedelta(hours=99, minutes=59, seconds=59)  # that XML can say
# Characters that XML 1.0 does not allow; JSON readers of the field do not show them either.
NOT_ALLOWED = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Day:
    """A day at the venue; ``rooms`` are in the order of their columns, sessions in that of their start."""

    index: int
    date: date
    starts_at: datetime
    ends_at: datetime
    rooms: dict[str, list[Session]] = field(default_factory=dict)


class Schedule:
    """One programme as a schedule, in the language that is active."""

    def __init__(self, programme: Programme, context: Context) -> None:
        self.programme, self.context = programme, context
        self.zone = ZoneInfo(programme.time_zone)
        self.wording = Wording(programme)
        self.people = {person.slug: person for person in programme.people}
        self.ids = _ids(session.uid for session in programme.sessions)
        self.person_ids = _ids(person.uid for person in programme.people)

    @property
    def version(self) -> str:
        """The number of the release."""
        return str(self.context.history.newest.sequence + 1)

    @property
    def acronym(self) -> str:
        """The conference's address as the schemas allow it: at least four of a to z, 0 to 9 and "_"."""
        plain = unicodedata.normalize("NFKD", self.programme.slug).encode("ascii", "ignore").decode()
        name = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
        return name if len(name) >= SHORTEST_NAME else f"conference_{name}".rstrip("_")

    @property
    def days(self) -> list[Day]:
        """The days on which sessions start; of a programme without sessions the day of its release."""
        days: dict[date, Day] = {}
        names = [clean(room.name) for room in self.programme.rooms]
        for session in self.programme.sessions:
            starts_at, ends_at = self.times(session)
            key = starts_at.date()
            day = days.setdefault(key, Day(0, key, starts_at, ends_at))
            day.starts_at, day.ends_at = min(day.starts_at, starts_at), max(day.ends_at, ends_at)
            day.rooms.setdefault(self.room(session), []).append(session)
        if not days:
            at = self.context.history.newest.modified_at.astimezone(self.zone)
            at = at.replace(hour=0, minute=0, second=0, microsecond=0)
            days[at.date()] = Day(0, at.date(), _fixed(at), _fixed(at))
        found = [days[key] for key in sorted(days)]
        for index, day in enumerate(found, 1):
            day.index = index
            day.rooms = {name: day.rooms[name] for name in [*names, NONE] if name in day.rooms}
        return found

    def times(self, session: Session) -> tuple[datetime, datetime]:
        """Return start and end at the venue; without an end, the start twice."""
        ends_at = session.ends_at or session.starts_at
        return _fixed(session.starts_at.astimezone(self.zone)), _fixed(ends_at.astimezone(self.zone))

    def room(self, session: Session) -> str:
        """Return the name of the room."""
        return clean(self.wording.rooms.get(session.room or "", NONE))

    def track(self, session: Session) -> str:
        """Return the name of the track, "" where there is none."""
        return clean(self.wording.tracks.get(session.track or "", ""))

    def title(self, session: Session) -> str:
        """Return the title as it is printed."""
        return clean(self.wording.heading(session))

    def kind(self, session: Session) -> str:
        """Return what the kind is called."""
        return self.wording.kinds[session.kind]

    def cast(self, session: Session) -> list[Person]:
        """Return who takes part, each once."""
        slugs = dict.fromkeys(credit.person for credit in session.credits)
        return [self.people[slug] for slug in slugs]

    def description(self, session: Session) -> str:
        """Return background, people with their roles, and questions."""
        return clean(self.wording.beside_summary(session))

    def address(self, session: Session | None = None) -> str:
        """Return the address of the page."""
        return self.context.address(self.programme, session)

    def references(self, session: Session) -> list[Material]:
        """Return the materials with whole addresses."""
        return [
            material.model_copy(update={"url": self.context.site_url + material.url})
            if material.url.startswith("/")
            else material
            for material in session.materials
        ]


def clean(text: str | None) -> str:
    """Leave out what XML cannot hold; "" for nothing."""
    return NOT_ALLOWED.sub("", text or "").replace("\r", "")


def duration(starts_at: datetime, ends_at: datetime) -> str:
    """Return hours and minutes, and seconds where there are some; at most ``LONGEST``."""
    length = min(ends_at.astimezone(UTC) - starts_at.astimezone(UTC), LONGEST)
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def _fixed(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _ids(uids: Iterable[UUID]) -> dict[UUID, int]:
    """Return a positive number for each, which is the same in the next release."""
    ids: dict[UUID, int] = {}
    taken: set[int] = set()
    for uid in sorted(uids):
        number = uid.int % MOST_ID + 1
        while number in taken:
            number = number % MOST_ID + 1
        taken.add(number)
        ids[uid] = number
    return ids
