"""The pages on which staff make links to an entry, and decide on what came by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.accounts.models import User
from cyberconf.web.lists import together
from events import entries
from events.admin.base import publish_saved
from events.admin.entries.merging import label_of
from events.admin.entries.pages import UNPROCESSABLE, page
from events.comparing import Pair, side_by_side
from speakers import links, proposing
from speakers.errors import SpeakerError
from speakers.models import Proposal, Speaker

SHOWN = 20  # links and proposals of one person, the newest first


class LinkForm(forms.Form):
    """How long a link holds."""

    days = forms.IntegerField(
        label=gettext_lazy("Days that it works"), min_value=1, max_value=links.MOST_DAYS, initial=links.DAYS
    )


def links_page(model_admin: admin.ModelAdmin[Speaker], request: HttpRequest, pk: int) -> HttpResponse:
    """List the links to somebody's entry; make one, or revoke one, when that is asked for."""
    assert isinstance(request.user, User)
    speaker = speaker_or_404(model_admin, request, pk)
    is_sent = request.method == "POST"
    if is_sent and "revoke" in request.POST:
        number = request.POST["revoke"]
        link = get_object_or_404(speaker.edit_links, pk=number if number.isdecimal() else 0)
        link.revoke()
        messages.success(request, _("The link works no more."))
        return HttpResponseRedirect(request.path)
    form = LinkForm(request.POST if is_sent else None)
    if is_sent and form.is_valid():
        links.make(speaker, by=request.user, days=form.cleaned_data["days"])
        messages.success(request, _("The link is made. Copy it from the list below."))
        return HttpResponseRedirect(request.path)
    now = timezone.now()
    made = speaker.edit_links.select_related("made_by")[:SHOWN]
    context = {
        "title": _("Links to their own entry"),
        "subtitle": str(speaker),
        "speaker": speaker,
        "form": form,
        "links": [(link, links.address(link) if link.is_live(now) else None) for link in made],
    }
    return page(model_admin, request, "links", context, status=UNPROCESSABLE if form.errors else 200)


def proposal_page(model_admin: admin.ModelAdmin[Speaker], request: HttpRequest, pk: int) -> HttpResponse:
    """Show what somebody proposes beside what their entry says; decide on it when that is asked for."""
    speaker = speaker_or_404(model_admin, request, pk)
    refusals: list[str] = []
    if request.method == "POST":
        refusals = _decided(request, speaker)
        if not refusals:
            return HttpResponseRedirect(request.path)
    waiting = proposing.waiting(speaker)
    decided = speaker.proposals.exclude(state=Proposal.State.WAITING).select_related("decided_by")[:SHOWN]
    context = {
        "title": _("What they propose"),
        "subtitle": str(speaker),
        "speaker": speaker,
        "proposal": waiting,
        "parts": list(_parts(waiting, speaker)) if waiting else [],
        "decided": [(each, together(label_of(part) for part in each.taken)) for each in decided],
        "refusals": refusals,
    }
    return page(model_admin, request, "proposal", context, status=UNPROCESSABLE if refusals else 200)


def speaker_or_404(model_admin: admin.ModelAdmin[Speaker], request: HttpRequest, pk: int) -> Speaker:
    """Return the speaker, whose entry this person may change.

    Raises:
        Http404: there is none, or they are not theirs to see.
        PermissionDenied: they may not change it.
    """
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    speaker = model_admin.get_object(request, str(pk))
    if speaker is None:
        raise Http404(_("There is no such speaker."))
    if not model_admin.has_change_permission(request, speaker):
        raise PermissionDenied
    return speaker


def _decided(request: HttpRequest, speaker: Speaker) -> list[str]:
    """Decide as the form says, and say what came of it; return why not, where it was refused."""
    assert isinstance(request.user, User)
    number = request.POST.get("proposal", "")
    proposal = get_object_or_404(speaker.proposals, pk=number if number.isdecimal() else 0)
    parts = [] if "decline" in request.POST else request.POST.getlist("parts")
    if "take" in request.POST and not parts:
        return [_("Nothing is ticked. Tick what is to be taken over, or decline it all.")]
    try:
        conferences = entries.decide(proposal, parts=parts, by=request.user)
    except SpeakerError as refusal:
        return [refusal.message]
    except ValidationError as refusal:
        return refusal.messages
    if parts:
        messages.success(request, _("The entry says so now."))
        publish_saved(request, conferences)
    else:
        messages.success(request, _("The proposal is declined."))
    return []


def _parts(proposal: Proposal, speaker: Speaker) -> Iterator[dict[str, Any]]:
    """Yield each part that is proposed, in the entry's order: how it is called, what is and would be said."""
    now = proposing.said_now(speaker)
    for part in filter(proposal.values.__contains__, proposing.PARTS):  # PostgreSQL keeps no order of keys
        value = proposal.values[part]
        said: dict[str, Any] = {"name": part, "label": label_of(part)}
        said["has_changed"] = now[part] != proposal.before.get(part)
        if part == "photo":
            yield said | {
                "photos": [default_storage.url(name) if name else "" for name in (now[part], value)]
            }
        else:
            yield said | {"pair": _pair(part, now[part], value)}


def _pair(part: str, before: Any, after: Any) -> Pair:
    return side_by_side(label_of(part), _shown(before), _shown(after))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "\n".join(f"{link['title']} {link['url']}" for link in value)
    return str(value)
