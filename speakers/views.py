"""The page on which somebody without an account says what their entry is to say."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from speakers import links, proposing
from speakers.entry_forms import OwnEntryForm
from speakers.models import EditLink, Proposal

UNPROCESSABLE, GONE = 422, 410


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # the address alone lets one in, and whoever could forge this form would know it
def own_entry(request: HttpRequest, token: str) -> HttpResponse:
    """Show the entry as a form, and keep what is sent for staff to take over."""
    link = links.recognise(token)
    if link is None:
        raise Http404(_("There is no such link. Perhaps a part of its address was lost."))
    if not link.is_live(timezone.now()):
        return _answer(request, "over", {"link": link, "typed": _typed(request)}, status=GONE)
    waiting = proposing.waiting(link.speaker)
    is_sent = request.method == "POST"
    data, files = (request.POST, request.FILES) if is_sent else (None, None)
    form = OwnEntryForm(data, files, speaker=link.speaker, waiting=waiting)
    if is_sent and form.is_valid():
        proposing.propose(link.speaker, form.proposed(), link=link)
        return _private(HttpResponseRedirect(request.path))
    if is_sent:
        form.keep_photo()
    return _answer(request, "form", _shown(link, form), status=UNPROCESSABLE if is_sent else 200)


def _shown(link: EditLink, form: OwnEntryForm) -> dict[str, Any]:
    newest = link.speaker.proposals.exclude(state=proposing.State.REPLACED).first()
    state = _state(newest) if newest else None
    return {"link": link, "form": form, "state": state, "photo_url": form.photo_url}


def _state(proposal: Proposal) -> tuple[str, str]:
    """Say what came of what was sent, with how it is marked."""
    variant, said = {
        proposing.State.WAITING: (
            "success",
            _(
                "What you sent on %(date)s (UTC) waits for the organisers. It stands below, and you can "
                "still change it."
            ),
        ),
        proposing.State.TAKEN: ("success", _("What you sent on %(date)s (UTC) was taken over.")),
        proposing.State.PARTLY: (
            "warning",
            _("What you sent on %(date)s (UTC) was taken over in part. Below is what the entry says now."),
        ),
        proposing.State.DECLINED: (
            "warning",
            _("What you sent on %(date)s (UTC) was not taken over. Please ask whoever sent you this link."),
        ),
    }[proposing.State(proposal.state)]
    at = proposal.created_at.astimezone(UTC)
    return variant, said % {"date": date_format(at, _("j F Y, H:i"))}


def _typed(request: HttpRequest) -> str:
    """Return what was typed in a form that came too late, to be copied."""
    said = ((name, str(value).strip()) for name, value in request.POST.items())
    return "\n\n".join(value for name, value in said if value and name in proposing.PARTS)


def _answer(request: HttpRequest, name: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    return _private(render(request, f"speakers/own_entry_{name}.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """Have no cache, search engine or other site hear of the address, which alone opens the page."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
