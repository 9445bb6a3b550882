"""People on a line: "Ada Byron (Bank), Alan Grey, Director, UN and Eve Black"."""

from __future__ import annotations

import re
from itertools import zip_longest

from events.importers.text.matching import any_of, fold
from events.importers.text.names import is_post, key_of, looks_like_name, split_honorific
from events.importers.text.person import (
    AND,
    COMMAS,
    MAX_ENTRY,
    SEMICOLONS,
    Named,
    after_post,
    clean,
    entry,
    is_placeholder,
    is_unnamed,
    split_at,
    split_name,
    unlabelled,
    with_details,
)
from events.importers.text.words import THEN, TOGETHER, phrases

__all__ = [
    "Named",
    "accompanying",
    "each_with_place",
    "entry",
    "is_placeholder",
    "is_post",
    "is_unnamed",
    "key_of",
    "looks_like_name",
    "names_only",
    "one",
    "several",
    "split_honorific",
    "unlabelled",
    "unnamed_in",
    "until_next",
]

MAX_INITIALS = 5  # letters of an institution's short name
_NEXT = re.compile(rf",\s(?:{any_of(phrases(TOGETHER))})\s|,?\s(?:{any_of(phrases(THEN))})")
_ARTICLES = {"le", "la", "les", "the", "die", "das", "el", "los", "las"}
_BRACKETED = re.compile(r"(?P<name>[^\W\d_][\w.’' -]{3,60}?)\s?[(（](?P<place>[^()（）]{2,100})[)）]")
_WITH = re.compile(rf"(?:^|\s)(?:{any_of(phrases(TOGETHER))})\s(?=\S)")


def several(text: str, *, are_names: bool = False) -> list[Named]:
    """Read ``text`` as people on one line; ``are_names`` where a surname alone is one."""
    text = clean(text)
    if len(pieces := split_at(text, SEMICOLONS)) > 1:
        groups = [group for piece in pieces for group in _regrouped(split_at(piece, COMMAS)) or [piece]]
        return [person for group in groups for person in _joined(group)]
    if are_names and (employed := each_with_place(text)):
        return employed
    if _is_list_of_names(text, are_names):
        return [person for piece in split_at(text, COMMAS) for person in _joined(piece)]
    if len(groups := _regrouped(split_at(text, COMMAS))) > 1:
        return [person for group in groups for person in _joined(group)]
    placed = [_BRACKETED.fullmatch(piece) for piece in split_at(text, COMMAS)]
    if len(placed) > 1 and all(placed):
        return [named for each in placed if each for named in _joined(each[0]) or [_as_placed(each)]]
    return _joined(text)


def one(text: str) -> list[Named]:
    """Read ``text`` as people of whom a comma parts nobody: "Ada Byron, Grey Partners" is one."""
    parts = [entry(part) for part in _at_and(clean(text))] if "," in text and ";" not in text else []
    if len(parts) == 1 and parts[0] is not None and looks_like_name(parts[0].name):
        return [parts[0]] if len(_regrouped(split_at(clean(text), COMMAS))) < 2 else several(text)
    return several(text)


def until_next(text: str) -> tuple[str, str]:
    """Split "Ada Byron (Bank), followed by a discussion" before what follows."""
    found = _NEXT.search(fold(text))
    return (text[: found.start()], text[found.start() :].strip(" ,")) if found else (text, "")


def unnamed_in(text: str) -> bool:
    """Say whether one of the people on a line is still to be found: "Ada Byron, TBC"."""
    pieces = [part for piece in split_at(clean(text), COMMAS + SEMICOLONS) for part in AND.split(piece)]
    return any(is_placeholder(piece) for piece in pieces)


def accompanying(text: str) -> list[Named]:
    """Read "A talk with Ada Byron (Bank) and Alan Grey (UN)": those after "with", if each is surely one."""
    found = _WITH.search(fold(text))
    named = several(text[found.end() :]) if found and len(text) <= MAX_ENTRY else []
    is_sure = all(each.honorific or each.affiliation or each.post for each in named)
    return named if is_sure and all(looks_like_name(each.name) for each in named) else []


def names_only(text: str, *, is_sure: bool = False) -> list[Named]:
    """Return the people if ``text`` is nothing but one or several names, else nothing."""
    pieces = [part for piece in split_at(clean(text), COMMAS + ";") for part in AND.split(piece)]
    found = [split_honorific(piece.strip()) for piece in pieces]
    if not found or not all(
        looks_like_name(bare, is_sure=is_sure or honorific is not None) for honorific, bare in found
    ):
        return []
    return [Named(bare, honorific) for honorific, bare in found]


def _regrouped(pieces: list[str]) -> list[str]:
    """Put posts and institutions to those before them: "Ada Byron (UN), Alan Grey, Director, Bank" are two.

    A piece begins a person only where it is told by more than capitals.
    """
    groups: list[str] = []
    for piece, after in zip_longest(pieces, pieces[1:], fillvalue=""):
        name, rest = split_name(piece)
        honorific, bare = split_honorific(name)
        is_told = (
            honorific or rest.startswith("(") or piece.endswith((")", "）")) or (is_post(after) and not rest)
        )
        is_one = looks_like_name(bare) and not is_post(piece) and is_told
        if is_one or not groups or after_post(honorific, bare, rest):
            groups.append(piece)
        else:
            groups[-1] += f", {piece}"
    first = entry(groups[0]) if groups else None
    return groups if first and looks_like_name(first.name) else [", ".join(pieces)]


def each_with_place(text: str) -> list[Named]:
    """Read "Ada Byron, Acme" and "Ada Byron, Acme, Bo Lindt, Zenith": one word after each whole name.

    Where surnames alone are people, all of a list have no more than these.
    """
    pieces = split_at(text, COMMAS)
    names, places = pieces[::2], pieces[1::2]
    if len(names) != len(places) or not all(_is_one_word(place) for place in places):
        return []
    if not all(looks_like_name(split_honorific(name)[1]) for name in names):
        return []
    return [person for pair in zip(names, places, strict=True) if (person := entry(", ".join(pair)))]


def _is_one_word(text: str) -> bool:
    return " " not in text and not is_placeholder(text)


def _is_list_of_names(text: str, are_names: bool) -> bool:
    pieces = split_at(text, COMMAS)
    return len(pieces) > 1 and all(
        is_placeholder(piece) or _is_list_item(piece, are_names) for piece in pieces
    )


def _is_list_item(piece: str, are_names: bool) -> bool:
    name, rest = split_name(piece)
    honorific, bare = split_honorific(name)
    if bare.isupper() and bare.isascii() and len(bare) <= MAX_INITIALS:
        return False  # "Ada Byron, ILO" is one person
    if honorific is None and len(bare.split()) == 2 and fold(bare).split()[0] in _ARTICLES:
        return False  # and so is "Ada Byron, Le Monde"
    if rest and not piece[len(name) :].lstrip().startswith(("(", "（")):
        return False
    return all(
        looks_like_name(part.strip(), is_sure=bool(rest or honorific) or are_names)
        for part in AND.split(bare)
    )


def _joined(piece: str) -> list[Named]:
    """Read "A and B (Org)" as two people of one organisation, anything else as one."""
    if is_placeholder(piece):
        return []
    name, rest = split_name(piece)
    parts = [split_honorific(part.strip()) for part in AND.split(name)]
    if len(parts) > 1 and all(looks_like_name(bare, is_sure=True) for _, bare in parts):
        return [with_details(honorific, bare, rest) for honorific, bare in parts]
    if len(whole := _at_and(piece)) > 1 and all((p := entry(w)) and looks_like_name(p.name) for w in whole):
        return [person for part in whole if (person := entry(part))]
    person = entry(piece)
    return [person] if person else []


def _as_placed(found: re.Match[str]) -> Named:
    """Take "Oberst i.G. Kai Rohde (BMVg)", one of a list of such, as it stands."""
    return Named(found["name"].strip(), affiliation=found["place"].strip())


def _at_and(text: str) -> list[str]:
    """Split ``text`` at "and" outside of brackets."""
    pieces, begin = [], 0
    for found in AND.finditer(text):
        if text.count("(", 0, found.start()) == text.count(")", 0, found.start()):
            pieces.append(text[begin : found.start()])
            begin = found.end()
    return [*pieces, text[begin:]]
