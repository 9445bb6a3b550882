"""Conferences, their programmes and releases."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from cyberconf.web.rest import cursors
from cyberconf.web.rest.answers import answer, tag
from cyberconf.web.rest.documenting import also
from events.api.lookup import changes_of, following, here, page_of, words_of
from events.api.schemas import (
    ConferenceDetails,
    ConferenceList,
    ConferenceSummary,
    Paging,
    Reading,
    ReleaseDetails,
    ReleaseList,
)
from events.models import Release
from events.programme import ORIGINAL, Programme
from events.publishing import Published
from events.views.lookup import published_or_404, release_or_404

KEPT = 8  # programmes in JSON that a process holds: 1.5 MB each at 1,000 sessions
FACTS = set(ConferenceDetails.model_fields) & set(Programme.model_fields) - {"slug", "title"}

router = Router(tags=["Conferences"])


@router.get(
    "/conferences",
    response=ConferenceList,
    summary="List conferences",
    openapi_extra=also(304, 422),
)
def conferences(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    """All that everybody may see, as their newest releases have them, by slug."""
    rows = Release.objects.public().newest().light().order_by("conference__slug")
    if paging.cursor is not None:
        (after,) = cursors.decode(paging.cursor, str)
        rows = rows.filter(conference__slug__gt=after)
    found = list(rows[: paging.limit + 1])
    shown = found[: paging.limit]
    more = cursors.encode(shown[-1].conference.slug) if len(found) > len(shown) else None
    items = [ConferenceSummary(**_summary(row)) for row in shown]
    return answer(request, ConferenceList(items=items, next=following(request, more)))


@router.get(
    "/conferences/{uslug:conference}",
    response=ConferenceDetails,
    summary="Show a conference",
    openapi_extra=also(304, 404, 422),
)
def conference(request: HttpRequest, conference: str, wanted: Query[Reading]) -> HttpResponse:
    """A conference with its facts, as its newest release has them."""
    found = published_or_404(conference, wanted.language)
    programme = found.programme
    details = ConferenceDetails(
        **_summary_of(found),
        **{name: getattr(programme, name) for name in FACTS},
        session_count=len(programme.sessions),
        person_count=len(programme.people),
    )
    return answer(request, details, modified_at=found.published_at)


@router.get(
    "/conferences/{uslug:conference}/programme",
    response=Programme,
    summary="Show the programme",
    openapi_extra=also(304, 404, 422),
)
def programme(request: HttpRequest, conference: str, wanted: Query[Reading]) -> HttpResponse:
    """The whole Programme document of the newest release. A draft that says the same has its `ETag`."""
    return _programme(request, published_or_404(conference, wanted.language))


@router.get(
    "/conferences/{uslug:conference}/releases",
    response=ReleaseList,
    summary="List releases",
    openapi_extra=also(304, 404, 422),
)
def releases(request: HttpRequest, conference: str, paging: Query[Paging]) -> HttpResponse:
    """What each release changed, the newest first."""
    found = published_or_404(conference, ORIGINAL)
    rows = Release.objects.filter(conference=found.conference, number__lte=found.number).defer("document")
    if paging.cursor is not None:
        (before,) = cursors.decode(paging.cursor, int)
        rows = rows.filter(number__lt=before)
    numbered = list(rows.order_by("-number")[: paging.limit + 1])
    shown = numbered[: paging.limit]
    more = cursors.encode(shown[-1].number) if len(numbered) > len(shown) else None
    items = [release_details(row, found.programme) for row in shown]
    listed = ReleaseList(items=items, next=following(request, more))
    return answer(request, listed, modified_at=found.published_at)


@router.get(
    "/conferences/{uslug:conference}/releases/{int:number}",
    response=ReleaseDetails,
    summary="Show a release",
    openapi_extra=also(304, 404, 422),
)
def release(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """When it was published, with which note, and what it changed."""
    newest = published_or_404(conference, ORIGINAL)
    found = release_or_404(conference, number, ORIGINAL)
    row = Release.objects.defer("document").get(pk=found.pk)
    return answer(request, release_details(row, newest.programme), modified_at=newest.published_at)


@router.get(
    "/conferences/{uslug:conference}/releases/{int:number}/programme",
    response=Programme,
    summary="Show the programme as released",
    openapi_extra=also(304, 404, 422),
)
def released_programme(
    request: HttpRequest, conference: str, number: int, wanted: Query[Reading]
) -> HttpResponse:
    """The whole Programme document of one release. It never changes."""
    return _programme(request, release_or_404(conference, number, wanted.language))


def release_details(row: Release, programme: Programme) -> ReleaseDetails:
    """Return a release, loaded without its document, in the names of the newest programme."""
    changes, slug = changes_of(row), programme.slug
    return ReleaseDetails(
        number=row.number,
        published_at=row.published_at,
        note=row.note,
        changes=changes,
        words=words_of(changes, programme),
        url=here("release", slug, row.number),
        programme=here("released_programme", slug, row.number),
        page=page_of("release", slug, row.number),
    )


def _programme(request: HttpRequest, found: Published) -> HttpResponse:
    return answer(
        request,
        _document(found),
        etag=tag("-".join(filter(None, [found.content_hash, found.language]))),
        modified_at=found.published_at,
    )


@lru_cache(maxsize=KEPT)
def _document(found: Published) -> bytes:
    return found.programme.model_dump_json().encode()


def _summary(row: Release) -> dict[str, Any]:
    slug = row.conference.slug
    return {
        "slug": slug,
        "title": row.title,
        "status": row.conference.status,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "release": row.number,
        "published_at": row.published_at,
        "url": here("conference", slug),
        "page": page_of("programme", slug),
    }


def _summary_of(found: Published) -> dict[str, Any]:
    programme = found.programme
    return {
        "slug": programme.slug,
        "title": programme.title,
        "status": found.conference.status,
        "starts_on": programme.first_day,
        "ends_on": programme.last_day,
        "release": found.number,
        "published_at": found.published_at,
        "url": here("conference", programme.slug),
        "page": page_of("programme", programme.slug),
    }
