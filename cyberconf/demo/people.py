"""The invented people of the demonstration, and who of them sits where. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID, uuid5

from django.utils.text import slugify

from cyberconf.demo import content

Node = dict[str, Any]

NAMESPACE = UUID("5f5c9b0e-8a52-4a8e-a8c8-1b0a3f8d7e42")
OF_OTHERS = "An invented person of the demonstration."
PLENARY_ROLES = {
    "opening": ("opening",),
    "keynote": ("keynote",),
    "discussion": ("chair", "rapporteur"),
    "closing": ("chair", "closing"),
}
PANELLISTS = {"panel": 3, "discussion": 2, "workshop": 1, "talk": 1}  # beside the moderator


@dataclass(frozen=True)
class Cast:
    """All who may appear, as persons of a programme."""

    persons: tuple[Node, ...]

    def deck(self, random: Random) -> list[str]:
        """Return everybody in some order, to be dealt to the sessions of one hour."""
        return random.sample([person["slug"] for person in self.persons], len(self.persons))

    def plenary(self, kind: str, random: Random) -> list[Node]:
        """Return the people of a session that all attend."""
        names = self.deck(random)
        return [{"person": names.pop(), "role": role} for role in PLENARY_ROLES[kind]]

    def panel(self, deck: list[str], random: Random, *, of: str) -> list[Node]:
        """Deal a moderator and the speakers of a parallel session; now and then one is billed otherwise."""
        role = "panellist" if of == "panel" else "speaker"
        dealt = [{"person": deck.pop(), "role": role} for _ in range(PANELLISTS[of])]
        if random.random() < 0.2:
            dealt[-1]["affiliation"] = random.choice(content.read("names")["institutions"])
        return [{"person": deck.pop(), "role": "moderator"}, *dealt]

    def credited(self, sessions: Iterable[Node]) -> list[Node]:
        """Return those who appear in one of the sessions."""
        named = {credit["person"] for session in sessions for credit in session.get("credits", ())}
        return [person for person in self.persons if person["slug"] in named]


def people(seed: int, *, size: int) -> Cast:
    """Return so many people: first those with a story of their own, then as many others as it takes."""
    known = [_known(person) for person in content.read("people")["person"]]
    return Cast((*known[:size], *(_other(seed, number) for number in range(size - len(known)))))


def full_name(number: int) -> str:
    """Return the name of the ``number``-th person without a story, from 0. No two are the same."""
    names = content.read("names")
    given, family = names["given"], names["family"]
    turn, rest = divmod(number, len(given) * len(family))
    # A step that shares no factor with the number of surnames meets every pair before it repeats one.
    first, last = rest % len(given), (rest // len(given) + 7 * (rest % len(given))) % len(family)
    return f"{given[first]} {family[last]}" + (f" {_roman(turn + 1)}" if turn else "")


def _known(person: Node) -> Node:
    slug = person.get("slug") or slugify(person["name"])
    story = f"{person['biography']} *{OF_OTHERS}*"
    return person | {"slug": slug, "uid": uuid5(NAMESPACE, slug), "biography": story}


def _other(seed: int, number: int) -> Node:
    random = Random(f"{seed}/person/{number}")  # noqa: S311  # to repeat, not to keep a secret
    name = full_name(number)
    return {
        "uid": uuid5(NAMESPACE, slugify(name)),
        "slug": slugify(name),
        "name": name,
        "affiliation": random.choice(content.read("names")["institutions"]),
        "biography": OF_OTHERS,
    }


def _roman(number: int) -> str:
    parts = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    for value, sign in parts:
        if number >= value:
            return sign + (_roman(number - value) if number > value else "")
    return ""
