"""The agenda, and each session, for people's own calendars."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from events import editions, publishing
from events.exporters import Context, ical
from events.models import Conference, FormerSlug
from events.models import Session as DraftSession
from events.programme import Session
from events.publishing import Published

KEPT_HISTORIES = 64  # conferences whose history a process holds: a few kB each
KEPT_CALENDARS = 8  # whole calendars held: 1.5 MB each at 1,000 sessions


@require_safe
def schedule(request: HttpRequest, conference: str) -> HttpResponse:
    """Answer with the whole programme as one calendar. Two queries, one where the release is known."""
    edition = _edition(conference)
    return _answer(request, edition, _schedule(edition), name=conference)


@require_safe
def session(request: HttpRequest, conference: str, session: str) -> HttpResponse:
    """Answer with one session as a calendar of its own, also when the programme has dropped it since."""
    edition = _edition(conference)
    found = next((s for s in edition.published.programme.sessions if s.slug == session), None)
    if found is None:
        if moved := _former(edition, session):
            return redirect("events:session_calendar", conference, moved, permanent=True)
        found = _gone(edition, session)
    written = ical.write_session(edition.published.programme, found, _context(edition))
    return _answer(request, edition, written, name=session)


@dataclass(frozen=True)
class _Edition:
    """A release by what tells it from all others, so that what is made of it can be kept."""

    published: Published = field(compare=False)
    key: tuple[object, ...]


def _edition(slug: str) -> _Edition:
    try:
        published = publishing.published(slug)
    except Conference.DoesNotExist as problem:
        raise Http404(str(problem)) from problem
    return _Edition(published, (published.conference.pk, published.number, published.published_at))


@lru_cache(maxsize=KEPT_HISTORIES)
def _context(edition: _Edition) -> Context:
    published = edition.published
    return Context(settings.SITE_URL, editions.history_until(published.conference.pk, published.number))


@lru_cache(maxsize=KEPT_CALENDARS)
def _schedule(edition: _Edition) -> bytes:
    return ical.write(edition.published.programme, _context(edition))


def _former(edition: _Edition, slug: str) -> str | None:
    """Return the address now of the session that had this one before."""
    former = FormerSlug.objects.filter(conference=edition.published.conference, slug=slug)
    uid = former.values_list("session__uid", flat=True).first()
    return next((s.slug for s in edition.published.programme.sessions if s.uid == uid), None)


def _gone(edition: _Edition, slug: str) -> Session:
    """Return the session of that address as it was last announced, withdrawn.

    Raises:
        Http404: there never was one.
    """
    rows = DraftSession.objects.filter(conference=edition.published.conference, slug=slug)
    uid = rows.values_list("uid", flat=True).first()
    for candidate in _context(edition).history.gone(edition.published.programme):
        if candidate.uid == uid:
            return candidate
    raise Http404(f"There is no session “{slug}”.")


def _answer(request: HttpRequest, edition: _Edition, written: bytes, *, name: str) -> HttpResponse:
    """Send the calendar, or 304 where the asker has this release of it already."""
    published_at = edition.published.published_at
    response = HttpResponse(written, content_type=ical.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}.ics"
    etag = quote_etag(f"{edition.published.number}-{sha256(written).hexdigest()[:16]}")
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(published_at.timestamp())
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    found = get_conditional_response(request, etag, int(published_at.timestamp()), response)
    return found if found is not None else response
