"""The lines below a session's title: background, people, questions, room."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from events.importers.results import Notice
from events.importers.text import people, questions
from events.importers.text.billing import said_by
from events.importers.text.blocks import IDLE
from events.importers.text.cells import ONE_ALONE
from events.importers.text.kinds import kind_of
from events.importers.text.labels import Label, label_of
from events.importers.text.lines import Line
from events.importers.text.matching import fold
from events.importers.text.names import is_organisation
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
ENDINGS = (": ", " – ", " — ", " - ", ", ")  # before whoever speaks, at a title's end
LEAST_ALIKE = 3  # titles that end in a name before that is taken for the text's way
MAX_POST = 150  # characters of a line with a post and an institution
MAX_TALK = 300  # characters of a line "Name (Institute) — Title (15m)"

_LENGTH = re.compile(r"\s?\(\d{1,3}\s?(?:m|min|mins|minutes|'|′)\.?\)")
_INNER = re.compile(r"\(([^()]{3,100})\)")
_BROKEN = ("-", "–", "—", ",", "(")


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


def labelled_names(drafts: list[Draft]) -> frozenset[str]:
    """Return the keys of all people who stand after "Moderator:", "Speakers:" on the same line."""
    names: set[str] = set()
    for draft in drafts:
        for line in draft.body:
            label = None if line.is_blank else label_of(line.plain)
            if label and label.what == "role" and label.rest and label.role in NAMING_ROLES:
                names |= {people.key_of(named.name) for named in people.several(label.rest)}
    return frozenset(names)


def repeated_names(drafts: list[Draft]) -> frozenset[str]:
    """Return the keys of those whom titles end with, where most titles end so: "Law: Ada Byron".

    One such title says nothing: "Norms: Common Ground" is built alike.
    """
    titles = [draft.words for draft in drafts if draft.words and kind_of(draft.words) not in IDLE]
    found: frozenset[str] = frozenset()
    for mark in ENDINGS:
        ends = [title.rpartition(mark)[2] for title in titles if mark in title]
        named = [people.names_only(end) for end in ends]
        hits = [each for each in named if each]
        if len(hits) >= LEAST_ALIKE and 2 * len(hits) >= len(titles):
            found |= {people.key_of(person.name) for each in hits for person in each}
    return found


def _listed(lines: list[Line]) -> frozenset[int]:
    """Return the numbers of lines that stand among others, each a person with a post or an institution."""
    listed: set[int] = set()
    run: list[tuple[Line, Named]] = []
    for line in [*lines, None]:
        if line is not None and line.is_blank:
            continue
        named = people.unlabelled(line.plain) if line else None
        if line and named and label_of(line.plain) is None:
            run.append((line, named))
            continue
        sure = sum(_is_surely_one(named) for _line, named in run)
        if len(run) > 1 and 2 * sure >= len(run):
            listed |= {each.number for each, _named in run}
        run = []
    return frozenset(listed)


def _billed(lines: list[Line]) -> frozenset[int]:
    """Return the numbers of lines that are a name alone, with a post or an institution on the next."""
    return frozenset(
        line.number
        for line, below in pairwise(lines)
        if not line.is_blank
        and not below.is_blank
        and len(below.plain) <= MAX_POST
        and not below.plain.endswith((".", "?", "!", ":"))
        and not any(mark in line.plain for mark in ",;(:")
        and people.is_post(below.plain)
        and label_of(below.plain) is None
        and len(people.names_only(line.plain)) == 1
        and people.unlabelled(below.plain) is None
    )


def _is_surely_one(named: Named) -> bool:
    told = " ".join(filter(None, [named.post, named.affiliation]))
    return bool(named.honorific) or people.is_post(told) or is_organisation(told)


class _Reader:
    def __init__(self, kind: SessionKind, known: frozenset[str], *, is_named: bool) -> None:
        self.body = Body()
        self.kind = kind
        self.known = known
        self.is_named = is_named
        self.is_alone = False
        self.lines: list[Line] = []
        self.listed: frozenset[int] | None = None
        self.billed: frozenset[int] = frozenset()
        self.usual_role: Role = ROLES_OF_KINDS.get(kind, "speaker")
        self.mode = "prose"
        self.role: Role = self.usual_role
        self.entries: list[tuple[Role, Line, str]] = []
        self.after_blank = True

    def read(self, lines: list[Line]) -> Body:
        self.lines = lines
        self.billed = frozenset() if self.is_named else _billed(lines)
        self.is_alone = sum(not line.is_blank for line in lines) == 1
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
        text = label.rest
        is_one = label.role in ONE_ALONE and not label.is_several
        found = people.one(text) if is_one else people.several(text)
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
        if not (
            self._is_talk(line)
            or self._is_by(line)
            or self._is_person(line)
            or self._is_known(line)
            or self._is_with(line)
        ):
            self._take_bracketed(line)
            self._describe(line)

    def _is_entry(self, line: Line) -> bool:
        text = line.plain
        if questions.is_question(text) and (line.bullet or len(text.split()) > MAX_NAME_WORDS):
            return False
        if text.endswith((":", "：")) and len(text) <= MAX_HEAD and not self._continues(text):
            self.role = self.usual_role
            self._note(line, _("Introduces people in a way that is not understood; taken as speakers."))
            return True
        if not line.bullet and self._tells_more(text):
            role, first, begun = self.entries[-1]
            self.entries[-1] = (role, first, f"{begun}, {text}")
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

    def _tells_more(self, text: str) -> bool:
        """Say whether ``text`` is the post or institution of whom the line before names alone."""
        if self.after_blank or not self.entries or len(text) > MAX_POST or label_of(text):
            return False
        if "," in self.entries[-1][2] or not (people.is_post(text) or is_organisation(text)):
            return False
        return bool(people.names_only(self.entries[-1][2], is_sure=True))

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
        if (self.body.paragraphs or self.body.questions) and not self._is_listed(line):
            return False
        if self._continues(line.plain):
            role, first, begun = self.entries[-1]
            if begun.rstrip().endswith(_BROKEN):
                self.entries[-1] = (role, first, f"{begun} {line.plain}")
                return True
        text = line.plain
        if line.number in self.billed:
            self.mode = "people"  # the next line says who that is
            self.role = self.usual_role
        elif people.unlabelled(text) is None and not _begins_broken(text):
            return False
        self.entries.append((self.usual_role, line, text))
        return True

    def _is_listed(self, line: Line) -> bool:
        if self.listed is None:
            self.listed = _listed(self.lines)
        return line.number in self.listed

    def _is_known(self, line: Line) -> bool:
        """Read a name alone: of somebody known, or the one line below an opening or a closing."""
        text = line.plain
        found = [] if self.body.paragraphs else people.names_only(text)
        is_known = all(people.key_of(named.name) in self.known for named in found)
        # Capitals tell a name, unless all are; scripts without them tell nothing.
        is_cased = text not in {text.lower(), text.upper()} and kind_of(text) == "other"
        is_alone = is_cased and self.is_alone and self.kind in {"opening", "closing"}
        if not found or not (is_known or is_alone):
            return False
        self.body.credits += [(self.usual_role, named) for named in found]
        return True

    def _take_bracketed(self, line: Line) -> None:
        """Take the people from "Workshop 1: Law (Moderator: Ada Byron)"; the line stays background."""
        for inner in _INNER.findall(line.plain[:MAX_TALK]):
            label = label_of(inner)
            if label and label.what == "role" and label.rest and ":" in fold(inner):
                self.body.credits += [(label.role, named) for named in people.several(label.rest)]

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
