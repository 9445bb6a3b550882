"""The pages of translators: the languages of a conference, and its texts beside their translations in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.conf.locale import LANG_INFO
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import publishing, team, translating, translators
from events.admin.base import publish_saved
from events.admin.theirs import conference_or_404
from events.admin.translation_boxes import STATES, box_of, filters, grouped, key_of, pages, progress_of
from events.errors import ProgrammeError
from events.models import Conference, ContentLanguage
from events.phrases.translations import language_name
from events.programme import Programme
from events.translators import Key, Saved, Typed

VIEW, CHANGE = "events.view_conference", "events.change_conference"
UNPROCESSABLE, CONFLICT = 422, 409
UN = ("ar", "zh-hans", "en", "fr", "ru", "es")  # what is offered first


class LanguageForm(forms.Form):
    """Which language to add."""

    code = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, *args: Any, conference: Conference, taken: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [*UN, *sorted(code for code, info in LANG_INFO.items() if "fallback" not in info)]
        left = [code for code in dict.fromkeys(codes) if code not in {*taken, conference.language.lower()}]
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, f"{language_name(code)} ({code})") for code in left]


def languages_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """Show the languages and how far each has come; add one or drop one when that is asked for."""
    conference = conference_or_404(request, pk, VIEW)
    if request.method == "POST":
        conference_or_404(request, pk, CHANGE)
    taken = list(conference.content_languages.spoken().values_list("code", flat=True))
    form = LanguageForm(request.POST or None, conference=conference, taken=taken)
    if request.method == "POST" and _has_changed(request, conference, form):
        publish_saved(request, [conference])
        return HttpResponseRedirect(request.path)
    programme = _draft(request, conference)
    context = {
        "title": _("Translations"),
        "form": form,
        "original": language_name(conference.language),
        "progress": [progress_of(programme, code) for code in taken] if programme else [],
        "may_change": team.may(_user(request), CHANGE, conference.pk) and not conference.is_archived,
    }
    status = UNPROCESSABLE if form.errors or request.method == "POST" else 200
    return _page(model_admin, request, conference, "translations", context, status)


def translation_page(
    model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int, code: str
) -> HttpResponse:
    """Show the texts beside their translations into one language, and save what was typed."""
    conference = conference_or_404(request, pk, VIEW)
    language = translators.language_or_none(conference, code)
    if language is None:
        raise Http404(_("This conference does not come in that language."))
    typed: dict[Key, Typed] = {}
    saved = Saved(0, frozenset(), {})
    if request.method == "POST":
        conference_or_404(request, pk, CHANGE)
        typed = dict(_typed(request))
        found = _save(request, language, typed)
        if found is not None and not (found.stale or found.refused):
            publish_saved(request, [conference])
            return HttpResponseRedirect(request.get_full_path())
        saved = found or saved
    programme = _draft(request, conference)
    if programme is None:
        return HttpResponseRedirect(reverse("admin:events_conference_changes", args=[pk]))
    return _shown(model_admin, request, language, programme, typed, saved)


def _has_changed(request: HttpRequest, conference: Conference, form: LanguageForm) -> bool:
    """Add or drop a language, and say whether that was done."""
    try:
        if dropped := request.POST.get("drop"):
            translators.drop(conference, dropped, by=_user(request))
            said = _("The programme no longer comes in %(language)s. The history of edits can bring it back.")
            messages.success(request, said % {"language": language_name(dropped)})
            return True
        if form.is_valid():
            translators.add(conference, form.cleaned_data["code"], by=_user(request))
            return True
    except ProgrammeError as refusal:
        messages.error(request, refusal.message)
    except ValidationError as refusal:
        form.add_error("code", [message for each in refusal.message_dict.values() for message in each])
    return False


def _save(request: HttpRequest, language: ContentLanguage, typed: Mapping[Key, Typed]) -> Saved | None:
    try:
        saved = translators.save(language, typed, by=_user(request))
    except ProgrammeError as refusal:
        messages.error(request, refusal.message)
        return None
    for level, line in translators.told(saved):
        messages.add_message(request, messages.SUCCESS if level == "saved" else messages.WARNING, line)
    return saved


def _typed(request: HttpRequest) -> Iterator[tuple[Key, Typed]]:
    for name, text in request.POST.items():
        kind, _colon, key = name.partition(":")
        about, _dot, field = key.partition(".")
        uid = _uid(about)
        if kind != "text" or (uid is None and about != "conference"):
            continue
        seen, _dot, of = request.POST.get(f"seen:{key}", "").partition(".")
        written = str(text).replace("\r\n", "\n").strip()
        yield (uid, field), Typed(written, seen, of[:16], is_right=f"right:{key}" in request.POST)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shown(
    model_admin: admin.ModelAdmin[Conference],
    request: HttpRequest,
    language: ContentLanguage,
    programme: Programme,
    typed: Mapping[Key, Typed],
    saved: Saved,
) -> HttpResponse:
    conference, show = language.conference, request.GET.get("show", "")
    pieces = translating.pieces(programme, language.code)
    progress = progress_of(programme, language.code)
    kept = [each for each in pieces if show not in STATES or each.state == show or key_of(each) in typed]
    cut = list(pages(grouped(programme, [box_of(each, typed, saved) for each in kept])))
    number = min(_number(request.GET.get("page", "")), max(len(cut), 1))
    context: dict[str, Any] = {
        "title": _("Translation into %(language)s") % {"language": progress.name},
        "language": language.code,
        "is_from_right": get_language_info(language.code)["bidi"] if language.code in LANG_INFO else False,
        "progress": progress,
        "filters": filters(progress, show),
        "show": show if show in STATES else "",
        "groups": cut[number - 1] if cut else [],
        "number": number,
        "numbers": range(1, len(cut) + 1),
        "may_change": team.may(_user(request), CHANGE, conference.pk) and not conference.is_archived,
    }
    status = CONFLICT if saved.stale else UNPROCESSABLE if saved.refused else 200
    return _page(model_admin, request, conference, "translation", context, status)


def _draft(request: HttpRequest, conference: Conference) -> Programme | None:
    try:
        return publishing.build(conference)
    except ProgrammeError as refusal:
        messages.error(request, refusal.message)
        return None


def _number(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _page(
    model_admin: admin.ModelAdmin[Conference],
    request: HttpRequest,
    conference: Conference,
    name: str,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    context |= {
        **model_admin.admin_site.each_context(request),
        "subtitle": str(conference),
        "opts": model_admin.opts,
        "conference": conference,
        "media": model_admin.media,
        **context,
    }
    template = f"admin/events/conference/{name}.html"
    return TemplateResponse(request, template, context, status=status).render()


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
