"""What the address of a programme asks for: a day, filters, a reader's zone.

What nobody knows is left out, so that as many addresses lead to one page as there are things to ask for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cyberconf.web import zones
from events import filtering
from events.bookmarking import slugs_in
from events.elsewhere import VENUE, Clock, Elsewhere
from events.filtering import Filters
from events.layout import Layout
from events.programme import Programme
from events.views.asked import MARKED, Asked
from events.views.refusing import ZONE, Refusal, label, no_such_day, no_such_value, no_such_zone, quoted

MAX_QUERY = 200  # characters of a search that are looked at


@dataclass(frozen=True)
class Choice:
    """A filter as a form offers it. ``options``: its values, what each is called, whether it is chosen."""

    name: str
    label: str
    any: str
    options: tuple[tuple[str, str, bool], ...]


def read(given: Mapping[str, str], layout: Layout, marked: Collection[UUID], *, usual: str = "") -> Asked:
    """Return what is asked for; ``marked`` is which sessions ``?mine=`` means.

    ``usual`` is the zone of the reader's account, whose time is shown where the address names none.
    """
    kept: dict[str, str] = {}
    refusals: list[Refusal] = []
    day = _said(given, "day")
    known_days = [each.date.isoformat() for each in layout.days]
    if day and day not in known_days:
        refusals.append(no_such_day(day, known_days))
    elif day:
        kept["day"] = day
    values = filtering.values(layout)
    for field in filtering.FIELDS:
        if value := _said(given, field):
            if value in values.get(field, ()):
                kept[field] = value
            else:
                refusals.append(no_such_value(layout, field, value))
    kept |= {name: text for name, text in (("q", words_of(given)), (MARKED, _marks(given))) if text}
    text = _said(given, ZONE)
    clock = _clock(text, layout.programme, usual)
    if clock is None:
        refusals.append(no_such_zone(text))
        clock = VENUE
    if clock.named:
        kept[ZONE] = clock.named
    return Asked(
        date.fromisoformat(kept["day"]) if "day" in kept else None,
        _filters(kept, marked),
        clock,
        kept,
        tuple(refusals),
        zones.written(clock.elsewhere.zone) if clock.elsewhere else quoted(text),
        layout.programme.time_zone if _elsewhere(usual, layout.programme) else "",
    )


def choices(layout: Layout, asked: Asked) -> list[Choice]:
    """Return the filters between whose values there is a choice."""
    words = {
        "kind": _("All kinds"),
        "track": _("All tracks"),
        "room": _("All rooms"),
        "language": _("All languages"),
    }
    return [
        Choice(
            field,
            label(field),
            words[field],
            tuple(_options(layout, field, known, asked.kept.get(field, ""))),
        )
        for field, known in filtering.values(layout).items()
    ]


def clock_of(request: HttpRequest, programme: Programme) -> Clock:
    """Return the time that the address asks for, or else that of the reader's account."""
    return _clock(_said(request.GET, ZONE), programme, usual_zone(request)) or VENUE


def usual_zone(request: HttpRequest) -> str:
    """Return the zone that the reader's account names, or ""."""
    return getattr(request.user, "time_zone", "")


def words_of(given: Mapping[str, str]) -> str:
    """Return the words that an address looks for."""
    return " ".join(given.get("q", "").replace("\0", " ").split())[:MAX_QUERY]


def _options(
    layout: Layout, field: str, known: tuple[str, ...], chosen: str
) -> Iterator[tuple[str, str, bool]]:
    for value in known:
        yield value, capfirst(filtering.label(layout, field, value)), value == chosen


def _said(given: Mapping[str, str], name: str) -> str:
    """Return what an address names, or "" where there is nothing in it to read."""
    text = given.get(name, "")
    return text if quoted(text) else ""


def _filters(kept: Mapping[str, str], marked: Collection[UUID]) -> Filters:
    fields = {field: kept.get(field, "") for field in filtering.FIELDS}
    uids = frozenset(marked) if MARKED in kept else None
    return Filters(**fields, text=kept.get("q", ""), marked=uids)


def _marks(given: Mapping[str, str]) -> str:
    return ",".join(slugs_in(given.get(MARKED, "")))


def _clock(text: str, programme: Programme, usual: str) -> Clock | None:
    """Return the time that is asked for, or that of the reader's account; None where the zone is none."""
    of_account = _elsewhere(usual, programme)
    if not text:
        return Clock(of_account)
    zone = zones.find(text)
    if zone is None:
        return None
    elsewhere = _elsewhere(zone.key, programme)
    return Clock(elsewhere, zone.key if elsewhere or of_account else "")


def _elsewhere(name: str, programme: Programme) -> Elsewhere | None:
    zone = zones.find(name) if name and name != programme.time_zone else None
    return Elsewhere(zone) if zone and zone.key != programme.time_zone else None
