"""Pages of the staff site on which a programme is pasted or uploaded, understood, and applied."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from cyberconf.web import zones
from events import background, foreseeing, importing, team
from events.admin.source_forms import BACKGROUND, SourceForm
from events.admin.theirs import conference_or_404
from events.admin.ticks import left_out_in, refuse_nothing, ticks_of
from events.admin.understanding import days_of, lines_of
from events.errors import ProgrammeError
from events.foreseeing import Foreseen
from events.importers import Imported
from events.models import Conference, Source
from events.programme import Programme

UNPROCESSABLE = 422
REFRESH = 2  # seconds until the page of an import under way looks again


def start_page(
    model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int | None = None
) -> HttpResponse:
    """Take a source for a conference, or for a new one."""
    conference = _conference(model_admin, request, pk)
    source = Source(conference=conference, by=_user(request))
    is_sent = request.method == "POST"
    form = SourceForm(request.POST if is_sent else None, request.FILES if is_sent else None, source=source)
    if form.is_valid():
        return HttpResponseRedirect(_address(_kept(form, source)))
    context = {
        "title": _("Import a programme"),
        "conference": conference,
        "form": form,
        "sources": Source.objects.earlier(conference, _user(request))[: background.KEPT],
        "time_zones": zones.offered(),
    }
    status = UNPROCESSABLE if form.errors else 200
    return _rendered(model_admin, request, "import_start", context, status=status)


def source_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was understood of a source, take it anew, apply it, and tell how far that is."""
    source = Source.objects.select_related("by").filter(pk=pk).first()
    if source is None or not _is_theirs(request, source):
        raise Http404(_("There is no such import."))
    source.conference = _conference(model_admin, request, source.conference_id)
    page = SourcePage(model_admin, request, source)
    return page.post() if request.method == "POST" else page.show()


class SourcePage:
    """One request for the page of a source. ``left_out`` are the ids of what is not ticked on it."""

    def __init__(
        self, model_admin: admin.ModelAdmin[Conference], request: HttpRequest, source: Source
    ) -> None:
        self.model_admin, self.request, self.source = model_admin, request, source
        self.left_out = frozenset(source.left_out)
        self.refusal: ProgrammeError | None = None
        self.zone = source.conference.zone if source.conference else None

    def post(self) -> HttpResponse:
        """Do what a button says."""
        act = self.request.POST.get("act", "")
        if act == "stop":
            background.stop(self.source)
        elif act == "again" and not self.source.is_under_way:
            return HttpResponseRedirect(_address(background.copied(self.source, by=_user(self.request))))
        elif self.source.is_under_way or self.source.state == Source.State.DONE:
            messages.warning(self.request, _("This import was begun already."))
        else:
            return self._read_or_apply(act)
        return HttpResponseRedirect(self.request.path)

    def show(self, form: SourceForm | None = None, *, status: int = 200) -> HttpResponse:
        """Draw the page, which looks again by itself while the import is under way."""
        is_told = self.source.is_under_way or self.source.state == Source.State.DONE
        name = "import_progress" if is_told else "import_source"
        context = {
            "title": _("Import a programme"),
            "conference": self.source.conference,
            "source": self.source,
        } | ({"lines": lines_of(self.source)[0]} if is_told else self._understood(form))
        with timezone.override(self.zone):
            response = _rendered(self.model_admin, self.request, name, context, status=status)
        if self.source.is_under_way:
            response.headers["Refresh"] = str(REFRESH)
        return response

    def _read_or_apply(self, act: str) -> HttpResponse:
        """Apply what was looked at; what was typed since, or chosen otherwise, is read first."""
        self.left_out = left_out_in(self.request.POST)
        form = SourceForm(self.request.POST, self.request.FILES, source=self.source)
        if not form.is_valid():
            return self.show(form, status=UNPROCESSABLE)
        if act in {"apply", "publish"} and not form.is_edited:
            return self._apply(form, publishes=act == "publish")
        if act in {"apply", "publish"}:
            messages.warning(
                self.request, _("The source is another now. Look at what it changes, then apply it.")
            )
        _kept(form, self.source, self.left_out)
        return HttpResponseRedirect(self.request.path)

    def _apply(self, form: SourceForm, *, publishes: bool) -> HttpResponse:
        seen = self.request.POST.get("seen", "")
        try:
            refuse_nothing(self.request.POST)
            if len(self.source.data) >= BACKGROUND or self.request.POST.get("in_background"):
                background.begin(
                    self.source,
                    by=_user(self.request),
                    seen=seen,
                    publishes=publishes,
                    left_out=self.left_out,
                )
            else:
                background.import_at_once(
                    self.source,
                    by=_user(self.request),
                    seen=seen,
                    publishes=publishes,
                    left_out=self.left_out,
                )
        except ProgrammeError as refusal:
            self.refusal = refusal
            return self.show(form, status=UNPROCESSABLE)
        return HttpResponseRedirect(self.request.path)

    def _understood(self, form: SourceForm | None) -> dict[str, Any]:
        """Return what the source says beside it, and what applying it would change."""
        imported, foreseen, refusal = self._look()
        refusal = self.refusal or refusal
        source, programme = self.source, imported.programme if imported else None
        if programme is not None:
            self.zone = ZoneInfo(programme.time_zone)
        lines, elsewhere = lines_of(source, imported, refusal)
        return {
            "form": form or SourceForm.of(source),
            "refusal": refusal,
            "programme": programme,
            "days": days_of(programme) if programme else [],
            "lines": lines,
            "elsewhere": elsewhere,
            "warning_count": len(imported.warnings) if imported else 0,
            "foreseen": foreseen,
            "ticks": ticks_of(foreseen, self.left_out) if foreseen else None,
            "target": self._target(programme) if foreseen else None,
            "is_large": len(source.data) >= BACKGROUND,
            "time_zones": zones.offered(),
        }

    def _look(self) -> tuple[Imported | None, Foreseen | None, ProgrammeError | None]:
        """Read the source, and foresee what it would change, as far as that goes."""
        imported = None
        try:
            imported = importing.understand(
                bytes(self.source.data), background.options_of(self.source), by=_user(self.request)
            )
            importing.refuse_who_may_not(_user(self.request), imported.programme, publishes=False)
            foreseen = foreseeing.foresee(
                imported.programme,
                silent_on=imported.silent_on,
                made_up=imported.made_up,
                by=_user(self.request),
            )
        except ProgrammeError as refusal:
            return imported, None, refusal
        return imported, foreseen, foreseen.refusal

    def _target(self, programme: Programme | None) -> Conference | None:
        """Return the conference that it updates though none was chosen: the one that has its address."""
        if programme is None or self.source.conference is not None:
            return None
        return Conference.objects.filter(slug=programme.slug).first()


def _kept(form: SourceForm, source: Source, left_out: frozenset[str] = frozenset()) -> Source:
    source.data, source.name = form.data_and_name
    for name in {"format", "time_zone", "fills_ends", "date", "slug"} & form.cleaned_data.keys():
        setattr(source, name, form.cleaned_data[name])
    source.state, source.message, source.left_out = Source.State.READ, "", sorted(left_out)
    background.remember(source)
    return source


def _conference(
    model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int | None
) -> Conference | None:
    """Return the conference that is imported into, which must be this person's to change; None: a new one."""
    if pk is not None:
        return conference_or_404(request, pk, "events.change_conference")
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    return None


def _is_theirs(request: HttpRequest, source: Source) -> bool:
    """Say whether the source is of a conference of theirs; of none yet, whether they brought it."""
    if source.conference_id is None:
        return source.by_id == request.user.pk
    seen = team.conferences_seen(request.user)
    return seen is None or source.conference_id in seen


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _address(source: Source) -> str:
    return reverse("admin:events_conference_source", args=[source.pk])


def _rendered(
    model_admin: admin.ModelAdmin[Conference],
    request: HttpRequest,
    name: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        **context,
    }
    page = TemplateResponse(request, f"admin/events/conference/{name}.html", context, status=status)
    return page.render()
