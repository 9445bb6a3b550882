"""Pages of the staff site on which a programme is pasted or uploaded, understood, and applied."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import background, importing, phrases, publishing, team
from events.admin.source_forms import BACKGROUND, SourceForm, text_of
from events.admin.theirs import conference_or_404
from events.diffing import Change
from events.errors import ProgrammeError
from events.importers import Imported, Notice
from events.models import Conference, Source
from events.phrases import Names
from events.programme import Session

UNPROCESSABLE = 422
MOST_LINES = 3_000  # lines of a source, and sentences of changes, that a page shows
MOST_SENTENCES = 200
REFRESH = 2  # seconds until the page of an import under way looks again


@dataclass(frozen=True)
class SourceLine:
    """A line of a source, and what is to be said of it."""

    number: int
    text: str
    notices: list[Notice]


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
    last = Source.objects.filter(conference=conference).light().select_related("by") if conference else None
    context = {
        "title": _("Import a programme"),
        "conference": conference,
        "form": form,
        "sources": list(last[:5]) if last is not None else [],
        "time_zones": _zones(),
    }
    status = UNPROCESSABLE if form.errors else 200
    return _rendered(model_admin, request, "import_start", context, status=status)


def source_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was understood of a source, take it anew, apply it, and tell how far that is."""
    background.note_lost(timezone.now())
    source = Source.objects.select_related("by").filter(pk=pk).first()
    if source is None or not _is_theirs(request, source):
        raise Http404(_("There is no such import."))
    source.conference = _conference(model_admin, request, source.conference_id)
    page = SourcePage(model_admin, request, source)
    return page.post() if request.method == "POST" else page.show()


class SourcePage:
    """One request for the page of a source."""

    def __init__(
        self, model_admin: admin.ModelAdmin[Conference], request: HttpRequest, source: Source
    ) -> None:
        self.model_admin, self.request, self.source = model_admin, request, source
        self.refusal: ProgrammeError | None = None
        self.imported: Imported | None = None

    def post(self) -> HttpResponse:
        """Do what a button says."""
        act = self.request.POST.get("act", "")
        if act == "stop":
            background.stop(self.source)
            return HttpResponseRedirect(self.request.path)
        if self.source.is_under_way or self.source.state == Source.State.DONE:
            messages.warning(self.request, _("This import was begun already."))
            return HttpResponseRedirect(self.request.path)
        if act in {"apply", "publish"}:
            return self._apply(publishes=act == "publish")
        return self._read_again()

    def show(self, form: SourceForm | None = None, *, status: int = 200) -> HttpResponse:
        """Draw the page, which looks again by itself while the import is under way."""
        name = "import_progress" if self._is_told else "import_source"
        context = {
            "title": _("Import a programme"),
            "conference": self.source.conference,
            "source": self.source,
        }
        if name == "import_source":
            context |= self._understood(form)
        with timezone.override(self._zone):
            response = _rendered(self.model_admin, self.request, name, context, status=status)
        if self.source.is_under_way:
            response.headers["Refresh"] = str(REFRESH)
        return response

    @property
    def _zone(self) -> ZoneInfo | None:
        """The zone of the programme that was understood; of the conference where nothing was."""
        if self.imported is not None:
            return ZoneInfo(self.imported.programme.time_zone)
        return self.source.conference.zone if self.source.conference else None

    @property
    def _is_told(self) -> bool:
        return self.source.is_under_way or self.source.state == Source.State.DONE

    def _read_again(self) -> HttpResponse:
        form = SourceForm(self.request.POST, self.request.FILES, source=self.source)
        if not form.is_valid():
            return self.show(form, status=UNPROCESSABLE)
        _kept(form, self.source)
        return HttpResponseRedirect(self.request.path)

    def _apply(self, *, publishes: bool) -> HttpResponse:
        seen = self.request.POST.get("seen", "")
        if len(self.source.data) >= BACKGROUND or self.request.POST.get("in_background"):
            background.begin(self.source, seen=seen, publishes=publishes)
            return HttpResponseRedirect(self.request.path)
        try:
            imported = self._understand()
            importing.refuse_who_may_not(_user(self.request), imported.programme, publishes=publishes)
            done = importing.carry_out(imported, by=_user(self.request), publishes=publishes, seen=seen)
        except ProgrammeError as refusal:
            self.refusal = refusal
            return self.show(status=UNPROCESSABLE)
        Source.objects.filter(pk=self.source.pk).update(
            state=Source.State.DONE,
            conference=done.conference,
            changes=len(done.changes),
            release=done.release.number if done.release else None,
            finished_at=timezone.now(),
        )
        return HttpResponseRedirect(self.request.path)

    def _understood(self, form: SourceForm | None) -> dict[str, Any]:
        """Return what the source says beside it, and what applying it would change."""
        imported, changes, refusal = self._preview()
        self.imported = imported
        refusal = self.refusal or refusal
        source = self.source
        names = ("format", "time_zone", "date", "fills_ends", "slug")
        initial = {"text": text_of(source)} | {name: getattr(source, name) for name in names}
        lines, elsewhere = _lines(source, imported, refusal)
        return {
            "form": form or SourceForm(initial=initial, source=source),
            "is_text": bool(text_of(source)),
            "refusal": refusal,
            "programme": imported.programme if imported else None,
            "days": _days(imported) if imported else [],
            "lines": lines,
            "elsewhere": elsewhere,
            "warning_count": len(imported.warnings) if imported else 0,
            "sentences": self._sentences(imported, changes) if imported else [],
            "change_count": len(changes),
            "more_changes": max(0, len(changes) - MOST_SENTENCES),
            "seen": "" if refusal else self._seen(imported),
            "target": None if refusal else self._target(imported),
            "is_large": len(source.data) >= BACKGROUND,
            "time_zones": _zones(),
        }

    def _understand(self) -> Imported:
        source = self.source
        return importing.understand(bytes(source.data), background.options_of(source), by=_user(self.request))

    def _preview(self) -> tuple[Imported | None, list[Change], ProgrammeError | None]:
        try:
            imported = self._understand()
        except ProgrammeError as refusal:
            return None, [], refusal
        try:
            importing.refuse_who_may_not(_user(self.request), imported.programme, publishes=False)
            return imported, publishing.preview(imported.programme, silent_on=imported.silent_on), None
        except ProgrammeError as refusal:
            return imported, [], refusal

    def _seen(self, imported: Imported | None) -> str:
        return importing.hash_of_draft(imported.programme.slug) if imported else ""

    def _target(self, imported: Imported | None) -> Conference | None:
        """Return the conference that it updates though none was chosen: the one that has its address."""
        if imported is None or self.source.conference is not None:
            return None
        return Conference.objects.filter(slug=imported.programme.slug).first()

    def _sentences(self, imported: Imported, changes: list[Change]) -> list[str]:
        shown = changes[:MOST_SENTENCES]
        names = Names.of(imported.programme).knowing(shown)
        return phrases.sentences(shown, ZoneInfo(imported.programme.time_zone), names)


def _kept(form: SourceForm, source: Source) -> Source:
    source.data, source.name = form.data_and_name
    for name in {"format", "time_zone", "fills_ends", "date", "slug"} & form.cleaned_data.keys():
        setattr(source, name, form.cleaned_data[name])
    source.state, source.message = Source.State.READ, ""
    background.remember(source)
    return source


def _days(imported: Imported) -> list[tuple[Any, list[tuple[Session, str, list[str]]]]]:
    """Return the sessions by day, each with its room and people as they are called."""
    programme = imported.programme
    people = {person.slug: person.full_name for person in programme.people}
    rooms = {room.slug: room.name for room in programme.rooms}
    days = groupby(programme.sessions, key=lambda session: session.starts_at.date())
    return [
        (
            day,
            [
                (each, rooms.get(each.room or "", ""), [people[credit.person] for credit in each.credits])
                for each in sessions
            ],
        )
        for day, sessions in days
    ]


def _lines(
    source: Source, imported: Imported | None, refusal: ProgrammeError | None
) -> tuple[list[SourceLine], list[Notice]]:
    """Return the source's lines with what is said of each, and what is said of none of them."""
    notices = list(imported.warnings) if imported else []
    if refusal is not None:
        notices.append(Notice(refusal.line, "", refusal.message))
    text = text_of(source)
    rows = text.split("\n") if text else []
    by_line: dict[int, list[Notice]] = {}
    for notice in notices:
        by_line.setdefault(notice.line or 0, []).append(notice)
    shown = [
        SourceLine(number, row, by_line.get(number, [])) for number, row in enumerate(rows[:MOST_LINES], 1)
    ]
    placed = {line.number for line in shown}
    return shown, [notice for notice in notices if (notice.line or 0) not in placed]


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


def _zones() -> list[str]:
    return sorted(available_timezones())


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
