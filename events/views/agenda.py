"""My agenda: the sessions that somebody marked, with their clashes, and the private calendar of them.

Without an account the marks stay on the device; a page of them is asked for by the addresses of the sessions,
is the same for everybody who asks so, and sets no cookie.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cyberconf.accounts.models import User
from events import bookmarking
from events.exporters import ical
from events.layout import Entry
from events.models import AgendaFeed
from events.phrases import isolated, words
from events.programme import Session
from events.publishing import Published
from events.views.asking import clock_of
from events.views.lookup import (
    asked,
    context_of,
    history_of,
    layout_of,
    marks_of,
    published_or_404,
    uids_at,
)
from events.views.programme import about

PRIVATE = "private, no-store"
WEBCAL = re.compile(r"^https?://")  # in place of which programs that keep calendars are asked to subscribe


@dataclass(frozen=True)
class Marked:
    """A marked session, and which of those that began before it, or are named before it, are on then.

    Each group of sessions that are on together is told once, with the last of them.
    """

    entry: Entry
    clashes: tuple[Session, ...]

    @property
    def others(self) -> str:
        """Those in words: “Cables” and “Norms”."""
        return words.listed(words.quoted(each.title) for each in self.clashes)


@require_http_methods(["GET", "HEAD", "POST"])
@isolated()
def mine(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the marked sessions; POST marks more of them, as a device brings what it had kept."""
    found = published_or_404(conference)
    if request.method == "POST":
        return _brought(request, found)
    user = request.user
    known = user if isinstance(user, User) else None
    uids = bookmarking.of(known, found.conference) if known else _asked(request, found)
    sessions = bookmarking.marked(found.programme, uids)
    clashes = bookmarking.clashes(sessions)
    agenda, at = layout_of(found), timezone.now()
    by_uid = {entry.session.uid: entry for entry in agenda.entries}
    rows = [Marked(by_uid[each.uid], tuple(clashes.get(each.uid, ()))) for each in sessions]
    context = about(found, marks_of(request, found, uids), clock_of(request, found.programme)) | {
        "rows": rows,
        "days": _by_day(rows),
        "gone": [each for each in history_of(found).gone(found.programme) if each.uid in uids],
        "clash_count": len({*clashes, *(each.uid for others in clashes.values() for each in others)}),
        "at": at,
        "is_running": agenda.ends_at is not None and at < agenda.ends_at,
        "is_known": known is not None,
        "has_feed": known is not None and AgendaFeed.objects.filter(user=known).exists(),
    }
    return _private(render(request, "events/my_page.html", context), known is not None)


@require_POST
@login_required
def bookmark(request: HttpRequest, conference: str, session: str) -> HttpResponse:
    """Mark a session, or take the mark off: ``marked`` says which, so that a second click changes nothing."""
    found = published_or_404(conference)
    entry = layout_of(found).at(session)
    if entry is None:
        raise Http404(_("The programme has no such session."))
    if request.POST.get("marked") == "0":
        bookmarking.unmark(_user(request), found.conference, entry.session.uid)
    else:
        bookmarking.mark(_user(request), found.conference, [entry.session.uid])
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = reverse("events:session", args=[conference, session])
    return HttpResponseRedirect(f"{onward}#session-{session}", status=303)


@require_POST
@login_required
def feed(request: HttpRequest, conference: str) -> HttpResponse:
    """Make a new address of the private calendar, which is shown this once, or end it."""
    found = published_or_404(conference)
    if request.POST.get("act") == "end":
        bookmarking.end(_user(request))
        return HttpResponseRedirect(reverse("events:my", args=[conference]), status=303)
    token = bookmarking.renew(_user(request))
    address = settings.SITE_URL + reverse("events:my_calendar", args=[conference, token])
    context = about(found) | {"address": address, "opening": WEBCAL.sub("webcal://", address)}
    return _private(render(request, "events/my_feed.html", context), True)


@require_safe
def calendar(request: HttpRequest, conference: str, token: str) -> HttpResponse:
    """Give the marked sessions of whoever the token is of, as the public calendar has them."""
    found = published_or_404(conference, asked(request))
    user = bookmarking.recognise(token)
    if user is None:
        raise Http404(_("There is no such calendar. Perhaps its address was renewed."))
    uids = bookmarking.of(user, found.conference)
    gone = [session for session in history_of(found).gone(found.programme) if session.uid in uids]
    sessions = [*bookmarking.marked(found.programme, uids), *gone]
    name = " · ".join([found.programme.title, _("My agenda")])  # beside the whole programme in one program
    programme = found.programme.model_copy(update={"title": name})
    written = ical.write_some(programme, sessions, context_of(found))
    return _private(HttpResponse(written, content_type=ical.CONTENT_TYPE), True)


def _brought(request: HttpRequest, found: Published) -> HttpResponse:
    page = reverse("events:my", args=[found.conference.slug])
    if not isinstance(request.user, User):
        return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?next={page}", status=303)
    bookmarking.mark(request.user, found.conference, uids_at(found, request.POST.get("sessions", "")))
    return HttpResponseRedirect(page, status=303)


def _asked(request: HttpRequest, found: Published) -> frozenset[UUID]:
    return frozenset(uids_at(found, request.GET.get("sessions", "")))


def _by_day(rows: Iterable[Marked]) -> list[tuple[Any, list[Marked]]]:
    days: dict[Any, list[Marked]] = {}
    for row in rows:
        days.setdefault(row.entry.date, []).append(row)
    return list(days.items())


def _private(response: HttpResponse, is_private: bool) -> HttpResponse:
    """Have what is somebody's own kept by nobody else."""
    if is_private:
        response.headers["Cache-Control"] = PRIVATE
        response.headers["Referrer-Policy"] = "same-origin"  # with none, its own forms would be strangers'
    return response


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
