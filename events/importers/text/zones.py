"""Which time zone a text means: by name, by offset, by abbreviation and place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cyberconf.web.abbreviations import (
    ABBREVIATIONS,
    HALF_HOUR_ZONES,
    NEVER_A_ZONE,
    SPOKEN_ZONES,
)
from cyberconf.web.places import ZONES_OF_PLACES
from cyberconf.web.zones import known
from events.errors import ProgrammeError
from events.importers.results import Hint, Notice
from events.importers.text.lines import Line
from events.importers.text.matching import fold, pattern
from events.importers.text.words import phrases

_NAME = re.compile(
    r"(?<![\w/])(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Etc)"
    r"/[A-Za-z_]+(?:[+-]\d{1,2}\b|(?:-[A-Za-z]+)+)?(?:/[A-Za-z_]+)?"  # Etc/GMT-1, America/Port-au-Prince
)
_OFFSET = re.compile(r"(?<![A-Za-z])(?:UTC|GMT)\s?([+\-−–±])\s?(\d{1,2})(?::?(\d\d))?(?!\d)")
_ANY = "|".join(sorted(set(ABBREVIATIONS) - NEVER_A_ZONE, key=len, reverse=True))
_AFTER_TIME = re.compile(rf"(?:\d|[hm]|m\.|\()\s?\(?(?P<zone>{_ANY})(?![\w&-])")
_ANYWHERE = re.compile(rf"(?<![\w&/-])(?P<zone>{_ANY})(?![\w&-])")
_SPOKEN = re.compile(rf"\b({'|'.join(SPOKEN_ZONES)})\s(?:standard\s|daylight\s|summer\s)?time\b", re.I)
_SAYS_TIMES = pattern(
    phrases("times|time zone|timezone|zeiten|zeitzone|heures|fuseau|horas|zona horaria|время|часовой пояс")
)
_PLACES = {fold(name): zone for zone, names in ZONES_OF_PLACES.items() for name in phrases(names)}
_PLACE = pattern(frozenset(_PLACES))


@dataclass(frozen=True)
class ZoneClue:
    """What one line says of the zone: a name, or the minutes east of UTC that it may stand for."""

    line: Line
    said: str
    name: str | None = None
    offsets: tuple[int, ...] = ()
    usual: str | None = None


def clue_in(line: Line) -> ZoneClue | None:
    """Read the zone that ``line`` names."""
    text = line.plain
    if found := _NAME.search(text):
        return ZoneClue(line, found[0], name=found[0])
    if found := _SPOKEN.search(text):
        zone, offsets = SPOKEN_ZONES[found[1].lower()]
        return ZoneClue(line, found[0], offsets=offsets, usual=zone)
    if found := _OFFSET.search(text):
        minutes = (int(found[2]) * 60 + int(found[3] or 0)) * (1 if found[1] in "+±" else -1)
        return (
            ZoneClue(line, found[0], offsets=(minutes,), usual=_fixed(minutes))
            if abs(minutes) <= 14 * 60
            else None
        )
    form = _ANYWHERE if _SAYS_TIMES.search(fold(text)) else _AFTER_TIME
    if found := form.search(text):
        offsets, usual = ABBREVIATIONS[found["zone"]]
        return ZoneClue(line, found["zone"], offsets=offsets, usual=usual)
    return None


def tells_zone(text: str) -> bool:
    """Say whether ``text`` names a zone."""
    return clue_in(Line(0, text)) is not None


def without_zone(text: str) -> str:
    """Return what follows a time without the zone that stands first there ("CET: Welcome")."""
    found = re.match(rf"\(?(?:{_ANY}|(?:UTC|GMT)\s?[+\-−–]\s?\d{{1,2}})\)?(?:\s*[:|–—-]+\s*|\s+|$)", text)
    return text[found.end() :] if found else text


def place_in(text: str) -> tuple[str, str] | None:
    """Return the first place in ``text`` whose zone is known, as written, and the zone."""
    found = _PLACE.search(fold(text))
    return (text[found.start() : found.end()], _PLACES[re.sub(r"\s+", " ", found[0])]) if found else None


def zone_of(
    clue: ZoneClue | None, place: tuple[str, str] | None, *, hint: Hint, day: date
) -> tuple[str, list[Notice]]:
    """Decide the zone on ``day``: what the source says, then the hint, then the place.

    Raises:
        ProgrammeError: ``unknown_zone`` for a name that does not exist, ``no_zone`` where nothing tells.
    """
    hinted = known_zone(hint.time_zone) if hint.time_zone else None
    if clue and clue.name:
        return known_zone(clue.name, line=clue.line.number), []
    if clue:
        if zone := _by_offset(clue, place, hinted, day):
            return zone, _doubts(clue, zone, day)
        if hinted:
            return hinted, [
                _notice(
                    clue,
                    _("“%(said)s” is not in force in %(zone)s then. Times are read in %(zone)s, as asked."),
                    hinted,
                )
            ]
    if hinted:
        return hinted, []
    if place:
        return place[1], []
    raise _no_zone(clue)


def known_zone(name: str, *, line: int | None = None) -> str:
    """Return ``name`` if it is a zone.

    Raises:
        ProgrammeError: ``unknown_zone``.
    """
    if name not in known():
        raise ProgrammeError(
            "unknown_zone",
            _("The time zone “%(name)s” is unknown. Expected an IANA name such as Europe/Zurich.")
            % {"name": name},
            line=line,
        )
    return name


def _by_offset(clue: ZoneClue, place: tuple[str, str] | None, hinted: str | None, day: date) -> str | None:
    """Return the first of hint and place that keeps what the clue says, or what the clue usually means."""
    for zone in filter(None, [hinted, place[1] if place else None]):
        if set(clue.offsets) & _offsets_in_year(zone, day):
            return zone
    return None if hinted else clue.usual


def _doubts(clue: ZoneClue, zone: str, day: date) -> list[Notice]:
    now = int(_offset(zone, day).total_seconds() // 60)
    if now in clue.offsets:
        return []
    return [
        _notice(
            clue,
            _("“%(said)s” is not in force in %(zone)s on that day. Times are read as the time in %(zone)s."),
            zone,
        )
    ]


def _notice(clue: ZoneClue, message: str, zone: str) -> Notice:
    return Notice(clue.line.number, clue.line.plain, message % {"said": clue.said, "zone": zone})


def _no_zone(clue: ZoneClue | None) -> ProgrammeError:
    if clue:
        return ProgrammeError(
            "no_zone",
            _(
                "“%(said)s” can mean several time zones, and no known place tells which. "
                "Say it with --time-zone, e.g. --time-zone America/Chicago."
            )
            % {"said": clue.said},
            line=clue.line.number,
        )
    return ProgrammeError(
        "no_zone",
        _(
            "No time zone was found. Expected one in the text (“CET”, “UTC+2”, “Europe/Zurich”) or a city. "
            "Say it with --time-zone, e.g. --time-zone Europe/Zurich."
        ),
    )


def _fixed(minutes: int) -> str | None:
    if minutes % 60:
        return HALF_HOUR_ZONES.get(minutes)
    hours = minutes // 60
    return f"Etc/GMT{-hours:+d}" if hours and -14 <= -hours <= 12 else "UTC" if not hours else None


def _offset(zone: str, day: date) -> timedelta:
    return datetime.combine(day, time(12), ZoneInfo(zone)).utcoffset() or timedelta()


def _offsets_in_year(zone: str, day: date) -> set[int]:
    """Return the minutes east of UTC that ``zone`` keeps in the year of ``day``, summer and winter."""
    days = [day, day.replace(month=1, day=15), day.replace(month=7, day=15)]
    return {int(_offset(zone, each).total_seconds() // 60) for each in days}
