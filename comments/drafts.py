"""Texts that were sent but could not be posted yet, kept in their writer's session (ADR 2).

They outlive signing up and signing in, which keep the session, and end with it: with signing out, and with
signing in as somebody else.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POSTED = "posted"  # the cookie that static/js/draft.js reads and deletes
POSTED_LIFE = 600  # seconds
SESSION_KEY = "comments_drafts"
MOST_DRAFTS = 20  # more than anybody has open at once, and no more than a session's row should carry
BEGINNING = 40  # characters: two texts that share so many are one that somebody went on with
MOST_CHARACTERS = 20_000  # four times what a comment may hold


@dataclass(frozen=True)
class Draft:
    """A text, the submission key that it is to be posted under, the closing time promised, and a stance."""

    body: str
    key: str
    promise: str = ""
    stance: str = ""


def keep(request: HttpRequest, about: str, draft: Draft) -> bool:
    """Keep the draft, in place of an older version of it, and say whether that could be done.

    A text about the same with the same key, or that begins with the same words, is a version of it; any
    other is kept beside it. When there are ``MOST_DRAFTS`` already the oldest one goes.
    """
    if len(draft.body) > MOST_CHARACTERS:
        return False
    others = [kept for kept in _kept(request) if not (kept["about"] == about and _is_version(kept, draft))]
    request.session[SESSION_KEY] = [*others, {"about": about, **asdict(draft)}][-MOST_DRAFTS:]
    return True


def find(request: HttpRequest, about: str) -> Draft | None:
    """Return the newest draft about that, if there is one. A visitor without a session is not given one."""
    found = [kept for kept in _kept(request) if kept["about"] == about]
    if not found:
        return None
    last = found[-1]
    return Draft(last["body"], last["key"], last["promise"], last.get("stance", ""))


def drop(request: HttpRequest, about: str, draft: Draft) -> None:
    """Forget the draft about that, as it was posted. Other texts about the same stay."""
    kept = _kept(request)
    others = [each for each in kept if not (each["about"] == about and _is_version(each, draft))]
    if len(others) < len(kept):
        request.session[SESSION_KEY] = others


def tell_browser(response: HttpResponse, about: str) -> None:
    """Have the browser forget the copy of its own that it keeps of what was posted about that."""
    response.set_cookie(
        POSTED, about, max_age=POSTED_LIFE, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def _kept(request: HttpRequest) -> list[dict[str, str]]:
    return list(request.session.get(SESSION_KEY, []))


def _is_version(kept: dict[str, str], draft: Draft) -> bool:
    return kept["key"] == draft.key or kept["body"][:BEGINNING] == draft.body[:BEGINNING]


def key_or_new(text: str) -> str:
    """Return the submission key that a form carried, or a new one when it carried none that could be one."""
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())
