"""Search in a programme: sessions, guiding questions and people. No queries.

Case, accents, the width of letters and spellings of one letter (œ and oe, ё and е, the alefs) are ignored.
Each word of the query must begin a word of what is found, after an apostrophe too: "avenir" finds "l’avenir".
Where words are written on to each other it may stand anywhere: in Arabic and Hebrew, which write articles and
prepositions so, and in Chinese, Japanese and Thai, which have no blanks. A query there may write together
what is apart in what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from cyberconf.web import languages
from cyberconf.web.letters import APOSTROPHES, FOLDS, fold, fold_each
from cyberconf.web.lists import together
from cyberconf.web.markdown import plain
from events.layout import Entry, Layout
from events.programme import Person, Question

MAX_WORDS = 8  # of a query that are looked for; nobody types more who means them all
MAX_UNSPACED = 24  # letters of one without blanks: several words together, each piece of which is looked for
MAX_HITS = 50  # of each kind: who gets more had better ask again
CONTEXT = 90  # characters of a text on each side of the first word found
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"  # no blanks between words
UNPARTED = re.compile(rf"[{UNSPACED}\u0590-\u08ff\uac00-\ud7af]")  # a word may be written on to others
RUN = re.compile(rf"[{UNSPACED}]+|[^\s{UNSPACED}]+")  # what of a word is in scripts of one sort
IS_UNSPACED = re.compile(rf"[{UNSPACED}]")
AFTER_APOSTROPHE = re.compile(rf"(?<=\w[{APOSTROPHES}])\w+")
ELISION = re.compile(
    rf"(?:\w{{1,2}}|\w*qu)[{APOSTROPHES}](?=\w)", re.IGNORECASE
)  # French and Italian: l’, d’, qu’
ARTICLE = re.compile(r"(?:[وفبك]?ال|لل)(?=\w{3})")  # Arabic: the, and the, in the, as the, for the

Kind = Literal["session", "question", "person"]
KINDS: tuple[Kind, ...] = ("session", "question", "person")
# How much a word counts by where it stands.
TITLE, NAMES, TEXT = 8, 4, 1
WHOLE = 3  # times as much as one in pieces: a word that is there as it was typed


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
class Hits:
    """What was found of one kind: the best of them, and how many there are."""

    kind: Kind
    best: tuple[Hit, ...]
    count: int

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.best)


@dataclass(frozen=True)
class Record:
    """One thing that can be found. ``fields`` are its folded texts with what a word in each counts.

    ``whole`` is all of them, so that what is not there is seen at one look.
    """

    kind: Kind
    title: str
    text: str
    fields: tuple[tuple[int, str], ...]
    whole: str
    entry: Entry | None = None
    question: Question | None = None
    person: Person | None = None

    @property
    def key(self) -> tuple[Kind, UUID]:
        """What it is, in whatever language."""
        session = self.entry.session if self.entry else None
        part = self.question or self.person or session
        assert part is not None
        return self.kind, part.uid


@dataclass(frozen=True)
class Index:
    """All that can be found in a programme, folded once."""

    records: tuple[Record, ...]


@dataclass(frozen=True)
class Word:
    """A word of a query, folded: the forms of which one must occur, that which was typed first.

    ``needles`` are what is looked for, the beginning of a word or what may stand anywhere; ``is_unspaced``
    says that it may be several words together.
    """

    forms: tuple[str, ...]
    needles: tuple[str, ...]
    is_unspaced: bool


def index(layout: Layout, *others: Layout) -> Index:
    """Return the index of a programme, found by the words of its ``others`` in other languages too."""
    records, elsewhere = tuple(_records(layout)), dict[tuple[Kind, UUID], list[Record]]()
    for record in (each for other in others for each in _records(other)):
        elsewhere.setdefault(record.key, []).append(record)
    return Index(tuple(_joined(record, elsewhere.get(record.key, [])) for record in records))


def _records(layout: Layout) -> Iterator[Record]:
    yield from (*_sessions(layout), *_questions(layout), *_people(layout))


def _joined(record: Record, others: list[Record]) -> Record:
    """Add what is said in other languages; it counts least, so that what the reader reads comes first."""
    texts = {text for other in others for _weight, text in other.fields if text not in record.whole}
    fields = tuple((TEXT, text) for text in sorted(texts))
    whole = "\n".join([record.whole, *(text for _, text in fields)])
    return replace(record, fields=record.fields + fields, whole=whole)


def search(index: Index, query: str) -> list[Hits]:
    """Return what holds every word of the query: sessions, then questions, then people, the best first."""
    words = _words(query)
    if not words:
        return []
    scored = [(_score(record, words), record) for record in index.records]
    groups: list[Hits] = []
    for kind in KINDS:
        found = [pair for pair in scored if pair[0] and pair[1].kind == kind]
        found.sort(key=lambda pair: -pair[0])  # stable: equals stay in the order of the agenda
        if found:
            shown = tuple(_hit(record, words) for _, record in found[:MAX_HITS])
            groups.append(Hits(kind, shown, len(found)))
    return groups


def sessions(index: Index, query: str) -> frozenset[UUID]:
    """Return the sessions that hold every word of the query, in a guiding question or in all else of them."""
    words = _words(query)
    found = (record for record in index.records if record.entry and words and _score(record, words))
    return frozenset(record.entry.session.uid for record in found if record.entry)


def _words(query: str) -> list[Word]:
    """Cut a query into its words, and those where scripts of two sorts meet."""
    words: list[Word] = []
    for typed in query.split():
        bare = ELISION.sub("", typed)
        runs, others = RUN.findall(fold(typed)), RUN.findall(fold(bare))
        if bare != typed and len(runs) == len(others):
            words += [_word(run, other) for run, other in zip(runs, others, strict=True)]
        else:
            words += [_word(run) for run in runs]
    return words[:MAX_WORDS]


def _word(*forms: str) -> Word:
    """Return a word with its forms, and those without an Arabic article."""
    bare = [ARTICLE.sub("", form, count=1) for form in forms if ARTICLE.match(form)]
    known = tuple(dict.fromkeys(_cut(form) for form in [*forms, *bare]))
    needles = tuple(form if UNPARTED.search(form) else f" {form}" for form in known)
    return Word(known, needles, IS_UNSPACED.match(known[0]) is not None)


def _cut(form: str) -> str:
    return form[:MAX_UNSPACED] if IS_UNSPACED.match(form) else form


def _sessions(layout: Layout) -> Iterator[Record]:
    for entry in layout.entries:
        session = entry.session
        names = " ".join([entry.label, *(f"{p.person.name} {p.standing}" for p in entry.parts)])
        place = " ".join(part.name for part in (entry.room, entry.track) if part)
        text = " ".join(plain("\n\n".join(filter(None, [session.summary, session.description]))).split())
        fields = ((TITLE, session.title), (NAMES, names), (NAMES, place), (TEXT, text))
        yield Record("session", session.title, text, *_fold_fields(fields), entry=entry)


def _questions(layout: Layout) -> Iterator[Record]:
    for entry in layout.entries:
        for question in entry.session.questions:
            text = " ".join(plain(question.outcome or "").split())
            fields = _fold_fields(((TITLE, question.text), (TEXT, text)))
            yield Record("question", question.text, text, *fields, entry=entry, question=question)


def _people(layout: Layout) -> Iterator[Record]:
    programme = layout.programme
    with languages.speaking(programme.language):  # for readers of whichever pages
        standings = [together([each.post, each.affiliation, each.country]) for each in programme.people]
    for person, standing in zip(programme.people, standings, strict=True):
        text = " ".join(plain(person.biography or "").split())
        fields = _fold_fields(((TITLE, person.name), (NAMES, standing), (TEXT, text)))
        yield Record("person", person.name, standing or text, *fields, person=person)


def _fold_fields(fields: tuple[tuple[int, str], ...]) -> tuple[tuple[tuple[int, str], ...], str]:
    folded = tuple((weight, _fold_field(text)) for weight, text in fields if text)
    return folded, "\n".join(text for _, text in folded)


def _fold_field(text: str) -> str:
    """Fold a text, each word after a blank, and again what follows an apostrophe: " lavenir avenir "."""
    words = [*RUN.findall(fold(text)), *RUN.findall(fold(" ".join(AFTER_APOSTROPHE.findall(text))))]
    return f" {' '.join(words)} "


def _score(record: Record, words: list[Word]) -> int:
    """Return how well it fits: 0 when a word is missing."""
    for word in words:
        if not _occurs(word, record.whole):
            return 0
    return sum(_best(word, record) for word in words)


def _best(word: Word, record: Record) -> int:
    best = 0
    for weight, text in record.fields:
        if weight * WHOLE > best:
            best = max(best, weight * _closeness(word, text))
    return best or 1  # its pieces are there, in several fields


def _occurs(word: Word, text: str) -> bool:
    for needle in word.needles:  # no any(): this is asked of every record
        if needle in text:
            return True
    return word.is_unspaced and bool(_pieces(word, text))


def _closeness(word: Word, text: str) -> int:
    """Return ``WHOLE`` for a whole word, 2 for the beginning of one, 1 for one in pieces, 0 for none."""
    for needle in word.needles:
        if needle in text:
            return WHOLE if word.is_unspaced or f" {needle.strip()} " in text else 2
    return int(word.is_unspaced and bool(_pieces(word, text)))


def _pieces(word: Word, text: str) -> list[str]:
    """Cut what is written without blanks into the longest pieces that occur; nothing where they leave a rest.

    Each has two letters at least, as a single one is in almost every text; the last may be alone.
    """
    typed, start, pieces = word.forms[0], 0, list[str]()
    while start < len(typed):
        end = min(start + 2, len(typed))
        if typed[start:end] not in text:
            return []
        while end < len(typed) and typed[start : end + 1] in text:
            end += 1
        pieces.append(typed[start:end])
        start = end
    return pieces


def _hit(record: Record, words: list[Word]) -> Hit:
    title, text = _marked(record.title, words), _marked(record.text, words)
    return Hit(record.kind, record.entry, record.question, record.person, title, _shortened(text))


def _marked(text: str, words: list[Word]) -> tuple[Passage, ...]:
    """Cut the text where words of the query begin and end."""
    pieces = fold_each(text)
    folded = "".join(pieces)
    origins = [place for place, piece in enumerate(pieces) for _ in piece]
    spans: list[tuple[int, int]] = []
    for form in {form for word in words for form in _forms_in(word, folded)}:
        spans += [
            (origins[match.start()], origins[match.end() - 1] + 1)
            for match in re.finditer(re.escape(form), folded)
            if UNPARTED.search(form) or _begins_word(text, origins[match.start()])
        ]
    return tuple(_passages(text, sorted(spans)))


def _passages(text: str, spans: list[tuple[int, int]]) -> Iterator[Passage]:
    """Yield the text in pieces, those in a span and those between; spans may overlap."""
    done = 0
    for start, end in spans:
        if done < start:
            yield Passage(text[done:start])
        if done < end:
            yield Passage(text[max(done, start) : end], True)
            done = end
    if done < len(text):
        yield Passage(text[done:])


def _forms_in(word: Word, folded: str) -> list[str]:
    """Return what of a word is marked: the first of its forms that is there, or its pieces."""
    form = next((form for form in word.forms if form in folded), None)
    return [form] if form else _pieces(word, folded) if word.is_unspaced else []


def _begins_word(text: str, place: int) -> bool:
    """Say whether a word begins there: after what is no letter, an apostrophe or a script without blanks."""
    before = text[place - 1] if place else " "
    return before in APOSTROPHES or FOLDS[before] == " " or IS_UNSPACED.match(before) is not None


def _shortened(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Keep what stands around the first word found, and the beginning where none was."""
    first = next((n for n, passage in enumerate(passages) if passage.is_found), None)
    if first is None:
        return (Passage(_end(passages[0].text, 2 * CONTEXT)),) if passages else ()
    before = "".join(passage.text for passage in passages[:first])
    if len(before) > CONTEXT:
        before = "…" + _beginning(before[-CONTEXT:])
    kept, length = [Passage(before)] if before else [], 0
    for passage in passages[first:]:
        if length >= CONTEXT:
            break
        rest = passage if passage.is_found else Passage(_end(passage.text, CONTEXT))
        kept.append(rest)
        length += len(rest.text)
    return tuple(kept)


def _beginning(text: str) -> str:
    """Return what was cut from its first whole word on; all of it where words are not parted."""
    return text.partition(" ")[2] or text


def _end(text: str, length: int) -> str:
    return text if len(text) <= length else (text[:length].rpartition(" ")[0] or text[:length]) + "…"
