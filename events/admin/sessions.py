"""Sessions and panels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cyberconf.accounts.models import User
from cyberconf.web import clocks
from events import editing, publishing, roster, team
from events.admin.base import KeptAdmin, Touched, publish_saved
from events.admin.forms import SessionForm
from events.admin.inlines import AppearanceInline, MaterialInline, QuestionInline
from events.admin.theirs import right
from events.admin.times import FORM_FIELDS
from events.errors import ProgrammeError
from events.models import Conference, Panel, Session
from events.phrases.words import designation, span
from speakers.models import Speaker

Row = TypeVar("Row", bound=Session)


def fieldsets(*kind: str) -> Any:
    """Return the fields of a session, with those that say what kind it is."""
    return (
        (None, {"fields": ("conference", "title", "slug", kind, "status")}),
        (_("When and where"), {"fields": ("starts_at", "ends_at", ("room", "track"), "language")}),
        (_("Text"), {"fields": ("summary", "description")}),
        (_("To watch"), {"fields": ("stream_url", "recording_url"), "classes": ("collapse",)}),
    )


class AgendaAdmin(KeptAdmin[Row]):
    """What sessions and panels have in common."""

    form = SessionForm
    change_form_template = "admin/events/session/change_form.html"
    formfield_overrides = FORM_FIELDS
    inlines = (QuestionInline, AppearanceInline, MaterialInline)
    list_select_related = ("conference", "room")
    date_hierarchy = "starts_at"
    search_fields = ("title", "number", "summary", "description", "questions__text", "speakers__name")
    search_help_text = _("Titles, texts, guiding questions and people")
    ordering = ("-conference", "starts_at", "room__position", "title", "pk")
    prepopulated_fields = {"slug": ("title",)}
    actions = ("withdraw", "cancel", "confirm")
    save_on_top = True

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the questions that stand, and the people."""
        standing = Count("questions", filter=Q(questions__is_withdrawn=False), distinct=True)
        people = Count("appearances__speaker", distinct=True)
        return super().get_queryset(request).annotate(question_count=standing, people_count=people)

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> Any:
        """Keep a session in its conference."""
        return ("conference",) if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Choose the conference where there is but one."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        if "conference" not in initial:
            theirs = team.theirs(Conference.objects.all(), request.user, right("add", self), path="")
            conferences = theirs.values_list("pk", flat=True).order_by()[:2]
            initial |= {"conference": conferences[0]} if len(conferences) == 1 else {}
        return initial

    def touched(self, rows: Iterable[Session]) -> Touched:
        """Return each session's conference with its sessions among the rows."""
        found: dict[Conference, list[int]] = {}
        for row in rows:
            found.setdefault(row.conference, []).append(row.pk)
        return found

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        """Save a session; its address of before leads to it still."""
        former = form.initial.get("slug") if change else None
        if change:  # whoever takes somebody off it can put them on another
            assert isinstance(request.user, User)
            roster.claim(Speaker.objects.filter(appearances__session=obj), by=request.user)
        super().save_model(request, obj, form, change)
        editing.keep_address(obj, former)

    def view_on_site(self, obj: Row) -> str | None:
        """Return the public page, where there is one now."""
        try:
            published = publishing.published(obj.conference.slug).programme
        except Conference.DoesNotExist:
            return None
        is_there = any(session.uid == obj.uid and session.slug == obj.slug for session in published.sessions)
        return obj.get_absolute_url() if is_there else None

    @admin.display(description=_("title"), ordering="title")
    def name(self, session: Row) -> str:
        """Name the session, numbered ones with their number."""
        if not session.number:
            return session.title
        return f"{designation(session.kind, session.number)} – {session.title}"

    @admin.display(description=_("at the venue"), ordering="starts_at")
    def when(self, session: Row) -> str:
        """Say when it is, as the venue's clock does."""
        zone = session.conference.zone
        start, end = session.starts_at.astimezone(zone), session.ends_at
        return f"{span(start, end and end.astimezone(zone), year=True)} ({clocks.offset(start)})"

    @admin.display(description=_("questions"), ordering="question_count")
    def questions(self, session: Row) -> int:
        """Count the guiding questions that stand."""
        return int(getattr(session, "question_count", 0))

    @admin.display(description=_("people"), ordering="people_count")
    def people(self, session: Row) -> int:
        """Count who appears."""
        return int(getattr(session, "people_count", 0))

    @admin.action(description=_("Withdraw from the programme"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Take sessions out of the programme; their addresses and comments stay."""
        count = self._set_status(request, queryset, Session.Status.WITHDRAWN)
        said = ngettext("%(count)d session is withdrawn.", "%(count)d sessions are withdrawn.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Cancel"), permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Mark sessions as cancelled: they stay in the programme, which says so."""
        count = self._set_status(request, queryset, Session.Status.CANCELLED)
        said = ngettext("%(count)d session is cancelled.", "%(count)d sessions are cancelled.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Confirm, or put back into the programme"), permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Mark sessions as taking place."""
        count = self._set_status(request, queryset, Session.Status.CONFIRMED)
        said = ngettext("%(count)d session is confirmed.", "%(count)d sessions are confirmed.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)

    def _set_status(self, request: HttpRequest, queryset: QuerySet[Row], status: Session.Status) -> int:
        assert isinstance(request.user, User)
        try:
            changed = editing.set_status(queryset, status, by=request.user)
        except ProgrammeError as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            return 0
        for session in changed:
            self.log_change(request, session, [{"changed": {"fields": ["status"]}}])
        publish_saved(request, self.touched(changed))
        return len(changed)


@admin.register(Session)
class SessionAdmin(AgendaAdmin[Session]):
    """Everything on the agenda, breaks too."""

    list_display = ("name", "when", "room", "kind", "status", "conference_name")
    list_filter = ("conference", "kind", "status")
    fieldsets = fieldsets("kind", "number")


@admin.register(Panel)
class PanelAdmin(AgendaAdmin[Panel]):
    """The panels, with their questions and people."""

    list_display = ("name", "when", "room", "questions", "people", "status", "conference_name")
    list_filter = ("conference", "status")
    fieldsets = fieldsets("number")
