"""What search engines ask a site for: which pages there are, and which they are to leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from cyberconf.web.rest.answers import unless_known
from events import sitemaps
from events.models import Release
from events.publishing import Published
from events.views.downloads import MEMORY, answer
from events.views.lookup import history_of, layout_of, published_or_404
from events.views.people import by_name

AN_HOUR = 60 * 60  # seconds
# What is somebody's own, without end, or no longer true. Links that let in say so on their pages instead: an
# address in this file is one that everybody knows of.
LEFT_ALONE = ["/accounts/", "/admin/", "/*/my/", "/*/search/", "/*/releases/"]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer with what search engines are to leave alone (RFC 9309), and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('events:sitemap')}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=AN_HOUR)
    return response


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the pages of the one conference that there is, or the sitemaps of several. One query or two."""
    releases = list(Release.objects.public().newest().light().order_by("-starts_on", "pk")[: sitemaps.MOST])
    if len(releases) == 1:
        return of_conference(request, releases[0].conference.slug)
    written = sitemaps.of_sitemaps(
        (
            settings.SITE_URL + reverse("events:conference_sitemap", args=[release.conference.slug]),
            release.published_at,
        )
        for release in releases
    )
    response = HttpResponse(written, content_type=sitemaps.CONTENT_TYPE)
    response.headers["ETag"] = etag = quote_etag(sha256(written).hexdigest()[:16])
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return unless_known(request, response, etag)


@require_safe
def of_conference(request: HttpRequest, conference: str) -> HttpResponse:
    """List the pages of a conference. Two queries, one where the release is known."""
    found = published_or_404(conference, "")
    written = MEMORY.get((found, "sitemap"), lambda: sitemaps.of_pages(_pages(found)))
    return answer(
        request, found, written, content_type=sitemaps.CONTENT_TYPE, name=f"{conference}-sitemap.xml"
    )


def _pages(found: Published) -> Iterator[sitemaps.Page]:
    """Yield the programme, its sessions, people and questions; breaks, of which nothing is said, left out."""
    slug, entries = found.conference.slug, [e for e in layout_of(found).entries if not e.is_minor]
    yield _page("programme", slug), found.published_at
    yield _page("speakers", slug), found.published_at
    history = history_of(found)
    changed = {e.index: history.revision(e.session, found.programme).modified_at for e in entries}
    for entry in entries:
        yield _page("session", slug, entry.session.slug), changed[entry.index]
    for person in by_name(found.programme):
        yield _page("speaker", slug, person.slug), found.published_at
    for entry in entries:
        for question in entry.session.questions:
            yield _page("question", slug, entry.session.slug, question.number), changed[entry.index]


def _page(name: str, *names: str | int) -> str:
    return settings.SITE_URL + reverse(f"events:{name}", args=names)
