"""The page on which a conference is copied: what the copy is to be, how it would look, and making it."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.accounts.models import User
from events import series
from events.admin.theirs import conference_or_404
from events.copying import USUAL
from events.errors import ProgrammeError
from events.models import Conference
from events.series import Look, Wish

UNPROCESSABLE = 422
PARTS = (
    ("people", gettext_lazy("who appears in which session, in which role")),
    ("questions", gettext_lazy("guiding questions")),
    ("texts", gettext_lazy("theme, summaries and backgrounds")),
    ("materials", gettext_lazy("slides, papers and photos")),
    ("recordings", gettext_lazy("recordings")),
    ("outcomes", gettext_lazy("outcomes of the guiding questions")),
)


class CopyForm(forms.Form):
    """What the copy is to be. ``seen`` stands for the copy that the page has told of."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Made of the title when left empty. It stays once something is published."),
    )
    first_day = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy(
            "All sessions move by as many days; what the clock shows stays. "
            "Suggested is the next anniversary that is to come, on the same weekday."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What is copied beside the agenda, rooms, tracks, venue and organiser"),
        choices=PARTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    with_team = forms.BooleanField(
        label=gettext_lazy("The team works on the copy, too"), required=False, initial=True
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def wish(self) -> Wish:
        """What was asked for, once the form is valid."""
        said = self.cleaned_data
        return Wish(
            title=said["title"],
            slug=said["slug"].strip(),
            first_day=said["first_day"],
            parts=frozenset(said["parts"]),
            with_team=said["with_team"],
        )


def copy_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what the copy is to be, say what it would be, and make it when that was seen."""
    conference = conference_or_404(request, pk, "events.view_conference")
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    page = CopyPage(model_admin, request, conference)
    return page.post() if request.method == "POST" else page.get()


class CopyPage:
    """One request for the page."""

    def __init__(
        self, model_admin: admin.ModelAdmin[Conference], request: HttpRequest, conference: Conference
    ) -> None:
        assert isinstance(request.user, User)
        self.model_admin = model_admin
        self.request = request
        self.user = request.user
        self.conference = conference

    def get(self) -> HttpResponse:
        """Show the form with what is usually wished for."""
        try:
            wish = series.suggestion(self.conference)
        except ProgrammeError as refusal:
            messages.error(self.request, refusal.message)
            wish = Wish(title=self.conference.title)
        usual = {"title": wish.title, "slug": wish.slug, "first_day": wish.first_day, "parts": sorted(USUAL)}
        return self._show(CopyForm(initial=usual), None)

    def post(self) -> HttpResponse:
        """Say what the copy would be; make it where that is what was said before."""
        data = self.request.POST.copy()
        form = CopyForm(data)
        if not form.is_valid():
            return self._show(form, None, status=UNPROCESSABLE)
        try:
            found = series.look(self.conference, form.wish, by=self.user)
            told = _seal(found, form.wish)
            if "make" in data and form.cleaned_data["seen"] == told:
                return self._made(form.wish, found)
        except ProgrammeError as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, refusal.message)
            return self._show(form, None, status=UNPROCESSABLE)
        if "make" in data:
            form.add_error(None, _("Something has changed since this was shown. Please look again."))
        data["seen"] = told
        return self._show(form, found, status=UNPROCESSABLE if form.errors else 200)

    def _made(self, wish: Wish, found: Look) -> HttpResponse:
        new, _look = series.copy(self.conference, wish, by=self.user, seen=found.seen)
        self.model_admin.log_addition(self.request, new, [{"added": {}}])
        said = {"new": new, "old": self.conference}
        messages.success(self.request, _("%(new)s is made, as a copy of %(old)s. It is a draft.") % said)
        for warning in found.warnings:
            messages.warning(self.request, warning)
        return HttpResponseRedirect(reverse("admin:events_conference_change", args=[new.pk]))

    def _show(self, form: CopyForm, found: Look | None, *, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": _("Copy"),
            "subtitle": str(self.conference),
            "opts": self.model_admin.opts,
            "conference": self.conference,
            "form": form,
            "found": found,
            "media": self.model_admin.media,
        }
        page = "admin/events/conference/copy.html"
        return TemplateResponse(self.request, page, context, status=status)


def _seal(found: Look, wish: Wish) -> str:
    """Return what stands for this copy of this draft: another wish, or a draft that changed, has another."""
    wished = (wish.title, wish.slug, wish.first_day, sorted(wish.parts), wish.with_team)
    return hashlib.sha256(repr((found.seen, wished)).encode()).hexdigest()
