"""The site asked by itself, as a stranger's browser asks it: through all middleware, without a socket."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

OK, REFUSED, BUSY = 200, 400, 503  # refused: the host is none that the site answers to
REDIRECTS = {301, 302, 307, 308}
TRIES = 24  # of a file that is being made elsewhere: two minutes, with the pauses that the site asks for
PAUSE = 5  # seconds, where it names none


class BrokenError(Exception):
    """The site cannot answer. Whoever makes a copy gives up: half of one is none."""


@dataclass(frozen=True)
class Answer:
    """What came back. ``location`` is where a redirect leads, else ""."""

    status: int
    body: bytes
    location: str

    @property
    def is_there(self) -> bool:
        """Whether there is something at the address."""
        return self.status == OK


class Site:
    """Our own site, as somebody who is not signed in sees it."""

    def __init__(self, *, pause: Callable[[float], object] = time.sleep) -> None:
        self._handler = WSGIHandler()  # with all middleware
        self._pause = pause

    def ask(self, address: str, language: str) -> Answer:
        """Return what the site answers who reads that language at an address that begins with a slash.

        Raises:
            BrokenError: it failed, knows its own address not, or stayed busy.
        """
        for _try in range(TRIES):
            response = self._handler.get_response(_request(address, language))
            if response.status_code != BUSY:
                break
            self._pause(float(response.headers.get("Retry-After", PAUSE)))
        if response.status_code == REFUSED or response.status_code >= 500:
            message = _("%(address)s answers %(status)d instead of a page.")
            raise BrokenError(message % {"address": address, "status": response.status_code})
        is_moved = response.status_code in REDIRECTS
        location = response.headers.get("Location", "") if is_moved else ""
        return Answer(response.status_code, _body(response), location)


def _request(address: str, language: str) -> WSGIRequest:
    """Return what a server would make of a browser's asking (PEP 3333)."""
    site, asked = urlsplit(settings.SITE_URL), urlsplit(address)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(asked.path).decode("latin-1"),
        "QUERY_STRING": asked.query,
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if settings.SECURE else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": site.netloc,
        "HTTP_ACCEPT_LANGUAGE": language,
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
    }
    return WSGIRequest(environ)


def _body(response: HttpResponseBase) -> bytes:
    if isinstance(response, HttpResponse):
        return bytes(response.content)
    assert isinstance(response, FileResponse)  # no page of ours is streamed
    with closing(response.file_to_stream or BytesIO()):  # static, or of the media storage
        return response.getvalue()
