"""From the parts of a text in our own form to a Programme."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.identity import Slugs, all_made_up, slug_of, uid
from events.importers.results import Hint, Imported, Notice
from events.importers.text import form
from events.importers.text.formed import Item, Part, parts_of
from events.matching import MadeUp
from events.programme import Programme

MAX_TITLE, MAX_QUESTION = 300, 2_000  # characters, as many as the database holds

_SLUG = re.compile(r"[\w-]{1,120}")
_FORMATS = {name: key for key, name in form.FORMATS.items()}


def read(text: str, *, hint: Hint) -> Imported:
    """Read ``text``, which is signed as being in our form.

    Raises:
        ProgrammeError: for a day, time or zone that does not exist, no session, or what is too long.
    """
    head, sessions, details, notices = parts_of(text)
    maker = _Maker(head, hint, notices)
    programme = maker.programme(sessions, details)
    found = sorted(set(maker.notices), key=lambda notice: (notice.line or 0, notice.message))
    return Imported(programme, tuple(found), made_up=maker.made_up(programme))


class _Places:
    """Rooms or tracks by name, in the head's order; one that the head does not list is a further one."""

    def __init__(self, items: list[Item], what: str) -> None:
        self.what, self.slugs = what, Slugs()
        self.nodes: dict[str, dict[str, Any]] = {}
        for item in items:
            self.slug(item.text)
            for label, key in (("capacity", "capacity"), ("stream", "stream_url"), ("colour", "colour")):
                if value := form.value_of(item.fields.get(label, [""])[-1]):
                    self.nodes[item.text][key] = value

    def slug(self, name: str | None) -> str | None:
        """Return the address of the place called ``name``."""
        if name is None:
            return None
        if name not in self.nodes:
            self.nodes[name] = {"name": name, "slug": self.slugs.take(name, fallback=self.what)}
        return str(self.nodes[name]["slug"])


class _Maker:
    def __init__(self, head: Part, hint: Hint, notices: list[Notice]) -> None:
        self.head, self.notices = head, list(notices)
        page = _slug_in(head.fields.get("page", ""))
        self.slug = hint.slug or page or slug_of(head.title, fallback="conference")
        self.people: dict[tuple[str, str | None], dict[str, Any]] = {}  # by the whole name and the address
        self.session_slugs = Slugs()
        self.told: set[str] = set()  # addresses that the text itself gives
        self.rooms = _Places(head.lists.get("rooms", []), "room")
        self.tracks = _Places(head.lists.get("tracks", []), "track")

    def programme(self, sessions: list[Part], details: list[Item]) -> Programme:
        """Return the programme; the head's order is the document's."""
        head = self._fields(self.head)
        organiser, venue = head.get("organiser"), head.get("venue")
        people = [item for session in sessions for _role, item in session.people]
        self.told = {address for item in people if (address := _address_in(item))}
        self.person_slugs = Slugs(self.told)
        nodes = [self._session(session) for session in sessions]
        for item in details:
            self._detail(item)
        return Programme.model_validate(
            {
                "slug": self.slug,
                "title": self.head.title,
                "short_title": head.get("short title"),
                "theme": head.get("theme"),
                **_texts(self.head),
                "organiser": {"name": organiser, "url": head.get("organiser’s page")} if organiser else None,
                "language": head.get("language") or "en",
                "time_zone": self.head.zone,
                "format": _FORMATS.get(head.get("format") or "", "in_person"),
                "venue": {"name": venue, "address": head.get("venue address")} if venue else None,
                "stream_url": head.get("stream"),
                "rooms": [*self.rooms.nodes.values()],
                "tracks": [*self.tracks.nodes.values()],
                "sessions": nodes,
                "people": [*self.people.values()],
                "materials": self._materials(self.head),
            }
        )

    def made_up(self, programme: Programme) -> MadeUp:
        """Return that all is made up but the addresses that tell people of one name apart."""
        made_up = all_made_up(programme)
        told = {person.uid for person in programme.people if person.slug in self.told}
        return MadeUp(made_up.uids, made_up.addresses - told)

    def _session(self, part: Part) -> dict[str, Any]:
        fields = self._fields(part)
        kind, number, title = fields.get("kind"), fields.get("number"), part.title
        if kind is None:
            kind, told, title = form.title_parts(part.title)
            number = number or told
        if not title:
            title = _("Untitled")
            self._note(part, _("A time without a title; called “Untitled”."))
        if len(title) > MAX_TITLE:
            message = _("Found a title of %(length)d characters. Expected at most %(limit)d.")
            raise ProgrammeError(
                "long_title", message % {"length": len(title), "limit": MAX_TITLE}, line=part.line
            )
        if part.end is None:
            self._note(part, _("No end is given."))
        slug = self.session_slugs.take(title, fallback="session")
        return {
            "uid": uid(self.slug, "session", slug),
            "slug": slug,
            "kind": kind,
            "number": number,
            "title": title,
            **_texts(part),
            "starts_at": part.start,
            "ends_at": part.end,
            "room": self.rooms.slug(fields.get("room")),
            "track": self.tracks.slug(fields.get("track")),
            "language": fields.get("language"),
            "status": fields.get("status") or "confirmed",
            "stream_url": fields.get("stream"),
            "recording_url": fields.get("recording"),
            "questions": self._questions(slug, part),
            "credits": self._credits(part),
            "materials": self._materials(part),
        }

    def _questions(self, session: str, part: Part) -> list[dict[str, Any]]:
        seen: Counter[str] = Counter()
        nodes = []
        for number, item in enumerate(part.lists.get("guiding questions", []), start=1):
            if len(item.text) > MAX_QUESTION:
                message = _("Found a question of %(length)d characters. Expected at most %(limit)d.")
                values = {"length": len(item.text), "limit": MAX_QUESTION}
                raise ProgrammeError("long_question", message % values, line=item.line)
            seen[item.text] += 1
            nodes.append(
                {
                    "uid": uid(self.slug, "question", session, item.text, str(seen[item.text])),
                    "number": number,
                    "text": item.text,
                    "outcome": _joined(item.block),
                }
            )
        return nodes

    def _credits(self, part: Part) -> list[dict[str, Any]]:
        nodes: dict[tuple[str, str], dict[str, Any]] = {}
        for role, item in part.people:
            honorific, name, post, affiliation = _parts(item)
            person = self._person(honorific, name, _address_in(item))
            person["post"] = person["post"] or post
            person["affiliation"] = person["affiliation"] or affiliation
            node = {"person": person["slug"], "role": role, "affiliation": affiliation}
            nodes.setdefault((person["slug"], role), node)
        return list(nodes.values())

    def _person(self, honorific: str | None, name: str, address: str | None) -> dict[str, Any]:
        key = (" ".join(filter(None, [honorific, name])), address)
        if key not in self.people:
            if address is None or address in {person["slug"] for person in self.people.values()}:
                slug = self.person_slugs.take(name, fallback="person")
            else:
                slug = address
            self.people[key] = {
                "uid": uid(self.slug, "person", slug),
                "slug": slug,
                "honorific": honorific,
                "name": name,
                "post": None,
                "affiliation": None,
            }
        return self.people[key]

    def _detail(self, item: Item) -> None:
        person = self.people.get((item.text, _address_in(item)))
        if person is None:
            message = _("Nobody of this name appears in a session; left out.")
            self.notices.append(Notice(item.line, item.text[:200], message))
            return
        for label in ("affiliation", "country", "photo"):
            if label in item.fields:
                person[label] = form.value_of(item.fields[label][-1])
        person["biography"] = _joined(item.block)
        links = [form.LINK.fullmatch(link) for link in item.fields.get("link", [])]
        person["links"] = [link.groupdict() for link in links if link]

    def _materials(self, part: Part) -> list[dict[str, Any]]:
        nodes = []
        for item in part.lists.get("materials", []):
            if found := form.MATERIAL.fullmatch(item.text):
                nodes.append(found.groupdict())
            else:
                message = _("Expected material such as “slides: Title <https://…>”; left out.")
                self.notices.append(Notice(item.line, item.text[:200], message))
        return nodes

    def _fields(self, part: Part) -> dict[str, str | None]:
        return {label: form.value_of(value) for label, value in part.fields.items()}

    def _note(self, part: Part, message: str) -> None:
        self.notices.append(Notice(part.line, part.title[:200], message))


def _parts(item: Item) -> tuple[str | None, str, str | None, str | None]:
    if "name" not in item.fields:
        return form.person_parts(item.text)
    told = {label: form.value_of(values[-1]) for label, values in item.fields.items()}
    return told.get("honorific"), told["name"] or item.text, told.get("post"), told.get("affiliation")


def _address_in(item: Item) -> str | None:
    """Return the address that tells somebody from others of the name, where it can be one."""
    told = item.fields.get("address", [""])[-1]
    return told if _SLUG.fullmatch(told) else None


def _texts(part: Part) -> dict[str, str | None]:
    return {name: _joined(part.texts.get(name, [])) for name in ("summary", "description")}


def _joined(lines: list[str]) -> str | None:
    told = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[told[0] : told[-1] + 1]) if told else None


def _slug_in(page: str) -> str | None:
    """Return the last part of an address, where it can be a conference's."""
    last = urlsplit(page).path.rstrip("/").rpartition("/")[2]
    return last if last and slug_of(last, fallback="") == last else None
