"""Reads a text in our own form line by line: nothing is guessed, and what is not in the form is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Notice
from events.importers.text import form
from events.importers.text.labels import label_of
from events.importers.text.zones import known_zone
from events.programme import Role

MAX_LINES = 100_000  # 1,000 sessions with everything have 25,000
MAX_SESSIONS = 5_000

LISTS = {"rooms", "tracks", "materials", "guiding questions"}
TEXTS = {"summary": "summary", "background": "description"}
HEAD = {
    *("short title", "theme", "organiser", "organiser’s page", "venue", "venue address", "format"),
    *("time zone", "language", "stream", "page", "read back by"),
}
SESSION = {"kind", "number", "ends", "status", "room", "track", "language", "stream", "recording"}
ITEM = {
    "rooms": {"capacity", "stream"},
    "tracks": {"colour"},
    "people": {"name", "honorific", "post", "affiliation", "address"},
    "details": {"affiliation", "country", "photo", "link", "address"},
}
ITEM_TEXT = {"details": "biography", "guiding questions": "outcome"}

_FIELD = re.compile(r"([^\W\d_][\w’ ]{0,30}):(?: (.*))?")
_ITEM = re.compile(r"(?:- |\d+\. )(.*)")
_RULE = re.compile(r"=+|-+")


@dataclass
class Item:
    """A line of a list and the fields below it."""

    line: int
    text: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    block: list[str] = field(default_factory=list)


@dataclass
class Part:
    """The conference's head, or a session: its fields, texts and lists."""

    line: int
    title: str
    start: datetime | None = None
    end: datetime | None = None
    fields: dict[str, str] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[Item]] = field(default_factory=dict)
    people: list[tuple[Role, Item]] = field(default_factory=list)

    @property
    def zone(self) -> str:
        """The conference's time zone.

        Raises:
            ProgrammeError: ``no_zone`` or ``unknown_zone``.
        """
        name = form.value_of(self.fields.get("time zone", ""))
        if name is None:
            message = _("No time zone was found. Expected a line such as “Time zone: Europe/Zurich”.")
            raise ProgrammeError("no_zone", message)
        return known_zone(name)


def parts_of(text: str) -> tuple[Part, list[Part], list[Item], list[Notice]]:
    """Take ``text``, signed as being in our form, apart: head, sessions, details of people, notices.

    Raises:
        ProgrammeError: for a day, time or zone that does not exist.
    """
    reader = _Reader()
    lines = text.removeprefix("\ufeff").split("\n")
    if len(lines) > MAX_LINES:
        message = _("Found more than %(limit)d lines. Expected one conference's programme.")
        raise ProgrammeError("too_large", message % {"limit": MAX_LINES})
    for number, line in enumerate(lines, start=1):
        reader.take(number, line.rstrip("\r"))
    return reader.head, reader.sessions, reader.details, reader.notices


class _Reader:
    def __init__(self) -> None:
        self.head = Part(1, "")
        self.sessions: list[Part] = []
        self.details: list[Item] = []
        self.notices: list[Notice] = []
        self.part = self.head
        self.day: date | None = None
        self.list: str | None = None
        self.role: Role = "speaker"
        self.item: Item | None = None
        self.text: list[str] | None = None
        self.is_headed = False  # a rule may follow

    def take(self, number: int, line: str) -> None:
        """Read the next line; the blanks that end it are a text's alone."""
        if not line.strip():
            if self.text is not None:
                self.text.append(self._without_indent(line))
        elif line.startswith(form.INDENT):
            self._indented(number, line)
        elif not (self.is_headed and _RULE.fullmatch(line.rstrip())):
            self.text = None
            self._at_margin(number, line.strip())
            return
        self.is_headed = False

    def _indented(self, number: int, line: str) -> None:
        if self.item is None:
            if self.text is None:
                self.text = self.part.texts.setdefault("description", [])
            self.text.append(self._without_indent(line))
        elif line.startswith(form.INDENT * 2) and self.text is not None:
            self.text.append(self._without_indent(line))
        else:
            self._item_field(number, line.strip())

    def _without_indent(self, line: str) -> str:
        return line.removeprefix(form.INDENT if self.item is None else form.INDENT * 2)

    def _item_field(self, number: int, line: str) -> None:
        assert self.item is not None
        found = _FIELD.fullmatch(line)
        label = found[1].lower() if found else ""
        kind = self.list or ""
        if found and not found[2] and label == ITEM_TEXT.get(kind):
            self.text = self.item.block
        elif found and label in ITEM.get(kind, ()):
            self.item.fields.setdefault(label, []).append(found[2] or "")
        else:
            self._odd(number, line)

    def _at_margin(self, number: int, line: str) -> None:
        item, self.item = self.item, None
        if not self.head.title:
            self.head.title, self.head.line, self.is_headed = line, number, True
            return
        readers: list[Callable[[int, str], bool]] = [self._is_day, self._is_session, self._is_item]
        if not any(reads(number, line) for reads in [*readers, self._is_label]):
            self._odd(number, line)
            if item is None:
                self.list = None

    def _is_day(self, number: int, line: str) -> bool:
        try:
            day = form.day_of(line)
        except ValueError:
            message = _("Found “%(text)s”, which is no date of the calendar. Expected one that exists.")
            raise ProgrammeError("no_such_date", message % {"text": line}, line=number) from None
        if day is not None:
            self.day = day
        elif line == form.DETAILS:
            self.list = "details"
        else:
            return False
        self.is_headed = True
        return True

    def _is_session(self, number: int, line: str) -> bool:
        found = form.TIMES.fullmatch(line)
        if found is None:
            return False
        if len(self.sessions) >= MAX_SESSIONS:
            message = _("Found more than %(limit)d times. Expected one conference's programme.")
            raise ProgrammeError("too_large", message % {"limit": MAX_SESSIONS})
        self.part = Part(number, (found["title"] or "").strip())
        self.list = None
        self.sessions.append(self.part)
        if self.day is None:
            message = _("Found the time “%(text)s” under no day. Expected one such as “%(day)s” above it.")
            values = {"text": found["start"], "day": form.day_line(date(2027, 6, 14))}
            raise ProgrammeError("no_date", message % values, line=number)
        self.part.start = self._instant(number, self.day, found["start"])
        if found["end"]:
            self.part.end = self._end(number, found["end"])
        return True

    def _is_item(self, number: int, line: str) -> bool:
        found = _ITEM.fullmatch(line)
        if found is None or self.list is None or not found[1].strip():
            return False
        self.item = Item(number, found[1].strip())
        if self.list == "people":
            self.part.people.append((self.role, self.item))
        elif self.list == "details":
            self.details.append(self.item)
        else:
            self.part.lists.setdefault(self.list, []).append(self.item)
        return True

    def _is_label(self, number: int, line: str) -> bool:
        found = _FIELD.fullmatch(line)
        if found is None:
            return False
        label, value = found[1].lower(), found[2] or ""
        is_head = self.part is self.head
        if label in TEXTS and not value:
            self.text, self.list = self.part.texts.setdefault(TEXTS[label], []), None
        elif label in LISTS and not value:
            self.list = label
        elif value and label in (HEAD if is_head else SESSION):
            self._field(number, label, value)
        elif (told := label_of(line)) and told.what == "role" and not is_head:
            self.list, self.role = "people", told.role
            if value:
                self.part.people.append((self.role, Item(number, value)))
        else:
            return False
        return True

    def _field(self, number: int, label: str, value: str) -> None:
        if label == "ends":
            found = form.ENDS.fullmatch(value)
            if found is None:
                self._odd(number, f"Ends: {value}")
                return
            self.part.end = self._instant(number, date.fromisoformat(found["day"]), found["clock"])
        else:
            self.part.fields[label] = value

    def _instant(self, number: int, day: date, clock: str) -> datetime:
        try:
            at = form.instant_at(day, clock, self.head.zone)
        except (ValueError, OverflowError):
            raise self._no_time(number, clock) from None
        if at is None:
            message = _(
                "Found %(clock)s on %(day)s, which the clocks skip in %(zone)s. Expected a time that exists."
            )
            values = {"clock": clock, "day": day.isoformat(), "zone": self.head.zone}
            raise ProgrammeError("no_such_time", message % values, line=number)
        return at

    def _end(self, number: int, clock: str) -> datetime:
        assert self.part.start is not None
        try:
            end = form.end_at(self.part.start, clock, self.head.zone)
        except (ValueError, OverflowError):
            raise self._no_time(number, clock) from None
        if end is None:
            message = _("Found the end “%(clock)s”, which the clocks skip. Expected a time that exists.")
            raise ProgrammeError("no_such_time", message % {"clock": clock}, line=number)
        return end

    def _no_time(self, number: int, clock: str) -> ProgrammeError:
        message = _("Found “%(clock)s”, which is no time of day. Expected one from 0:00 to 24:00.")
        return ProgrammeError("no_such_time", message % {"clock": clock}, line=number)

    def _odd(self, number: int, line: str) -> None:
        """Keep what is not in the form with the background, and tell of it."""
        block = self.part.texts.setdefault("description", [])
        block += [*([""] if block else []), line]
        message = _("Not in the form of this text; kept with the background.")
        self.notices.append(Notice(number, line[:200], message))
