"""The letter around a programme: a mail's head, marks of quotation, greetings, closings with a signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from django.utils.translation import gettext as _

from events.importers.results import Notice
from events.importers.text.letter_words import (
    ADDRESSED,
    ATTRIBUTIONS,
    CLOSINGS,
    CONTACTS,
    COURTESIES,
    FORWARDED,
    GREETINGS,
    HEAD_DATES,
    HEAD_OTHERS,
    HEAD_SENDERS,
    HEAD_SUBJECTS,
    SUBJECT_MARKS,
    WEAK_GREETINGS,
)
from events.importers.text.lines import Line
from events.importers.text.matching import any_of, fold, is_one_of, pattern
from events.importers.text.words import phrases

LOOKED_AT = 200  # lines from the top, in which a mail's head stands
LEAST_HEAD = 2  # lines: a programme may begin with "Date: …" alone
QUOTED_PART = 0.8  # of the lines; a forwarded mail has a line or two above
MAX_GREETING, MAX_CLOSING, MAX_CONTACT = 90, 60, 120  # characters
MAX_ATTRIBUTION = 300
FEW_WORDS = 3  # beside a telephone or an address, on a line that says nothing else
LEAST_DIGITS = 7  # of a telephone's number


def _words(words: str) -> str:
    return any_of(phrases(words))


def _begins(words: str) -> re.Pattern[str]:
    """Return what matches where a text begins with any of ``words``; a Chinese one needs no end."""
    return re.compile(rf"(?:{_words(words)})(?:(?!\w)|(?<=[\u4e00-\u9fff]))")


_QUOTE = re.compile(r"^\s{0,3}(?:>\s?)+")
_TIMED = re.compile(r"\d\s?(?:[:.h：٫]\s?\d\d|uhr|h\b|am\b|pm\b)", re.IGNORECASE)
_HEAD = re.compile(
    rf"(?:(?P<sender>{_words(HEAD_SENDERS)})|(?P<subject>{_words(HEAD_SUBJECTS)})|(?P<date>{_words(HEAD_DATES)})"
    rf"|{_words(HEAD_OTHERS)})\s?:(?=\s?(?P<said>\S?))"
)
_SURE_SUBJECT = re.compile(r"(?:subject|betreff|objet|asunto)\s?:\s?\S")
_MARKS = re.compile(rf"(?:(?:{_words(SUBJECT_MARKS)})\s?(?:\[\d\])?:\s*)+")
_FORWARDED = re.compile(rf"[-_\s]*(?:{_words(FORWARDED)})[-_:\s]*")
_ATTRIBUTED = re.compile(rf"(?=.*\d).{{4,200}}(?:{_words(ATTRIBUTIONS)}).{{0,80}}:\s*")
_WROTE = re.compile(rf"(?:.{{0,60}}\s)?(?:{_words(ATTRIBUTIONS)})\s?:")
_GREETING = _begins(GREETINGS)
_WEAK_GREETING = _begins(WEAK_GREETINGS)
_ADDRESSED = pattern(phrases(ADDRESSED))
_CLOSINGS, _COURTESY = phrases(CLOSINGS), _begins(COURTESIES)
_CLOSING = _begins(CLOSINGS)
_CONTACT = re.compile(rf"(?:{_words(CONTACTS)})(?:\W|$)")
_MAIL = re.compile(r"[\w.+-]{1,80}@[\w-]{1,80}\.[\w.-]{1,80}")
_PHONE = re.compile(r"[+(]?\d[\d\s()/.-]{5,25}\d")


@dataclass
class Letter:
    """A text without the head of the mail that it came in. ``subject`` is that of the mail."""

    lines: list[Line]
    subject: tuple[Line, str] | None = None
    notices: list[Notice] = field(default_factory=list)

    @property
    def is_mail(self) -> bool:
        """Whether a mail's head was there."""
        return bool(self.notices)


def opened(lines: list[Line]) -> Letter:
    """Take the head of a mail, and what it quotes beside the agenda, off ``lines``."""
    letter = Letter(_without_marks(lines))
    _take_heads(letter)
    _take_quoted(letter)
    return letter


def greets(text: str) -> bool:
    """Say whether ``text`` is a greeting and nothing else: "Dear all,", "Hallo zusammen"."""
    if len(text) > MAX_GREETING:
        return False
    folded = fold(text).strip()
    is_ended = folded.endswith((",", "!", ":", "！"))
    if _GREETING.match(folded):
        return is_ended or (not folded.endswith((".", "?")) and not any(c.isdigit() for c in folded))
    found = _WEAK_GREETING.match(folded)
    return found is not None and (
        (is_ended and len(folded.split()) <= 6)
        or _ADDRESSED.fullmatch(folded[found.end() :].strip(" .")) is not None
    )


def closes(text: str) -> bool:
    """Say whether ``text`` begins the end of a letter: "Best regards," or a signature's two hyphens."""
    folded = fold(text).strip()
    if is_one_of(folded, _CLOSINGS):
        return True
    found = _CLOSING.match(folded) if len(folded) <= MAX_CLOSING else None
    return found is not None and folded[found.end() :].lstrip()[:1] == ","


def asks_politely(text: str) -> bool:
    """Say whether ``text`` is a letter's last paragraph: "Please let me know …", "We look forward …"."""
    return _COURTESY.match(fold(text)) is not None


def is_contact(text: str) -> bool:
    """Say whether ``text`` says nothing but how to reach somebody: a telephone, a mail address."""
    if len(text) > MAX_CONTACT:
        return False
    folded = fold(text)
    reached = bool(_MAIL.search(folded)) or any(
        sum(char.isdigit() for char in found[0]) >= LEAST_DIGITS for found in _PHONE.finditer(folded)
    )
    if not reached:
        return False
    rest = _PHONE.sub(" ", _MAIL.sub(" ", folded))
    others = re.findall(r"\w{2,}", rest)
    if not others or "|" in text or _CONTACT.match(folded):
        return True
    return len(others) <= FEW_WORDS and any(_CONTACT.match(f"{word} ") for word in others)


def _without_marks(lines: list[Line]) -> list[Line]:
    """Take the marks of a quoted mail off where nearly all lines have them, or most of the times."""
    filled = [line for line in lines if line.raw.strip()]
    quoted = [line for line in filled if line.raw.lstrip().startswith(">")]
    if not quoted:
        return lines
    timed = sum(_TIMED.search(line.raw) is not None for line in filled)
    are_most = 2 * sum(_TIMED.search(line.raw) is not None for line in quoted) > max(timed, LEAST_HEAD)
    if not are_most and len(quoted) < len(filled) * QUOTED_PART:
        return lines
    return [replace(line, raw=_QUOTE.sub("", line.raw)) for line in lines]


def _take_heads(letter: Letter) -> None:
    """Leave out each run of lines such as "From: …", "Subject: …", and what announces a forwarded mail."""
    run: list[tuple[Line, re.Match[str]]] = []
    left_out: set[int] = set()
    is_first = True
    for line in [*letter.lines[:LOOKED_AT], None]:
        found = None if line is None or line.is_blank else _HEAD.match(fold(line.plain))
        if line is not None and found is not None:
            run.append((line, found))
            continue
        if line is not None and run and not line.is_blank and "@" in line.plain and line.raw[:1].isspace():
            left_out.add(line.number)  # more addresses of "To:"
            continue
        if _is_head(run, is_first=is_first):
            _take_head(letter, run, left_out)
        is_first = is_first and not run and (line is None or line.is_blank)
        run = []
        if line is not None and not line.is_blank and _FORWARDED.fullmatch(fold(line.raw)):
            left_out.add(line.number)
    _leave_out(letter, left_out, _("Belongs to the mail around the programme; left out."))


def _is_head(run: list[tuple[Line, re.Match[str]]], *, is_first: bool) -> bool:
    if len(run) < LEAST_HEAD:
        return is_first and len(run) == 1 and _SURE_SUBJECT.match(fold(run[0][0].plain)) is not None
    kinds = [name for _line, found in run for name in ("sender", "subject", "date") if found[name]]
    senders = [found for _line, found in run if found["sender"]]
    if any(found["said"].isdigit() for found in senders):
        return False  # "From: 9:00", "To: 17:00"
    return bool(senders) or (is_first and {"subject", "date"} <= set(kinds) and _says_subject(run))


def _says_subject(run: list[tuple[Line, re.Match[str]]]) -> bool:
    return any(_SURE_SUBJECT.match(fold(line.plain)) for line, _found in run)


def _take_head(letter: Letter, run: list[tuple[Line, re.Match[str]]], left_out: set[int]) -> None:
    for line, found in run:
        if found["subject"]:
            said = line.plain[found.end() :].strip()
            mark = _MARKS.match(fold(said))
            letter.subject = (line, said[mark.end() :].strip() if mark else said)
        left_out.add(line.number)


def _take_quoted(letter: Letter) -> None:
    """Leave out "On Monday … wrote:" and the lines below it that quote."""
    left_out: set[int] = set()
    is_quoting = False
    for line, below in zip_longest(letter.lines, letter.lines[1:]):
        is_quoted = line.raw.lstrip().startswith(">")
        if not line.is_blank and below is not None and _attributes(line, below):
            left_out |= {line.number} | ({below.number} if _WROTE.fullmatch(_bare(below)) else set())
            is_quoting = True
        elif is_quoted and is_quoting:
            left_out.add(line.number)
        elif not line.is_blank and line.number not in left_out:
            is_quoting = False
    _leave_out(letter, left_out, _("Belongs to a mail that is quoted; left out."))


def _attributes(line: Line, below: Line) -> bool:
    """Say whether ``line``, or a mail program's break in it, tells who wrote what is quoted below."""
    text = _bare(line)
    if len(text) > MAX_ATTRIBUTION:
        return False
    return _ATTRIBUTED.fullmatch(text) is not None or (
        _WROTE.fullmatch(_bare(below)) is not None and any(char.isdigit() for char in text)
    )


def _bare(line: Line) -> str:
    return fold(_QUOTE.sub("", line.raw)).strip()


def _leave_out(letter: Letter, numbers: set[int], message: str) -> None:
    letter.notices += [
        Notice(line.number, line.plain[:200], message)
        for line in letter.lines
        if line.number in numbers and not line.is_blank
    ]
    letter.lines = [replace(line, raw="") if line.number in numbers else line for line in letter.lines]
