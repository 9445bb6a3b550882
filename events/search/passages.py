"""Texts of what was found, with the words of the query marked where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cyberconf.web.letters import APOSTROPHES, FOLDS, fold_each
from cyberconf.web.wording import whole_words
from events.search.folding import IS_UNSPACED, UNPARTED
from events.search.words import Word, pieces

CONTEXT = 90  # characters of a text on each side of the first word found


@dataclass(frozen=True)
class Passage:
    """A piece of text, ``is_found`` where a word of the query stands."""

    text: str
    is_found: bool = False


def marked(text: str, words: list[Word]) -> tuple[Passage, ...]:
    """Cut the text where words of the query begin and end."""
    parts = fold_each(text)
    whole = "".join(parts)
    origins = [place for place, part in enumerate(parts) for _ in part]
    spans: list[tuple[int, int]] = []
    for form in {form for word in words for form in _forms_in(word, whole)}:
        spans += [
            (origins[match.start()], origins[match.end() - 1] + 1)
            for match in re.finditer(re.escape(form), whole)
            if UNPARTED.search(form) or _begins_word(text, origins[match.start()])
        ]
    return tuple(_passages(text, sorted(spans)))


def shortened(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Keep what stands around the first word found, and the beginning where none was."""
    first = next((n for n, passage in enumerate(passages) if passage.is_found), None)
    if first is None:
        return (Passage(whole_words(passages[0].text, 2 * CONTEXT)),) if passages else ()
    before = "".join(passage.text for passage in passages[:first])
    if len(before) > CONTEXT:
        before = "…" + _beginning(before[-CONTEXT:])
    kept, length = [Passage(before)] if before else [], 0
    for passage in passages[first:]:
        if length >= CONTEXT:
            break
        rest = passage if passage.is_found else Passage(whole_words(passage.text, CONTEXT))
        kept.append(rest)
        length += len(rest.text)
        if rest.text != passage.text:
            break  # what comes after what was cut is not beside it
    return tuple(kept)


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


def _forms_in(word: Word, whole: str) -> list[str]:
    """Return what of a word is marked: the first of its forms that is there, or its pieces."""
    form = next((form for form in word.forms if form in whole), None)
    return [form] if form else pieces(word, whole) if word.is_unspaced else []


def _begins_word(text: str, place: int) -> bool:
    """Say whether a word begins there: after what is no letter, an apostrophe or a script without blanks."""
    before = text[place - 1] if place else " "
    return before in APOSTROPHES or FOLDS[before] == " " or IS_UNSPACED.match(before) is not None


def _beginning(text: str) -> str:
    """Return what was cut from its first whole word on; all of it where words are not parted."""
    return text.partition(" ")[2] or text
