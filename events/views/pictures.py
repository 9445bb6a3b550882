"""Pictures that stand for pages where their links are passed on."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cyberconf.web import languages
from cyberconf.web.rest.answers import unless_known
from events.exporters import pictures
from events.exporters.pictures import Subject
from events.shelf import BusyError, Disk
from events.views.downloads import being_made
from events.views.lookup import asked, layout_of, moved, published_or_404
from events.views.sessions import of_question

DISK = Disk(lambda: Path(settings.VAR) / "pictures", 5_000)  # some 30 kB each
A_YEAR = 365 * 24 * 60 * 60  # seconds: what has a fingerprint in its address never changes
FOR_EVER = f"public, max-age={A_YEAR}, immutable"
LOOK_AGAIN = "public, max-age=0, must-revalidate"


@require_safe
def programme(request: HttpRequest, conference: str) -> HttpResponse:
    """Answer with the picture of a conference. One query where the release is known."""
    agenda = layout_of(published_or_404(conference, asked(request)))
    return _picture(request, Subject(agenda, language=_spoken(request)))


@require_safe
def session(request: HttpRequest, conference: str, session: str) -> HttpResponse:
    """Answer with the picture of a session. One query where the release is known."""
    found = published_or_404(conference, asked(request))
    agenda = layout_of(found)
    entry = agenda.at(session)
    if entry is None:
        if led := moved(request, found):
            return led
        raise Http404(_("There is no such session in this programme."))
    return _picture(request, Subject(agenda, entry, language=_spoken(request)))


@require_safe
def question(request: HttpRequest, conference: str, session: str, number: int) -> HttpResponse:
    """Answer with the picture of a guiding question. One query where the release is known."""
    found = published_or_404(conference, asked(request))
    agenda = layout_of(found)
    entry = agenda.at(session)
    if entry is None and (led := moved(request, found)):
        return led
    shown = of_question(entry, number)
    return _picture(request, Subject(agenda, shown["entry"], shown["question"], _spoken(request)))


def _spoken(request: HttpRequest) -> str:
    """Return the language of the interface that the address names, of the page that a picture stands for."""
    named = request.GET.get("interface", "")
    return named if named in languages.codes() else ""


def _picture(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Send the picture as it is now, made once; for good, where the address asks for this very one."""
    name = pictures.fingerprint(subject)
    try:
        written = DISK.get(f"{name}.png", lambda: pictures.write(subject))
    except BusyError:
        return being_made(request)
    response = HttpResponse(written, content_type=pictures.CONTENT_TYPE)
    response.headers["Cache-Control"] = FOR_EVER if request.GET.get("v") == name else LOOK_AGAIN
    response.headers["ETag"] = etag = quote_etag(name)
    return unless_known(request, response, etag)
