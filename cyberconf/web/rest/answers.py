"""Answers in JSON that say how long they hold: entity tags, dates, and 304 for who has them already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from pydantic import BaseModel

from cyberconf.web.rest.problems import RestError

CONTENT_TYPE = "application/json"
WILDCARD = "*"
CHANGED = 412
KEPT = ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers")  # of a 304, beside what Django keeps


def tag(name: str) -> str:
    """Return a strong entity tag."""
    return f'"{name}"'


def answer(
    request: HttpRequest,
    content: BaseModel | bytes,
    *,
    etag: str | None = None,
    modified_at: datetime | None = None,
    is_private: bool = False,
) -> HttpResponse:
    """Answer a read: 304 where the asker has it already.

    The tag is made of the content where none is given. A page of a list names its ``next`` in a header too.

    Raises:
        RestError: 412, where it is not what ``If-Match`` or ``If-Unmodified-Since`` ask for.
    """
    written = content if isinstance(content, bytes) else content.model_dump_json().encode()
    etag = etag or tag(sha256(written).hexdigest()[:32])
    response = _json(written, 200, {"ETag": etag})
    if following := getattr(content, "next", None):
        response.headers["Link"] = f'<{following}>; rel="next"'
    if is_private:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
        share(response, "ETag", "Link")
    if modified_at is not None:
        response.headers["Last-Modified"] = http_date(modified_at.timestamp())
    modified = None if modified_at is None else int(modified_at.timestamp())
    known = unless_known(request, response, etag, modified)
    if known.status_code == CHANGED:
        detail = _("This is no longer what the request says that it is. Please read it again.")
        raise RestError(CHANGED, "changed", detail)
    return known


def unless_known(
    request: HttpRequest, response: HttpResponse, etag: str, modified_at: int | None = None
) -> HttpResponse:
    """Return the answer, or 304 where the asker has it already, or 412 where they want another one only.

    ``modified_at`` is in seconds since 1970. A page of another site may read a 304 as it may the answer.
    """
    known = get_conditional_response(request, etag, modified_at, response)
    assert isinstance(known, HttpResponse)
    for name in KEPT:
        if name in response.headers:
            known.headers[name] = response.headers[name]
    return known


def share(response: HttpResponse, *headers: str) -> None:
    """Let pages of other sites read the answer, with these headers beside those that they may read anyway."""
    response.headers["Access-Control-Allow-Origin"] = WILDCARD
    response.headers["Access-Control-Expose-Headers"] = ", ".join(headers)


def done(content: BaseModel, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Answer a write, which nobody keeps."""
    return _json(content.model_dump_json().encode(), status, {"Cache-Control": "no-store", **(headers or {})})


def tags_of(header: str | None) -> list[str]:
    """Return the tags of an ``If-Match`` or ``If-None-Match``, without ``W/``; "*" stands for itself.

    Compression makes a tag weak on its way, and ours name what a document says, not how it is packed.
    """
    return [part.strip().removeprefix("W/") for part in (header or "").split(",") if part.strip()]


def _json(written: bytes, status: int, headers: Mapping[str, str]) -> HttpResponse:
    response = HttpResponse(written, status=status, content_type=CONTENT_TYPE)
    for name, value in headers.items():
        response.headers[name] = value
    return response
