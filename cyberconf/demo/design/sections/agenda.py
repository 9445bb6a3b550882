"""The agenda: what a conference is, the ways into it, its days and entries, and what is on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cyberconf.demo.design import programme, talk
from cyberconf.demo.design.specimens import Section, Specimen
from events.layout import Entry, Layout
from events.leads import Leads
from events.live import Now
from events.programme import Original
from events.views import asking
from events.views import days as day_views
from events.views.agenda import Marked

ELSEWHERE = "Pacific/Auckland"


def mastheads() -> Section:
    """Return what a conference is."""
    whole = programme.agenda().programme
    bare = whole.model_copy(update={"stream_url": None, "organiser": None, "venue": None, "theme": None})
    long = whole.model_copy(update={"title": programme.LONG_TITLE[:200], "theme": programme.LONG_TITLE[:160]})
    told = whole.model_copy(update={"summary": "", "description": "States have agreed on norms. " * 60})
    left = whole.model_copy(
        update={"original": Original(language="en", fields=("title", "theme", "summary"))}
    )
    return Section(
        "masthead",
        "The head of a programme",
        (
            Specimen("Before and while it runs", "events/_masthead.html", _head(programme.agenda())),
            Specimen("With the reader's time", "events/_masthead.html", _head(_one_day(), zone=ELSEWHERE)),
            Specimen("With nothing that may be missing", "events/_masthead.html", _head(_of(bare))),
            Specimen("With a long title", "events/_masthead.html", _head(_of(long))),
            Specimen("Left in the original", "events/_masthead.html", _head(_of(left))),
            Specimen("Introduction", "events/_introduction.html", {"programme": whole}),
            Specimen("Introduction in one long paragraph", "events/_introduction.html", {"programme": told}),
        ),
    )


def ways() -> Section:
    """Return filters, the reader's clock and tabs of days."""
    return Section(
        "ways",
        "Ways into the agenda",
        (
            Specimen("Folded", "events/_asking.html", _asking()),
            Specimen(
                "Filtered, and in the reader's time", "events/_asking.html", _asking(kind="panel", tz="Tokyo")
            ),
            Specimen(
                "Asked for what is not there", "events/_asking.html", _asking(room="cellar", tz="Nowhere")
            ),
            Specimen("What the address asks for, and nobody knows", "events/_refusals.html", _refused()),
            Specimen("How much is shown", "events/_count_shown.html", _asking(kind="panel")),
            Specimen("Days", "events/_day_tabs.html", _asking(day=f"{programme.BEGINS:%Y-%m-%d}")),
            Specimen("Days of what a filter leaves", "events/_day_tabs.html", _asking(kind="panel")),
        ),
    )


def entries() -> Section:
    """Return rows of the agenda, one of each kind and standing."""
    panel, keynote = programme.entry("panel"), programme.entry("keynote")
    left = programme.entry(
        "panel", original=Original(language="en", fields=("title", "description")), questions=()
    )
    marked = {
        "row": Marked(panel, (keynote.session, programme.entry("discussion").session)),
        "at": programme.NOW,
        "is_running": True,
        "leads": programme.leads("panel"),
    }
    return Section(
        "entries",
        "Entries",
        (
            _entry("Opening", programme.entry("opening")),
            _entry("Keynote, marked by the reader", keynote),
            _entry("Panel, now, with people and questions folded", panel, at=programme.NOW),
            _entry("Panel, everything unfolded", panel, how="open"),
            _entry("Not confirmed, with a long title", programme.entry("discussion")),
            _entry("Cancelled", programme.entry("closed")),
            _entry("Break", programme.entry("coffee")),
            _entry("Over", programme.entry("opening"), at=programme.NOW),
            _entry("In Arabic", programme.entry("arabic")),
            _entry("In the reader's time", keynote, zone=ELSEWHERE),
            _entry("Left in the original", left),
            _entry("Of an older release, without links", panel, leads=Leads(), is_live=False),
            Specimen("In my agenda, with a clash", "events/_my_entry.html", marked, frame="agenda"),
        ),
    )


def days() -> Section:
    """Return days as lists, and with rooms side by side."""
    first, few, many = programme.agenda().days
    running = {"at": programme.NOW, "is_running": True, "now": programme.now()}
    over = {"folded": {first.date}}
    hours = {"date": first.date, "hours": first.slots}
    later = replace(few, is_dense=False, continuing=(programme.entry("discussion"),))
    return Section(
        "days",
        "Days",
        (
            Specimen("While it runs, with the present moment", "events/_day.html", _day(first) | running),
            Specimen(
                "In the reader's time, with their dates", "events/_day.html", _day(first, zone=ELSEWHERE)
            ),
            Specimen("Over, while others are to come", "events/_day.html", _day(first) | running | over),
            Specimen("The hours of a long day", "events/_day_hours.html", {"day": hours}),
            Specimen("A few rooms side by side", "events/_day.html", _day(replace(few, is_dense=False))),
            Specimen("With what began the day before", "events/_day.html", _day(later)),
            Specimen("Many rooms: brief, and scrolled", "events/_day.html", _day(many)),
            Specimen("Many rooms, filtered: a list", "events/_day.html", _day(many) | {"is_part": True}),
        ),
    )


def now() -> Section:
    """Return what is on."""
    running, between = programme.now(), programme.now(programme.BEGINS + timedelta(minutes=77))
    many = Now(running.agenda, running.at, running.agenda.entries[:6], running.following, None)
    return Section(
        "now",
        "Now and next",
        (
            Specimen("One session", "events/_now.html", _now(running) | {"count": 12}),
            Specimen("Many", "events/_now.html", _now(many)),
            Specimen("Between two", "events/_now.html", _now(between)),
        ),
    )


def _of(changed: Any) -> Layout:
    return Layout(changed, programme.agenda().entries)


def _one_day() -> Layout:
    return Layout(programme.agenda().programme, programme.agenda().days[0].slots[0].entries)


def _head(agenda: Layout, *, zone: str = "") -> dict[str, Any]:
    about = {"conference": programme.conference(), "programme": agenda.programme, "agenda": agenda}
    return about | {"leads": programme.leads(zone=zone)}


def _asking(**given: str) -> dict[str, Any]:
    agenda = programme.agenda()
    asked = asking.read(given, agenda, ())
    kinds = [each for each in agenda.entries if asked.filters.kind in ("", each.session.kind)]
    listing = day_views.show(agenda, asked, tuple(kinds), programme.NOW)
    about = {"agenda": agenda, "asked": asked, "listing": listing, "choices": asking.choices(agenda, asked)}
    return about | {"leads": programme.leads("panel", zone="Asia/Tokyo" if asked.elsewhere else "")}


def _refused() -> dict[str, Any]:
    return {"refusals": asking.read({"day": "9999", "tz": "Nowhere"}, programme.agenda(), ()).refusals}


def _row(at: datetime, zone: str) -> dict[str, Any]:
    about = {"conference": programme.conference(), "programme": programme.agenda().programme}
    return about | {
        "at": at,
        "is_live": True,
        "counts": talk.counts(),
        "leads": programme.leads("keynote", zone=zone),
    }


def _entry(
    name: str, entry: Entry, *, at: datetime | None = None, zone: str = "", how: str = "", **changes: Any
) -> Specimen:
    context = _row(at or programme.BEGINS - timedelta(days=1), zone) | {
        "entry": entry,
        "is_running": at is not None,
    }
    return Specimen(name, "events/_entry.html", context | changes, frame="agenda", how=how)


def _day(day: Any, *, zone: str = "") -> dict[str, Any]:
    return _row(programme.BEGINS - timedelta(days=1), zone) | {"day": day}


def _now(now: Now) -> dict[str, Any]:
    return {"conference": programme.conference(), "now": now}
