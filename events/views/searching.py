"""Search within a programme."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.search import Index, search
from events.views.asking import clock_of, words_of
from events.views.lookup import index_of, published_or_404
from events.views.programme import about


@require_safe
def find(request: HttpRequest, conference: str) -> HttpResponse:
    """Show what was found for ``?q=``, or of one ``?kind=``: two queries, one where the release is known."""
    found = published_or_404(conference)
    context = about(found, clock=clock_of(request, found.programme))
    context |= found_in(index_of(found), request, zone=context["leads"].clock.named)
    return render(request, "events/search_page.html", context)


def found_in(index: Index, request: HttpRequest, *, zone: str = "") -> dict[str, Any]:
    """Return what a page of search shows of what is asked for; its ``query_string`` asks for it again.

    ``zone`` is that which the address of the page names, "" for none.
    """
    query = words_of(request.GET)
    kind = request.GET.get("kind", "")
    groups = search(index, query, kind)
    return {
        "query": query,
        "query_string": "?" + urlencode({"q": query} | ({"tz": zone} if zone else {})),
        "kind": kind if kind in {each.kind for each in groups} else "",
        "groups": groups,
        "count": sum(each.count for each in groups),
    }
