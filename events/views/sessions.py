"""A session, and one guiding question of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cyberconf.web import zones
from cyberconf.web.keeping import kept
from events import results, sharing
from events.exporters import Site, jsonld
from events.layout import Entry
from events.views.asking import clock_of
from events.views.lookup import gone, layout_of, marks_of, moved, published_or_404
from events.views.programme import about

GONE = 410


@require_safe
@kept("sort", tz=zones.find)
def session(request: HttpRequest, conference: str, session: str) -> HttpResponse:
    """Show a session with its people, questions and discussion: at most ten queries."""
    found = published_or_404(conference)
    agenda = layout_of(found)
    entry = agenda.at(session)
    if entry is None:
        if led := moved(request, found):
            return led
        dropped = gone(found, session)
        if dropped is None:
            raise Http404(_("There is no such session in this programme."))
        return render(request, "events/session_gone.html", about(found) | {"dropped": dropped}, status=GONE)
    before, after = agenda.neighbours(entry)
    marks = marks_of(request, found)
    context = about(found, marks, clock_of(request, found.programme))
    context |= {"entry": entry, "before": before, "after": after, "at": timezone.now()}
    context["place"] = agenda.place(entry, tz=context["leads"].clock.named)
    context["left"] = results.of(entry) if entry.is_over(context["at"]) else None
    context["sharing"] = shared = sharing.of_session(agenda, entry)
    site, image = Site(settings.SITE_URL), shared.picture.address
    context["described"] = jsonld.of_session(entry, agenda, site, image=image)
    return render(request, "events/session_page.html", context)


@require_safe
@kept("sort", tz=zones.find)
def question(request: HttpRequest, conference: str, session: str, number: int) -> HttpResponse:
    """Show a guiding question with its outcome and its thread: at most eight queries."""
    found = published_or_404(conference)
    agenda = layout_of(found)
    entry = agenda.at(session)
    if entry is None and (led := moved(request, found)):
        return led
    context = about(found, clock=clock_of(request, found.programme)) | of_question(entry, number)
    entry, asked = context["entry"], context["question"]
    context["sharing"] = shared = sharing.of_question(agenda, entry, asked)
    site, image = Site(settings.SITE_URL), shared.picture.address
    context["described"] = jsonld.of_question(asked, entry, agenda, site, image=image)
    return render(request, "events/question_page.html", context)


def of_question(entry: Entry | None, number: int) -> dict[str, Any]:
    """Return what the page of a session's question shows, with the questions before and after it.

    Raises:
        Http404: no such session, or no such question of it.
    """
    asked = entry and entry.question(number)
    if entry is None or asked is None:
        raise Http404(_("There is no such question in this programme."))
    around = {"before": entry.question(number - 1), "after": entry.question(number + 1)}
    return {"entry": entry, "question": asked, **around}
