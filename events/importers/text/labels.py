"""Lines that introduce something: "Moderator: …", "Guiding questions:", "Room: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from events.importers.text import people
from events.importers.text.matching import fold, pattern
from events.importers.text.words import FACTS, QUESTION_HEADS, ROLES, ROOM_LABELS, phrases
from events.programme import Role

MAX_LABEL = 60  # characters before the colon

_BY = re.compile(r"((?:\w+\s){1,3}(?:by|par))\s(?=\S)")  # "Moderated by Ada Byron" needs no colon
_GENDERED = re.compile(  # "Referent*innen:", "Intervenant·e·s :"
    r"^(\w{4,20})(?:[*:_/]-?(innen|in)|[·.](?:e|rice|trice|ice)(?:[·.]?(s))?)(?=\s{0,2}[:：])"
)
_PLURAL = re.compile(r"(?:s|innen|en|ы|и|ون|ين)$|嘉宾$")  # "Chairs:", "Moderatorinnen:"
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
    if entry is None or (not has_colon and (head in _NEEDS_COLON or entry[0] == "room")):
        return None
    if head == "panel" and rest and len(people.names_only(rest)) < 2:
        return None  # "Panel: Rules for ports" is a title
    if entry[0] == "role" and entry[1] in {"opening", "closing", "keynote"} and not rest and not has_colon:
        return None  # "Closing remarks" alone is a title
    return Label(entry[0], rest, entry[1], is_several=_PLURAL.search(head) is not None)


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


def _announces_questions(head: str) -> bool:
    return _QUESTIONS.search(head) is not None and (head.startswith(("the ", "this ", "questions", "key ")))
