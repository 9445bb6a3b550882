"""Which names of a text are surely people: after a role, at most titles' ends, in lists, above a post."""

from __future__ import annotations

from itertools import pairwise

from events.importers.text import people
from events.importers.text.blocks import IDLE
from events.importers.text.kinds import kind_of
from events.importers.text.labels import label_of
from events.importers.text.lines import Line
from events.importers.text.matching import fold
from events.importers.text.names import is_organisation
from events.importers.text.outline import Draft
from events.importers.text.people import Named

NAMING_ROLES = {
    "moderator",
    "chair",
    "panellist",
    "speaker",
    "rapporteur",
}  # after which a name is sure to follow
ENDINGS = (": ", " – ", " — ", " - ", ", ")  # before whoever speaks, at a title's end
LEAST_ALIKE = 3  # titles that end in a name before that is taken for the text's way
MAX_HEAD, MAX_LINE = 40, 1_000  # characters of what introduces people, and of a line with them
MAX_POST = 150  # characters of a line with a post and an institution


def labelled_names(drafts: list[Draft]) -> frozenset[str]:
    """Return the keys of all people who stand after "Moderator:", "Speakers:" on the same line."""
    names: set[str] = set()
    for draft in drafts:
        for line in draft.body:
            label = None if line.is_blank else label_of(line.plain)
            if label and label.what == "role" and label.rest and label.role in NAMING_ROLES:
                names |= {people.key_of(named.name) for named in people.several(label.rest)}
    return frozenset(names)


def repeated_names(drafts: list[Draft]) -> frozenset[str]:
    """Return the keys of those whom titles end with, where most titles end so: "Law: Ada Byron".

    One such title says nothing: "Norms: Common Ground" is built alike.
    """
    titles = [draft.words for draft in drafts if draft.words and kind_of(draft.words) not in IDLE]
    found: frozenset[str] = frozenset()
    for mark in ENDINGS:
        ends = [title.rpartition(mark)[2] for title in titles if mark in title]
        named = [people.names_only(end) for end in ends]
        hits = [each for each in named if each]
        if len(hits) >= LEAST_ALIKE and 2 * len(hits) >= len(titles):
            found |= {people.key_of(person.name) for each in hits for person in each}
    return found


def listed(lines: list[Line]) -> frozenset[int]:
    """Return the numbers of lines that stand among others, each a person with a post or an institution."""
    found: set[int] = set()
    run: list[tuple[Line, Named]] = []
    for line in [*lines, None]:
        if line is not None and line.is_blank:
            continue
        named = people.unlabelled(line.plain) if line else None
        if line and named and label_of(line.plain) is None:
            run.append((line, named))
            continue
        sure = sum(_is_surely_one(named) for _line, named in run)
        if len(run) > 1 and 2 * sure >= len(run):
            found |= {each.number for each, _named in run}
        run = []
    return frozenset(found)


def billed(lines: list[Line]) -> frozenset[int]:
    """Return the numbers of lines that are a name alone, with a post or an institution on the next."""
    return frozenset(
        line.number
        for line, below in pairwise(lines)
        if not line.is_blank
        and not below.is_blank
        and len(below.plain) <= MAX_POST
        and not below.plain.endswith((".", "?", "!", ":"))
        and not any(mark in line.plain for mark in ",;(:")
        and people.is_post(below.plain)
        and label_of(below.plain) is None
        and len(people.names_only(line.plain)) == 1
        and people.unlabelled(below.plain) is None
    )


def _is_surely_one(named: Named) -> bool:
    told = " ".join(filter(None, [named.post, named.affiliation]))
    return bool(named.honorific) or people.is_post(told) or is_organisation(told)


def _is_fully_told(found: list[Named]) -> bool:
    return all(named.honorific and (named.post or named.affiliation) for named in found)


def begins_broken(text: str) -> bool:
    """Say whether ``text`` is a name and a dash that lead to the next line ("Kjetil Rommetveit –")."""
    if not fold(text).endswith(" -"):
        return False
    _honorific, name = people.split_honorific(text.rstrip(" -–—"))
    return people.looks_like_name(name)


def is_name_alone(text: str) -> bool:
    """Say whether ``text`` is a name and nothing else, as capitals tell; where all are, none does."""
    return (
        text not in {text.lower(), text.upper()}
        and kind_of(text) == "other"
        and bool(people.names_only(text))
    )


def under_unknown_head(text: str) -> list[Named]:
    """Read "Im Gespräch: Dr. Ada Byron (Bank), Prof. Bo Lindt": people surely, whatever introduces them.

    One alone has an honorific and a post or an institution.
    """
    head, colon, rest = text.partition(":")
    if not colon or len(head) > MAX_HEAD or "(" in head or len(text) > MAX_LINE:
        return []
    found = people.several(rest.strip())
    told = [named for named in found if named.honorific or named.post or named.affiliation]
    is_sure = len(told) == len(found) and (
        len(found) > 1 or (_is_fully_told(told) and not text.endswith((".", "!", "?")))
    )
    return found if is_sure and all(people.looks_like_name(named.name) for named in found) else []
