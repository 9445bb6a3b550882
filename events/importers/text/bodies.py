"""The lines below a session's title: background, people, questions, room."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from events.importers.results import Notice
from events.importers.text import people, questions, rosters
from events.importers.text.billing import said_by
from events.importers.text.cells import ONE_ALONE
from events.importers.text.entries import MAX_POST, Entries
from events.importers.text.labels import Label, headed, label_of, parted, role_within
from events.importers.text.lines import Line
from events.importers.text.matching import fold
from events.importers.text.people import Named
from events.programme import Role, SessionKind

ROLES_OF_KINDS: dict[SessionKind, Role] = {
    "keynote": "keynote",
    "panel": "panellist",
    "opening": "opening",
    "closing": "closing",
}
MAX_NAME_WORDS = 4  # a longer line that asks something names nobody
MAX_NAMES = 4  # lines below an opening that are nothing but names
MAX_HEAD = 40  # characters of a line that introduces people
MAX_TALK = 300  # characters of a line "Name (Institute) — Title (15m)"

_LENGTH = re.compile(r"\s?\(\d{1,3}\s?(?:m|min|mins|minutes|'|′)\.?\)")
_PAPER = re.compile(r"([^:：()（）]{2,60}[(（][^()（）]{2,80}[)）])\s?[:：]\s?(?=\S)")
_INNER = re.compile(r"\(([^()]{3,100})\)")


@dataclass
class Body:
    """What the lines below a title say. ``paragraphs`` are Markdown."""

    paragraphs: list[str] = field(default_factory=list)
    questions: list[tuple[Line, str]] = field(default_factory=list)
    credits: list[tuple[Role, Named]] = field(default_factory=list)
    room: str | None = None
    notices: list[Notice] = field(default_factory=list)


def body_of(
    lines: list[Line], *, kind: SessionKind, known: frozenset[str] = frozenset(), is_named: bool = False
) -> Body:
    """Read ``lines``, which follow the title of a session of ``kind``.

    ``known`` are the keys of people whom the text names elsewhere; ``is_named`` says that the title names
    somebody, so that a line like a name can be the talk's own title.
    """
    return _Reader(kind, known, is_named=is_named).read(lines)


class _Reader:
    def __init__(self, kind: SessionKind, known: frozenset[str], *, is_named: bool) -> None:
        self.body = Body()
        self.kind = kind
        self.known = known
        self.is_named = is_named
        self.are_names = False
        self.lines: list[Line] = []
        self.listed: frozenset[int] | None = None
        self.billed: frozenset[int] = frozenset()
        self.usual_role: Role = ROLES_OF_KINDS.get(kind, "speaker")
        self.mode = "prose"
        self.role: Role = self.usual_role
        self.entries = Entries()
        self.after_blank = True

    def read(self, lines: list[Line]) -> Body:
        self.lines = lines = [part for line in lines for part in _parts_of(line)]
        self.billed = frozenset() if self.is_named else rosters.billed(lines)
        filled = [line.plain for line in lines if not line.is_blank]
        self.are_names = len(filled) <= MAX_NAMES and all(map(rosters.is_name_alone, filled))
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
        if label.rest and not self._is_named(line, label):
            self.mode = "prose"
            return False
        if label.rest and label.role in ONE_ALONE and not label.is_several:
            self.role = self.usual_role  # those below preside no more
        return True

    def _is_named(self, line: Line, label: Label) -> bool:
        """Take in the people on a label's own line; what names nobody is no such line."""
        text, then = people.until_next(label.rest)
        is_one = label.role in ONE_ALONE and not label.is_several
        found = people.one(text) if is_one else people.several(text)
        self.body.credits += [(self.role, named) for named in found]
        further = people.accompanying(then) if found else []
        self.body.credits += [(self.usual_role, named) for named in further]
        if found and then and not further:
            self._describe(line)  # what follows is told nowhere else
        if is_unnamed := people.unnamed_in(text):
            self._note(line, _("Nobody is named here yet; left out."))
        return bool(found) or is_unnamed

    def _unlabelled(self, line: Line) -> None:
        if self._is_paper(line):
            self.mode = "prose"
            return
        if self.mode == "people" and (self._is_by(line) or self._is_entry(line)):
            return
        if self.mode == "people" and line.bullet and questions.is_question(line.plain):
            self.mode = "questions"  # a list below the people asks; nothing has to announce it
        if self.mode == "questions" and self._is_question(line):
            return
        self.mode = "prose"
        if not (
            self._is_talk(line)
            or self._is_by(line)
            or self._is_person(line)
            or self._is_known(line)
            or self._is_with(line)
            or self._is_introduced(line)
        ):
            self._take_bracketed(line)
            self._doubt(line)
            self._describe(line)

    def _is_entry(self, line: Line) -> bool:
        text = line.plain
        if questions.is_question(text) and (line.bullet or len(text.split()) > MAX_NAME_WORDS):
            return False
        goes_on = not self.after_blank and self.entries.wants(text)
        if text.endswith((":", "：")) and len(text) <= MAX_HEAD and not goes_on:
            self.role = self.usual_role
            self._note(line, _("Introduces people in a way that is not understood; taken as speakers."))
            return True
        if not (line.bullet or self.after_blank) and self.entries.wants_post(text):
            self.entries.add(text, joint=", ")
            return True
        if people.entry(text) is not None:
            self.entries.begin(self.role, line)
            return True
        if people.is_placeholder(text):
            self._note(line, _("Nobody is named here yet; left out."))
            return True
        if goes_on and len(text) < MAX_POST:
            self.entries.add(text)
            return True
        return False

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

    def _is_paper(self, line: Line) -> bool:
        """Read "Ada Byron (Bank): Cables in the cold", whose words stay background."""
        found = _PAPER.match(line.plain[:MAX_TALK])
        person = people.entry(found[1]) if found else None
        if person is None or not person.affiliation or not people.looks_like_name(person.name, is_sure=True):
            return False
        self.body.credits.append((self.usual_role, person))
        self.body.paragraphs.append(f"- {line.text}")
        return True

    def _is_by(self, line: Line) -> bool:
        """Read "Moderated by Ada Byron (Bank)", "Modera Ada Byron"."""
        found = said_by(line.plain)
        if found is None and (label := headed(line.plain)) is not None:
            role = self.usual_role if label.role == "speaker" else label.role
            named = people.several(label.rest)
            is_sure = named and all(_is_surely(each) for each in named)
            found = (role, named) if is_sure else None
        if found is not None:
            self.body.credits += [(found[0], each) for each in found[1]]
        return found is not None

    def _is_person(self, line: Line) -> bool:
        if (self.body.paragraphs or self.body.questions) and not self._is_listed(line):
            return False
        if not self.after_blank and self.entries.all and self.entries.all[-1].is_broken:
            self.entries.add(line.plain)
            return True
        text = line.plain
        if line.number in self.billed:
            self.mode = "people"  # the next line says who that is
            self.role = self.usual_role
        elif people.unlabelled(text) is None and not rosters.begins_broken(text):
            return False
        self.entries.begin(self.usual_role, line)
        return True

    def _is_listed(self, line: Line) -> bool:
        if self.listed is None:
            self.listed = rosters.listed(self.lines)
        return line.number in self.listed

    def _is_known(self, line: Line) -> bool:
        """Read a name alone: of somebody known, or the one line below an opening or a closing."""
        text = line.plain
        found = [] if self.body.paragraphs else people.names_only(text)
        is_known = all(people.key_of(named.name) in self.known for named in found)
        are_names = self.are_names and self.kind in {"opening", "closing"}
        if not found or not (is_known or are_names):
            return False
        self.body.credits += [(self.usual_role, named) for named in found]
        return True

    def _take_bracketed(self, line: Line) -> None:
        """Take the people from "Workshop 1: Law (Moderator: Ada Byron)"; the line stays background."""
        for inner in _INNER.findall(line.plain[:MAX_TALK]):
            label = label_of(inner)
            if label and label.what == "role" and label.rest and ":" in fold(inner):
                self.body.credits += [(label.role, named) for named in people.several(label.rest)]
        if label := role_within(line.plain):
            self.body.credits += [(label.role, named) for named in people.several(label.rest)]
            if people.unnamed_in(label.rest):
                self._note(line, _("Nobody is named here yet; left out."))

    def _is_with(self, line: Line) -> bool:
        """Read "A talk with Ada Byron (Bank)" where nothing but people can follow."""
        found = [] if self.body.paragraphs else people.accompanying(line.plain)
        self.body.credits += [(self.usual_role, named) for named in found]
        return bool(found)

    def _is_introduced(self, line: Line) -> bool:
        found = rosters.under_unknown_head(line.plain)
        self.body.credits += [(self.usual_role, named) for named in found]
        if found:
            self._note(line, _("Introduces people in a way that is not understood; taken as speakers."))
        return bool(found)

    def _doubt(self, line: Line) -> None:
        """Warn of a line that may name people, where people are to be expected."""
        is_first = not (self.body.paragraphs or self.body.questions or line.bullet)
        if is_first and self.kind in ROLES_OF_KINDS and rosters.is_name_alone(line.plain):
            self._note(line, _("May name somebody; kept as background."))

    def _describe(self, line: Line) -> None:
        text = f"- {line.text}" if line.bullet else line.text
        if self.after_blank or not self.body.paragraphs:
            self.body.paragraphs.append(text)
        else:
            self.body.paragraphs[-1] += "\n" + text

    def _name_entries(self) -> None:
        for entry in self.entries.all:
            found = people.entry(entry.text)
            if found is not None:
                self.body.credits.append((entry.role, found))
            else:
                self._note(entry.line, _("Expected a person here; not understood."))

    def _note(self, line: Line, message: str) -> None:
        self.body.notices.append(Notice(line.number, line.plain[:200], message))


def _is_surely(named: Named) -> bool:
    """Say whether a role without a colon is followed by a person; scripts without capitals tell little."""
    if named.honorific or (
        named.name.lower() == named.name.upper() and not (named.post or named.affiliation)
    ):
        return named.honorific is not None
    return people.looks_like_name(named.name)


def _parts_of(line: Line) -> list[Line]:
    """Return the lines that "Moderator: Ada Byron; Speakers: …" would be if each role had its own."""
    parts = [] if line.is_blank else parted(line.plain)
    return [replace(line, raw=part) for part in parts] if len(parts) > 1 else [line]
