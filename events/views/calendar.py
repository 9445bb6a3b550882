"""The agenda, and each session, for people's own calendars."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.exporters import Context, ical
from events.publishing import Published
from events.views.lookup import former_slug, gone, history_of, layout_of, published_or_404

KEPT_CALENDARS = 8  # whole calendars held: 1.5 MB each at 1,000 sessions


@require_safe
def schedule(request: HttpRequest, conference: str) -> HttpResponse:
    """Answer with the whole programme as one calendar. Two queries, one where the release is known."""
    found = published_or_404(conference)
    return _answer(request, found, _schedule(found), name=conference)


@require_safe
def session(request: HttpRequest, conference: str, session: str) -> HttpResponse:
    """Answer with one session as a calendar of its own, also when the programme has dropped it since."""
    found = published_or_404(conference)
    entry = layout_of(found).at(session)
    if entry is None and (moved := former_slug(found, session)):
        return redirect("events:session_calendar", conference, moved, permanent=True)
    shown = entry.session if entry else gone(found, session)
    if shown is None:
        raise Http404(_("There is no such session."))
    written = ical.write_session(found.programme, shown, _context(found))
    return _answer(request, found, written, name=session)


def _context(found: Published) -> Context:
    return Context(settings.SITE_URL, history_of(found))


@lru_cache(maxsize=KEPT_CALENDARS)
def _schedule(found: Published) -> bytes:
    return ical.write(found.programme, _context(found))


def _answer(request: HttpRequest, found: Published, written: bytes, *, name: str) -> HttpResponse:
    """Send the calendar, or 304 where the asker has this release of it already."""
    published_at = found.published_at
    response = HttpResponse(written, content_type=ical.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}.ics"
    etag = quote_etag(f"{found.number}-{sha256(written).hexdigest()[:16]}")
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(published_at.timestamp())
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    answer = get_conditional_response(request, etag, int(published_at.timestamp()), response)
    return answer if answer is not None else response
