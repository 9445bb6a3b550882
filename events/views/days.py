"""Which days of an agenda a page shows, and the ways to the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from events import live
from events.layout import Day, Entry, Layout, days_of, fits_a_page
from events.views.asked import Asked


@dataclass(frozen=True)
class Tab:
    """The way to a day, or to all where ``date`` is None: its address, and how many sessions are there."""

    date: date | None
    address: str
    count: int
    is_chosen: bool
    is_today: bool = False


@dataclass(frozen=True)
class Listing:
    """The days of a page: all, or of a large programme the one asked for, today's or the first.

    ``folded`` are those of them that are over while others are to come, so that today comes first.
    """

    days: tuple[Day, ...]
    tabs: tuple[Tab, ...]
    count: int
    total: int
    folded: frozenset[date] = frozenset()

    @property
    def is_part(self) -> bool:
        """Whether sessions were left out, on whatever day."""
        return self.count < self.total


def show(agenda: Layout, asked: Asked, entries: tuple[Entry, ...], at: datetime) -> Listing:
    """Return the days to show of those sessions, and a tab for each day where there are several."""
    days = agenda.days if len(entries) == len(agenda.entries) else days_of(entries)
    is_whole = fits_a_page(entries)
    today = at.astimezone(agenda.zone).date()
    chosen = asked.day or (None if is_whole else _first(days, today))
    shown = tuple(day for day in days if chosen in (None, day.date))
    is_all = chosen is None and len(entries) == len(agenda.entries)
    folded = _over(days, today, at) if is_all and live.is_running(agenda, at) else frozenset()
    tabs = _tabs(agenda, asked, days, chosen, is_whole, today, folded)
    return Listing(shown, tabs, len(entries), len(agenda.entries), folded)


def _first(days: tuple[Day, ...], today: date) -> date:
    """Return today where something is on, else the first day."""
    return next((day.date for day in days if day.date == today), days[0].date)


def _over(days: tuple[Day, ...], today: date, at: datetime) -> frozenset[date]:
    """Return the days before today on which nothing is still going on."""
    going_on = (day.date for day in days if any(e.runs(at) and not e.is_of_days for e in day.entries))
    return frozenset(day.date for day in days if day.date < today).difference(going_on)


def _tabs(
    agenda: Layout,
    asked: Asked,
    days: tuple[Day, ...],
    chosen: date | None,
    is_whole: bool,
    today: date,
    folded: frozenset[date],
) -> tuple[Tab, ...]:
    if len(agenda.days) < 2:
        return ()
    counts = {day.date: day.count for day in days}
    total = sum(len(day.entries) for day in days)  # what is on for several days once
    tabs = [Tab(None, asked.query(day="") + "#agenda", total, False)] if is_whole and chosen else []
    for day in agenda.days:
        name = day.date.isoformat()
        is_here = chosen is None and day.date in counts and day.date not in folded
        address = ("" if is_here else asked.query(day=name)) + f"#day-{name}"
        tabs.append(Tab(day.date, address, counts.get(day.date, 0), day.date == chosen, day.date == today))
    return tuple(tabs)
