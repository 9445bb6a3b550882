"""Texts that were sent but could not be posted yet, kept in their writer's session (ADR 2).

They outlive signing up and signing in, which keep the session, and end with it: with signing out, and with
signing in as somebody else.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID, uuid4

from django.http import HttpRequest

SESSION_KEY = "comments_drafts"
MOST_DRAFTS = 20  # more than anybody has open at once, and no more than a session's row should carry
MOST_CHARACTERS = 20_000  # four times what a comment may hold


@dataclass(frozen=True)
class Draft:
    """A text, the submission key that it is to be posted under, and the closing time that was promised."""

    body: str
    key: str
    promise: str = ""


def keep(request: HttpRequest, about: str, draft: Draft) -> bool:
    """Keep the draft in place of an older one about the same, and say whether that could be done.

    When there are ``MOST_DRAFTS`` already the oldest one goes.
    """
    if len(draft.body) > MOST_CHARACTERS:
        return False
    kept = dict(request.session.get(SESSION_KEY, {}))
    kept.pop(about, None)
    kept[about] = asdict(draft)
    request.session[SESSION_KEY] = dict(list(kept.items())[-MOST_DRAFTS:])
    return True


def find(request: HttpRequest, about: str) -> Draft | None:
    """Return the draft about that, if there is one. A visitor without a session is not given one."""
    fields = request.session.get(SESSION_KEY, {}).get(about)
    return Draft(fields["body"], fields["key"], fields["promise"]) if fields else None


def drop(request: HttpRequest, about: str) -> None:
    """Forget the draft about that: it was posted."""
    kept = dict(request.session.get(SESSION_KEY, {}))
    if kept.pop(about, None) is not None:
        request.session[SESSION_KEY] = kept


def key_or_new(text: str) -> str:
    """Return the submission key that a form carried, or a new one when it carried none that could be one."""
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())
