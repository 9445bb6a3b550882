"""The draft for somebody who was sent a link to it: for their eyes, kept by no cache and no search engine."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cyberconf.web import languages
from events import layout, previewing, search
from events.errors import ProgrammeError
from events.layout import Layout
from events.leads import PreviewLeads
from events.models import PreviewLink
from events.phrases import Names, isolated
from events.programme import ORIGINAL
from events.publishing import Published
from events.views.people import among_many, by_name, person_or_404
from events.views.programme import RELEASES, about, agenda_of, told
from events.views.searching import found_in
from events.views.sessions import of_question


@require_safe
def programme(request: HttpRequest, token: str) -> HttpResponse:
    """Show the draft's programme: nine queries at any size."""
    link, found, agenda = _draft_or_404(token)
    context = agenda_of(agenda, request.GET.get("day", ""), timezone.now())
    return _answer(request, "programme", token, link, about(found) | context)


@require_safe
def session(request: HttpRequest, token: str, session: str) -> HttpResponse:
    """Show a session of the draft: nine queries."""
    link, found, agenda = _draft_or_404(token)
    entry = agenda.at(session)
    if entry is None:
        raise Http404(_("There is no such session in this programme."))
    before, after = agenda.neighbours(entry)
    shown = {"entry": entry, "before": before, "after": after, "at": timezone.now()}
    context = shown | {"place": agenda.place(entry)}
    return _answer(request, "session", token, link, about(found) | context)


@require_safe
def question(request: HttpRequest, token: str, session: str, number: int) -> HttpResponse:
    """Show a guiding question of the draft: nine queries."""
    link, found, agenda = _draft_or_404(token)
    shown = of_question(agenda.at(session), number)
    return _answer(request, "question", token, link, about(found) | shown)


@require_safe
def speakers(request: HttpRequest, token: str) -> HttpResponse:
    """List everybody who appears in the draft: nine queries at any size."""
    link, found, _agenda = _draft_or_404(token)
    people = by_name(found.programme)
    context = about(found) | {"people": people, "letters": among_many(people)}
    return _answer(request, "speakers", token, link, context)


@require_safe
def speaker(request: HttpRequest, token: str, person: str) -> HttpResponse:
    """Show somebody who appears in the draft, with their sessions in it: nine queries."""
    link, found, agenda = _draft_or_404(token)
    shown = person_or_404(found.programme, person)
    context = about(found) | {"person": shown, "appearances": agenda.of(shown)}
    return _answer(request, "speaker", token, link, context)


@require_safe
def find(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was found in the draft for ``?q=``: nine queries at any size."""
    link, found, agenda = _draft_or_404(token)
    return _answer(request, "search", token, link, about(found) | found_in(search.index(agenda), request))


@require_safe
@isolated()
def changes(request: HttpRequest, token: str) -> HttpResponse:
    """List what the draft changes, then what the newest releases changed: eleven queries at any number."""
    link, found, agenda = _draft_or_404(token, ORIGINAL)
    leads = PreviewLeads(token)
    rows = found.conference.releases.defer("document")[:RELEASES]
    names = Names.of(found.programme)
    context = about(found) | {
        "coming": told(previewing.coming(found), names, agenda, leads),
        "releases": [told(row, names, agenda, leads) for row in rows],
    }
    return _answer(request, "changes", token, link, context)


def not_found(request: HttpRequest, token: str, reason: str) -> HttpResponse | None:
    """Lead back into the draft, if the link holds and the draft can be shown."""
    try:
        link, found, _agenda = _draft_or_404(token)
    except Http404:
        return None
    return _answer(request, "missing", token, link, about(found) | {"reason": reason}, status=404)


def _draft_or_404(token: str, language: str | None = None) -> tuple[PreviewLink, Published, Layout]:
    link = previewing.recognise(token)
    if link is None:
        raise Http404(_("There is no such preview. Perhaps its time is over, or it was revoked."))
    try:
        found = previewing.draft_of(link.conference, languages.reading() if language is None else language)
    except ProgrammeError as problem:
        raise Http404(
            _("The draft cannot be shown as it is. Please tell whoever sent you the link.")
        ) from problem
    return link, found, layout.lay_out(found.programme)


def _answer(
    request: HttpRequest,
    name: str,
    token: str,
    link: PreviewLink,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context |= {"leads": PreviewLeads(token), "link": link}
    response = render(request, f"events/preview_{name}.html", context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"  # the address alone opens the page
    return response
