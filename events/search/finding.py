"""What fits a query, the best first, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from uuid import UUID

from django.utils.translation import get_language

from cyberconf.web.lists import together
from events.layout import Entry, Part
from events.programme import Person, Question
from events.search.folding import fold_field
from events.search.naming import names
from events.search.passages import Passage, marked, shortened
from events.search.records import NAMES, Index, Kind, Record
from events.search.words import WHOLE, Word, closeness, occurs, words_of

KINDS: tuple[Kind, ...] = ("session", "question", "person")
FEW = 10  # of each kind, which lead to more
MAX_HITS = 50  # of one kind: who gets more had better ask again
MAX_PEOPLE = 3  # named with a session that is found by them
MEANT = {"person": 2_000, "session": 1_000, "question": 0}  # what is called by its name, before all that fits


@dataclass(frozen=True)
class Hit:
    """Something that was found. ``title``, ``excerpt`` and what else is shown are plain text, to be escaped.

    ``language`` is the tag of the one of its title, "" of a name; ``label`` is what a session is called,
    ``people`` and ``places``, the names of its room and its track, are those by which it is found: they hold
    words that neither its title nor its text does.
    """

    kind: Kind
    entry: Entry | None
    question: Question | None
    person: Person | None
    title: tuple[Passage, ...]
    excerpt: tuple[Passage, ...]
    language: str
    label: tuple[Passage, ...] = ()
    people: tuple[tuple[Passage, ...], ...] = ()
    places: tuple[tuple[Passage, ...], ...] = ()


@dataclass(frozen=True)
class Hits:
    """What was found of one kind: how many there are, and the best, none where another kind was asked for."""

    kind: Kind
    best: tuple[Hit, ...]
    count: int

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.best)


@dataclass(frozen=True)
class Query:
    """What is looked for: words, and the names that they may be all of; labels are of the ``language``."""

    words: list[Word]
    names: frozenset[str]
    language: str

    @cached_property
    def longest(self) -> list[Word]:
        """The words, the longest first: the fewest texts are likely to hold them."""
        return sorted(self.words, key=lambda word: -len(word.needles[0][0]))


def search(index: Index, query: str, kind: str = "") -> list[Hits]:
    """Return what holds every word of the query, by kinds: first the one of which the best fits best.

    Of a ``kind``, where something of it was found, more is shown, and of the others how much there is.
    What is called by its name comes first; equals stay as they are: sessions, then questions, then people.
    """
    asked = _read(query)
    scored = _scored(index, asked)
    groups = [group for each in KINDS if (group := [pair for pair in scored if pair[1].kind == each])]
    for group in groups:
        group.sort(key=lambda pair: -pair[0])  # stable: equals stay in the order of the agenda
    groups.sort(key=lambda group: -group[0][0])
    kinds = [group[0][1].kind for group in groups]
    most = dict.fromkeys(kinds, FEW)
    if kind in kinds:
        most = dict.fromkeys(kinds, 0) | {kind: MAX_HITS}
    return [_hits(group, asked, most[group[0][1].kind]) for group in groups]


def sessions(index: Index, query: str) -> frozenset[UUID]:
    """Return the sessions that hold every word of the query, in a guiding question or in all else of them."""
    found = (record.entry for _score, record in _scored(index, _read(query)) if record.entry)
    return frozenset(entry.session.uid for entry in found)


def _hits(found: list[tuple[int, Record]], asked: Query, most: int) -> Hits:
    return Hits(found[0][1].kind, tuple(_hit(record, asked) for _score, record in found[:most]), len(found))


def _read(query: str) -> Query:
    return Query(words_of(query), names(query), get_language() or "")


def _scored(index: Index, asked: Query) -> list[tuple[int, Record]]:
    if not asked.words:
        return []
    scored = ((_score(record, asked), record) for record in index.records)
    return [pair for pair in scored if pair[0]]


def _score(record: Record, asked: Query) -> int:
    """Return how well it fits: 0 when a word is missing, unless it is called by its name."""
    label, meant = record.labels.get(asked.language, ""), 0
    if not asked.names.isdisjoint(record.names):
        meant = MEANT[record.kind]
    else:
        for word in asked.longest:  # no all(): this is asked of every record
            if not occurs(word, record.whole, label):
                return 0
    return meant + sum(_best(word, record, label) for word in asked.words)


def _best(word: Word, record: Record, label: str) -> int:
    best = NAMES * closeness(word, label)
    for weight, text in record.fields:
        if weight * WHOLE <= best:  # none after it counts more
            break
        best = max(best, weight * closeness(word, text))
    return best or 1  # its pieces are there, in several fields


def _hit(record: Record, asked: Query) -> Hit:
    title, text = marked(record.title, asked.words), marked(record.text, asked.words)
    hit = Hit(
        record.kind, record.entry, record.question, record.person, title, shortened(text), record.language
    )
    if record.kind != "session" or record.entry is None:
        return hit
    entry = record.entry
    shown = fold_field(f"{record.title}\n{record.text}\n{entry.label}")
    unseen = [word for word in asked.words if not occurs(word, shown)]
    people = islice(filter(None, (_told(part, unseen) for part in entry.parts)), MAX_PEOPLE)
    places = (part.name for part in (entry.room, entry.track) if part and _has_any(unseen, part.name))
    return replace(
        hit,
        label=marked(entry.label, asked.words),
        people=tuple(marked(name, asked.words) for name in people),
        places=tuple(marked(name, asked.words) for name in places),
    )


def _told(part: Part, words: list[Word]) -> str:
    """Return somebody's name, with their standing where that is what holds one of the words, or ""."""
    full = together([part.person.name, part.standing])
    if not _has_any(words, full):
        return ""
    return part.person.name if _has_any(words, part.person.name) else full


def _has_any(words: list[Word], text: str) -> bool:
    return any(occurs(word, fold_field(text)) for word in words)
