"""Search within a programme."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.search import MAX_HITS, search
from events.views.lookup import index_of, published_or_404
from events.views.programme import about

MAX_QUERY = 200  # characters that are looked at


@require_safe
def find(request: HttpRequest, conference: str) -> HttpResponse:
    """Show what was found for ``?q=``: two queries, one where the release is known."""
    found = published_or_404(conference)
    query = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:MAX_QUERY]
    hits = search(index_of(found), query)
    groups = [(kind, list(group)) for kind, group in groupby(hits, key=lambda hit: hit.kind)]
    context = about(found) | {"query": query, "groups": groups, "count": len(hits), "most": MAX_HITS}
    return render(request, "events/search_page.html", context)
