"""Lines that introduce something: "Moderator: …", "Guiding questions:", "Room: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from events.importers.text import people
from events.importers.text.matching import fold, pattern
from events.importers.text.words import FACTS, QUESTION_HEADS, ROLES, ROOM_LABELS, SPEECHES, phrases
from events.programme import Role

MAX_LABEL = 60  # characters before the colon
MAX_HEAD_WORDS = 3  # of a role without a colon
MAX_PARTED = 4_000  # characters of a line that names several roles

_BY = re.compile(r"((?:\w+\s){1,3}(?:by|par))\s(?=[^\s:：])")  # "Moderated by Ada Byron" needs no colon
_GENDERED = re.compile(  # "Referent*innen:", "Intervenant·e·s :"
    r"^(\w{4,20})(?:[*:_/]-?(innen|in)|[·.](?:e|rice|trice|ice)(?:[·.]?(s))?)(?=\s{0,2}[:：])"
)
_PLURAL = re.compile(r"(?:s|innen|en|ы|и|ون|ين)$|嘉宾$")  # "Chairs:", "Moderatorinnen:"
_GAP = re.compile(r"[.;；。|,，]\s*|\s[-–—]\s|\s+")
_PARENTHESIS = re.compile(r"\s{0,3}\([^()]{0,60}\)")
_NEEDS_COLON = {
    "with",
    "by",
    "panel",
    "host",
    "hosted by",
    "welcome",
    "introduction",
    "begrußung",
    "begrüßung",
    "einführung",
    "ouverture",
    "bienvenida",
    "introducción",
    "открытие",
    "приветствие",
    "questions",
    "fragen",
    "preguntas",
    "keynote",
    "keynotes",
}


@dataclass(frozen=True)
class Label:
    """What a line introduces ("role", "questions", "room") and what follows on the same line."""

    what: str
    rest: str
    role: Role = "speaker"
    is_several: bool = False


@lru_cache(maxsize=1)
def _tables() -> dict[str, tuple[str, Role]]:
    table: dict[str, tuple[str, Role]] = {}
    for role, words in reversed(ROLES.items()):
        table |= {fold(word): ("role", role) for word in phrases(words)}
    table |= {fold(word): ("room", "speaker") for word in phrases(ROOM_LABELS)}
    return table | {fold(word): ("questions", "speaker") for word in phrases(QUESTION_HEADS)}


_FACTS = {fold(word): fact for fact, words in reversed(FACTS.items()) for word in phrases(words)}
_SPEECHES = {fold(word) for word in phrases(SPEECHES)}
_QUESTIONS = pattern(phrases(QUESTION_HEADS))


def label_of(text: str) -> Label | None:
    """Read ``text`` as a label; alone on its line it needs no colon."""
    if (
        (found := _BY.match(fold(text[:MAX_LABEL])))
        and (role := _tables().get(found[1]))
        and role[0] == "role"
    ):
        return Label("role", text[found.end() :].strip(), role[1])
    split = _split(text)
    if split is None:
        return None
    head, rest, has_colon = split
    entry = _tables().get(head)
    if entry is None and has_colon and not rest and len(head) <= MAX_LABEL * 2 and _announces_questions(head):
        entry = ("questions", "speaker")
    if entry is None or (not has_colon and (head in _NEEDS_COLON - {"panel"} or entry[0] == "room")):
        return None
    if head == "panel" and not (_names_several(rest) if rest else has_colon):
        return None  # "Panel: Rules for ports" is a title
    if entry[0] == "role" and entry[1] in {"opening", "closing", "keynote"} and not rest and not has_colon:
        return None  # "Closing remarks" alone is a title
    return Label(entry[0], rest, entry[1], is_several=_PLURAL.search(head) is not None)


def headed(text: str) -> Label | None:
    """Read a role right before those who have it, without a colon: "Modera Nuria Cobo", "Chair Dr Ada B."."""
    words = text[: MAX_LABEL * 2].split(" ")
    for count in range(min(MAX_HEAD_WORDS, len(words) - 1), 0, -1):
        head = fold(" ".join(words[:count]))
        rest = text[len(head) :].strip()
        if head in _SPEECHES:
            return Label("role", rest)
        entry = _tables().get(head)
        if entry and entry[0] == "role":
            is_sure = head not in _NEEDS_COLON
            return (
                Label("role", rest, entry[1], is_several=_PLURAL.search(head) is not None)
                if is_sure
                else None
            )
    return None


def parted(text: str) -> list[str]:
    """Split "Moderator: Ada Byron; Speakers: Bo Lindt, Eve Black" before each further role.

    Only a line that begins with a role is split.
    """
    if ":" not in fold(text) or len(text) > MAX_PARTED:
        return [text]
    first = label_of(text)
    if first is None or first.what != "role":
        return [text]
    parts, begin = [], 0
    for start, end in _heads_in(text):
        parts.append(text[begin:start])
        begin = end
    return [*parts, text[begin:]]


def role_within(text: str) -> Label | None:
    """Read the first role that stands within ``text``: "Group 1: Law – Chair: Ada Byron"."""
    if ":" not in fold(text) or len(text) > MAX_LABEL * 5:
        return None
    labels = [label_of(text[end:]) for _start, end in _heads_in(text)]
    return next((label for label in labels if label and label.what == "role" and label.rest), None)


def _heads_in(text: str) -> Iterator[tuple[int, int]]:
    """Find where roles and questions are introduced within a line: a gap, a known word, a colon."""
    begin = 0
    for found in _GAP.finditer(text):
        if found.start() == begin or text.count("(", begin, found.start()) != text.count(
            ")", begin, found.start()
        ):
            continue
        head, colon, _rest = fold(text[found.end() : found.end() + MAX_LABEL]).partition(":")
        entry = _tables().get(_PARENTHESIS.sub("", head).strip()) if colon else None
        if entry is not None and entry[0] != "room":
            yield found.start(), found.end()
            begin = found.end()


def fact_of(text: str) -> tuple[str, str] | None:
    """Read ``text`` as a fact about the conference: its name in the table of facts, and what is said."""
    split = _split(text)
    if split is None or split[0] not in _FACTS:
        return None
    return (_FACTS[split[0]], split[1]) if split[2] or not split[1] else None


def _split(text: str) -> tuple[str, str, bool] | None:
    """Return the folded head, the rest, and whether a colon stood between."""
    text = _GENDERED.sub(r"\1\2\3", text)
    folded = fold(text[: MAX_LABEL * 3])
    colon = folded.find(":")
    dash = re.search(r"\s-\s", folded[:MAX_LABEL])
    if colon >= 0:
        head = folded[:colon]
        at = colon + 1
    elif dash and dash.start() <= 20:
        head, at = folded[: dash.start()], dash.end()
    else:
        head, at = folded, len(text)
    if len(head) > MAX_LABEL * 2 or len(text) > at + 4000:
        return None
    head = " ".join(_PARENTHESIS.sub("", head).split()).strip(" .*_-")
    return head, text[at:].strip(" *_"), colon >= 0


def _names_several(text: str) -> bool:
    """Say whether ``text`` is two people or more: "Panel: Rules for ports" is a title."""
    found = people.several(text)
    told = [named for named in found if named.affiliation or named.honorific]
    return len(people.names_only(text)) > 1 or (
        len(found) > 1
        and len(told) == len(found)
        and all(people.looks_like_name(each.name) for each in found)
    )


def _announces_questions(head: str) -> bool:
    return _QUESTIONS.search(head) is not None and (head.startswith(("the ", "this ", "questions", "key ")))
