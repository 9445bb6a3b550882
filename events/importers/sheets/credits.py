"""People in the cells of a sheet, and who of them is the same person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from django.utils.translation import gettext as _

from events.importers.identity import Inventions, Slugs
from events.importers.sheets.notation import Exact, exact_in
from events.importers.sheets.words import ROLES
from events.importers.text import people
from events.importers.text.labels import label_of
from events.importers.text.people import Named
from events.programme import Role

MAX_NAME = 120  # characters of a line that is taken for one person's name though it does not look like one
_OTHERS = re.compile(
    r"[,;]?\s*(?:et\.?\s?al\.?|and others|u\.\s?a\.|usw\.|et autres|y otros|и др\.)\s*$", re.I
)
_BULLET = re.compile(r"^[-–—•*·▪]\s+")

Mention = tuple[Role, Named | Exact]


@dataclass
class Cell:
    """What a cell says of people: who, and what in it was left out or decided."""

    mentions: list[Mention] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)


def mentions_in(text: str, *, role: Role, is_one: bool = False) -> Cell:
    """Read a cell of people, a line or several; ``is_one`` where it holds one person only."""
    cell = Cell()
    for line in text.split("\n"):
        line = _BULLET.sub("", line.strip(), count=1)
        if line:
            own_role, rest = _labelled(line)
            _read_line(cell, rest, own_role or role, is_one=is_one)
    return cell


def _labelled(line: str) -> tuple[Role | None, str]:
    """Split "Moderator: Ada Byron" into the role and the rest."""
    if line.startswith('"'):
        return None, line
    head, colon, rest = line.replace("：", ":", 1).partition(":")
    if colon and len(head) <= 60 and (role := ROLES.key_of(head)):
        return cast(Role, role), rest.strip()
    label = label_of(line)
    if label and label.what == "role" and label.rest:
        return label.role, label.rest
    return None, line


def _read_line(cell: Cell, text: str, role: Role, *, is_one: bool) -> None:
    if exact := exact_in(text):
        cell.mentions.append((role, exact))
        return
    if people.is_placeholder(text):
        cell.doubts.append((text, _("Nobody is named here yet; left out.")))
        return
    if others := _OTHERS.search(text):
        cell.doubts.append(
            (text, _("“%(others)s” names nobody; left out.") % {"others": others[0].strip(" ,;")})
        )
        text = text[: others.start()]
    one = people.entry(text) if is_one else None
    found = [one] if one else people.several(text)
    if found:
        _note_pair(cell, text, found)
        cell.mentions += [(role, named) for named in found]
    elif text and len(text) <= MAX_NAME:
        cell.doubts.append((text, _("Read as one person's name.")))
        cell.mentions.append((role, Named(text)))
    elif text:
        cell.doubts.append((text, _("Expected people in this cell; not understood.")))


def _note_pair(cell: Cell, text: str, found: list[Named]) -> None:
    """Two names with a comma between them may be a person and an institution."""
    if len(found) == 2 and ";" not in text and "," in text and all(not named.affiliation for named in found):
        names = {"one": found[0].name, "other": found[1].name}
        cell.doubts.append((text, _("Read as two people: %(one)s and %(other)s.") % names))


class Cast:
    """Everybody of a programme: those of the sheet of people and those that only cells name.

    A name is the same in any case and spacing; to the letter, where ``is_exact``.
    """

    def __init__(self, conference: str, inventions: Inventions, *, is_exact: bool = False) -> None:
        self._conference, self._inventions = conference, inventions
        self._key_of: Callable[[str], str] = str if is_exact else people.key_of
        self._slugs = Slugs()
        self._by_address: dict[str, dict[str, Any]] = {}
        self._by_name: dict[str, dict[str, Any]] = {}
        self._listed: set[str] = set()

    def enlist(self, facts: dict[str, Any], *, address: str | None) -> dict[str, Any]:
        """Take in a person of the sheet of people; what is said there holds."""
        person = self._new(facts, address)
        self._listed.add(person["slug"])
        return person

    def credit(self, role: Role, said: Named | Exact) -> dict[str, Any]:
        """Return the credit of who is named in a cell, as the arguments of a ``Credit``."""
        person = self._find(said)
        billed = said.billed if isinstance(said, Exact) else None
        if person is None:
            facts = {name: getattr(said, name) for name in ("name", "honorific", "post", "affiliation")}
            person = self._new(facts, said.address if isinstance(said, Exact) else None)
        elif isinstance(said, Named):
            billed = self._added(person, said)
        return {"person": person["slug"], "role": role, "affiliation": billed}

    def person(self, slug: str) -> dict[str, Any]:
        """Return the person at an address that ``credit`` gave."""
        return self._by_address[slug]

    def people(self) -> Iterable[dict[str, Any]]:
        """Return all of them as the arguments of a ``Person``."""
        return self._by_address.values()

    def _find(self, said: Named | Exact) -> dict[str, Any] | None:
        if isinstance(said, Exact) and said.address:
            return self._by_address.get(said.address)
        whole = f"{said.honorific} {said.name}" if said.honorific else said.name
        return self._by_name.get(self._key_of(said.name)) or self._by_name.get(self._key_of(whole))

    def _new(self, facts: dict[str, Any], address: str | None) -> dict[str, Any]:
        is_free = address is not None and address not in self._by_address
        slug = self._slugs.take(facts["name"], fallback="person") if not is_free else str(address)
        while slug in self._by_address:
            slug = self._slugs.take(facts["name"], fallback="person")
        uid = facts.get("uid") or self._inventions.uid(self._conference, "person", slug)
        if not is_free:
            self._inventions.address(uid)
        person = {**facts, "uid": uid, "slug": slug}
        self._by_address[slug] = person
        self._by_name.setdefault(self._key_of(facts["name"]), person)
        return person

    def _added(self, person: dict[str, Any], said: Named) -> str | None:
        """Add what a further cell says to a person; return the affiliation that is billed there alone."""
        if person["slug"] not in self._listed:
            for name in ("honorific", "post", "affiliation"):
                person[name] = person.get(name) or getattr(said, name)
        return said.affiliation if said.affiliation != person.get("affiliation") else None
