"""What can be found in a programme, folded once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from cyberconf.web import languages
from cyberconf.web.lists import together
from cyberconf.web.markdown import plain
from events.layout import Entry, Layout
from events.phrases.words import designation
from events.programme import Person, Question
from events.search.folding import fold_field
from events.search.naming import names

Kind = Literal["session", "question", "person"]
# How much a word counts by where it stands.
TITLE, NAMES, TEXT = 8, 4, 1


@dataclass(frozen=True)
class Record:
    """One thing that can be found. ``fields`` are its folded texts with what a word in each counts.

    Those that count most come first. ``whole`` is all of them, so that what is not there is seen at one look.
    ``labels`` is what pages call it in each language of the interface, "Panel 3", folded; ``names`` is what
    is typed by whoever means it and nothing else, as ``naming`` compares it.
    """

    kind: Kind
    title: str
    text: str
    fields: tuple[tuple[int, str], ...]
    whole: str
    entry: Entry | None = None
    question: Question | None = None
    person: Person | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[Kind, UUID]:
        """What it is, in whatever language."""
        session = self.entry.session if self.entry else None
        part = self.question or self.person or session
        assert part is not None
        return self.kind, part.uid

    @property
    def language(self) -> str:
        """The tag of the language that its title is in, "" where it is somebody's name."""
        if self.entry is None:
            return ""
        left = self.question.left_in("text") if self.question else self.entry.session.left_in("title")
        return left or self.entry.language


@dataclass(frozen=True)
class Index:
    """All that can be found in a programme."""

    records: tuple[Record, ...]


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
    known = record.names.union(*(other.names for other in others))
    return replace(record, fields=record.fields + fields, whole=whole, names=known)


def _sessions(layout: Layout) -> Iterator[Record]:
    called = _designations(layout.entries)
    for entry in layout.entries:
        session, labels = entry.session, called[entry.session.kind, entry.session.number]
        people = " ".join(f"{part.person.name} {part.standing}" for part in entry.parts)
        place = " ".join(part.name for part in (entry.room, entry.track) if part)
        text = " ".join(plain("\n\n".join(filter(None, [session.summary, session.description]))).split())
        fields = ((TITLE, session.title), (NAMES, people), (NAMES, place), (TEXT, text))
        yield Record(
            "session",
            session.title,
            text,
            *_fold_fields(fields),
            entry=entry,
            labels=labels.folded,
            names=labels.names | names(session.title),
        )


@dataclass(frozen=True)
class _Labels:
    folded: Mapping[str, str]
    names: frozenset[str]


def _designations(entries: Iterable[Entry]) -> dict[tuple[str, str | None], _Labels]:
    """Return what each kind and number is called in the languages of the interface; a number makes a name."""
    said: dict[tuple[str, str | None], dict[str, str]]
    said = {(entry.session.kind, entry.session.number): {} for entry in entries}
    for language in languages.codes():
        with languages.speaking(language):
            for kind, number in said:
                said[kind, number][language] = designation(kind, number)
    return {
        (kind, number): _Labels(
            {language: fold_field(label) for language, label in labels.items()},
            names(*labels.values()) if number else frozenset(),
        )
        for (kind, number), labels in said.items()
    }


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
        honoured = " ".join(filter(None, [person.honorific, standing]))
        fields = _fold_fields(((TITLE, person.name), (NAMES, honoured), (TEXT, text)))
        called = names(person.name, person.full_name)
        yield Record("person", person.name, standing or text, *fields, person=person, names=called)


def _fold_fields(fields: tuple[tuple[int, str], ...]) -> tuple[tuple[tuple[int, str], ...], str]:
    folded = tuple((weight, fold_field(text)) for weight, text in fields if text)
    return folded, "\n".join(text for _, text in folded)
