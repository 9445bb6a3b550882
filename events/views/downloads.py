"""The programme, and each session, as files for calendars, other programs and paper."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cyberconf.web.rest.answers import share, unless_known
from events.exporters import EXPORTERS, ical, json
from events.programme import LANGUAGE_TAG
from events.publishing import Published
from events.shelf import BusyError, Disk, Memory
from events.views.lookup import (
    asked,
    context_of,
    gone,
    layout_of,
    moved,
    published_or_404,
    release_or_404,
)

MEMORY = Memory(32 * 2**20)  # bytes: some 20 calendars of 1,000 sessions
DISK = Disk(lambda: Path(settings.VAR) / "files", 50)  # 10 MB each at 1,000 sessions
A_DAY = 24 * 60 * 60  # seconds: the schema changes with the code alone
RETRY_AFTER = 5  # seconds, of a file that is being made: what 1,000 sessions take
BUSY = 503


@require_safe
def programme(request: HttpRequest, conference: str, format: str) -> HttpResponse:
    """Answer with the programme in a format. Two queries, one where the release is known."""
    found = published_or_404(conference, asked(request))
    return _file(request, found, format, stem=found.conference.slug)


@require_safe
def release(request: HttpRequest, conference: str, number: int, format: str) -> HttpResponse:
    """Answer with the programme as it stood in one release. Search engines are to find the newest alone."""
    found = release_or_404(conference, number, asked(request))
    response = _file(request, found, format, stem=f"{found.conference.slug}-release-{number}")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def session(request: HttpRequest, conference: str, session: str) -> HttpResponse:
    """Answer with one session as a calendar of its own, also when the programme has dropped it since."""
    found = published_or_404(conference, asked(request))
    entry = layout_of(found).at(session)
    if entry is None and (led := moved(request, found)):
        return led
    shown = entry.session if entry else gone(found, session)
    if shown is None:
        raise Http404(_("There is no such session."))
    written = ical.write_session(found.programme, shown, context_of(found))
    return answer(request, found, written, content_type=ical.CONTENT_TYPE, name=f"{session}.ics")


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """Answer with the JSON Schema of ``programme.json``."""
    written = _schema(settings.SITE_URL)
    response = HttpResponse(written, content_type=json.SCHEMA_CONTENT_TYPE)
    etag = quote_etag(sha256(written).hexdigest()[:16])
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=A_DAY)
    share(response, "ETag")
    return unless_known(request, response, etag)


def answer(
    request: HttpRequest, found: Published, written: bytes, *, content_type: str, name: str
) -> HttpResponse:
    """Send the file, or 304 where the asker has this release of it already."""
    published_at = found.published_at
    response = HttpResponse(written, content_type=content_type)
    response.headers["Content-Disposition"] = str(content_disposition_header(False, name))
    if LANGUAGE_TAG.fullmatch(found.programme.language):  # else that of the reader is said, as on pages
        response.headers["Content-Language"] = found.programme.language
    share(response, "ETag", "Content-Disposition")
    etag = quote_etag(f"{found.number}-{sha256(written).hexdigest()[:16]}")
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(published_at.timestamp())
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return unless_known(request, response, etag, int(published_at.timestamp()))


def being_made(request: HttpRequest) -> HttpResponse:
    """Say that a file is not there yet, and when to ask again: on a page to whoever followed a link to it."""
    if request.get_preferred_type(["text/plain", "text/html"]) == "text/html":
        response = render(request, "503.html", status=BUSY)
    else:
        message = _("This file is being made. Please try again in some seconds.")
        response = HttpResponse(message, content_type="text/plain; charset=utf-8", status=BUSY)
    response.headers["Retry-After"] = response.headers["Refresh"] = str(RETRY_AFTER)  # browsers know one
    patch_cache_control(response, no_store=True)
    return response


def _file(request: HttpRequest, found: Published, format: str, *, stem: str) -> HttpResponse:
    exporter = EXPORTERS[format]
    try:
        written = _written(found, format)
    except BusyError:
        return being_made(request)
    stem = f"{stem}-{found.language}" if found.language else stem
    name = f"{stem}-{exporter.path}" if exporter.path else f"{stem}.{exporter.extension}"  # two are JSON
    return answer(request, found, written, content_type=exporter.content_type, name=name)


def _written(found: Published, format: str) -> bytes:
    """Return the file, made once a process, or once a machine where it takes seconds."""
    exporter = EXPORTERS[format]

    def make() -> bytes:
        return exporter.write(found.programme, context_of(found))

    if exporter.maker is None:
        return MEMORY.get((found, format), make)
    made_of = [
        found.pk,
        found.content_hash,
        found.language,
        found.published_at.isoformat(),
        settings.SITE_URL,
        exporter.maker(),
    ]
    digest = sha256("\n".join(map(str, made_of)).encode()).hexdigest()[:32]
    return DISK.get(f"{digest}.{exporter.extension}", make)


@lru_cache(maxsize=1)
def _schema(site_url: str) -> bytes:
    return json.schema(site_url + reverse("events:schema"))
