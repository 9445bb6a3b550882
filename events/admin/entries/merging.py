"""The page on which staff make one entry of several, and the page that suggests which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.accounts.models import User
from cyberconf.web.lists import together
from events import roster
from events.admin.base import publish_saved
from events.admin.entries.pages import UNPROCESSABLE, page
from events.merging import merge
from events.models import Appearance
from events.phrases.words import quoted
from speakers.errors import SpeakerError
from speakers.merging import PARTS, default_source, said_of, suggested, unlike
from speakers.models import Speaker

MOST = 10  # entries side by side


class MergeForm(forms.Form):
    """Which entry stays, and whose value each part gets where they differ."""

    keeps_billing = forms.BooleanField(
        label=gettext_lazy(
            "Bill people in their sessions as before, where their affiliation becomes another"
        ),
        required=False,
        initial=True,
    )
    confirms = forms.BooleanField(
        label=gettext_lazy("They are one person all the same"),
        error_messages={
            "required": gettext_lazy("Please look at what differs, then confirm that they are one person.")
        },
    )

    def __init__(self, *args: Any, speakers: Sequence[Speaker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speakers = {str(speaker.pk): speaker for speaker in speakers}
        self.unlike = list(_unlike(speakers))
        if not self.unlike:
            del self.fields["confirms"]
        self.fields["kept"] = self._choice(_("The entry that stays"), speakers[0])
        for part in PARTS:
            if len({said_of(speaker, part) for speaker in speakers}) > 1:
                self.fields[part] = self._choice(label_of(part), default_source(part, speakers))

    def chosen(self, name: str) -> Speaker:
        """Return the entry that was chosen for a field."""
        return self.speakers[self.cleaned_data[name]]

    def in_order(self) -> list[Speaker]:
        """Return the entries, that which stays first."""
        kept = self.chosen("kept")
        return [kept, *(speaker for speaker in self.speakers.values() if speaker != kept)]

    def _choice(self, label: str, first: Speaker) -> forms.ChoiceField:
        choices = [(key, str(speaker)) for key, speaker in self.speakers.items()]
        return forms.ChoiceField(
            label=label, choices=choices, initial=str(first.pk), widget=forms.RadioSelect
        )


def _unlike(speakers: Sequence[Speaker]) -> Iterator[str]:
    """Say in what the entries differ so that they may be of several people."""
    for part, values in unlike(speakers).items():
        said = {"part": label_of(part), "values": together(quoted(value) for value in values)}
        yield _("%(part)s: %(values)s") % said


def label_of(part: str) -> str:
    """Return what a part of an entry is called."""
    return str(Speaker._meta.get_field(part).verbose_name).capitalize()  # type: ignore[union-attr]  # no relation


def merge_page(model_admin: admin.ModelAdmin[Speaker], request: HttpRequest) -> HttpResponse:
    """Show entries side by side; make one of them when that is asked for."""
    speakers = _chosen(model_admin, request)
    is_sent = request.method == "POST"
    form = MergeForm(request.POST if is_sent else None, speakers=speakers)
    if is_sent and form.is_valid() and (kept := _merged(request, form)):
        return HttpResponseRedirect(reverse("admin:speakers_speaker_change", args=[kept.pk]))
    context = {
        "title": _("Merge speakers"),
        "form": form,
        "speakers": speakers,
        "rows": [_row(form, name, speakers) for name in ("kept", *PARTS)],
        "sessions": _sessions_of(speakers),
    }
    return page(model_admin, request, "merge", context, status=UNPROCESSABLE if form.errors else 200)


def duplicates_page(model_admin: admin.ModelAdmin[Speaker], request: HttpRequest) -> HttpResponse:
    """Suggest who has several entries."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    theirs = roster.changed_by(request.user, model_admin.get_queryset(request))
    groups = suggested(theirs.order_by("name", "pk"))
    context = {
        "title": _("Likely duplicates"),
        "groups": [(group, merge_address(group[:MOST])) for group in groups],
    }
    return page(model_admin, request, "duplicates", context)


def merge_address(speakers: Sequence[Speaker]) -> str:
    """Return the address at which these stand side by side."""
    query = "&".join(f"ids={speaker.pk}" for speaker in speakers)
    return f"{reverse('admin:speakers_speaker_merge')}?{query}"


def _chosen(model_admin: admin.ModelAdmin[Speaker], request: HttpRequest) -> list[Speaker]:
    """Return the entries that the address or the form names, all of which must be there to be changed."""
    if not model_admin.has_change_permission(request) or not model_admin.has_delete_permission(request):
        raise PermissionDenied
    named = request.POST.getlist("ids") or request.GET.getlist("ids")
    keys = list(dict.fromkeys(int(each) for each in named if each.isdecimal()))
    if not 2 <= len(keys) <= MOST:
        message = _("%(count)d entries were chosen. Expected from 2 to %(most)d to merge.")
        raise Http404(message % {"count": len(keys), "most": MOST})
    rows = {row.pk: row for row in model_admin.get_queryset(request).filter(pk__in=keys)}
    if len(rows) < len(keys):
        raise Http404(_("One of these entries is there no more. Perhaps it was merged already."))
    shared = roster.with_others(request.user, rows.values())
    for row in rows.values():
        if not model_admin.has_change_permission(request, row):
            raise PermissionDenied
        if row.pk in shared:  # another team has them, too
            message = _("%(name)s appears in another team’s conference. Ask whoever keeps the site to merge.")
            raise PermissionDenied(message % {"name": row})
    return [rows[key] for key in keys]


def _merged(request: HttpRequest, form: MergeForm) -> Speaker | None:
    """Merge, and say what came of it; None where it was refused, which the form says."""
    assert isinstance(request.user, User)
    speakers = form.in_order()
    sources = {part: form.chosen(part) for part in PARTS if part in form.fields}
    billing = form.cleaned_data["keeps_billing"]
    try:
        conferences = merge(speakers, sources=sources, keeps_billing=billing, by=request.user)
    except SpeakerError as refusal:
        form.add_error(None, refusal.message)
        return None
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None
    except IntegrityError:  # somebody was given a session meanwhile
        form.add_error(None, _("These entries have changed meanwhile. Please try again."))
        return None
    messages.success(request, _("%(count)d entries are one now.") % {"count": len(speakers)})
    publish_saved(request, conferences)
    return speakers[0]


def _row(
    form: MergeForm, name: str, speakers: Sequence[Speaker]
) -> tuple[Any, list[tuple[Any, dict[str, str]]]]:
    """Return a row of the page: its field or label, and what each entry says, with its choice."""
    cells = [_cell(name, speaker) | {"of": str(speaker)} for speaker in speakers]
    if name not in form.fields:
        return {"label": label_of(name)}, [(None, cell) for cell in cells]
    field = form[name]
    return field, list(zip(field.subwidgets, cells, strict=True))


def _cell(name: str, speaker: Speaker) -> dict[str, str]:
    if name == "kept":
        return {"text": speaker.slug}
    if name == "photo":
        return {"photo": speaker.photo.url if speaker.photo else "", "text": speaker.photo_url}
    value = getattr(speaker, name)
    if name == "links":
        return {"text": "\n".join(f"{link['title']} {link['url']}" for link in value)}
    if name == "consents_to_publish":
        return {"text": _("yes") if value else ""}
    return {"text": value}


def _sessions_of(speakers: Sequence[Speaker]) -> list[tuple[Speaker, list[str]]]:
    """Name the sessions of each, with the role. One query."""
    rows = Appearance.objects.filter(speaker__in=speakers).select_related("session__conference")
    found: dict[int, list[str]] = {speaker.pk: [] for speaker in speakers}
    for row in rows.order_by("session__starts_at", "pk"):
        said = f"{row.session.conference}: {row.session} ({row.get_role_display()})"
        found[row.speaker_id].append(said)
    return [(speaker, found[speaker.pk]) for speaker in speakers]
