"""What addresses of the API stand for, and how they are spelt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cyberconf.web.rest import cursors
from events import phrases
from events.diffing import Change
from events.models import Release
from events.phrases import Names
from events.programme import Programme, Question, Session
from events.publishing import Published
from events.views.lookup import former_slug, gone, release_or_404

T = TypeVar("T")


class MovedError(Exception):
    """What is asked for has another address now."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


class GoneError(Exception):
    """What is asked for was announced once, and taken back."""


def here(name: str, *args: Any) -> str:
    """Return the full address of something in the API."""
    return settings.SITE_URL + reverse(f"api:{name}", args=args)


def page_of(name: str, *args: Any) -> str:
    """Return the full address of the page for people."""
    return settings.SITE_URL + reverse(f"events:{name}", args=args)


def following(request: HttpRequest, cursor: str | None) -> str | None:
    """Return the address of the next page: this one's, from another cursor on."""
    if cursor is None:
        return None
    query = {name: value for name, value in request.GET.items() if name != "cursor"} | {"cursor": cursor}
    return f"{settings.SITE_URL}{request.path}?{urlencode(query)}"


def slice_of(
    items: Sequence[T], found: Published, *, limit: int, start: int
) -> tuple[Sequence[T], str | None]:
    """Return the items of a page that begins at ``start``, and the cursor of the next."""
    end = start + limit
    return items[start:end], cursors.encode(found.number, end) if end < len(items) else None


def continued(found: Published, cursor: str | None) -> tuple[Published, int]:
    """Return the release that the pages go on in, and where: a new release must not shift them."""
    if cursor is None:
        return found, 0
    number, start = cursors.decode(cursor, int, int)
    assert isinstance(number, int)
    assert isinstance(start, int)
    try:
        return (
            found if number == found.number else release_or_404(found.conference.slug, number, found.language)
        ), start
    except Http404:
        raise cursors.bad_cursor() from None


def session_in(found: Published, slug: str, name: str, *args: Any) -> Session:
    """Return the session of that address; ``name`` and what follows the slug spell where it may have moved.

    Raises:
        MovedError, GoneError: it was announced under this address before.
        Http404: it never was.
    """
    session = next((s for s in found.programme.sessions if s.slug == slug), None)
    return session if session else _not_here(found, slug, name, *args)


def question_in(session: Session, number: int) -> Question:
    """Return the guiding question of that number.

    Raises:
        Http404: there is none.
    """
    if not 1 <= number <= len(session.questions):
        raise Http404(_("There is no such question in this programme."))
    return session.questions[number - 1]


def words_of(changes: Iterable[Change], *programmes: Programme) -> list[str]:
    """Say each change in words, with the names of the programmes and at the time of the last one's venue."""
    changes = list(changes)
    names = Names.of(*programmes).knowing(changes)
    return phrases.sentences(changes, ZoneInfo(programmes[-1].time_zone), names)


def changes_of(row: Release) -> list[Change]:
    """Return what a release changed."""
    return [Change.model_validate(change) for change in row.changes]


def _not_here(found: Published, slug: str, name: str, *args: Any) -> NoReturn:
    conference = found.conference.slug
    if moved := former_slug(found, slug):
        raise MovedError(here(name, conference, moved, *args))
    if gone(found, slug):
        raise GoneError(_("This session was taken out of the programme."))
    raise Http404(_("There is no such session in this programme."))
