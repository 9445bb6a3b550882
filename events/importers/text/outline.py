"""The rough shape of a text: what stands before the agenda, its sessions, what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from events.importers.results import Notice
from events.importers.text import chrome, letters, tables
from events.importers.text.blocks import IDLE, Block, block_at
from events.importers.text.chairs import share_chairs
from events.importers.text.dates import DayHeading, dates_in, day_heading
from events.importers.text.kinds import kind_of
from events.importers.text.labels import fact_of, label_of
from events.importers.text.lines import Line
from events.importers.text.matching import fold
from events.importers.text.slots import slots_in
from events.importers.text.tables import Columns
from events.importers.text.times import Slot, is_impossible, spans_in
from events.importers.text.words import PARTS_OF_DAY, phrases
from events.importers.text.zones import without_zone

_PARTS_OF_DAY = {fold(word): part for part, words in PARTS_OF_DAY.items() for word in phrases(words)}
_PART_OF_DAY = re.compile(r"(上午|中午|下午|晚上)[\s:：]\S{1,8}")  # "下午 分论坛"
_DAY_OF_MONTH = re.compile(r"(3[01]|[12]\d|[1-9])\s?[日号]")
MAX_SIGNED = 150  # characters of a line below a letter's closing; a longer one is a postscript
MAX_HEADING = 60  # characters of a plain line that may head what follows the agenda


@dataclass
class Draft:
    """A session as it stands in the text: its time, the words beside it, and the lines below."""

    line: Line
    slot: Slot
    words: str
    day: DayHeading | None
    day_line: Line | None
    part: str | None = None  # of the day, as a heading above says
    row: dict[str, str] = field(default_factory=dict)
    body: list[Line] = field(default_factory=list)
    block: Block | None = None
    has_words_below: bool = False

    @property
    def has_title(self) -> bool:
        """Whether words stand beside the time or below it."""
        return bool(self.words) or self.has_words_below


@dataclass
class Outline:
    """A text taken apart. ``facts`` are the lines with the conference's own date and hours.

    ``is_letter`` says that a greeting or a mail's head was there, ``subject`` what the mail was about.
    """

    before: list[Line] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    facts: list[Line] = field(default_factory=list)
    headings: list[tuple[Line, DayHeading]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    front_matter: dict[str, tuple[Line, str]] = field(default_factory=dict)
    subject: tuple[Line, str] | None = None
    is_letter: bool = False

    def texts(self) -> Iterator[str]:
        """Return what the lines say, but for times and whatever was left out."""
        yield from (line.plain for line in [*self.before, *self.after])
        for draft in self.drafts:
            yield from [draft.words, *draft.row.values(), *(line.plain for line in draft.body)]


def outline_of(lines: list[Line]) -> Outline:
    """Take ``lines`` apart. Every line that is not blank ends in one place of the outline or in a notice."""
    return _Reader(lines).read()


def part_of_day(line: Line) -> str | None:
    """Read a line, or the one filled cell of a row, that only parts a day: "Afternoon"."""
    filled = [cell for cell in line.cells if cell]
    text = filled[0] if len(filled) == 1 else line.plain
    found = _PART_OF_DAY.fullmatch(text)
    return _part_in(found[1] if found else text)


def _part_in(text: str) -> str | None:
    return _PARTS_OF_DAY.get(fold(text).strip(" .:;,-()[]*!?\"'"))


class _Reader:
    def __init__(self, lines: list[Line]) -> None:
        self.outline = Outline()
        self.lines = self._without_letter(self._without_front_matter(lines))
        self.slots = slots_in(self.lines)
        self.last_slot = max(self.slots, default=-1)
        self.day: DayHeading | None = None
        self.day_line: Line | None = None
        self.part: str | None = None
        self.columns = Columns()
        self.draft: Draft | None = None
        self.block: Block | None = None
        self.taken = -1  # up to where a block's head was read
        self.is_over = False
        self.is_tail = False
        self.is_signed = False  # whether a letter's closing was read

    def read(self) -> Outline:
        for index, line in enumerate(self.lines):
            if line.is_blank:
                if line.raw.strip() == "--" and index > self.last_slot >= 0:
                    self.is_signed, self.draft = True, None  # the mark of a mail's signature
                self._keep(line)
            elif not (
                index < self.taken
                or self._is_chrome(index, line)
                or self._is_of_letter(index, line)
                or self._is_mark(index, line)
                or self._is_block(index, line)
                or self._is_session(index, line)
            ):
                self._is_end(index, line)
                self._keep(line)
        share_chairs(self.outline.drafts)
        return self.outline

    def _keep(self, line: Line) -> None:
        if self.draft is not None and self._is_room(line):
            self.draft.row["room"] = line.plain
        elif self.draft is not None:
            self.draft.body.append(line)
            self.draft.has_words_below |= not line.is_blank
        elif self.outline.drafts or self.is_over:
            self.outline.after.append(line)
        else:
            self.outline.before.append(line)

    def _is_room(self, line: Line) -> bool:
        """Say whether ``line`` is the last cell, the room's, of a row that went over several lines."""
        is_last = self.columns.names[-1:] == ("room",) and line.raw.startswith("\t")
        return is_last and len([cell for cell in line.cells if cell]) == 1

    def _note(self, line: Line, message: str) -> None:
        self.outline.notices.append(Notice(line.number, line.plain[:200], message))

    def _is_chrome(self, index: int, line: Line) -> bool:
        if self.outline.drafts and chrome.opens_tail(line.plain):
            self.is_tail = True
        if self.is_tail and (index in self.slots or ((day := day_heading(line.plain)) and day.found)):
            self.is_tail = False
        if self.is_tail or chrome.is_chrome(line.plain):
            self._note(line, _("Belongs to the web page around the programme; left out."))
            return True
        return False

    def _is_of_letter(self, index: int, line: Line) -> bool:
        """Leave out a greeting before the agenda, and below its last session how to reach whoever wrote."""
        text = line.plain
        if not self.outline.drafts and index not in self.slots and letters.greets(text):
            self.outline.is_letter = True
            self._note(line, _("Greets the reader; left out."))
            return True
        if index <= self.last_slot or not self.outline.drafts:
            return False
        is_apart = self.lines[index - 1].is_blank
        if letters.closes(text) and part_of_day(line) is None:
            self.is_signed, self.draft = True, None
        elif letters.asks_politely(text) and is_apart and label_of(text) is None:
            self._note(line, _("Stands after the agenda; kept at the end of the conference's description."))
            self.draft, self.is_over = None, True
        elif is_apart and (fact := fact_of(text)) and fact[0] == "organiser":
            self.draft, self.is_over = None, True
        is_signature = self.is_signed and not (self._is_fact(line) or line.level or len(text) > MAX_SIGNED)
        if is_signature or letters.is_contact(text):
            self._note(line, _("Belongs to the letter's end or says how to reach somebody; left out."))
            return True
        return False

    def _is_fact(self, line: Line) -> bool:
        return fact_of(line.plain) is not None or day_heading(line.plain) is not None

    def _is_mark(self, index: int, line: Line) -> bool:
        """Take in a line about the lines below it: a table's head, a day, the conference's own date."""
        if part := part_of_day(line):
            self.draft, self.part = None, part
            return True
        if columns := tables.columns_of(line.cells):
            self.columns = columns
            return True
        if index in self.slots:
            return False
        if (
            dates_in(line.plain)
            and spans_in(line.plain)
            and len(line.plain) <= 400
            and self._is_fact_place(line)
        ):
            self.outline.facts.append(line)
            self.draft = None
            return True
        return self._is_day(line)

    def _is_fact_place(self, line: Line) -> bool:
        """Say whether date and hours are the conference's: before the agenda, or apart from a session."""
        return self.draft is None or not dates_in(line.plain)[0].begin or fact_of(line.plain) is not None

    def _is_day(self, line: Line) -> bool:
        day = day_heading(line.plain)
        if day is None or (line.bullet and not line.level and self.draft is not None):
            return False
        if day.found is None and day.number is None and self.draft is not None and line.bullet:
            return False
        self.outline.headings.append((line, day))
        self.draft = self.block = None
        if day.found is None or day.found.last is None:
            self.day, self.day_line, self.part = day, line, _part_in(day.rest)
        return True

    def _is_block(self, index: int, line: Line) -> bool:
        """Take in the head of a block of sessions, which stands apart from the session above it."""
        if index in self.slots or (self.draft is not None and not self.draft.has_title):
            return False
        is_apart = self.draft is None or line.level or not index or self.lines[index - 1].is_blank
        found = block_at(self.lines, index, set(self.slots))
        if found is None or not (is_apart or found[0].chairs) or kind_of(self.slots[found[1]][1]) in IDLE:
            return False
        self.block, self.taken = found
        self.draft = None
        self._note(line, _("Heads the sessions below; kept as their track."))
        return True

    def _is_session(self, index: int, line: Line) -> bool:
        if index not in self.slots:
            if is_impossible(line.plain):
                self._note(line, _("Begins like a time of day, but is none; read as text."))
            return False
        slot, words, row = self.slots[index]
        if self.columns and line.cells:
            row = tables.row_of(line.cells, self.columns)
            words = row.get("title", "")
        if (date := row.get("date")) and (day := day_heading(date) or self._day_of_month(date)):
            self.day, self.day_line = day, line  # a date's cell can span the rows below it
            self.part = _part_in(_DAY_OF_MONTH.sub("", date))
        for title in [words, *tables.parallel_in(row)]:
            own = {"title": title} if title != words else row
            self.draft = Draft(
                line, slot, without_zone(title), self.day, self.day_line, self.part, own, block=self.block
            )
            self.outline.drafts.append(self.draft)
        self.is_over = False
        return True

    def _day_of_month(self, text: str) -> DayHeading | None:
        """Read "23日上午", a day of the month that the rows above name."""
        number = _DAY_OF_MONTH.match(text)
        if number is None or self.day is None or self.day.found is None:
            return None
        return DayHeading(replace(self.day.found, day=int(number[1]), last=None, weekday=None))

    def _is_end(self, index: int, line: Line) -> None:
        """After the last time, a heading ends the agenda: what follows belongs to no session."""
        if self.draft is None or index < self.last_slot or self.is_over:
            return
        if (line.level and label_of(line.plain) is None and self.draft.has_title) or self._heads_prose(
            index, line
        ):
            self._note(line, _("Stands after the agenda; kept at the end of the conference's description."))
            self.draft, self.is_over = None, True

    def _heads_prose(self, index: int, line: Line) -> bool:
        """Say whether a short line right under a session heads a paragraph after a blank line."""
        if self.draft is None or not self.draft.words or self.draft.has_words_below:
            return False
        following = self.lines[index + 1 : index + 3]
        return (
            len(line.plain) <= MAX_HEADING
            and not line.bullet
            and line.plain[-1:].isalnum()
            and label_of(line.plain) is None
            and len(following) == 2
            and following[0].is_blank
            and len(following[1].plain) > 100
            and following[1].plain.endswith(".")
        )

    def _without_letter(self, lines: list[Line]) -> list[Line]:
        letter = letters.opened(lines)
        self.outline.subject, self.outline.is_letter = letter.subject, letter.is_mail
        self.outline.notices += letter.notices
        return letter.lines

    def _without_front_matter(self, lines: list[Line]) -> list[Line]:
        """Take off a head of "key: value" lines between two lines of three hyphens."""
        if not lines or lines[0].raw.strip() != "---":
            return lines
        end = next((i for i, line in enumerate(lines[1:60], start=1) if line.raw.strip() == "---"), None)
        if end is None:
            return lines
        for line in lines[1:end]:
            key, colon, value = line.raw.partition(":")
            if colon and value.strip() and key.strip() == key:
                self.outline.front_matter[key.lower()] = (line, value.strip().strip("\"'"))
        return lines[end + 1 :]
