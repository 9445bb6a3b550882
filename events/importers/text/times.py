"""Times of day as people write them: 9:15, 09.15, 9h15, 9 Uhr, 9:15 am, noon, and spans of them.

Nothing here knows a date. A clock keeps whether "am" or "pm" stood by it; what a bare "1:00" means is for
``clock.py`` to say, which sees the sessions before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from events.importers.text.matching import fold, pattern
from events.importers.text.words import OPEN_END, phrases

_NOON = r"12(?:[:.]00)?\s?noon|noon|midday|mediod[ií]a|midi|mittags|полдень"
_MIDNIGHT = r"12(?:[:.]00)?\s?midnight|midnight|medianoche|minuit|mitternacht|полночь"
_HALVES = dict.fromkeys(("a", "ص", "上午", "早上"), "am") | dict.fromkeys(
    ("p", "م", "中午", "下午", "晚上"), "pm"
)
_ONE = (
    rf"(?:(?P<noon{{n}}>(?:{_NOON})(?!\w))|(?P<midnight{{n}}>(?:{_MIDNIGHT})(?!\w))"
    r"|(?P<four{n}>(?:[01]\d|2[0-3])[0-5][05])(?!\d|[:.]\d)(?P<hrs{n}>\s?(?:hrs|hours|uhr|h)(?!\w)\.?)?"
    r"|(?:(?P<part{n}>上午|早上|中午|下午|晚上)\s?)?(?P<hour{n}>\d{{1,2}})(?!\d)"
    r"(?:(?:(?P<sep{n}>[:.])|\s?(?:h|uhr|ч|时|點|点)\s?)(?P<minute{n}>\d\d)(?!\d)(?::\d\d(?!\d))?(?!\.\d)"
    r"|\s?(?P<unit{n}>h|uhr|hrs?|ч|點|点|时)(?!\w))?"
    r"(?:\s?(?P<half{n}>[ap])\.?\s?m(?!\w)\.?|(?P<short{n}>[ap])(?!\w)|\s?(?P<arab{n}>[صم])(?!\w))?"
    r"(?:\s?(?P<tail{n}>uhr|hrs|hours|hour|h|ч|часов|分)(?!\w)\.?)?)"
)
_TO = r"\s{0,3}(?:-{1,3}|to|until|till|bis|à|a|hasta|до|إلى|الى|至|到)\s{0,3}"
_ABOUT = r"(?:ca\.?|circa|gegen|approx\.?|around|about|vers|environ|hacia|sobre las|около|примерно|حوالي|~|≈)"
_FROM = rf"(?:(?:from|von|ab|de|desde|a partir de|à partir de|dès|с|من|从|自|{_ABOUT})\s{{1,3}})?"
_FIRST, _SECOND = _ONE.format(n="1"), _ONE.format(n="2")
_SPAN = re.compile(rf"(?<![\w:.,/+-]){_FROM}{_FIRST}{_TO}{_SECOND}(?![\w/])(?!:\d)")
_START = re.compile(rf"(?<![\w:.,/+-]){_FIRST}(?![\w/])")
_LEAD = re.compile(r"[\s(\[*•>]{0,4}" + _FROM)
_AFTER = re.compile(r"\s{0,3}[)\]]?\s{0,3}")
_SEPARATORS = re.compile(r"\s*(?:[:|.,;-]+(?=\s|$)|[:|;-]+)?\s*")
_OPEN = re.compile(r"\s{0,3}-{1,2}\s{0,3}(?:$|(?=[\t|])|" + pattern(phrases(OPEN_END)).pattern + ")")
_ENDS = re.compile(r"\s{0,3}-{1,2}\s{0,3}(?:end|ende|fin)\s*[.!]?\s*")  # "14:30 – End" is a session, the last
_APART = re.compile(r"(?:\s{3,}|\s?[.…_]{3,}\s?)(?=\d[^\s]{0,6}(?:\s[ap]\.?m|\suhr|\sh)?[\s.,;)\]]{0,9}$)")
_LEADERS = re.compile(r"\s?[.…_]{3,50}\s{0,3}$")  # "Law ....... 9:00 - 10:00"
_HOURS = re.compile(r"[\s(\[*•>]{0,4}\d{1,2}\s?(?:h|hrs?)(?!\w)\s{0,9}[^\W\d_]")
_IMPOSSIBLE = re.compile(r"\s{0,3}(?:\d{1,2}[:h]\d{2})(?!\d)")
_DURATION = re.compile(
    r"\(?\s?(?P<count>\d{1,3})\s?"
    r"(?:(?P<minutes>min|mins|minutes?|minuten|minutos|m|мин|минут|分钟|دقيقة|')|h|hours?|stunden?|heures?|horas?)\.?\s?\)?"
)


@dataclass(frozen=True)
class Clock:
    """A time of day as written. ``hour`` is 0 to 24; ``half`` is "am", "pm" or None."""

    hour: int
    minute: int = 0
    half: str | None = None
    is_explicit: bool = True
    mark: str = ""  # what parts hour and minute: ":", ".", "h"
    has_unit: bool = False  # "Uhr", "hrs", "am" stands beside it
    is_bare: bool = False  # "0930", which can be a number

    @property
    def is_dotted(self) -> bool:
        """Whether it can be a number as well: "9.30"."""
        return self.mark == "." and not self.has_unit

    @property
    def minutes(self) -> int:
        """Minutes after midnight, with am and pm reckoned in."""
        hour = self.hour
        if self.half == "am":
            hour %= 12
        elif self.half == "pm":
            hour = hour % 12 + 12
        return hour * 60 + self.minute

    def __str__(self) -> str:
        return f"{self.hour}:{self.minute:02}" + (f" {self.half}" if self.half else "")


@dataclass(frozen=True)
class Slot:
    """A session's time: a start, perhaps an end, or the word that the end is open."""

    start: Clock
    end: Clock | None = None
    is_open: bool = False

    def __str__(self) -> str:
        return f"{self.start}–{self.end}" if self.end else str(self.start)


def leading_slot(text: str, *, takes_lengths: bool = False) -> tuple[Slot, str] | None:
    """Read the time that ``text`` begins with; return it and what follows the separators.

    "2h workshop" has no time, unless ``takes_lengths``.
    """
    folded = fold(text)
    begin = _LEAD.match(folded)
    at = begin.end() if begin else 0
    if span := _SPAN.match(folded, at):
        if slot := _slot_of(span):
            return slot, _rest(text, folded, span.end())
        return None
    found = _START.match(folded, at)
    clock = _clock_of(found, "1") if found else None
    if not found or not clock or not clock.is_explicit or _DURATION.fullmatch(folded.strip()):
        return None
    opened = _OPEN.match(folded, found.end())
    if opened and not _ENDS.fullmatch(folded, found.end()):
        return Slot(clock, is_open=True), _rest(text, folded, opened.end())
    is_led = begin is not None and begin[0].strip(" ([*•>\t") != ""
    if not (is_led or takes_lengths) and can_be_length(text):
        return None  # "2h workshop" is a length; "9 Uhr Kaffee" and "from 9h coffee" are times
    if folded[found.end() : found.end() + 1].isalnum():
        return None
    return Slot(clock), _rest(text, folded, found.end())


def can_be_length(text: str) -> bool:
    """Say whether ``text`` begins with hours that can be a length as well: "2h workshop", "9h Accueil"."""
    return _HOURS.match(fold(text)) is not None


def trailing_slot(text: str) -> tuple[Slot, str] | None:
    """Read the span of time that ``text`` ends with; return it with what stands before."""
    folded = fold(text)
    last = None
    for last in _SPAN.finditer(folded):  # noqa: B007  # the last one is wanted
        pass
    if last is None or folded[last.end() :].strip(" )].,;"):
        return _set_apart(text, folded)
    slot = _slot_of(last)
    before = _LEADERS.sub("", text[: last.start()]).rstrip(" ([,;:|–—-\t")
    return (slot, before) if slot and before else None


def _set_apart(text: str, folded: str) -> tuple[Slot, str] | None:
    """Read the start that blanks or dots keep apart at a line's end: "Doors open ....... 8:30"."""
    found = _APART.search(folded)
    started = _START.fullmatch(folded, found.end(), len(folded.rstrip(" )].,;"))) if found else None
    clock = _clock_of(started, "1") if started else None
    before = text[: found.start()].rstrip(" ([,;:|–—-.…") if found else ""
    return (Slot(clock), before) if clock and clock.is_explicit and before else None


def spans_in(text: str) -> list[Slot]:
    """Return every span of time anywhere in ``text``."""
    return [slot for found in _SPAN.finditer(fold(text)) if (slot := _slot_of(found))]


def is_time_only(text: str) -> Slot | None:
    """Return the slot if ``text`` is a time and nothing else."""
    found = leading_slot(text)
    return found[0] if found and not found[1].strip(" .)") else None


def minutes_of(text: str) -> int | None:
    """Return how many minutes ``text`` is, if it is a length and nothing else: "15 minutes", "2 h"."""
    found = _DURATION.fullmatch(fold(text).strip())
    if found is None:
        return None
    return int(found["count"]) * (1 if found["minutes"] else 60) or None


def is_impossible(text: str) -> bool:
    """Say whether ``text`` begins like a time of day, but is none ("25:00", "9:75")."""
    return _IMPOSSIBLE.match(fold(text)) is not None and leading_slot(text) is None


def _slot_of(found: re.Match[str]) -> Slot | None:
    start, end = _clock_of(found, "1"), _clock_of(found, "2")
    if start is None or end is None or not (start.is_explicit or end.is_explicit):
        return None
    if end.half and not start.half and start.hour <= 12:
        start = _before(start, end)
    return Slot(start, end)


def _before(start: Clock, end: Clock) -> Clock:
    """Say which half of the day a bare ``start`` means that ends at ``end``: the nearest one before it."""
    halves = [replace(start, half=half) for half in ("pm", "am")]
    return next((clock for clock in halves if clock.minutes < end.minutes), halves[0])


def _clock_of(found: re.Match[str], n: str) -> Clock | None:
    if found["noon" + n]:
        return Clock(12, half="pm")
    if found["midnight" + n]:
        return Clock(24)
    if four := found["four" + n]:
        return _clock_of_four(four, has_unit=bool(found["hrs" + n]))
    hour, minute = int(found["hour" + n]), int(found["minute" + n] or 0)
    letter = found["half" + n] or found["short" + n] or found["arab" + n]
    if letter and hour == 0:
        letter = None  # "0:30 am" is on the clock of 24 hours
    if hour > 24 or minute > 59 or (hour == 24 and minute) or (letter and not 1 <= hour <= 12):
        if not (letter and 13 <= hour <= 23 and minute <= 59):
            return None
        letter = None  # "14:00 pm" says the same twice
    explicit = bool(found["minute" + n] or found["unit" + n] or letter)
    half = _HALVES.get(letter or (found["part" + n] if hour <= 12 else "") or "")
    unit = found["unit" + n] or found["tail" + n]
    mark = found["sep" + n] or ("h" if unit == "h" or found["minute" + n] else "")
    return Clock(hour, minute, half, explicit, mark, has_unit=bool(unit or letter))


def _clock_of_four(four: str, *, has_unit: bool) -> Clock | None:
    """Read "0930"; "2020" is a year unless "hrs" stands by it."""
    if four[:2] in {"19", "20"} and not has_unit:
        return None
    return Clock(int(four[:2]), int(four[2:]), is_bare=not has_unit)


def _rest(text: str, folded: str, at: int) -> str:
    after = _AFTER.match(folded, at)
    at = after.end() if after else at
    separators = _SEPARATORS.match(folded, at)
    return text[separators.end() if separators else at :].strip()
