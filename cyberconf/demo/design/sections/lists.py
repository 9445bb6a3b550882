"""What is found, what changed, and what stands where there is nothing yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from cyberconf.demo.design import programme
from cyberconf.demo.design.specimens import Section, Specimen
from events import search
from events.layout import Layout
from events.models import Release
from events.views import asking, days

SENTENCES = [
    ("Panel 1, “Norms in practice”, moves from 10:15 to 10:20.", "/"),
    ("“What was to be said” is cancelled.", ""),
]


def found() -> Section:
    """Return hits, conferences and changes."""
    releases = [_release(1), _release(2, title=programme.LONG_TITLE[:200])]
    return Section(
        "lists",
        "Lists",
        (
            Specimen("Hits, with marks", "events/_search.html", _search("norm")),
            Specimen("Hits by people", "events/_search.html", _search("example university")),
            Specimen("Some of each kind", "events/_search.html", _cut("norm")),
            Specimen("As many of one kind as are shown", "events/_search.html", _cut("norm", kind="session")),
            Specimen("Conferences", "events/_conferences.html", {"releases": releases}),
            Specimen(
                "A release, with its changes", "events/_release_changes.html", _told(_release(2), SENTENCES)
            ),
            Specimen("The first release", "events/_release_changes.html", _told(_release(1), [])),
        ),
    )


def empty() -> Section:
    """Return what says that there is nothing, and when there will be."""
    agenda = programme.agenda()
    return Section(
        "empty",
        "Where there is nothing",
        (
            Specimen("No agenda yet", "events/_agenda.html", _agenda(Layout(agenda.programme, ()))),
            Specimen("No session fits the words", "events/_agenda.html", _agenda(agenda, q="nothing")),
            Specimen("No session fits the filters", "events/_agenda.html", _agenda(agenda, kind="panel")),
            Specimen("Nothing marked fits", "events/_agenda.html", _agenda(agenda, mine="1")),
            Specimen("Nobody announced", "events/_speaker_cards.html", {"people": ()}),
            Specimen("No hits", "events/_search.html", {"query": "Nessie", "groups": [], "count": 0}),
        ),
    )


def _search(query: str) -> dict[str, Any]:
    groups = search.search(search.index(programme.agenda()), query)
    count = sum(each.count for each in groups)
    return {"query": query, "query_string": "?", "groups": groups, "count": count, "leads": programme.leads()}


def _cut(query: str, kind: str = "") -> dict[str, Any]:
    """Return one hit of each kind, or of one, and how many there would be in a larger programme."""
    found = _search(query)
    groups = [replace(each, best=each.best[: kind in {"", each.kind}], count=120) for each in found["groups"]]
    return found | {"groups": groups, "count": 120 * len(groups), "kind": kind}


def _agenda(agenda: Layout, **given: str) -> dict[str, Any]:
    """Return an agenda of which nothing is left."""
    asked = asking.read(given, agenda, ())
    listing = days.Listing((), (), 0, len(agenda.entries))
    about = {"conference": programme.conference(), "programme": agenda.programme, "asked": asked}
    return about | {"listing": listing, "leads": programme.leads()}


def _release(number: int, *, title: str = "Cyber Stability Conference 2027") -> Release:
    first = date(2027, 10, 5)
    return programme.titled(
        Release(
            conference=programme.conference(),
            number=number,
            title=title,
            note="The ministry asked for more time." if number > 1 else "",
            starts_on=first,
            ends_on=first,
            published_at=programme.BEGINS,
        )
    )


def _told(row: Release, lines: list[tuple[str, str]]) -> dict[str, Any]:
    return {"told": {"row": row, "address": "/", "lines": lines, "published_on": row.starts_on}}
