"""Pages of ours within those of other sites, and what tells these sites how to show them."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cyberconf import __version__
from cyberconf.web import languages
from cyberconf.web.framing import embeddable
from cyberconf.web.rest.answers import share
from cyberconf.web.rest.problems import RestError
from events import embedding, sharing
from events.exporters.pictures import Subject
from events.leads import PublicLeads
from events.models import Conference
from events.publishing import Published, published
from events.views.lookup import layout_of, moved, published_or_404
from events.views.programme import agenda_of, home_slug
from events.views.sessions import of_question

LOOKS = {"light", "dark"}  # that a site may ask for in ``?look=``; else it is as the reader's system says
MOST = 10_000  # pixels that anybody may mean

Written = Callable[[dict[str, Any]], bytes]
FORMATS: dict[str, tuple[str, Written]] = {
    "json": ("application/json", lambda told: json.dumps(told, ensure_ascii=False).encode()),
    "xml": ("text/xml", embedding.as_xml),
}


@require_safe
@embeddable
def programme(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the agenda in a frame, of a large one a day: one query where the release is known."""
    found = published_or_404(conference)
    agenda = layout_of(found)
    context = agenda_of(agenda, request.GET.get("day", ""), timezone.now())
    days = [day.date.isoformat() for day in context["listing"].days]
    return _frame(request, found, "programme", Subject(agenda), context, days)


@require_safe
@embeddable
def session(request: HttpRequest, conference: str, session: str) -> HttpResponse:
    """Show a session in a frame: one query where the release is known."""
    found = published_or_404(conference)
    agenda = layout_of(found)
    entry = agenda.at(session)
    if entry is None:
        if led := moved(request, found):
            return led
        raise Http404(_("There is no such session in this programme."))
    return _frame(request, found, "session", Subject(agenda, entry), {"entry": entry})


@require_safe
@embeddable
def question(request: HttpRequest, conference: str, session: str, number: int) -> HttpResponse:
    """Show a guiding question in a frame: one query where the release is known."""
    found = published_or_404(conference)
    agenda = layout_of(found)
    entry = agenda.at(session)
    if entry is None and (led := moved(request, found)):
        return led
    shown = of_question(entry, number)
    subject = Subject(agenda, shown["entry"], shown["question"])
    return _frame(request, found, "question", subject, shown)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Tell how to embed the page of ``?url=``: 404 where it is none of those, 501 for an unknown format."""
    try:
        content_type, write = _format(request.GET.get("format", "json"))
        width, height = (_pixels(request, name) for name in ("maxwidth", "maxheight"))
        subject = _subject(request.GET.get("url", ""))
    except RestError as refusal:
        response = refusal.response()
    else:
        language = languages.prefix_of(urlsplit(request.GET["url"]).path)
        frame = embedding.frame_of(subject, language=language, width=width, height=height)
        room = {"width": width or MOST, "height": height or MOST}
        with languages.speaking(language or subject.programme.language):
            told = embedding.described(subject, _shared(subject), frame, **room)
        response = HttpResponse(write(told), content_type=f"{content_type}; charset=utf-8")
        patch_cache_control(response, public=True, max_age=embedding.A_DAY)
    share(response)
    return response


def _frame(
    request: HttpRequest,
    found: Published,
    kind: str,
    subject: Subject,
    context: dict[str, Any],
    days: list[str] | None = None,
) -> HttpResponse:
    """Draw the page, or answer 304: all that it says is in the release, the language and what was asked."""
    look = request.GET.get("look", "")
    said = [
        __version__,
        request.path,
        languages.variant(request),
        found.language,
        found.pk,
        found.content_hash,
        look in LOOKS and look,
        days,
    ]
    etag = quote_etag(sha256(json.dumps(said).encode()).hexdigest()[:16])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        context |= {
            "conference": found.conference,
            "programme": found.programme,
            "leads": PublicLeads(found.conference),
            "look": look if look in LOOKS else "",
            "page": settings.SITE_URL + sharing.page_of(subject),
        }
        response = render(request, f"events/embed_{kind}.html", context)
        response.headers["X-Robots-Tag"] = "noindex"
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    assert isinstance(response, HttpResponse)
    return response


def _shared(subject: Subject) -> sharing.Sharing:
    if subject.entry is None:
        return sharing.of_programme(subject.agenda)
    if subject.question is None:
        return sharing.of_session(subject.agenda, subject.entry)
    return sharing.of_question(subject.agenda, subject.entry, subject.question)


def _subject(url: str) -> Subject:
    """Return what a page of ours is about, by its full address.

    Raises:
        RestError: 400, where none is given; 404, where there is no such page, or none that can be embedded.
    """
    if not url:
        raise RestError(400, "url", _("“url” is missing. Expected the address of a page to embed."))
    names = _names(url)
    try:
        agenda = layout_of(published(names["conference"], names.pop("language", "")))
        entry = agenda.at(names["session"]) if "session" in names else None
        shown = of_question(entry, names["number"]) if "number" in names else {}
    except (Http404, KeyError, Conference.DoesNotExist) as problem:
        raise _nothing() from problem
    if "session" in names and entry is None:
        raise _nothing()
    return Subject(agenda, entry, shown.get("question"))


def _names(url: str) -> dict[str, Any]:
    """Return the parts of the address of a programme, a session or a question; nothing of any other."""
    try:
        parts = urlsplit(url)
        match = resolve(languages.without_prefix(unquote(parts.path or "/")))
    except (ValueError, Resolver404):
        return {}
    if parts.scheme not in {"http", "https"} or parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return {}
    if match.view_name == "events:home":
        return {"conference": home_slug() or "", "language": languages.prefix_of(parts.path)}
    is_known = match.view_name in {f"events:{kind}" for kind in embedding.HEIGHTS}
    return {**match.kwargs, "language": languages.prefix_of(parts.path)} if is_known else {}


def _nothing() -> RestError:
    detail = _("“url” is not the address of a programme, a session or a question that this site shows.")
    return RestError(404, "not_found", detail)


def _format(name: str) -> tuple[str, Written]:
    if name not in FORMATS:
        detail = _("“%(format)s” is not a format that we write. Use one of: %(formats)s.")
        raise RestError(501, "format", detail % {"format": name, "formats": ", ".join(FORMATS)})
    return FORMATS[name]


def _pixels(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and 0 < int(given[:9]) <= MOST):
        detail = _("%(name)s is “%(found)s”. Expected pixels, from 1 to %(most)d.")
        raise RestError(400, "size", detail % {"name": name, "found": given, "most": MOST})
    return int(given)
