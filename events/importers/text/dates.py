"""Dates as people write them, and lines that head a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from events.importers.text.matching import fold
from events.importers.text.times import spans_in
from events.importers.text.words import DAY, DAY_NUMBERS, MONTHS, WEEKDAYS

MAX_HEADING = 130  # characters; a longer line that begins with a date is prose


def _any(words: object) -> str:
    ordered = sorted((fold(str(word)) for word in words), key=len, reverse=True)  # type: ignore[attr-defined]
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)


_MONTHS = {fold(name): number for name, number in MONTHS.items()}
_WEEKDAYS = {fold(name): number for name, number in WEEKDAYS.items()}
_NUMBERS = {fold(word): number for word, number in DAY_NUMBERS.items()}
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.)?"
_AND = r"\s{0,2}(?:-|/|&|and|et|y|und|и|و|to|bis|au|al|a|au|до|по|至)\s{0,2}"
_JOINS = r"and|et|y|und|и|و|to|bis|au|al|till|until|hasta|jusqu'au|по|до|至"
_OF = r"(?:\s{0,2}(?:of|de|del|d'|)\s{0,2})"
_WEEKDAY = rf"(?:{_any(_WEEKDAYS)})\.?"
_JOINED = re.compile(
    rf"(?:\s|[-,/&.()]|{_WEEKDAY}(?!\w)|(?:{_JOINS})(?!\w))*"
)  # between two dates of one span
_YEAR = r"(?:[\s,]{0,3}(?:of|de|del)?\s?(?P<year>(?:19|20)\d\d)(?!\d)(?:\s?(?:года|год|г\.|م)(?!\w))?)?"
_ALSO = rf"(?:\s?[/(-]\s?(?:{_any(_MONTHS)})(?![^\W\d_])\)?)?"  # "3 كانون الأول/ديسمبر"
_DAY_MONTH = re.compile(
    rf"(?<![\w.:])(?P<day>\d{{1,2}}){_ORDINAL}(?:{_AND}(?P<last>\d{{1,2}}){_ORDINAL})?{_OF}[\s-]?"
    rf"(?P<month>{_any(_MONTHS)})(?![^\W\d_])\.?{_ALSO}(?:[\s,]{{0,2}}{_WEEKDAY}(?!\w))?" + _YEAR
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)(?P<month>{_any(_MONTHS)})\.?\s?(?P<day>\d{{1,2}})(?![\d:.]\d|\d){_ORDINAL}"
    rf"(?:{_AND}(?P<last>\d{{1,2}})(?!\d){_ORDINAL})?" + _YEAR
)
_ISO = re.compile(r"(?<![\w-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\w-])")
_NUMERIC = re.compile(
    r"(?<![\w./])(?P<day>\d{1,2})(?P<sep>[./])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?!\w)"
)
_CHINESE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s?年\s?)?(?P<day_month>(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号])"
)
_DAY_N = re.compile(
    rf"(?:\bd[-])?(?:(?:{_any(DAY.split())})\s{{0,2}}(?P<n>\d{{1,2}}|{_any(_NUMBERS)})|"
    rf"(?P<ordinal>{_any(_NUMBERS)})\s(?:{_any(DAY.split())}))(?!\w)"
)
_LEAD_WORDS = re.compile(
    rf"(?:\s|[-,.:;|()\[\]*#>/]|{_WEEKDAY}(?!\w)|{_DAY_N.pattern}|(?:{_any(DAY.split())}|date|on|am|le|el|du|den|в|يوم|الموافق|بتاريخ|في)(?!\w))*"
)


@dataclass(frozen=True)
class Found:
    """A date in a text: where it stands, and what is known of it. ``last`` is the last day of a span."""

    begin: int
    end: int
    day: int
    month: int
    year: int | None = None
    last: int | None = None
    weekday: int | None = None

    def on(self, year: int) -> date | None:
        """Return the day in ``year``, or None where there is no such day."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True)
class DayHeading:
    """The heading of a day: by its date, its number in the conference, its weekday, or several of them.

    ``rest`` is what else the line says.
    """

    found: Found | None = None
    number: int | None = None
    weekday: int | None = None
    rest: str = ""


def dates_in(text: str) -> list[Found]:
    """Return the dates in ``text`` in order; a year beside the second of two joined dates goes for both."""
    folded = fold(text)
    if not any(char.isdigit() for char in folded):
        return []
    hits: list[Found] = []
    taken = bytearray(len(folded))  # marked where a date stands already
    for form in (_ISO, _NUMERIC, _CHINESE, _DAY_MONTH, _MONTH_DAY):
        for hit in form.finditer(folded):
            found = _found(form, hit)
            if form is _MONTH_DAY and text[hit.start() : hit.start() + 3] in {"may", "mar"}:
                continue  # "you may 5 times": English writes its months with a capital
            if found and 1 not in taken[found.begin : found.end]:
                taken[found.begin : found.end] = b"\1" * (found.end - found.begin)
                hits.append(found)
    hits.sort(key=lambda found: found.begin)
    weekday = _weekday_in(folded)
    hits = [replace(found, weekday=weekday if len(hits) == 1 else None) for found in hits]
    return [
        _with_year_of_next(found, hits[index + 1 : index + 2], folded) for index, found in enumerate(hits)
    ]


def day_heading(text: str) -> DayHeading | None:
    """Read ``text`` as a day's heading: it begins with a date, "Day 2" or weekday, and has no times."""
    if len(text) > MAX_HEADING or not text or spans_in(text):
        return None
    folded = fold(text)
    dates = dates_in(text)
    number = _number_in(folded)
    if dates and _LEAD_WORDS.fullmatch(folded[: dates[0].begin]):
        rest = _LEAD_WORDS.sub("", text[dates[-1].end :], count=1).strip(" ()[],،؛;:.-–—|*#")
        return None if _is_prose(rest) else DayHeading(dates[0], number, dates[0].weekday, rest)
    if dates:
        return None
    if number is not None and (found := _DAY_N.match(folded.lstrip("#* "))):
        shift = len(folded) - len(folded.lstrip("#* "))
        rest = text[shift + found.end() :]
        if rest[:1].isalnum() or _is_prose(rest):
            return None
        return DayHeading(None, number, _weekday_in(folded), rest.strip(" ()[],،؛;:.-–—|*#"))
    weekday = _WEEKDAYS.get(folded.strip(" .:,#*-()"))
    return DayHeading(weekday=weekday) if weekday is not None else None


def nth_day(first: date, number: int) -> date | None:
    """Return the conference's ``number``-th day, or None past the calendar's end."""
    try:
        return first + timedelta(days=number - 1)
    except OverflowError:
        return None


def _found(form: re.Pattern[str], hit: re.Match[str]) -> Found | None:
    groups = hit.groupdict()
    name = " ".join(groups["month"].split())
    month = _MONTHS[name] if name in _MONTHS else int(name)
    day = int(groups["day"])
    if form is _NUMERIC and month > 12 >= day:
        month, day = day, month
    last = int(groups["last"]) if groups.get("last") else None
    if not (1 <= month <= 12 and 1 <= day <= 31) or (last is not None and not day < last <= 31):
        return None
    year = int(groups["year"]) if groups.get("year") else None
    return Found(hit.start(), hit.end(), day, month, year, last)


def _with_year_of_next(found: Found, following: list[Found], folded: str) -> Found:
    if found.year is None and following and _JOINED.fullmatch(folded[found.end : following[0].begin]):
        return replace(found, year=following[0].year)
    return found


def _weekday_in(folded: str) -> int | None:
    days = {
        _WEEKDAYS[hit.rstrip(".")]
        for hit in re.findall(rf"(?<!\w){_WEEKDAY}(?!\w)", folded)
        if hit.rstrip(".") in _WEEKDAYS
    }
    return days.pop() if len(days) == 1 else None


def _number_in(folded: str) -> int | None:
    found = _DAY_N.search(folded)
    word = (found["n"] or found["ordinal"]) if found else None
    if word is None:
        return None
    number = int(word) if word.isdigit() else _NUMBERS[word]
    return number if 1 <= number <= 31 else None


def _is_prose(rest: str) -> bool:
    return len(rest) > 80 or (rest.rstrip().endswith((".", "?", "!")) and len(rest.split()) > 6)
