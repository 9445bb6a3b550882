"""What an open page of a conference asks for again and again: a message, what is on, how much was said."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.counts import counts, told
from cyberconf import __version__
from cyberconf.web import languages
from cyberconf.web.rest.answers import unless_known
from events import announcing, live
from events.programme import Session
from events.publishing import Published
from events.views.lookup import layout_of, published_or_404

COUNTED = 120  # sessions whose counts are told: as many as one page shows; of more, those of the day
KNOWN = 600  # seconds that what was written for a tag is kept
KEPT = 1  # second: however many have the page open, the database is asked once
CONTENT_TYPE = "application/json"


@require_safe
def news(request: HttpRequest, conference: str) -> HttpResponse:
    """Answer with what is new, or 304 where the asker has it: three queries a second at most, with a message.

    What is said changes only where something begins, ends, or is written, never with the clock alone.
    """
    said = json.dumps([languages.variant(request), languages.reading(), conference])
    key = f"live:{sha256(said.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        kept = _answer(published_or_404(conference), languages.variant(request))
        cache.set(key, kept, KEPT)
    body, etag = kept
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return unless_known(request, response, etag)


def _answer(found: Published, variant: str) -> tuple[bytes, str]:
    """Return what is said and its tag, made of what it tells: two queries, no template where it is known."""
    now = live.look(layout_of(found), timezone.now())
    loaded = counts(found.conference, found.programme, at=now.at)
    facts = {
        "every": live.every(found.programme, now.at),
        "release": found.number,
        "since": int(now.since.timestamp()) if now.since else 0,
        "day": now.date.isoformat() if now.is_running else None,
        "comments": loaded.total,
        "counts": told(loaded, _counted(now)),
    }
    release = found.pk, found.language
    made_of = [__version__, variant, release, found.conference.message_id, now.is_shown, facts]
    tag = sha256(json.dumps(made_of).encode()).hexdigest()[:16]
    body = cache.get(f"live:{tag}")
    if body is None:
        body = json.dumps(facts | _words(found, now, loaded.total), ensure_ascii=False).encode()
        cache.set(f"live:{tag}", body, KNOWN)
    return body, quote_etag(tag)


def _words(found: Published, now: live.Now, count: int) -> dict[str, str]:
    """Return what is shown of it, as HTML and in the reader's language: a query where there is a message."""
    about = {"conference": found.conference, "programme": found.programme, "now": now, "count": count}
    return {
        "changed": _("The programme has changed. Show it as it is now."),
        "message": _rendered("events/_message.html", **about, shown=announcing.shown(found.conference)),
        "now": _rendered("events/_now.html", **about) if now.is_shown else "",
    }


def _counted(now: live.Now) -> list[Session]:
    """Return the sessions whose counts the open pages of a conference show."""
    entries = now.agenda.entries
    is_whole = len(entries) <= COUNTED
    return [entry.session for entry in entries if is_whole or entry.date == now.date]


def _rendered(template: str, **context: Any) -> str:
    return render_to_string(template, context).strip()
