"""A conference's title: among the lines above the agenda, in a mail's subject, between quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from events.importers.results import Notice
from events.importers.text.dates import dates_in, day_heading
from events.importers.text.letter_words import ASKING, ENCLOSING, INVITATIONS, NEW_AGENDAS, OF_AGENDA
from events.importers.text.lines import Line
from events.importers.text.matching import any_of, fold, has, is_one_of
from events.importers.text.words import AGENDA_HEADS, EVENTS, OCCASIONS, phrases

MAX_TITLE = 200
MAX_ENCLOSING = 150  # characters of "please find the programme of our forum attached"
LEAST_WIDE = 55  # characters of a line that a mail program has wrapped
LEAST_QUOTED, LEAST_HAN = 2, 4  # words and characters of a title between quotation marks


def _any(words: str) -> str:
    return any_of(phrases(words))


_OCCASIONS = phrases(EVENTS) | phrases(OCCASIONS)
_COMPOUND = re.compile(
    r"\w{3,30}(?:tagung|konferenz|kongress|seminar|gipfel|symposium|workshop|forum|treffen)(?!\w)"
)
_AGENDA = phrases(AGENDA_HEADS)
_OF_AGENDA = re.compile(
    rf"(?:(?:{_any(NEW_AGENDAS)})\s)?(?:{_any(AGENDA_HEADS)}|{_any(INVITATIONS)})"
    rf"(?:\s?[:-]\s?|\s(?:{_any(OF_AGENDA)})\s)"
)
_BEFORE_DATE = re.compile(r"[\s,]+(?:am|vom|on|of|le|du|el|del|в|на)$", re.IGNORECASE)
_QUOTED = re.compile(r"[«“„\"《]([^«»“”„\"《》\n]{6,200})[»”“\"》]")
_ASKING, _ENCLOSING = phrases(ASKING), phrases(ENCLOSING)


@dataclass
class Naming:
    """The title, the line that it stands on where that is one above the agenda, and what was doubtful."""

    title: str | None = None
    line: Line | None = None
    notices: list[Notice] = field(default_factory=list)


def named(
    titles: list[Line], prose: list[Line], subject: tuple[Line, str] | None, *, is_letter: bool
) -> Naming:
    """Choose among ``titles``, which are lines like titles, the ``subject`` and what ``prose`` quotes.

    Outside of letters the first line like a title is it.
    """
    first = _first(titles)
    if first is not None and (not is_letter or first.level):
        return Naming(_title_on(first), first)
    about = _about(subject[1]) if subject else None
    if about and (same := [line for line in titles if _is_part(fold(_title_on(line)), fold(about))]):
        return Naming(_title_on(same[0]), same[0])
    occasion = next((line for line in titles if _is_occasion(line.plain)), None)
    if subject and about and (_is_occasion(about) or occasion is None):
        message = _("The conference's title is taken from the mail's subject.")
        return Naming(about, None, [Notice(subject[0].number, subject[0].plain[:200], message)])
    if occasion is not None:
        return Naming(_title_on(occasion), occasion)
    for line in prose:
        if quoted := _quoted_in(line.plain):
            message = _("The conference's title is taken from what stands between quotation marks.")
            return Naming(quoted, None, [Notice(line.number, line.plain[:200], message)])
    if first is None:
        return Naming()
    message = _("Taken as the conference's title, though nothing says that it is.")
    return Naming(_title_on(first), first, [Notice(first.number, first.plain[:200], message)])


def wrapped(lines: list[Line]) -> frozenset[int]:
    """Return the numbers of lines that are parts of a paragraph which goes over several of them."""
    found: set[int] = set()
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and not (line.is_blank or line.bullet or line.level or line.cells):
            run.append(line)
            continue
        wide = [each for each in run[:-1] if len(each.plain) >= LEAST_WIDE]
        goes_on = any(
            len(above.plain) >= LEAST_WIDE and below.plain[:1].islower() for above, below in pairwise(run)
        )
        if goes_on or (len(wide) > 1 and run[-1].plain.endswith((".", ":", "!"))):
            found |= {each.number for each in run}
        run = []
    return frozenset(found)


def talks_to_reader(text: str) -> bool:
    """Say whether a letter's line asks or tells its reader something: "please find the programme below:"."""
    return text[:1].islower() or text.endswith((":", "：", ",", ".", "。", "!", "?")) or asks_reader(text)


def asks_reader(text: str) -> bool:
    """Say whether a letter's line has words that are for its reader: "we look forward to seeing you"."""
    return has(fold(text), _ASKING)


def encloses(text: str) -> bool:
    """Say whether a letter's line does nothing but hand the programme over: "attached is the programme."."""
    return len(text) <= MAX_ENCLOSING and has(fold(text), _ENCLOSING)


def without_date(text: str) -> str:
    """Return ``text`` without its dates and what parted them from the rest."""
    for found in reversed(dates_in(text)):
        text = text[: found.begin] + text[found.end :]
    bare = re.sub(r"([,;:|–—-])(?:\s*[,;:|–—-])+", r"\1", re.sub(r"\s{2,}", " ", text)).strip(" ,;:–—-|()")
    return f"{bare})" if bare.count("(") > bare.count(")") else bare or text


def _first(titles: list[Line]) -> Line | None:
    """Return the first line without a date, headings of a high rank before others, else the first."""
    undated = [line for line in titles if not dates_in(line.plain)]
    return next(iter(sorted(undated, key=lambda line: line.level or 9)[:1] or titles[:1]), None)


def _title_on(line: Line) -> str:
    return without_date(line.plain)


def _about(subject: str) -> str | None:
    """Return what a mail's subject is about: "Programme of the Forum on Cables, 14 June" is the Forum."""
    text = _BEFORE_DATE.sub("", without_date(subject))
    head = _OF_AGENDA.match(fold(text))
    text = text[head.end() :].strip() if head else text
    if not text or is_one_of(fold(text), _AGENDA) or len(text) > MAX_TITLE or day_heading(text):
        return None
    return text


def _is_part(one: str, other: str) -> bool:
    return one in other or other in one


def _is_occasion(text: str) -> bool:
    folded = fold(text)
    return has(folded, _OCCASIONS) or _COMPOUND.search(folded) is not None


def _quoted_in(text: str) -> str | None:
    for found in _QUOTED.finditer(text[:2_000]):
        words = found[1].strip()
        if len(words.split()) >= LEAST_QUOTED or (
            not words.isascii() and len(words) >= LEAST_HAN and words.upper() == words.lower()
        ):
            return words
    return None
