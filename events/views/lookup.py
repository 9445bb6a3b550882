"""What every page of a programme starts from: the release that is shown, and what was made of it before."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.web import languages
from cyberconf.web.lists import together
from events import bookmarking, editions, layout, publishing, search, translating
from events.exporters import Context
from events.exporters.revisions import History
from events.layout import Layout
from events.leads import Marks
from events.models import Conference, FormerSlug, Release
from events.models import Session as DraftSession
from events.programme import Person, Session
from events.publishing import Published
from speakers.models import FormerEntry

KEPT = 16  # layouts and indexes held by a process, as many as decoded documents
KEPT_HISTORIES = 64  # conferences whose history a process holds: a few kB each


def published_or_404(slug: str, language: str | None = None) -> Published:
    """Return the newest release of a public conference, in the dearest of the reader's languages.

    What is no page names its ``language`` instead, "" for the original, and it must come in that one.

    Raises:
        Http404: no such conference, a draft, never released, or not in that language.
    """
    try:
        found = publishing.published(slug, languages.reading() if language is None else language)
    except Conference.DoesNotExist as problem:
        raise Http404(str(problem)) from problem
    _refuse_unspoken(found, language)
    return found


def release_or_404(slug: str, number: int, language: str | None = None) -> Published:
    """Return a release of a public conference by its number, as ``published_or_404`` does.

    Raises:
        Http404: no such release, or not in that language.
    """
    try:
        wanted = languages.reading() if language is None else language
        found = publishing.published_number(slug, number, wanted)
    except Release.DoesNotExist as problem:
        raise Http404(str(problem)) from problem
    _refuse_unspoken(found, language)
    return found


def asked(request: HttpRequest) -> str:
    """Return the language in which a file is asked for, "" for the original: files follow no browser."""
    return request.GET.get("lang", "")


def _refuse_unspoken(found: Published, language: str | None) -> None:
    """Refuse a language that was asked for by name, and that the programme does not come in."""
    if language and not found.language and not translating.speaks(language, found.programme):
        message = _("This programme does not come in “%(language)s”. It comes in: %(languages)s.")
        spoken = [found.programme.language, *found.programme.languages]
        raise Http404(message % {"language": language[:20], "languages": together(spoken)})


@lru_cache(maxsize=KEPT)
def layout_of(published: Published) -> Layout:
    """Return the release laid out for reading, made once a process."""
    return layout.lay_out(published.programme)


@lru_cache(maxsize=KEPT)
def index_of(published: Published) -> search.Index:
    """Return the release's search index, made once a process."""
    others = publishing.in_other_languages(published)
    return search.index(layout_of(published), *map(layout.lay_out, others))


@lru_cache(maxsize=KEPT_HISTORIES)
def history_of(published: Published) -> History:
    """Return what the releases up to this one changed, read once a process."""
    return editions.history_until(published.conference.pk, published.number)


def context_of(published: Published) -> Context:
    """Return what exporters know of the release beside the programme."""
    return Context(settings.SITE_URL, history_of(published))


def marks_of(request: HttpRequest, published: Published, uids: Collection[UUID] | None = None) -> Marks:
    """Return which sessions whoever asks has marked, ``uids`` where that is known: one query, or none."""
    user = request.user
    if not isinstance(user, User):
        return Marks(uids=frozenset(uids or ()))
    return Marks(True, bookmarking.of(user, published.conference) if uids is None else frozenset(uids))


def uids_at(published: Published, text: str) -> list[UUID]:
    """Return the sessions that a device names by their addresses; one query where some are former."""
    slugs, agenda = bookmarking.slugs_in(text), layout_of(published)
    known = {slug: entry.session.uid for slug in slugs if (entry := agenda.at(slug))}
    others = [slug for slug in slugs if slug not in known]
    if others:
        rows = FormerSlug.objects.filter(conference=published.conference, slug__in=others)
        known |= dict(rows.values_list("slug", "session__uid"))
    return [known[slug] for slug in slugs if slug in known]


def former_slug(published: Published, slug: str) -> str | None:
    """Return the address now of the session that had this one before. One query."""
    former = FormerSlug.objects.filter(conference=published.conference, slug=slug)
    uid = former.values_list("session__uid", flat=True).first()
    return next((s.slug for s in published.programme.sessions if s.uid == uid), None)


def moved(request: HttpRequest, published: Published) -> HttpResponse | None:
    """Lead to where this very answer is had now, where the session had the address before. One query.

    What is asked of the answer, a language or a zone, is asked there too.
    """
    asked_for = request.resolver_match
    assert asked_for is not None  # it has an address
    slug = former_slug(published, asked_for.kwargs["session"])
    if slug is None:
        return None
    address = reverse(asked_for.view_name, kwargs=asked_for.kwargs | {"session": slug})
    return redirect("?".join(filter(None, [address, request.META["QUERY_STRING"]])), permanent=True)


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
