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

from comments.counts import total
from cyberconf.web import languages
from cyberconf.web.rest.answers import unless_known
from events import announcing, live
from events.publishing import Published
from events.views.lookup import layout_of, published_or_404

KEPT = 1  # second: however many have the page open, the database is asked once
CONTENT_TYPE = "application/json"


@require_safe
def news(request: HttpRequest, conference: str) -> HttpResponse:
    """Answer with what is new, or 304 where the asker has it: three queries a second at most, with a message.

    What is said changes only where something begins, ends, or is written, never with the clock alone.
    """
    key = f"live:{languages.variant(request)}:{conference}"
    kept = cache.get(key)
    if kept is None:
        kept = _written(published_or_404(conference))
        cache.set(key, kept, KEPT)
    body, etag = kept
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return unless_known(request, response, etag)


def _written(found: Published) -> tuple[bytes, str]:
    now = live.look(layout_of(found), timezone.now())
    count = total(found.conference)
    about = {"conference": found.conference, "programme": found.programme, "now": now, "count": count}
    said = {
        "every": live.every(found.programme, now.at),
        "release": found.number,
        "changed": _("The programme has changed. Show it as it is now."),
        "message": _rendered("events/_message.html", **about, shown=announcing.shown(found.conference)),
        "now": _rendered("events/_now.html", **about) if now.is_shown else "",
        "since": int(now.since.timestamp()) if now.since else 0,
        "day": now.date.isoformat() if now.is_running else None,
        "comments": count,
    }
    body = json.dumps(said, ensure_ascii=False).encode()
    return body, quote_etag(sha256(body).hexdigest()[:16])


def _rendered(template: str, **context: Any) -> str:
    return render_to_string(template, context).strip()
