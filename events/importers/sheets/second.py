"""The sheets beside that of the sessions: people, questions, rooms, tracks, materials, the conference."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext as _

from events.importers.results import Notice
from events.importers.sheets import words
from events.importers.sheets.grid import Row, Sheet, shown
from events.importers.sheets.headings import Table, table_of
from events.importers.sheets.notation import material_in
from events.importers.sheets.words import Words, heading_key
from events.importers.text.people import split_honorific
from events.programme import OWN_PATH, WEB_ADDRESS

SLUG = re.compile(r"[\w-]{1,120}")
COLOUR = re.compile(r"#[0-9a-f]{6}")

TABLES: dict[str, tuple[Words, list[set[str]]]] = {  # the words of a sheet, and the headings that it needs
    "questions": (words.QUESTIONS, [{"session"}, {"text"}]),
    "people": (words.PEOPLE, [{"name"}]),
    "rooms": (words.ROOMS, [{"name"}]),
    "tracks": (words.TRACKS, [{"name"}]),
    "materials": (words.MATERIALS, [{"url"}]),
}

Say = Callable[[int | None, str, str], None]


@dataclass
class Beside:
    """What the further sheets say. Questions and materials stand by what they call their session."""

    facts: dict[str, tuple[int, str]] = field(default_factory=dict)
    people: list[tuple[dict[str, Any], str | None]] = field(default_factory=list)
    rooms: list[dict[str, Any]] = field(default_factory=list)
    tracks: list[dict[str, Any]] = field(default_factory=list)
    questions: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=lambda: defaultdict(list))
    materials: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=lambda: defaultdict(list))
    notices: list[Notice] = field(default_factory=list)
    has_facts: bool = False
    said: set[str] = field(default_factory=set)  # the sheets and their columns: "rooms", "rooms.capacity"

    def take(self, sheet: Sheet) -> bool:
        """Read ``sheet`` if its name says that it is one of these; say whether it is."""
        kind = words.SHEETS.key_of(sheet.name) if sheet.name else None
        if kind == "conference":
            self._take_facts(sheet)
            return True
        if kind not in TABLES:
            return False
        table = table_of(sheet, TABLES[kind][0], needs=TABLES[kind][1])
        if table is None:
            return False
        self.notices += table.notices
        self.said |= {kind, *(f"{kind}.{name}" for name in table.columns)}
        for row in table.rows:
            if not row.is_blank:
                getattr(self, f"_take_{kind}")(table, row)
        return True

    def _take_facts(self, sheet: Sheet) -> None:
        self.has_facts = True
        for row in sheet.rows:
            name = shown(row.at(0))
            key = words.CONFERENCE.key_of(name) if name else None
            value = shown("".join(cell if isinstance(cell, str) else shown(cell) for cell in row.cells[1:]))
            if key and value:
                self.facts.setdefault(key, (row.number, value))
            elif name and not key:
                self._say(row.number, name, _("This fact of the conference is not understood; left out."))

    def _take_people(self, table: Table, row: Row) -> None:
        name = table.text(row, "name")
        if not name:
            self._say(row.number, "", _("A person without a name; left out."))
            return
        honorific = table.text(row, "honorific") or None
        if "honorific" not in table.columns:
            honorific, name = split_honorific(name)
        facts: dict[str, Any] = {"name": name, "honorific": honorific}
        for each in ("post", "affiliation", "country", "biography"):
            facts[each] = table.text(row, each) or None
        facts["photo"] = self.address(row, table.text(row, "photo"), is_file=True)
        facts["links"] = list(self._links(row, table.text(row, "links")))
        if known := uuid_of(table.text(row, "uid")):
            facts["uid"] = known
        self.people.append((facts, slug_in(table.text(row, "slug"))))

    def _links(self, row: Row, text: str) -> Iterator[dict[str, str]]:
        for line in filter(str.strip, text.split("\n")):
            found = material_in(line)
            url = self.address(row, found[2] if found else line)
            if found and url:
                yield {"title": found[1] or urlsplit(url).hostname or url, "url": url}

    def _take_rooms(self, table: Table, row: Row) -> None:
        if name := table.text(row, "name"):
            stream = self.address(row, table.text(row, "stream_url"))
            capacity = table.text(row, "capacity")
            seats = int(capacity) if capacity.isascii() and capacity.isdigit() and len(capacity) < 7 else None
            if capacity and seats is None:
                self._say(row.number, capacity, _("Expected a number of seats; left out."))
            self.rooms.append(
                {
                    "name": name,
                    "capacity": seats,
                    "stream_url": stream,
                    "slug": slug_in(table.text(row, "slug")),
                }
            )

    def _take_tracks(self, table: Table, row: Row) -> None:
        if name := table.text(row, "name"):
            colour = table.text(row, "colour").lower() or None
            if colour and not COLOUR.fullmatch(colour):
                self._say(row.number, colour, _("Expected a colour such as #336699; left out."))
                colour = None
            self.tracks.append({"name": name, "colour": colour, "slug": slug_in(table.text(row, "slug"))})

    def _take_questions(self, table: Table, row: Row) -> None:
        text, session = table.text(row, "text"), table.text(row, "session")
        if not text or not session:
            self._say(row.number, text or session, _("Expected a question and its session; left out."))
            return
        fields: dict[str, Any] = {"text": text, "outcome": table.text(row, "outcome") or None}
        if known := uuid_of(table.text(row, "uid")):
            fields["uid"] = known
        self.questions[heading_key(session)].append((row.number, fields))

    def _take_materials(self, table: Table, row: Row) -> None:
        url = self.address(row, table.text(row, "url"), is_file=True)
        if url:
            kind = table.text(row, "kind")
            fields = {
                "title": table.text(row, "title") or url,
                "url": url,
                "kind": words.MATERIAL_KINDS.key_of(kind) or "paper",
            }
            self.materials[heading_key(table.text(row, "session"))].append((row.number, fields))

    def address(self, row: Row, text: str, *, is_file: bool = False) -> str | None:
        """Return ``text`` where it is an address of the web, and else None with a notice."""
        if not text:
            return None
        if WEB_ADDRESS.fullmatch(text) or (is_file and OWN_PATH.fullmatch(text)):
            return text
        self._say(row.number, text, _("Expected an address that begins with https:// or http://; left out."))
        return None

    def _say(self, line: int | None, text: str, message: str) -> None:
        self.notices.append(Notice(line, text[:200], message))


def slug_in(text: str) -> str | None:
    """Return ``text`` where it can be an address on our site."""
    return text if SLUG.fullmatch(text) else None


def uuid_of(text: str) -> UUID | None:
    """Return the permanent id in ``text``; None where it is none."""
    try:
        return UUID(text) if len(text) >= 32 else None
    except ValueError:
        return None
