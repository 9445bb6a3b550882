"""Search within a programme."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.search import Index, search
from events.views.asking import clock_of, words_of
from events.views.lookup import index_of, published_or_404
from events.views.programme import about


@require_safe
def find(request: HttpRequest, conference: str) -> HttpResponse:
    """Show what was found for ``?q=``: two queries, one where the release is known."""
    found = published_or_404(conference)
    context = about(found, clock=clock_of(request, found.programme))
    context |= found_in(index_of(found), request)
    return render(request, "events/search_page.html", context)


def found_in(index: Index, request: HttpRequest) -> dict[str, Any]:
    """Return what a page of search shows of what is asked for."""
    query = words_of(request.GET)
    groups = search(index, query)
    return {"query": query, "groups": groups, "count": sum(each.count for each in groups)}
