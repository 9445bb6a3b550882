"""The programme's words from A to Z: what finds a session, a question or a person by links alone."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cyberconf.web.keeping import kept
from events import wordlist
from events.publishing import Published
from events.views.lookup import KEPT, index_of, published_or_404
from events.views.programme import about
from events.wordlist import Letter


@require_safe
@kept()
def letters(request: HttpRequest, conference: str) -> HttpResponse:
    """List the words by their first letter: two queries, one where the release is known."""
    found = published_or_404(conference)
    return render(request, "events/word_list.html", about(found) | {"letters": _letters(found)})


@require_safe
@kept()
def letter(request: HttpRequest, conference: str, letter: str) -> HttpResponse:
    """Show where the words of a letter stand: two queries, one where the release is known."""
    found = published_or_404(conference)
    known = _letters(found)
    shown = next((each for each in known if each.key == letter), None)
    if shown is None:
        raise Http404(_("No word of this programme begins with that."))
    return render(request, "events/word_places.html", about(found) | {"letters": known, "shown": shown})


@lru_cache(maxsize=KEPT)
def _letters(published: Published) -> tuple[Letter, ...]:
    return wordlist.letters(index_of(published))
