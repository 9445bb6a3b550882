"""What is said where nothing is: in the frame of the conference or the preview that the address is below."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.encoding import escape_uri_path

from cyberconf.web import languages, refusals
from events.publishing import Published
from events.validators import is_reserved
from events.views import previews
from events.views.lookup import published_or_404
from events.views.programme import about

SLUG = re.compile(r"/([\w-]+)(?=/|\Z)")
PREVIEW = re.compile(r"/previews/([^/]+)/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Lead back to the conference, if everybody may see it; or on, where the language is written otherwise.

    One query more than that of finding nothing, two where the release is new to the process; below a preview
    as many as one of its pages.
    """
    if refusals.is_for_programs(request):
        return refusals.not_found(request, exception)
    if found := _conference_of(request.path_info):
        context = about(found) | {"reason": refusals.reason_of(exception)}
        return render(request, "events/missing_page.html", context, status=404)
    preview = PREVIEW.match(languages.without_prefix(request.path_info))
    if preview and (shown := previews.not_found(request, preview[1], refusals.reason_of(exception))):
        return shown
    address = languages.corrected(request.path_info) if request.method in ("GET", "HEAD") else ""
    if address:
        query = request.META.get("QUERY_STRING", "")
        return redirect("?".join(filter(None, [escape_uri_path(address), query])))
    return refusals.not_found(request, exception)


def _conference_of(path: str) -> Published | None:
    slug = SLUG.match(languages.without_prefix(path))
    try:
        return published_or_404(slug[1]) if slug and not is_reserved(slug[1]) else None
    except Http404:
        return None
