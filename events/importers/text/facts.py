"""The conference's own facts, before the agenda or after it: title, theme, place, format, zone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.errors import ProgrammeError
from events.importers.results import Notice
from events.importers.text import naming
from events.importers.text.dates import dates_in
from events.importers.text.labels import fact_of
from events.importers.text.language import language_named
from events.importers.text.lines import Line
from events.importers.text.matching import fold, has, is_one_of, pattern, without_stop
from events.importers.text.outline import Outline
from events.importers.text.times import spans_in
from events.importers.text.titles import is_room
from events.importers.text.words import AGENDA_HEADS, EVENTS, FORMATS, phrases
from events.importers.text.zones import ZoneClue, clue_in, place_in, tells_zone
from events.programme import Format

MAX_FACT = 300

_AGENDA = phrases(AGENDA_HEADS)
_EVENTS = phrases(EVENTS)
_FORMATS = [(name, pattern(phrases(words))) for name, words in FORMATS.items()]
_VENUE_WORDS = phrases(
    """palais|palace|hall|centre|center|hotel|hôtel|university|université|universität|room|house|campus|auditorium|museum
|headquarters|building|maison|haus|casa|palacio|amt|ministry|ministère|ministerium|дом|зал|университет|центр|гостиница|القاعة|جامعة|فندق|大学|酒店|会议室|饭店"""
)
_AND_ONLINE = re.compile(
    r"[\s,]*(?:\b(?:and|et|y|und|&|\+|и|/)\s*)?"
    r"(?:online|on-line|virtual|virtually|en ligne|en línea|онлайн)\s*$",
    re.I,
)
_BRACKETS = re.compile(r"\(([^()]{2,200})\)")
_OPEN_BRACKETS = re.compile(r"\([^()]{2,200}(?:\)|$)")
_HOSTED = re.compile(r"(?:organi[sz]ed|hosted|convened)\s+by\s+(?:the\s+)?", re.I)


@dataclass
class Facts:
    """What a text says of the conference as a whole."""

    title: str | None = None
    theme: str | None = None
    organiser: str | None = None
    language: str | None = None
    venue: str | None = None
    format: Format | None = None
    zone: ZoneClue | None = None
    place: tuple[str, str] | None = None
    description: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def facts_of(outline: Outline) -> Facts:
    """Read the conference's facts from what stands around the sessions of ``outline``."""
    reader = _Reader(outline)
    reader.read()
    return reader.facts


class _Reader:
    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.facts = Facts()
        self.titles: list[Line] = []
        self.prose: list[Line] = []
        self.wrapped = naming.wrapped(outline.before)
        self.awaited: str | None = None
        self.has_prose = False
        self.after_blank = True

    def read(self) -> None:
        for key, (line, value) in self.outline.front_matter.items():
            self._front_matter(key, line, value)
        for line in self.outline.before:
            self._read(line, may_be_title=not self.has_prose or self.outline.is_letter)
        if self.outline.subject:
            self._place_and_zone(self.outline.subject[0], is_prose=False)
        for line in self.outline.facts:
            self._own_line(line, _without_time(line.plain))
        for line, day in self.outline.headings:
            self._own_line(line, day.rest if day.found else "")
        self.has_prose = True
        for line in self.outline.after:
            self._read(line, may_be_title=False)
        for draft in self.outline.drafts:
            self.facts.zone = self.facts.zone or clue_in(draft.line)
        self._choose_title()

    def _front_matter(self, key: str, line: Line, value: str) -> None:
        if key == "title":
            self.facts.title = value
        elif (fact := fact_of(f"{key}: {value}")) is not None:
            self._take(fact[0], value, line)
        else:
            self._note(line, _("Part of the page's head; left out."))

    def _read(self, line: Line, *, may_be_title: bool) -> None:
        if line.is_blank:
            self.after_blank = True
            return
        text = line.plain
        fact = fact_of(text)
        if self.awaited and fact is None:
            name, self.awaited = self.awaited, None
            if len(text) <= MAX_FACT:
                self._take(name, text, line)
                return
        if fact is not None:
            if fact[1]:
                self._take(fact[0], fact[1], line)
            else:
                self.awaited = fact[0]
        elif not is_one_of(fold(text), _AGENDA):
            self._other(line, may_be_title=may_be_title)
        self.after_blank = False

    def _other(self, line: Line, *, may_be_title: bool) -> None:
        text = line.plain
        self._place_and_zone(line, is_prose=len(text) > 150)
        if found := _HOSTED.match(text):
            self.facts.organiser = self.facts.organiser or without_stop(text[found.end() :]).strip() or None
            return
        if self._is_format(line) or self._is_venue(line):
            return
        if may_be_title and self._is_title(line):
            self.titles.append(line)
            return
        self.has_prose = True
        self.prose.append(line)
        if not self._is_of_letter(line):
            self._describe(line)

    def _is_of_letter(self, line: Line) -> bool:
        """Leave out a letter's line that hands the programme over; say of others that they stay."""
        if not self.outline.is_letter:
            return False
        if line.number not in self.wrapped and naming.encloses(line.plain):
            self._note(line, _("Speaks to the letter's reader; left out."))
            return True
        if naming.asks_reader(line.plain):
            self._note(line, _("Speaks to the letter's reader; kept in the conference's description."))
        return False

    def _is_title(self, line: Line) -> bool:
        """Say whether ``line`` can be the title; a letter has it below what it says to its reader, too."""
        text = line.plain
        if line.bullet or line.number in self.wrapped or len(text) > naming.MAX_TITLE or _is_sentence(text):
            return False
        return not self.outline.is_letter or bool(line.level) or not naming.talks_to_reader(text)

    def _is_format(self, line: Line) -> bool:
        """Take in a line that begins with the conference's format ("Hybrid format: …")."""
        folded = fold(line.plain)
        found = next(
            (name for name, words in _FORMATS if (hit := words.search(folded)) and hit.start() == 0), None
        )
        if (
            found is None
            or len(folded) > 150
            or not re.match(
                r"[\w-]+(?:\s(?:format|event|meeting|conference|formato))?\s*(?:[:(|,]|$)", folded
            )
        ):
            return False
        self._own_line(line, line.plain)
        return True

    def _is_venue(self, line: Line) -> bool:
        """Take in a line that is a venue and its place: "Palais des Nations, Geneva"."""
        text = naming.without_date(line.plain)
        if not self.titles or self.facts.venue or len(text) > 100 or "," not in text:
            return False
        if not (place_in(text) and has(fold(text.partition(",")[0]), _VENUE_WORDS)):
            return False
        if tells_zone(text) or any(words.search(fold(text)) for _name, words in _FORMATS):
            self._own_line(line, text, is_venue=True)
        else:
            self.facts.venue = text.strip(" .")
        return True

    def _take(self, name: str, value: str, line: Line) -> None:
        """Take in the fact ``name``."""
        self._place_and_zone(line, is_prose=False)
        if name in {"venue", "format"}:
            self._own_line(line, value, is_venue=name == "venue")
        elif name in {"organiser", "theme", "title"}:
            setattr(self.facts, name, getattr(self.facts, name) or without_stop(value).strip() or None)
        elif name == "zone" and not (clue_in(line) or place_in(value) or spans_in(value)):
            message = _("“%(zone)s” is no time zone. Expected a name such as Europe/Zurich, or as UTC+2.")
            raise ProgrammeError("unknown_zone", message % {"zone": value[:100]}, line=line.number)
        elif name in {"date", "time"} and not (dates_in(value) or spans_in(value) or clue_in(line)):
            self._describe(line)
        elif name == "language":
            self.facts.language = language_named(value)
            if self.facts.language is None:
                self._note(line, _("This is not one language that is known; set it in admin."))

    def _own_line(self, line: Line, text: str, *, is_venue: bool = False) -> None:
        """Take in what stands on the conference's own line beside date and time: format, venue, zone."""
        self._place_and_zone(line, is_prose=False)
        folded = fold(text)
        venue = _venue_in(text, is_venue=is_venue)
        if self.facts.format is None:
            told = next((name for name, words in _FORMATS if words.search(folded)), None)
            self.facts.format = "hybrid" if told == "online" and venue else told
        if venue and self.facts.venue is None:
            self.facts.venue = venue
        elif (
            text.strip()
            and not venue
            and not tells_zone(f"({text})")
            and not any(words.search(folded) for _name, words in _FORMATS)
        ):
            self._note(
                line,
                _("“%(text)s” beside the date is not understood; left out.") % {"text": text.strip()[:100]},
            )

    def _place_and_zone(self, line: Line, *, is_prose: bool) -> None:
        if not is_prose:
            self.facts.place = self.facts.place or place_in(line.plain)
        self.facts.zone = self.facts.zone or clue_in(line)

    def _describe(self, line: Line) -> None:
        text = f"- {line.text}" if line.bullet else f"### {line.text}" if line.level else line.text
        if self.after_blank or not self.facts.description:
            self.facts.description.append(text)
        else:
            self.facts.description[-1] += "\n" + text

    def _choose_title(self) -> None:
        """Choose the title; describe with the lines that could have been it."""
        chosen = naming.named(self.titles, self.prose, self.outline.subject, is_letter=self.outline.is_letter)
        if self.facts.title is None and chosen.title is not None:
            self.facts.title = chosen.title
            self.facts.notices += chosen.notices
        rest = [line for line in self.titles if line is not chosen.line]
        for line in rest:
            if dates_in(line.plain):
                self._note(line, _("The date is taken from here; the other words are left out."))
        kept = [line.text for line in rest if not dates_in(line.plain)]
        self.facts.description[:0] = kept
        self._split_theme()

    def _split_theme(self) -> None:
        """Split "2021 Conference: Towards peace", where the first part says that it is an event."""
        title = self.facts.title or ""
        head, colon, rest = title.partition(": ")
        if self.facts.theme is None and colon and rest and has(fold(head), _EVENTS):
            self.facts.title, self.facts.theme = head.strip(), rest.strip()

    def _note(self, line: Line, message: str) -> None:
        self.facts.notices.append(Notice(line.number, line.plain[:200], message))


def venue_parts(venue: str) -> tuple[str | None, str, str | None]:
    """Split "Room XXVI, Palais des Nations, Geneva" into the room, the venue and the place that it is in."""
    first, comma, rest = venue.partition(", ")
    room = first if comma and is_room(first) else None
    venue = rest if room else venue
    name, comma, last = venue.rpartition(", ")
    if comma and (place := place_in(last)) and fold(place[0]) == fold(last.strip()):
        return room, name, last.strip()
    return room, venue, None


def _venue_in(text: str, *, is_venue: bool) -> str | None:
    text = _without_zone(text)
    for piece in [*_BRACKETS.findall(text), *re.split(r"\s*[|;·]\s*", _BRACKETS.sub("", text))]:
        bare = _AND_ONLINE.sub("", piece).strip(" .,:()•·")
        if not bare or any(words.fullmatch(fold(bare)) for _name, words in _FORMATS):
            continue
        if is_venue or place_in(bare) or has(fold(bare), _VENUE_WORDS):
            return (
                text.strip(" .")
                if is_venue and "(" not in text and "|" not in text and not _AND_ONLINE.search(text)
                else bare
            )
    return None


def _without_zone(text: str) -> str:
    """Return ``text`` without brackets that tell of times ("all times CET")."""
    return _OPEN_BRACKETS.sub(lambda found: "" if tells_zone(f"{found[0]})") else found[0], text).strip()


def _without_time(text: str) -> str:
    """Return the conference's own line from after its date, hours and zone."""
    text = text[max((found.end for found in dates_in(text)), default=0) :]
    text = re.sub(
        r"^[\s,;|–—-]*(?:\d{1,2}(?:[:.h]\d{2})?\s?(?:[ap]\.?m\.?)?[\s–—-]*(?:to\s)?){1,2}(?:h|hrs|hours|uhr)?",
        "",
        text,
        flags=re.I,
    )
    text = re.sub(r"^\s*\(?(?:[A-Z]{2,5}|(?:UTC|GMT)\s?[+-]\s?\d{1,2})\)?(?=[\s|,;.)]|$)", "", text)
    return text.strip(" ,;|–—-.").strip()


def _is_sentence(text: str) -> bool:
    return (text.endswith((".", "!", ";", ",")) and len(text.split()) > 5) or len(text.split()) > 25
