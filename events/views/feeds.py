"""What changed, for feed readers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cyberconf.web import languages
from events import feeds, translating
from events.leads import PublicLeads
from events.models import Release
from events.phrases import Names
from events.publishing import Published
from events.views.downloads import MEMORY, answer
from events.views.lookup import asked, layout_of, published_or_404
from events.views.programme import told

RELEASES = 50  # what a feed holds: more than anybody makes between two looks


@require_safe
def changes(request: HttpRequest, conference: str) -> HttpResponse:
    """Answer with what each release changed, as Atom. Three queries, one where the release is known."""
    found = published_or_404(conference, asked(request))
    written = MEMORY.get((found, "atom"), lambda: _feed(found))
    name = f"{conference}-changes.atom"
    return answer(request, found, written, content_type=feeds.CONTENT_TYPE, name=name)


def _feed(found: Published) -> bytes:
    programme, slug = found.programme, found.conference.slug
    rows = Release.objects.filter(conference=found.conference, number__lte=found.number).defer("document")
    names, leads = Names.of(programme), PublicLeads(found.conference)
    with languages.speaking(programme.language):
        feed = feeds.Feed(
            title=_("What changed: %(title)s") % {"title": programme.title},
            address=settings.SITE_URL
            + reverse("events:changes_feed", args=[slug])
            + translating.query(programme),
            page=settings.SITE_URL + reverse("events:changes", args=[slug]),
            author=programme.organiser.name if programme.organiser else programme.title,
            language=programme.language,
            entries=[
                _entry(told(row, names, layout_of(found), leads))
                for row in rows.order_by("-number")[:RELEASES]
            ],
        )
        return feeds.write(feed)


def _entry(release: dict[str, Any]) -> feeds.Entry:
    row, lines = release["row"], release["lines"]
    return feeds.Entry(
        title=_("Release %(number)d: %(what)s") % {"number": row.number, "what": _what(row, len(lines))},
        address=settings.SITE_URL + release["address"],
        published_at=row.published_at,
        note=row.note,
        lines=[(sentence, page and settings.SITE_URL + page) for sentence, page in lines],
    )


def _what(row: Release, count: int) -> str:
    if row.number == 1:
        return _("the programme as it was first published")
    return ngettext("%(count)d change", "%(count)d changes", count) % {"count": count}
