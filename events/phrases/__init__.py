"""Changes in words: what a reader, a subscriber or an editor is told of what differs.

A ``Change`` names rooms and people by slug; give the ``Names`` of the programmes it lies between, so that
the sentences can call them as printed. Times are wall times in the zone given; texts are plain, not HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo

from events.diffing import Change, Kind, Subject
from events.phrases import conference, people, sessions
from events.phrases.conflicts import brief, told
from events.phrases.words import NO_NAMES, Names, heading, isolated, label, zone_of

__all__ = ["Names", "brief", "heading", "isolated", "label", "sentence", "sentences", "told", "zone_of"]

Teller = Callable[[Change, ZoneInfo, Names], Iterator[str]]

TELLERS: dict[tuple[Subject, Kind], Teller] = {
    ("session", "added"): sessions.added,
    ("session", "removed"): sessions.removed,
    ("session", "moved"): sessions.moved,
    ("session", "retimed"): sessions.retimed,
    ("session", "renamed"): sessions.renamed,
    ("session", "cancelled"): sessions.cancelled,
    ("session", "reinstated"): sessions.reinstated,
    ("session", "people"): sessions.people,
    ("session", "questions"): sessions.questions,
    ("session", "text"): sessions.texts,
    ("person", "added"): people.added,
    ("person", "removed"): people.removed,
    ("person", "renamed"): people.renamed,
    ("person", "text"): people.texts,
    ("conference", "moved"): conference.moved,
    ("conference", "retimed"): conference.retimed,
    ("conference", "renamed"): conference.renamed,
    ("conference", "text"): conference.texts,
}


def sentence(change: Change, zone: ZoneInfo, names: Names = NO_NAMES) -> str:
    """Say in plain words what changes: one sentence, or one for each thing when there are several."""
    return " ".join(TELLERS[change.subject, change.kind](change, zone, names))


def sentences(changes: Iterable[Change], zone: ZoneInfo, names: Names = NO_NAMES) -> list[str]:
    """Say each change in words, in the order given."""
    return [sentence(change, zone, names) for change in changes]
