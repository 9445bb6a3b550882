"""What a format carries of a programme, by the table in ``docs/formats.md``, to compare before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from cyberconf.settings import ROOT
from events.programme import Material, Person, Programme, Session

PAGE = (ROOT / "docs" / "formats.md").read_text()
HEADS = re.findall(r"`([\w-]+)`", next(line for line in PAGE.split("\n") if line.startswith("| field |")))
ROWS = {
    cells[0].strip("`"): dict(zip(HEADS, cells[1:], strict=True))
    for line in PAGE.split("\n")
    if line.startswith("| `")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}
# What the page says below the table: names of people come back whole, though not always parted,
# two people of one name are one, and a room or track is carried by its sessions.
WHOLE_NAMES = {"ical", "frab", "frab-json"}
ONE_A_NAME = {"ical"}
BY_SESSIONS = {"csv", "ical", "frab"}


def carried(programme: Programme, format: str) -> dict[str, Any]:
    """All of a programme that ``format`` keeps, in an order of its own; what is made anew goes by name."""
    return _Carried(programme, format).whole()


class _Carried:
    def __init__(self, programme: Programme, format: str) -> None:
        self.programme, self.format = programme, format
        self.rooms = {room.slug: room.name for room in programme.rooms}
        self.tracks = {track.slug: track.name for track in programme.tracks}
        self.people = {person.slug: person for person in programme.people}

    def whole(self) -> dict[str, Any]:
        programme = self.programme
        rooms = [self._kept("room", each) for each in programme.rooms if self._is_used(each.slug)]
        people = [self._person(person) for person in programme.people]
        if self.format in ONE_A_NAME:
            people = [*{each["full_name"]: each for each in people}.values()]
        return {
            **self._kept("conference", programme),
            "organiser": self._kept("organiser", programme.organiser),
            "venue": self._kept("venue", programme.venue),
            "rooms": _sorted(rooms) if self.format in BY_SESSIONS else rooms,
            "tracks": _sorted(
                self._kept("track", each) for each in programme.tracks if self._is_used(each.slug)
            ),
            "sessions": _sorted(self._session(session) for session in programme.sessions),
            "people": _sorted(people),
            "materials": self._materials(programme.materials) if self.format not in BY_SESSIONS else [],
        }

    def _is_used(self, slug: str) -> bool:
        used = {place for session in self.programme.sessions for place in (session.room, session.track)}
        return self.format not in BY_SESSIONS or slug in used

    def _session(self, session: Session) -> dict[str, Any]:
        return {
            **self._kept("session", session),
            "room": self.rooms.get(session.room or ""),
            "track": self.tracks.get(session.track or ""),
            "questions": [self._kept("question", each) for each in session.questions],
            "credits": [
                self._kept("credit", each) | {"person": self._person(self.people[each.person])}
                for each in session.credits
            ],
            "materials": self._materials(session.materials),
        }

    def _person(self, person: Person) -> dict[str, Any]:
        told = self._kept("person", person)
        if ROWS["link.url"][self.format] == "kept":
            told["links"] = [self._kept("link", each) for each in person.links]
        if self.format in WHOLE_NAMES:
            del told["honorific"], told["name"]
        return {"full_name": person.full_name, **told}

    def _materials(self, materials: Iterable[Material]) -> list[dict[str, Any]]:
        is_kept = ROWS["material.url"][self.format] == "kept"
        return [self._kept("material", each) for each in materials] if is_kept else []

    def _kept(self, kind: str, node: BaseModel | None) -> dict[str, Any]:
        fields = (row.partition(".")[2] for row in ROWS if row.startswith(f"{kind}."))
        if node is None:
            return {}
        return {
            field: getattr(node, field) for field in fields if ROWS[f"{kind}.{field}"][self.format] == "kept"
        }


def _sorted(nodes: Any) -> list[Any]:
    return sorted(nodes, key=repr)
