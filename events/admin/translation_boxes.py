"""Texts beside their translations, as the pages of translators show them: boxes, groups, pages of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events import translating
from events.phrases.translations import field_label, language_name
from events.phrases.words import designation, named_fields
from events.programme import Programme, fingerprint
from events.translating import Piece
from events.translators import Key, Saved, Typed

MOST = 80  # texts of a page: three boxes each, far from what Django takes of one form
SHORT = {"title", "short_title", "theme", "name", "venue_name", "post", "affiliation"}
STATES = ("missing", "stale", "done")


@dataclass(frozen=True)
class Progress:
    """How far a language has come."""

    code: str
    counts: Mapping[str, int]

    @property
    def name(self) -> str:
        """What it is called."""
        return language_name(self.code)

    @property
    def total(self) -> int:
        """How many texts there are."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Box:
    """A text with its translation. ``theirs`` is what somebody else has written meanwhile."""

    piece: Piece
    text: str
    error: str = ""
    theirs: str | None = None

    @property
    def name(self) -> str:
        """What its fields are called in the form."""
        return f"{self.piece.about or 'conference'}.{self.piece.field}"

    @property
    def label(self) -> str:
        """Which text it is."""
        return capfirst(field_label(self.piece.field))

    @property
    def rows(self) -> int:
        """How high the box is, so that most texts are seen whole."""
        lines = sum(1 + len(line) // 60 for line in self.piece.original.split("\n"))
        return min(max(lines, 1 if self.piece.field in SHORT else 2), 24)

    @property
    def seen(self) -> str:
        """Tell the translation that is shown, or is there now, from others."""
        return fingerprint(self.piece.translation.text if self.piece.translation else "")

    @property
    def of(self) -> str:
        """Tell the original from others."""
        return fingerprint(self.piece.original)


@dataclass(frozen=True)
class Group:
    """The texts of the conference, its rooms, its tracks, a session with its questions, or a person."""

    heading: str
    boxes: tuple[Box, ...]


def progress_of(programme: Programme, code: str) -> Progress:
    """Count the texts that are translated into the language, and those that are not."""
    return Progress(code, Counter(piece.state for piece in translating.pieces(programme, code)))


def filters(progress: Progress, show: str) -> list[tuple[str, str, int, bool]]:
    """Return by what the texts can be chosen: state, label, how many, and whether it is chosen."""
    labels = {"missing": _("Missing"), "stale": _("To look over"), "done": _("Translated")}
    rows = [("", _("All"), progress.total, show not in STATES)]
    return rows + [(state, labels[state], progress.counts.get(state, 0), show == state) for state in STATES]


def key_of(piece: Piece) -> Key:
    """Return by what a text is named to the service."""
    return piece.about, piece.field


def box_of(piece: Piece, typed: Mapping[Key, Typed], saved: Saved) -> Box:
    """Return the box of a text, with what was typed where that could not be saved."""
    key = key_of(piece)
    stored = piece.translation.text if piece.translation else ""
    if key in saved.refused:
        return Box(piece, typed[key].text, error=saved.refused[key])
    if key in saved.stale:
        return Box(piece, typed[key].text, theirs=stored)
    return Box(piece, stored)


def grouped(programme: Programme, boxes: Iterable[Box]) -> Iterator[Group]:
    """Group the boxes, in the order of the document, by what they are about."""
    headings: dict[UUID | None, tuple[Hashable, str]] = {None: (None, _("The conference"))}
    for name, places in (("rooms", programme.rooms), ("tracks", programme.tracks)):
        headings |= {place.uid: (name, capfirst(named_fields([name]))) for place in places}
    for session in programme.sessions:
        label = designation(session.kind, session.number) if session.number else ""
        called = f"{label} – {session.title}" if label else session.title
        headings[session.uid] = session.uid, called
        headings |= {question.uid: (session.uid, called) for question in session.questions}
    headings |= {person.uid: (person.uid, person.full_name) for person in programme.people}
    for (_uid_of, heading), group in groupby(boxes, key=lambda box: headings[box.piece.about]):
        yield Group(heading, tuple(group))


def pages(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Cut into pages of about ``MOST`` texts, never within a group."""
    page: list[Group] = []
    for group in groups:
        if page and sum(len(each.boxes) for each in page) + len(group.boxes) > MOST:
            yield page
            page = []
        page.append(group)
    if page:
        yield page
