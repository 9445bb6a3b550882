"""The programme: what it is, its agenda, what changed in it and how it stood."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cyberconf.web import zones
from cyberconf.web.keeping import kept
from events import filtering, live, phrases, results, series, sharing
from events.diffing import Change
from events.elsewhere import VENUE, Clock
from events.exporters import Site, jsonld
from events.layout import Layout
from events.leads import Leads, Marks, PublicLeads
from events.models import Release
from events.phrases import Names, isolated
from events.publishing import Published
from events.views import asking, days
from events.views.asked import MARKED
from events.views.lookup import index_of, layout_of, marks_of, published_or_404, release_or_404, uids_at

RELEASES = 20  # a page of changes
LISTED = ("day", *filtering.FIELDS)  # what a programme that is kept may be asked for: not words


@require_safe
@kept(*LISTED, tz=zones.find)
def home(request: HttpRequest) -> HttpResponse:
    """Show the conference that the site is about, or all of them where it is about several."""
    slug = home_slug()
    return programme(request, slug) if slug else conferences(request)


@require_safe
@kept()
def conferences(request: HttpRequest) -> HttpResponse:
    """List the conferences that everybody may see, coming and past. One query at any number."""
    releases = Release.objects.public().newest().titled().order_by("starts_on", "pk")
    now = timezone.now()
    coming = [row for row in releases if not (row.is_past(now) or row.conference.is_archived)]
    past = [release for release in releases if release not in coming]
    return render(request, "events/conference_list.html", {"coming": coming, "past": past[::-1]})


@require_safe
@kept(*LISTED, tz=zones.find)
def programme(request: HttpRequest, conference: str) -> HttpResponse:
    """Show a programme: four queries at any size, three where the release is known to the process."""
    found = published_or_404(conference)
    agenda, at = layout_of(found), timezone.now()
    if wanted := request.GET.get("session"):
        return _place(found, wanted, asking.clock_of(request, found.programme))
    marks = marks_of(request, found)
    asked = asking.read(request.GET, agenda, _meant(request, found, marks), usual=asking.usual_zone(request))
    entries = filtering.apply(asked.filters, agenda, index_of(found)) if asked.filters else agenda.entries
    listing = days.show(agenda, asked, entries, at)
    context = about(found, marks, asked.clock)
    context |= {"agenda": agenda, "asked": asked, "listing": listing, "at": at}
    context["choices"] = asking.choices(agenda, asked)
    context["now"] = live.look(agenda, at)
    shown = (entry for day in listing.days for entry in day.entries)
    context["results"] = results.of_all(shown) if context["now"].is_over else ()
    context["earlier"], context["later"] = series.neighbours(found.conference)
    context["sharing"] = shared = sharing.of_programme(agenda)
    listed = [] if agenda.is_large else entries  # each session describes itself on its own page
    site, image = Site(settings.SITE_URL), shared.picture.address
    context["described"] = jsonld.of_programme(agenda, listed, site, image=image)
    status = 200 if asked.is_found else 404
    return render(request, "events/programme_page.html", context, status=status)


@require_safe
@kept("day")
@isolated()
def release(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Show a programme as it stood in one release, and what that release changed."""
    newest, found = published_or_404(conference), release_or_404(conference, number)
    row = Release.objects.defer("document").get(pk=found.pk)
    context = about(newest) | agenda_of(layout_of(found), request.GET.get("day", ""), timezone.now())
    names = Names.of(newest.programme, found.programme)
    context |= {
        "told": told(row, names, layout_of(newest), context["leads"]),
        "shown": found,
        "leads": Leads(),
    }
    return render(request, "events/release_page.html", context)


@require_safe
@kept("before")
@isolated()
def changes(request: HttpRequest, conference: str) -> HttpResponse:
    """List what each release changed, the newest first. Three queries at any number."""
    found = published_or_404(conference)
    rows = Release.objects.filter(conference=found.conference, number__lte=found.number).defer("document")
    before = request.GET.get("before", "")
    if before:
        rows = rows.filter(number__lt=_number(before))
    shown = list(rows.order_by("-number")[: RELEASES + 1])
    names = Names.of(found.programme)
    context = about(found) | {
        "releases": [
            told(row, names, layout_of(found), PublicLeads(found.conference)) for row in shown[:RELEASES]
        ],
        "before": shown[RELEASES - 1].number if len(shown) > RELEASES else None,
        "is_first": not before,
    }
    return render(request, "events/change_list.html", context)


def about(found: Published, marks: Marks | None = None, clock: Clock = VENUE) -> dict[str, Any]:
    """Return what every page of a conference's frame shows; with ``marks``, sessions can be marked on it.

    Where the address names the reader's zone, it stays named in the links to other pages.
    """
    frame = {"conference": found.conference, "programme": found.programme, "release": found}
    return frame | {"leads": PublicLeads(found.conference, marks, clock)}


def told(row: Release, names: Names, agenda: Layout, leads: Leads) -> dict[str, Any]:
    """Return a release with its page and its changes in words, each with the page of what it is about."""
    changes = [Change.model_validate(change) for change in row.changes]
    known = names.knowing(changes)
    slugs = {entry.session.uid: entry.session.slug for entry in agenda.entries}
    pages = {uid: leads.session(slug) for uid, slug in slugs.items()}
    lines = [
        (phrases.sentence(change, agenda.zone, known), pages.get(change.uid, "") if change.uid else "")
        for change in changes
    ]
    address = leads.release(row.number)
    return {"row": row, "address": address, "lines": lines, "published_on": _day_of(row, agenda)}


def home_slug() -> str | None:
    """Return the address of the conference that the site is about, or None where it is about several."""
    return settings.HOME_CONFERENCE or _only_slug()


def _only_slug() -> str | None:
    """Return the address of the one conference that there is to see, or None for none or several."""
    slugs = Release.objects.public().newest().values_list("conference__slug", flat=True)[:2]
    return slugs[0] if len(slugs) == 1 else None


def agenda_of(agenda: Layout, day: str, at: datetime) -> dict[str, Any]:
    """Return what shows an agenda without filters: all days, or of a large one the one asked for.

    Raises:
        Http404: no such day.
    """
    asked = asking.read({"day": day}, agenda, ())
    if asked.refusals:
        raise Http404(asked.refusals[0].words)
    return {"agenda": agenda, "listing": days.show(agenda, asked, agenda.entries, at), "at": at}


def _place(found: Published, slug: str, clock: Clock) -> HttpResponse:
    """Lead to where a session stands on the page, as a link to it may not know its day."""
    agenda = layout_of(found)
    entry = agenda.at(slug)
    if entry is None:
        raise Http404(_("There is no such session in this programme."))
    place = agenda.place(entry, tz=clock.named)
    return redirect(f"{found.conference.get_absolute_url()}{place}")


def _meant(request: HttpRequest, found: Published, marks: Marks) -> Collection[UUID]:
    """Return which sessions ``?mine=`` means: a device names them, an account knows its own."""
    named = request.GET.get(MARKED, "")
    return uids_at(found, named) if named not in ("", "1") else marks.uids


def _day_of(row: Release, agenda: Layout) -> date:
    return row.published_at.astimezone(agenda.zone).date()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404(_("There is no such page of changes."))
    return int(text)
