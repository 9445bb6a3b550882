"""People a line each, whose entry can go on over the next lines: a name, then a post, then an institution."""

from __future__ import annotations

from dataclasses import dataclass, field

from events.importers.text import people
from events.importers.text.labels import label_of
from events.importers.text.lines import Line
from events.importers.text.names import is_organisation
from events.programme import Role

MAX_POST = 150  # characters of a line with a post and an institution
FEW_WORDS = 3  # of a line that can go on with the one before

_BROKEN = ("-", "–", "—", ",", "(")


@dataclass
class Entry:
    """One person's lines, taken together."""

    role: Role
    line: Line
    text: str

    @property
    def is_broken(self) -> bool:
        """Whether the last line ends in the middle."""
        return self.text.rstrip().endswith(_BROKEN)


@dataclass
class Entries:
    """The entries below one title, in order."""

    all: list[Entry] = field(default_factory=list)

    def begin(self, role: Role, line: Line) -> None:
        """Begin an entry with ``line``."""
        self.all.append(Entry(role, line, line.plain))

    def add(self, text: str, *, joint: str = " ") -> None:
        """Go on with the last entry."""
        self.all[-1].text += joint + text

    def wants(self, text: str) -> bool:
        """Say whether ``text`` goes on with the person of the line before, broken off there."""
        if not self.all:
            return False
        return self.all[-1].is_broken or text[:1].islower() or len(text.split()) <= FEW_WORDS

    def wants_post(self, text: str) -> bool:
        """Say whether ``text`` is the post or institution of whom the line before names alone."""
        if not self.all or len(text) > MAX_POST or label_of(text):
            return False
        if "," in self.all[-1].text or not (people.is_post(text) or is_organisation(text)):
            return False
        return bool(people.names_only(self.all[-1].text, is_sure=True))
