"""The words of a query, and how well one fits a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cyberconf.web.letters import APOSTROPHES, fold
from events.search.folding import IS_UNSPACED, RUN, UNPARTED

MAX_WORDS = 8  # of a query that are looked for; nobody types more who means them all
MAX_UNSPACED = 24  # letters of one without blanks: several words together, each piece of which is looked for
WHOLE = 3  # times as much as one in pieces: a word that is there as it was typed
ELISION = re.compile(
    rf"(?:\w{{1,2}}|\w*qu)[{APOSTROPHES}](?=\w)", re.IGNORECASE
)  # French and Italian: l’, d’, qu’
ARTICLE = re.compile(r"(?:[وفبك]?ال|لل)(?=\w{3})")  # Arabic: the, and the, in the, as the, for the


@dataclass(frozen=True)
class Word:
    """A word of a query, folded: the forms of which one must occur, that which was typed first.

    ``needles`` are what is looked for, the beginning of a word or what may stand anywhere, each with the
    same as a ``whole`` word; ``is_unspaced`` says that it may be several words together.
    """

    forms: tuple[str, ...]
    needles: tuple[tuple[str, str], ...]
    is_unspaced: bool


def words_of(query: str) -> list[Word]:
    """Cut a query into its words, and those where scripts of two sorts meet."""
    words: list[Word] = []
    for typed in query.split():
        bare = ELISION.sub("", typed)
        runs, others = RUN.findall(fold(typed)), RUN.findall(fold(bare))
        if bare != typed and len(runs) == len(others):
            words += [_word(run, other) for run, other in zip(runs, others, strict=True)]
        else:
            words += [_word(run) for run in runs]
    words = words[:MAX_WORDS]
    is_of_letters = all(len(word.forms[0]) == 1 for word in words)  # which most texts' words begin with
    return [*map(_finished, words[:-1]), *words[-1:]] if is_of_letters else words


def occurs(word: Word, *texts: str) -> bool:
    """Say whether one of the folded texts holds the word, or, in pieces, all together."""
    for needle, _whole in word.needles:  # no any(): this is asked of every record
        for text in texts:
            if needle in text:
                return True
    return word.is_unspaced and bool(pieces(word, "\n".join(texts)))


def closeness(word: Word, text: str) -> int:
    """Return ``WHOLE`` for a whole word, 2 for the beginning of one, 1 for one in pieces, 0 for none."""
    for needle, whole in word.needles:
        if needle in text:
            return WHOLE if word.is_unspaced or whole in text else 2
    return int(word.is_unspaced and bool(pieces(word, text)))


def pieces(word: Word, text: str) -> list[str]:
    """Cut what is written without blanks into the longest pieces that occur; nothing where they leave a rest.

    Each has two letters at least, as a single one is in almost every text; the last may be alone.
    """
    typed, start, found = word.forms[0], 0, list[str]()
    while start < len(typed):
        end = min(start + 2, len(typed))
        if typed[start:end] not in text:
            return []
        while end < len(typed) and typed[start : end + 1] in text:
            end += 1
        found.append(typed[start:end])
        start = end
    return found


def without_article(word: str) -> str:
    """Return a folded word without the Arabic article that is written on to it."""
    return ARTICLE.sub("", word, count=1) if ARTICLE.match(word) else word


def _word(*forms: str) -> Word:
    """Return a word with its forms, and those without an Arabic article."""
    known = tuple(dict.fromkeys(_cut(form) for form in [*forms, *map(without_article, forms)]))
    needles = tuple((form if UNPARTED.search(form) else f" {form}", f" {form} ") for form in known)
    return Word(known, needles, IS_UNSPACED.match(known[0]) is not None)


def _finished(word: Word) -> Word:
    """Return the word as one that is whole, where it is not written on to others."""
    needles = tuple((whole if needle.startswith(" ") else needle, whole) for needle, whole in word.needles)
    return replace(word, needles=needles)


def _cut(form: str) -> str:
    return form[:MAX_UNSPACED] if IS_UNSPACED.match(form) else form
