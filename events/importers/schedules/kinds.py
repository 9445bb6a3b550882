"""What kind of session another program's word for it means."""

from __future__ import annotations

from typing import cast

from events.importers.sheets.words import KINDS
from events.importers.text.kinds import kind_of
from events.importers.text.matching import fold
from events.programme import SessionKind

# What programs of the field call their events, beside the words of sheets.
WORDS: list[tuple[str, SessionKind]] = [
    ("keynote", "keynote"),
    ("plenum", "keynote"),
    ("lightning", "talk"),
    ("lecture", "talk"),
    ("talk", "talk"),
    ("podium", "panel"),
    ("panel", "panel"),
    ("discussion", "discussion"),
    ("meeting", "discussion"),
    ("bof", "discussion"),
    ("meetup", "discussion"),
    ("workshop", "workshop"),
    ("training", "workshop"),
    ("tutorial", "workshop"),
    ("hands-on", "workshop"),
    ("sprint", "workshop"),
    ("concert", "social"),
    ("performance", "social"),
    ("party", "social"),
    ("game", "social"),
    ("break", "break"),
    ("lunch", "break"),
]


def kind_of_file(said: str) -> SessionKind | None:
    """Return the kind that a word of ours names, in any of our languages."""
    return cast("SessionKind | None", KINDS.key_of(said)) if said else None


def kind_of_event(said: str, title: str, *, has_guests: bool) -> SessionKind:
    """Tell the kind from the program's word for it, then from the title, then from who takes part."""
    folded = fold(said)
    named = next((kind for word, kind in WORDS if word in folded), None)
    told = kind_of(title)
    if named is None or (named == "talk" and told in {"opening", "closing", "keynote", "panel"}):
        return told if told != "other" or not has_guests else "talk"
    return named
