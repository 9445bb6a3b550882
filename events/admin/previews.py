"""The page on which staff make links to a draft, and revoke them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.accounts.models import User
from events import previewing
from events.admin.theirs import conference_or_404
from events.models import Conference

UNPROCESSABLE = 422
A_WEEK = 7
SHOWN = 50  # links, the newest first


class PreviewForm(forms.Form):
    """Whom a link is for, and how long it holds."""

    name = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=100,
        help_text=gettext_lazy("Staff alone see this, to know which link to revoke."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that it works"),
        min_value=1,
        max_value=previewing.MOST_DAYS,
        initial=A_WEEK,
    )


def previews_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """List the links to a conference's draft; make one, or revoke one, when that is asked for."""
    assert isinstance(request.user, User)
    conference = conference_or_404(request, pk, "events.change_conference")
    is_sent = request.method == "POST"
    if is_sent and "revoke" in request.POST:
        return _revoke(request, conference)
    form = PreviewForm(request.POST if is_sent else None)
    if is_sent and form.is_valid() and _make(request.user, conference, form):
        messages.success(request, _("The link is made. Copy it from the list below."))
        return HttpResponseRedirect(request.path)
    status = UNPROCESSABLE if form.errors else 200
    return _rendered(model_admin, request, conference, form, status=status)


def _make(user: User, conference: Conference, form: PreviewForm) -> bool:
    try:
        previewing.make(conference, by=user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _revoke(request: HttpRequest, conference: Conference) -> HttpResponse:
    number = request.POST["revoke"]
    link = get_object_or_404(conference.preview_links, pk=number if number.isdecimal() else 0)
    link.revoke()
    messages.success(request, _("The link for %(name)s works no more.") % {"name": link.name})
    return HttpResponseRedirect(request.path)


def _rendered(
    model_admin: admin.ModelAdmin[Conference],
    request: HttpRequest,
    conference: Conference,
    form: PreviewForm,
    *,
    status: int,
) -> HttpResponse:
    now = timezone.now()
    links = conference.preview_links.select_related("made_by")[:SHOWN]
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("Preview links"),
        "subtitle": str(conference),
        "opts": model_admin.opts,
        "conference": conference,
        "form": form,
        "links": [(link, previewing.address(link) if link.is_live(now) else None) for link in links],
        "media": model_admin.media,
    }
    page = TemplateResponse(request, "admin/events/conference/previews.html", context, status=status)
    return page.render()
