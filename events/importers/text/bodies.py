"""The lines below a session's title: background, people, questions, room."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.importers.results import Notice
from events.importers.text import people, questions
from events.importers.text.billing import said_by
from events.importers.text.labels import Label, label_of
from events.importers.text.lines import Line
from events.importers.text.matching import fold
from events.importers.text.outline import Draft
from events.importers.text.people import Named
from events.programme import Role, SessionKind

ROLES_OF_KINDS: dict[SessionKind, Role] = {
    "keynote": "keynote",
    "panel": "panellist",
    "opening": "opening",
    "closing": "closing",
}
NAMING_ROLES = {
    "moderator",
    "chair",
    "panellist",
    "speaker",
    "rapporteur",
}  # after which a name is sure to follow
MAX_NAME_WORDS = 4  # a longer line that asks something names nobody
MAX_HEAD = 40  # characters of a line that introduces people
MAX_TALK = 300  # characters of a line "Name (Institute) — Title (15m)"

_LENGTH = re.compile(r"\s?\(\d{1,3}\s?(?:m|min|mins|minutes|'|′)\.?\)")
_BROKEN = ("-", "–", "—", ",", "(")


@dataclass
class Body:
    """What the lines below a title say. ``paragraphs`` are Markdown."""

    paragraphs: list[str] = field(default_factory=list)
    questions: list[tuple[Line, str]] = field(default_factory=list)
    credits: list[tuple[Role, Named]] = field(default_factory=list)
    room: str | None = None
    notices: list[Notice] = field(default_factory=list)


def body_of(lines: list[Line], *, kind: SessionKind) -> Body:
    """Read ``lines``, which follow the title of a session of ``kind``."""
    return _Reader(kind).read(lines)


def labelled_names(drafts: list[Draft]) -> frozenset[str]:
    """Return the keys of all people who stand after "Moderator:", "Speakers:" on the same line."""
    names: set[str] = set()
    for draft in drafts:
        for line in draft.body:
            label = None if line.is_blank else label_of(line.plain)
            if label and label.what == "role" and label.rest and label.role in NAMING_ROLES:
                names |= {people.key_of(named.name) for named in people.several(label.rest)}
    return frozenset(names)


class _Reader:
    def __init__(self, kind: SessionKind) -> None:
        self.body = Body()
        self.usual_role: Role = ROLES_OF_KINDS.get(kind, "speaker")
        self.mode = "prose"
        self.role: Role = self.usual_role
        self.entries: list[tuple[Role, Line, str]] = []
        self.after_blank = True

    def read(self, lines: list[Line]) -> Body:
        for line in lines:
            if line.is_blank:
                self.after_blank = True
                continue
            label = label_of(line.plain)
            if not (label and self._labelled(line, label)):
                self._unlabelled(line)
            self.after_blank = False
        self._name_entries()
        return self.body

    def _labelled(self, line: Line, label: Label) -> bool:
        if label.what == "room":
            self.body.room = label.rest or None
            self.mode = "prose"
            return bool(label.rest)
        self.mode = "questions" if label.what == "questions" else "people"
        if label.what == "questions":
            self.body.questions += [(line, text) for text in questions.listed_in(label.rest) if text]
            return True
        self.role = label.role
        if label.rest and not self._is_named(line, label.rest):
            self.mode = "prose"
            return False
        return True

    def _is_named(self, line: Line, text: str) -> bool:
        """Take in the people on a label's own line; what names nobody is no such line."""
        found = people.several(text)
        self.body.credits += [(self.role, named) for named in found]
        if not found and people.is_placeholder(text):
            self._note(line, _("Nobody is named here yet; left out."))
            return True
        return bool(found)

    def _unlabelled(self, line: Line) -> None:
        if self.mode == "people" and self._is_entry(line):
            return
        if self.mode == "people" and line.bullet and questions.is_question(line.plain):
            self.mode = "questions"  # a list below the people asks; nothing has to announce it
        if self.mode == "questions" and self._is_question(line):
            return
        self.mode = "prose"
        if not (self._is_talk(line) or self._is_by(line) or self._is_person(line) or self._is_with(line)):
            self._describe(line)

    def _is_entry(self, line: Line) -> bool:
        text = line.plain
        if questions.is_question(text) and (line.bullet or len(text.split()) > MAX_NAME_WORDS):
            return False
        if text.endswith((":", "：")) and len(text) <= MAX_HEAD and not self._continues(text):
            self.role = self.usual_role
            self._note(line, _("Introduces people in a way that is not understood; taken as speakers."))
            return True
        if people.entry(text) is not None:
            self.entries.append((self.role, line, text))
            return True
        if people.is_placeholder(text):
            self._note(line, _("Nobody is named here yet; left out."))
            return True
        if self._continues(text) and self.entries and len(text) < 150:
            role, first, begun = self.entries[-1]
            self.entries[-1] = (role, first, f"{begun} {text}")
            return True
        return False

    def _continues(self, text: str) -> bool:
        """Say whether ``text`` goes on with the person of the line before, broken off there."""
        if self.after_blank or not self.entries:
            return False
        return self.entries[-1][2].rstrip().endswith(_BROKEN) or text[:1].islower() or len(text.split()) <= 3

    def _is_question(self, line: Line) -> bool:
        text = line.plain
        asked = self.body.questions
        if line.bullet or questions.is_question(text):
            asked.append((line, text))
            return True
        if asked and not self.after_blank and text[:1].islower():
            asked[-1] = (asked[-1][0], f"{asked[-1][1]} {text}")
            return True
        if not asked or not self.after_blank:
            asked.append((line, text))
            return True
        return False

    def _is_talk(self, line: Line) -> bool:
        """Read a part of the session with its own speaker and length: "Name (Institute) — Title (15m)"."""
        found = _LENGTH.search(line.plain[:MAX_TALK])
        if not found:
            return False
        text = line.plain[: found.start()]
        for mark in re.finditer(r"\s?:\s|\s[-–—]\s", text):
            if person := people.entry(text[: mark.start()]):
                if people.looks_like_name(person.name):
                    self.body.credits.append((self.usual_role, person))
                break
        self.body.paragraphs.append(f"- {line.text}")
        return True

    def _is_by(self, line: Line) -> bool:
        """Read "Moderated by Ada Byron (Bank)"."""
        found = said_by(line.plain)
        if found is not None:
            self.body.credits += [(found[0], named) for named in found[1]]
        return found is not None

    def _is_person(self, line: Line) -> bool:
        if self.body.paragraphs or self.body.questions:
            return False
        if self._continues(line.plain):
            role, first, begun = self.entries[-1]
            if begun.rstrip().endswith(_BROKEN):
                self.entries[-1] = (role, first, f"{begun} {line.plain}")
                return True
        text = line.plain
        if people.unlabelled(text) is None and not _begins_broken(text):
            return False
        self.entries.append((self.usual_role, line, text))
        return True

    def _is_with(self, line: Line) -> bool:
        """Read "A talk with Ada Byron (Bank)" where nothing but people can follow."""
        found = [] if self.body.paragraphs else people.accompanying(line.plain)
        self.body.credits += [(self.usual_role, named) for named in found]
        return bool(found)

    def _describe(self, line: Line) -> None:
        text = f"- {line.text}" if line.bullet else line.text
        if self.after_blank or not self.body.paragraphs:
            self.body.paragraphs.append(text)
        else:
            self.body.paragraphs[-1] += "\n" + text

    def _name_entries(self) -> None:
        for role, line, text in self.entries:
            found = people.entry(text)
            if found is not None:
                self.body.credits.append((role, found))
            else:
                self._note(line, _("Expected a person here; not understood."))

    def _note(self, line: Line, message: str) -> None:
        self.body.notices.append(Notice(line.number, line.plain[:200], message))


def _begins_broken(text: str) -> bool:
    """Say whether ``text`` is a name and a dash that lead to the next line ("Kjetil Rommetveit –")."""
    if not fold(text).endswith(" -"):
        return False
    _honorific, name = people.split_honorific(text.rstrip(" -–—"))
    return people.looks_like_name(name)
