"""What every page of a programme starts from: the release that is shown, and what was made of it before."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import Http404

from events import editions, layout, publishing, search
from events.exporters import Context
from events.exporters.revisions import History
from events.layout import Layout
from events.models import Conference, FormerSlug, Release
from events.models import Session as DraftSession
from events.programme import Person, Session
from events.publishing import Published
from speakers.models import FormerEntry

KEPT = 16  # layouts and indexes held by a process, as many as decoded documents
KEPT_HISTORIES = 64  # conferences whose history a process holds: a few kB each


def published_or_404(slug: str) -> Published:
    """Return the newest release of a public conference.

    Raises:
        Http404: no such conference, a draft, or never released.
    """
    try:
        return publishing.published(slug)
    except Conference.DoesNotExist as problem:
        raise Http404(str(problem)) from problem


def release_or_404(slug: str, number: int) -> Published:
    """Return a release of a public conference by its number.

    Raises:
        Http404: no such release.
    """
    try:
        return publishing.published_number(slug, number)
    except Release.DoesNotExist as problem:
        raise Http404(str(problem)) from problem


@lru_cache(maxsize=KEPT)
def layout_of(published: Published) -> Layout:
    """Return the release laid out for reading, made once a process."""
    return layout.lay_out(published.programme)


@lru_cache(maxsize=KEPT)
def index_of(published: Published) -> search.Index:
    """Return the release's search index, made once a process."""
    return search.index(layout_of(published))


@lru_cache(maxsize=KEPT_HISTORIES)
def history_of(published: Published) -> History:
    """Return what the releases up to this one changed, read once a process."""
    return editions.history_until(published.conference.pk, published.number)


def context_of(published: Published) -> Context:
    """Return what exporters know of the release beside the programme."""
    return Context(settings.SITE_URL, history_of(published))


def former_slug(published: Published, slug: str) -> str | None:
    """Return the address now of the session that had this one before. One query."""
    former = FormerSlug.objects.filter(conference=published.conference, slug=slug)
    uid = former.values_list("session__uid", flat=True).first()
    return next((s.slug for s in published.programme.sessions if s.uid == uid), None)


def former_person(published: Published, slug: str) -> Person | None:
    """Return who has the entry into which the one of that address was merged. One query."""
    uid = FormerEntry.objects.filter(slug=slug).values_list("speaker__uid", flat=True).first()
    return next((person for person in published.programme.people if person.uid == uid), None)


def gone(published: Published, slug: str) -> Session | None:
    """Return the session of that address as last announced, withdrawn; None if it never was. One query."""
    rows = DraftSession.objects.filter(conference=published.conference, slug=slug)
    uid = rows.values_list("uid", flat=True).first()
    dropped = history_of(published).gone(published.programme) if uid else []
    return next((session for session in dropped if session.uid == uid), None)
