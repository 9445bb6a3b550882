"""A programme as tables, for the exporters of sheets: one row a session, and a table for all else.

Headings and values are in the programme's language where ``importers.sheets.words`` has it. Columns that few
programmes need stand only where one does: the day of an end on a later day, the offset from UTC of a time
that the clocks show twice, the further pieces of a text that is longer than a cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from events.importers.sheets import notation, words
from events.importers.sheets.credits import mentions_in
from events.importers.sheets.notation import Exact
from events.importers.sheets.words import Words
from events.importers.text import people
from events.importers.text.people import Named
from events.programme import Credit, Material, Person, Programme, Room, Session, Track

Value = str | int | date | time | None

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Table:
    """A sheet to be written: its name, a field and a heading a column, and the rows."""

    name: str
    fields: list[str]
    headings: list[str]
    rows: list[list[Value]]


class Tables:
    """Writes the tables of one programme; ``is_single`` where all has to stand in that of the sessions."""

    def __init__(self, programme: Programme, *, is_single: bool) -> None:
        self.programme, self.is_single = programme, is_single
        self.language = programme.language
        self.zone = ZoneInfo(programme.time_zone)
        self.rooms = _labels(programme.rooms)
        self.tracks = _labels(programme.tracks)
        self.people = {person.slug: person for person in programme.people}
        self._lines: dict[tuple[Credit, bool], str] = {}

    def sessions(self) -> Table:
        """Return one row a session, in the programme's order."""
        rows = [self._session(session) for session in self.programme.sessions]
        return self._table("sessions", words.SESSIONS, list(_needed(rows, _SESSION_FIELDS)), rows)

    def beside(self) -> list[Table]:
        """Return the further tables: questions, people, rooms, tracks, materials."""
        programme = self.programme
        tables = [
            ("questions", words.QUESTIONS, list(self._questions())),
            ("people", words.PEOPLE, [self._person(person) for person in programme.people]),
            ("rooms", words.ROOMS, [room.model_dump() for room in programme.rooms]),
            ("tracks", words.TRACKS, [track.model_dump() for track in programme.tracks]),
            ("materials", words.MATERIALS, list(self._materials())),
        ]
        return [self._table(name, table, list(table.words), rows) for name, table, rows in tables]

    def conference(self) -> Table:
        """Return the facts of the conference, a row each; what is absent has none."""
        programme = self.programme
        organiser, venue = programme.organiser, programme.venue
        facts = {
            "title": programme.title,
            "short_title": programme.short_title,
            "theme": programme.theme,
            "summary": programme.summary,
            "description": programme.description,
            "organiser": organiser and organiser.name,
            "organiser_url": organiser and organiser.url,
            "language": programme.language,
            "time_zone": programme.time_zone,
            "format": words.FORMATS.said(programme.format, self.language),
            "venue": venue and venue.name,
            "venue_address": venue and venue.address,
            "stream_url": programme.stream_url,
            "slug": programme.slug,
        }
        rows: list[list[Value]] = [
            [words.CONFERENCE.said(name, self.language), *notation.chunks(clean(text))]
            for name, text in facts.items()
            if text
        ]
        return Table(words.SHEETS.said("conference", self.language), ["fact", "text"], [], rows)

    def _table(self, name: str, table: Words, fields: list[str], rows: Sequence[dict[str, Value]]) -> Table:
        headings, columns = [], []
        for field in fields:
            cells = [row.get(field) for row in rows]
            pieces = [notation.chunks(clean(cell)) if isinstance(cell, str) else [cell] for cell in cells]
            heading = table.said(field, self.language)
            for part in range(max(map(len, pieces), default=1)):
                headings.append(f"{heading} ({part + 1})" if part else heading)
                columns.append((field, [piece[part] if part < len(piece) else None for piece in pieces]))
        values = [[cells[at] for _field, cells in columns] for at in range(len(rows))]
        return Table(
            words.SHEETS.said(name, self.language), [field for field, _cells in columns], headings, values
        )

    def _session(self, session: Session) -> dict[str, Value]:
        row: dict[str, Value] = {
            **self._times(session),
            "kind": words.KINDS.said(session.kind, self.language),
            "number": session.number,
            "title": session.title,
            "room": self.rooms.get(session.room or ""),
            "track": self.tracks.get(session.track or ""),
            "people": "\n".join(self._line(credit) for credit in session.credits),
            "summary": session.summary,
            "description": session.description,
            "language": session.language,
            "status": words.STATUSES.said(session.status, self.language),
            "stream_url": session.stream_url,
            "recording_url": session.recording_url,
            "slug": session.slug,
            "uid": str(session.uid),
        }
        if self.is_single:
            answers = [(each.number, each.outcome) for each in session.questions]
            row |= {
                "questions": notation.numbered((each.number, clean(each.text)) for each in session.questions),
                "outcomes": notation.numbered((number, clean(text)) for number, text in answers if text),
                "materials": "\n".join(self._material(each) for each in session.materials),
                "conference": self.programme.title,
                "time_zone": self.programme.time_zone,
            }
        return row

    def _times(self, session: Session) -> dict[str, Value]:
        start = session.starts_at.astimezone(self.zone)
        row: dict[str, Value] = {"date": start.date(), "start": _clock(start)}
        if _is_twice(start):
            row["offset"] = _offset(start)
        if session.ends_at is not None:
            end = session.ends_at.astimezone(self.zone)
            row["end"] = _clock(end)
            is_midnight = _clock(end) == time() and end.date() - start.date() == timedelta(days=1)
            if _is_twice(end):
                row["end_offset"] = _offset(end)
            if end.date() != start.date() and (_is_twice(end) or not is_midnight):
                row["end_date"] = end.date()
        return row

    def _line(self, credit: Credit) -> str:
        """Return a person's part on one line: as people write it where it reads back so, else exactly."""
        key = (credit, self.is_single)
        if key not in self._lines:
            person = self.people[credit.person]
            label = words.ROLES.said(credit.role, self.language)
            plain = f"{label}: {', '.join(filter(None, self._said(person, credit)))}"
            self._lines[key] = (
                plain if self._reads_back(plain, person, credit) else self._exactly(label, person, credit)
            )
        return self._lines[key]

    def _said(self, person: Person, credit: Credit) -> list[str | None]:
        if self.is_single:
            return [person.full_name, person.post, person.affiliation]
        return [person.full_name, credit.affiliation]

    def _reads_back(self, plain: str, person: Person, credit: Credit) -> bool:
        """Say whether the importer finds this very person and credit in the line."""
        is_redundant = credit.affiliation is not None and (
            self.is_single or credit.affiliation == person.affiliation
        )
        if is_redundant or "\n" in plain or not self._is_alone(person):
            return False
        affiliation = person.affiliation if self.is_single else credit.affiliation
        named = Named(person.name, person.honorific, person.post if self.is_single else None, affiliation)
        read = mentions_in(plain, role="speaker" if credit.role != "speaker" else "chair")
        return read.mentions == [(credit.role, named)] and not read.doubts

    def _is_alone(self, person: Person) -> bool:
        """Say whether nobody else goes by the person's name."""
        return all(
            self._names[name] == 1 for name in {people.key_of(person.name), people.key_of(person.full_name)}
        )

    @cached_property
    def _names(self) -> Counter[str]:
        """Count how many people go by each name, with and without what stands before it."""
        return Counter(
            name
            for person in self.programme.people
            for name in {people.key_of(person.name), people.key_of(person.full_name)}
        )

    def _exactly(self, label: str, person: Person, credit: Credit) -> str:
        address = None if self._is_alone(person) else person.slug
        facts = [person.honorific, person.post, person.affiliation] if self.is_single else [None] * 3
        parts = [person.name, *facts, credit.affiliation, address]
        said = [notation.on_one_line(clean(text)) if text else None for text in parts]
        return f"{label}: {notation.exact(Exact(said[0] or person.slug, *said[1:]))}"

    def _person(self, person: Person) -> dict[str, Value]:
        row: dict[str, Value] = {
            name: getattr(person, name) for name in words.PEOPLE.words if name != "links"
        }
        links = "\n".join(notation.link(link.title, link.url) for link in person.links)
        return row | {"links": links, "uid": str(person.uid)}

    def _questions(self) -> Iterable[dict[str, Value]]:
        for session in self.programme.sessions:
            for question in session.questions:
                yield {
                    "session": session.slug,
                    "title": session.title,
                    "number": question.number,
                    "text": question.text,
                    "outcome": question.outcome,
                    "uid": str(question.uid),
                }

    def _materials(self) -> Iterable[dict[str, Value]]:
        held = [
            (None, self.programme.materials),
            *((each, each.materials) for each in self.programme.sessions),
        ]
        for session, materials in held:
            for material in materials:
                yield {
                    "session": session.slug if session else None,
                    "session_title": session.title if session else None,
                    "title": material.title,
                    "url": material.url,
                    "kind": words.MATERIAL_KINDS.said(material.kind, self.language),
                }

    def _material(self, material: Material) -> str:
        kind = words.MATERIAL_KINDS.said(material.kind, self.language)
        return notation.material(kind, clean(material.title), material.url)


_SESSION_FIELDS = {  # in the order of the columns; True for what stands there even where every cell is empty
    "date": True,
    "start": True,
    "end": True,
    "end_date": False,
    "kind": True,
    "number": True,
    "title": True,
    "room": True,
    "track": True,
    "people": True,
    "questions": False,
    "outcomes": False,
    "summary": True,
    "description": True,
    "language": True,
    "status": True,
    "stream_url": False,
    "recording_url": False,
    "materials": False,
    "offset": False,
    "end_offset": False,
    "conference": False,
    "time_zone": False,
    "slug": True,
    "uid": True,
}


def clean(text: str) -> str:
    """Leave out what no cell may hold; a line ends in one way."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _needed(rows: Sequence[dict[str, Value]], fields: dict[str, bool]) -> Iterable[str]:
    return (name for name, is_always in fields.items() if is_always or any(row.get(name) for row in rows))


def _labels(places: Sequence[Room] | Sequence[Track]) -> dict[str, str]:
    """Map the slug of each room or track to what sessions call it: its name, or its slug."""
    keys = Counter(
        key for place in places for key in {words.heading_key(place.name), words.heading_key(place.slug)}
    )
    return {
        place.slug: place.name if keys[words.heading_key(place.name)] == 1 else place.slug for place in places
    }


def _clock(at: datetime) -> time:
    return at.time().replace(microsecond=0, fold=0)


def _is_twice(at: datetime) -> bool:
    return at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()


def _offset(at: datetime) -> str:
    offset = f"{at:%z}"
    return ":".join([offset[:3], offset[3:5], *filter(None, [offset[5:7]])])
