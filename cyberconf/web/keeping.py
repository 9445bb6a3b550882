"""Pages for visitors, kept as they were sent: one costs no template, and no query but whether it still holds.

A view says by ``@kept`` that a page of it is the same for every visitor; ``keep_pages`` sends it again to
whoever asks for the same address in the same languages and look. Whoever is signed in, or has something of
their own waiting, is answered by the view. (DESIGN, section 10.)
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from hashlib import sha256
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache, caches
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from redis.exceptions import RedisError

from cyberconf import __version__
from cyberconf.web import compression, languages, looks

BELIEVED = 1  # second that a state is: so long may a page show what is no longer so
KEPT = 15  # seconds that a page is: what is on now, and how long ago something was said, is as old as that
LONGEST = 40_000  # bytes of a page that is kept, as it is sent: a day of 1,000 sessions takes 19,000
OWN = (settings.SESSION_COOKIE_NAME, "messages")  # cookies of whoever has something of their own on a page
MARK = "kept_as"  # the attribute of an answer that holds its mark

logger = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]

# What pages of a conference, by its slug, show beside the clock; of all conferences for "". Apps add theirs.
states: list[Callable[[str], object]] = []


class Mark(NamedTuple):
    """What an answer is of: a conference by its slug, "" for all, and the state of it that is shown."""

    conference: str
    state: str


@dataclass(frozen=True)
class Page:
    """An answer as it was sent."""

    mark: Mark
    headers: dict[str, str]
    body: bytes

    def answer(self) -> HttpResponse:
        """Return it once more."""
        return HttpResponse(self.body, headers=self.headers)


def kept(*parameters: str, **known: Callable[[str], object]) -> Callable[[View], View]:
    """Have the pages of a view kept, which is of one conference, or of all, where its address names none.

    An address that asks for anything beside these ``parameters`` is answered anew each time: there is no
    end to what can be searched for. So is one with a value that is not ``known``: ``kept(tz=zones.find)``.
    """

    def is_kept(given: QueryDict) -> bool:
        is_all = given.keys() <= {*parameters, *known}
        return is_all and all(is_known(str(given[name])) for name, is_known in known.items() if name in given)

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not (_is_visitors(request) and is_kept(request.GET)):
                return view(request, *args, **kwargs)
            conference = str(kwargs.get("conference", ""))
            shown = state(conference)  # first: a page may be newer than it says, never older
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and not response.cookies:
                response.headers["ETag"] = quote_etag(sha256(response.content).hexdigest()[:16])
                patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
                setattr(response, MARK, Mark(conference, shown))
                if not request.GET:  # else whoever varies the address has each compressed for long
                    setattr(response, compression.SHARED, True)
            return response

        return answered

    return decorate


def keep_pages(get_response: Handler) -> Handler:
    """Send a page that is kept and still holds, or keep the one that is made; to who has it already, 304.

    A cache that does not answer is none: each page is made.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_visitors(request):
            return get_response(request)
        key = _key(request)
        page: Page | None = _asked(partial(caches["pages"].get, key))
        if page and page.mark.state == state(page.mark.conference):
            return _unless_known(request, page.answer())
        response = get_response(request)
        mark: Mark | None = getattr(response, MARK, None)
        if mark is None:
            return response
        if len(response.content) <= LONGEST and not response.cookies:
            made = Page(mark, dict(response.items()), response.content)
            _asked(partial(caches["pages"].set, key, made, KEPT))
        return _unless_known(request, response)

    return middleware


def state(conference: str) -> str:
    """Return what the pages of a conference show beside the clock, in short; of all conferences for ""."""
    key = f"state:{_short(conference)}"
    found: str | None = _asked(partial(cache.get, key))
    if found is None:
        found = _short(__version__, *(each(conference) for each in states))
        _asked(partial(cache.set, key, found, BELIEVED))
    return found


def _asked(ask: Callable[[], Any]) -> Any:
    """Return what the cache says, None where it does not answer."""
    try:
        return ask()
    except (RedisError, OSError):
        logger.warning("The cache does not answer: pages are made anew.")
        return None


def _is_visitors(request: HttpRequest) -> bool:
    is_read = request.method in ("GET", "HEAD")
    return settings.KEEPS_PAGES and is_read and not any(name in request.COOKIES for name in OWN)


def _key(request: HttpRequest) -> str:
    """Return by what a page is known: its address, and what else makes it another one."""
    host = request.META.get("HTTP_HOST", "")  # one that is none of ours is refused further in
    address = request.scheme, host, request.get_full_path()
    chosen = languages.visitors(request), looks.of(request), compression.way(request)
    return f"page:{_short(*address, *chosen)}"


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer, or 304 where the browser has it."""
    found = get_conditional_response(request, response.get("ETag"), None, response)
    assert isinstance(found, HttpResponse)
    return found


def _short(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:32]
