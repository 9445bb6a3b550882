"""Search in a programme: sessions, guiding questions and people. No queries.

Case, accents and the width of letters are ignored. Each word of the query must begin a word of what is
found; in scripts that do not part words as Latin does (Chinese, Japanese, Thai; Arabic and Hebrew write
articles and prepositions on to the next word) it may stand anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal
from uuid import UUID

from cyberconf.web.markdown import plain
from events.layout import Entry, Layout
from events.programme import Person, Question

MAX_WORDS = 8  # of a query that are looked for; nobody types more who means them all
MAX_HITS = 50  # of each kind: who gets more had better ask again
CONTEXT = 90  # characters of a text on each side of the first word found
UNPARTED = re.compile(
    r"[\u0590-\u08ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)

Kind = Literal["session", "question", "person"]
# How much a word counts by where it stands.
TITLE, NAMES, TEXT = 8, 4, 1


@dataclass(frozen=True)
class Passage:
    """A piece of text, ``is_found`` where a word of the query stands."""

    text: str
    is_found: bool = False


@dataclass(frozen=True)
class Hit:
    """Something that was found. ``title`` and ``excerpt`` are plain text in passages, to be escaped."""

    kind: Kind
    entry: Entry | None
    question: Question | None
    person: Person | None
    title: tuple[Passage, ...]
    excerpt: tuple[Passage, ...]

    @property
    def language(self) -> str:
        """The tag of the language that it is in, "" where it is somebody's name."""
        if self.question is not None and (left := self.question.left_in("text")):
            return left
        if self.entry is None:
            return ""
        return (self.question is None and self.entry.session.left_in("title")) or self.entry.language


@dataclass(frozen=True)
class Record:
    """One thing that can be found. ``fields`` are its folded texts with what a word in each counts."""

    kind: Kind
    title: str
    text: str
    fields: tuple[tuple[int, str], ...]
    entry: Entry | None = None
    question: Question | None = None
    person: Person | None = None


@dataclass(frozen=True)
class Index:
    """All that can be found in a programme, folded once."""

    records: tuple[Record, ...]


def index(layout: Layout) -> Index:
    """Return the index of a programme."""
    return Index((*_sessions(layout), *_questions(layout), *_people(layout)))


def search(index: Index, query: str) -> list[Hit]:
    """Return what holds every word of the query: sessions, then questions, then people, the best first."""
    words = fold(query).split()[:MAX_WORDS]
    if not words:
        return []
    scored = [(_score(record, words), record) for record in index.records]
    hits: list[Hit] = []
    for kind in ("session", "question", "person"):
        found = [pair for pair in scored if pair[0] and pair[1].kind == kind]
        found.sort(key=lambda pair: -pair[0])  # stable: equals stay in the order of the agenda
        hits += [_hit(record, words) for _, record in found[:MAX_HITS]]
    return hits


def sessions(index: Index, query: str) -> frozenset[UUID]:
    """Return the sessions that hold every word of the query, in a guiding question or in all else of them."""
    words = fold(query).split()[:MAX_WORDS]
    found = (record for record in index.records if record.entry and words and _score(record, words))
    return frozenset(record.entry.session.uid for record in found if record.entry)


def fold(text: str) -> str:
    """Return the text in small letters without accents, one blank between words, nothing else but letters."""
    return " ".join("".join(_folded(text)).split())


def _folded(text: str) -> list[str]:
    """Fold each character on its own, so that places in the text can be told: "" where nothing remains."""
    return [_fold_character(character) for character in text]


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    kept = "".join(c for c in decomposed if unicodedata.category(c)[0] in "LN" and c != "\u0640")
    if kept:
        return kept
    return "" if unicodedata.category(character)[0] == "M" or character in "\u0640'’" else " "


def _sessions(layout: Layout) -> Iterator[Record]:
    for entry in layout.entries:
        session = entry.session
        names = " ".join([entry.label, *(f"{p.person.name} {p.standing}" for p in entry.parts)])
        place = " ".join(part.name for part in (entry.room, entry.track) if part)
        text = " ".join(plain("\n\n".join(filter(None, [session.summary, session.description]))).split())
        fields = ((TITLE, session.title), (NAMES, names), (NAMES, place), (TEXT, text))
        yield Record("session", session.title, text, _fold_fields(fields), entry=entry)


def _questions(layout: Layout) -> Iterator[Record]:
    for entry in layout.entries:
        for question in entry.session.questions:
            text = " ".join(plain(question.outcome or "").split())
            fields = _fold_fields(((TITLE, question.text), (TEXT, text)))
            yield Record("question", question.text, text, fields, entry=entry, question=question)


def _people(layout: Layout) -> Iterator[Record]:
    for person in layout.programme.people:
        standing = ", ".join(filter(None, [person.post, person.affiliation, person.country]))
        text = " ".join(plain(person.biography or "").split())
        fields = _fold_fields(((TITLE, person.name), (NAMES, standing), (TEXT, text)))
        yield Record("person", person.name, standing or text, fields, person=person)


def _fold_fields(fields: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    return tuple((weight, f" {fold(text)}") for weight, text in fields if text)


def _score(record: Record, words: list[str]) -> int:
    """Return how well it fits: 0 when a word is missing."""
    total = 0
    for word in words:
        best = max((weight for weight, text in record.fields if _needle(word) in text), default=0)
        if not best:
            return 0
        total += best
    return total


def _needle(word: str) -> str:
    return word if UNPARTED.search(word) else f" {word}"


def _hit(record: Record, words: list[str]) -> Hit:
    title, text = _marked(record.title, words), _marked(record.text, words)
    return Hit(record.kind, record.entry, record.question, record.person, title, _shortened(text))


def _marked(text: str, words: list[str]) -> tuple[Passage, ...]:
    """Cut the text where words of the query begin and end."""
    pieces = _folded(text)
    folded = "".join(pieces)
    origins = [place for place, piece in enumerate(pieces) for _ in piece]
    found = [False] * len(text)
    for word in words:
        for match in re.finditer(re.escape(word), folded):
            if match.start() == 0 or folded[match.start() - 1] == " " or UNPARTED.search(word):
                for place in origins[match.start() : match.end()]:
                    found[place] = True
    cuts = [0, *(n for n in range(1, len(text)) if found[n] != found[n - 1]), len(text)]
    return tuple(Passage(text[a:b], found[a]) for a, b in pairwise(cuts) if a < b)


def _shortened(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Keep what stands around the first word found, and the beginning where none was."""
    first = next((n for n, passage in enumerate(passages) if passage.is_found), None)
    if first is None:
        return (Passage(_end(passages[0].text, 2 * CONTEXT)),) if passages else ()
    before = "".join(passage.text for passage in passages[:first])
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:].partition(" ")[2]
    kept, length = [Passage(before)] if before else [], 0
    for passage in passages[first:]:
        if length >= CONTEXT:
            break
        rest = passage if passage.is_found else Passage(_end(passage.text, CONTEXT))
        kept.append(rest)
        length += len(rest.text)
    return tuple(kept)


def _end(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rpartition(" ")[0] + "…"
