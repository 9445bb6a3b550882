"""The pages on which staff upload a sheet of people, see what it would change, and apply it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.accounts.models import User
from cyberconf.web.lists import together
from events import importers, roster
from events.admin.base import publish_saved
from events.admin.entries.merging import label_of
from events.admin.entries.pages import UNPROCESSABLE, page
from events.entries import import_lines
from events.errors import ProgrammeError
from events.importers.decoding import MAX_BYTES
from events.importers.sheets.people import people_of
from speakers import importing
from speakers.errors import SpeakerError
from speakers.importing import CHANGED, DOUBTFUL, MAKE, NEW, REFUSED, SAME, SKIP, Line, Plan
from speakers.models import Speaker, SpeakerSheet

CHOICE = "row-{}"  # the name of the choice that is made for a doubtful row


class SheetForm(forms.Form):
    """A file of people."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Excel (.xlsx) or CSV, one row a person, with headings such as Name, Post, Affiliation, Country, "
            "E-mail, Biography, Links, Consent."
        ),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(importers.too_large(file.size, most=MAX_BYTES).message)
        return file


def upload_page(model_admin: admin.ModelAdmin[Speaker], request: HttpRequest) -> HttpResponse:
    """Take a sheet and lead to what it would do."""
    user = _importer(model_admin, request)
    is_sent = request.method == "POST"
    form = SheetForm(request.POST, request.FILES) if is_sent else SheetForm()
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            people_of(data)
        except ProgrammeError as refusal:
            form.add_error("file", str(refusal))
        else:
            SpeakerSheet.objects.filter(by=user, applied_at=None).delete()
            sheet = SpeakerSheet.objects.create(by=user, name=file.name[:200], data=data)
            return HttpResponseRedirect(reverse("admin:speakers_speaker_sheet", args=[sheet.pk]))
    context = {"title": _("Import speakers from a sheet"), "form": form}
    return page(model_admin, request, "upload", context, status=UNPROCESSABLE if form.errors else 200)


def sheet_page(model_admin: admin.ModelAdmin[Speaker], request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a sheet would do, row by row; do it when that is asked for."""
    user = _importer(model_admin, request)
    sheet = SpeakerSheet.objects.filter(pk=pk, by=user).select_related("by").first()
    if sheet is None or sheet.applied_at is not None:
        raise Http404(_("There is no such sheet. Perhaps it is applied already."))
    lines, notices = people_of(bytes(sheet.data))
    choices = {line.number: request.POST.get(CHOICE.format(line.number), SKIP) for line in lines}
    refusal = ""
    if request.method == "POST":
        refusal = _applied(model_admin, request, sheet, lines, choices)
        if not refusal:
            return HttpResponseRedirect(reverse("admin:speakers_speaker_changelist"))
    plans = importing.plan(lines, roster.changed_by(request.user, model_admin.get_queryset(request)))
    context = {
        "title": _("Import speakers from a sheet"),
        "subtitle": sheet.name,
        "seen": importing.digest(plans),
        "refusal": refusal,
        "notices": notices,
        "groups": _groups(plans, choices),
    }
    return page(model_admin, request, "sheet", context, status=UNPROCESSABLE if refusal else 200)


def _importer(model_admin: admin.ModelAdmin[Speaker], request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    if not (model_admin.has_change_permission(request) and model_admin.has_add_permission(request)):
        raise PermissionDenied
    return request.user


def _applied(
    model_admin: admin.ModelAdmin[Speaker],
    request: HttpRequest,
    sheet: SpeakerSheet,
    lines: list[Line],
    choices: dict[int, str],
) -> str:
    """Apply the sheet once and say what came of it; return why not, where it was refused."""
    rows = roster.changed_by(request.user, model_admin.get_queryset(request))
    try:
        with transaction.atomic():
            kept = SpeakerSheet.objects.filter(pk=sheet.pk, applied_at=None)
            if not kept.update(applied_at=timezone.now(), data=b""):
                raise SpeakerError("applied", _("This sheet is applied already."))
            seen = request.POST.get("seen", "")
            plans, conferences = import_lines(lines, rows, by=sheet.by, choices=choices, seen=seen)
    except SpeakerError as refusal:
        return refusal.message
    counts = {
        kind: sum(each.kind == kind for each in plans) for kind in (NEW, CHANGED, SAME, DOUBTFUL, REFUSED)
    }
    counts["left"] = counts[DOUBTFUL] + counts[REFUSED]
    said = _("%(new)d new, %(changed)d changed, %(same)d as they were, %(left)d left out.")
    messages.success(request, said % counts)
    publish_saved(request, conferences)
    return ""


def _groups(plans: list[Plan], choices: dict[int, str]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Return the rows by what they do: what asks for an answer goes first."""
    titles = {
        DOUBTFUL: _("Doubtful: say who they are, or they are left out"),
        REFUSED: _("Left out"),
        NEW: _("New"),
        CHANGED: _("Changed"),
        SAME: _("As they are"),
    }
    rows = {kind: [_row(each, choices) for each in plans if each.kind == kind] for kind in titles}
    return [(kind, title, rows[kind]) for kind, title in titles.items() if rows[kind]]


def _row(plan: Plan, choices: dict[int, str]) -> dict[str, Any]:
    chosen = choices.get(plan.line.number, SKIP)
    options = [(SKIP, _("Leave out"), chosen == SKIP), (MAKE, _("A new entry"), chosen == MAKE)]
    options += [(str(each.pk), _described(each), chosen == str(each.pk)) for each in plan.candidates]
    pairs = (
        plan.changes
        if plan.kind != DOUBTFUL
        else {name: ("", said) for name, said in plan.line.values.items()}
    )
    return {
        "number": plan.line.number,
        "name": plan.line.name,
        "speaker": plan.speaker if plan.speaker and plan.speaker.pk else None,
        "why": plan.why,
        "changes": [
            (label_of(name), _shown(before), _shown(after)) for name, (before, after) in pairs.items()
        ],
        "choice": CHOICE.format(plan.line.number),
        "options": options,
    }


def _described(speaker: Speaker) -> str:
    return together([str(speaker), speaker.post, speaker.affiliation, speaker.email])


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "\n".join(f"{link['title']} {link['url']}" for link in value)
    return str(value)
