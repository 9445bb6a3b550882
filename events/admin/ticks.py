"""What an import would change as boxes to tick: by day, one a unit, or fewer where there are very many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events import phrases
from events.comparing import Pair
from events.errors import ProgrammeError
from events.foreseeing import Foreseen
from events.phrases import Names, sides
from events.phrases.words import zone_of
from events.picking import Parting, Unit, parted

MOST_TICKS = 1_500  # boxes of a page, for which settings.DATA_UPLOAD_MAX_NUMBER_FIELDS leaves room
MOST_COMPARED = 100  # boxes up to which the texts that differ are shown beside each other
MOST_TOGETHER = 5  # sentences of one box
MOST_FOLLOWERS = 200  # sentences of people who come and go

Key = Callable[[Unit], Hashable]


@dataclass(frozen=True)
class Tick:
    """One box: the ids of its units, and what they say in sentences, of which there are so many ``more``."""

    ids: str
    sentences: tuple[str, ...]
    more: int
    pairs: tuple[Pair, ...]
    is_ticked: bool


@dataclass(frozen=True)
class Section:
    """The boxes of the conference, of a day, or of people."""

    heading: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Ticks:
    """All boxes; ``offered`` are all their ids. ``followers`` come and go with what is ticked."""

    sections: tuple[Section, ...]
    offered: str
    followers: tuple[str, ...]
    more_followers: int
    change_count: int


def ticks_of(foreseen: Foreseen, left_out: Collection[str]) -> Ticks:
    """Return what an import would change, ticked but for what is ``left_out``."""
    parting = parted(foreseen.before, foreseen.after)
    names, zone = Names.of(foreseen.before, foreseen.after), zone_of(foreseen.after)
    units = sorted(parting.units, key=_Places(foreseen))
    key = _key_for(units, _Places(foreseen))
    compares = len(units) <= MOST_COMPARED

    def tick(group: list[Unit]) -> Tick:
        changes = [change for unit in group for change in unit.changes]
        shown = changes[:MOST_TOGETHER]
        pairs = [pair for change in shown for pair in sides.pairs(change, zone, names)] if compares else []
        ids = [unit.id for unit in group]
        return Tick(
            " ".join(ids),
            tuple(phrases.sentences(shown, zone, names)),
            len(changes) - len(shown),
            tuple(pairs),
            not set(ids) & set(left_out),
        )

    sections = [
        Section(_heading(place), tuple(tick(list(group)) for _name, group in groupby(run, key)))
        for place, run in groupby(units, _Places(foreseen))
    ]
    return Ticks(tuple(sections), " ".join(unit.id for unit in units), **_following(parting, foreseen, names))


def left_out_in(data: QueryDict) -> frozenset[str]:
    """Return the ids of what was offered with a form and not ticked."""
    ticked = " ".join(data.getlist("chosen")).split()
    return frozenset(data.get("offered", "").split()) - frozenset(ticked)


def refuse_nothing(data: QueryDict) -> None:
    """Refuse a form of which nothing is ticked, where something was offered.

    Raises:
        ProgrammeError: ``nothing``.
    """
    if data.get("offered") and not data.getlist("chosen"):
        message = _("Nothing is ticked, so nothing would change. Tick what you want of it.")
        raise ProgrammeError("nothing", message)


def _following(parting: Parting, foreseen: Foreseen, names: Names) -> dict[str, Any]:
    shown = parting.followers[:MOST_FOLLOWERS]
    return {
        "followers": tuple(phrases.sentences(shown, zone_of(foreseen.after), names)),
        "more_followers": len(parting.followers) - len(shown),
        "change_count": sum(len(unit.changes) for unit in parting.units) + len(parting.followers),
    }


class _Places:
    """Says where a unit stands on the page: before the days, on a day, or after them."""

    def __init__(self, foreseen: Foreseen) -> None:
        self.days = {
            session.uid: session.starts_at.date()
            for programme in (foreseen.before, foreseen.after)
            for session in programme.sessions
        }

    def __call__(self, unit: Unit) -> tuple[int, date]:
        first = unit.changes[0]
        order = {"conference": 0, "session": 1, "person": 2}[first.subject]
        day = self.days[first.uid] if first.uid and first.subject == "session" else date.min
        return order, day


def _key_for(units: Iterable[Unit], place: _Places) -> Key:
    """Choose what a box stands for: one unit, all about one session or person, or all of a section."""
    keys: list[Key] = [lambda unit: unit.id, lambda unit: (place(unit), unit.changes[0].uid)]
    for key in keys:
        if len({key(unit) for unit in units}) <= MOST_TICKS:
            return key
    return place


def _heading(place: tuple[int, date]) -> str:
    order, day = place
    return [_("The conference"), date_format(day, _("l, j F Y")), _("People")][order]
