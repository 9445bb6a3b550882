"""The log of moderation: to read, to take home, and to take something back from."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import services
from comments.admin.acting import excerpt
from comments.admin.base import WithBansAdmin, isolated, staff
from comments.errors import CommentError
from comments.models import ModerationAction
from comments.powers import may_act_on, zone_of
from events.importers.sheets.notation import neutral
from events.phrases import words

HEADINGS = (
    gettext_lazy("Number"),
    gettext_lazy("Time"),
    gettext_lazy("Conference"),
    gettext_lazy("What was done"),
    gettext_lazy("By"),
    gettext_lazy("Person concerned"),
    gettext_lazy("Comment"),
    gettext_lazy("Was"),
    gettext_lazy("Became"),
    gettext_lazy("Reason"),
    gettext_lazy("Note"),
    gettext_lazy("Takes back"),
)


@admin.register(ModerationAction)
class ActionAdmin(WithBansAdmin[ModerationAction]):
    """What moderators did, when and why. Rows are never changed; most can be taken back by another row."""

    list_display = ("pk", "act", "reason", "done", "moderator", "concerned", "about", "conference_name")
    list_display_links = ("pk", "act")
    list_select_related = ("by", "person", "comment", "conference")
    list_filter = ("act", "reason", "conference")
    lookups = ("act__exact", "reason__exact", "comment__id__exact")
    search_fields = ("by__name", "person__name", "note", "comment__body")
    search_help_text = gettext_lazy("Moderators, people concerned, notes and texts")
    date_hierarchy = "created_at"
    list_per_page = 50
    view_on_site = False  # the page there is for the person concerned alone
    actions = None
    fields = readonly_fields = (
        "act",
        "done",
        "moderator",
        "concerned",
        "comment",
        "was",
        "became",
        "reason",
        "note",
        "undoes",
        "taken_back",
        "conference",
    )

    def get_urls(self) -> list[URLPattern]:
        """Add the sheet."""
        name = "comments_moderationaction_csv"
        return [path("log.csv", self.admin_site.admin_view(self.sheet), name=name), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: ModerationAction | None = None) -> bool:
        """Say no: a line of the log stays as it was written."""
        return False

    def sheet(self, request: HttpRequest) -> HttpResponse:
        """Give the rows that the list shows, filtered as it is, as CSV that no program takes for formulas."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_changelist_instance(request).get_queryset(request)
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(HEADINGS)
        rows = found.select_related("by", "person", "conference").order_by("pk")
        writer.writerows([neutral(str(cell)) for cell in _cells(row)] for row in rows)
        response = HttpResponse(
            BOM_UTF8 + written.getvalue().encode(errors="replace"), content_type="text/csv; charset=utf-8"
        )
        response.headers["Content-Disposition"] = 'attachment; filename="moderation.csv"'
        return response

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Offer the sheet with the filters of the list."""
        context = {"sheet_query": request.GET.urlencode()} | (extra_context or {})
        return super().changelist_view(request, context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Show the row, with the button that takes it back for those whose it is to take back."""
        action = self.get_object(request, object_id)
        may_undo = action is not None and may_act_on(request.user, action)
        if action is not None and request.method == "POST":
            if not may_undo:
                raise PermissionDenied
            return self._undone(request, action)
        is_open = action is not None and action.undoes_id is None and not hasattr(action, "undone_by")
        context = {"title": _("Moderation"), "may_undo": may_undo and is_open} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def _undone(self, request: HttpRequest, action: ModerationAction) -> HttpResponse:
        try:
            services.undo(action, by=staff(request))
        except CommentError as refusal:
            messages.warning(request, refusal.message)
            return HttpResponseRedirect(request.get_full_path())
        left = action.parts.filter(undone_by=None).count()
        messages.success(request, _("Taken back."))
        if left:
            said = _("Left as they are, as somebody has decided on them since: %(count)d.")
            messages.warning(request, said % {"count": left})
        return HttpResponseRedirect(request.get_full_path())

    @admin.display(description=gettext_lazy("done"), ordering="created_at")
    def done(self, action: ModerationAction) -> str:
        """Say when, as the venue's clock did."""
        zone = zone_of(action)
        return f"{words.moment(action.created_at, zone)} ({zone.key})"

    @admin.display(description=gettext_lazy("by"), ordering="by__name")
    def moderator(self, action: ModerationAction) -> SafeString:
        """Name the moderator."""
        return isolated(action.by.name)

    @admin.display(description=gettext_lazy("person concerned"), ordering="person__name")
    def concerned(self, action: ModerationAction) -> SafeString:
        """Name whom it concerns."""
        return isolated(action.person.name)

    @admin.display(description=gettext_lazy("comment"))
    def about(self, action: ModerationAction) -> str:
        """Show the beginning of the comment."""
        return excerpt(action.comment) if action.comment else ""

    @admin.display(description=gettext_lazy("taken back by"))
    def taken_back(self, action: ModerationAction) -> str:
        """Name the row that took it back."""
        undone = getattr(action, "undone_by", None)
        return "" if undone is None else f"{undone.pk}: {undone.by.name}"


def _cells(action: ModerationAction) -> Iterator[object]:
    yield action.pk
    yield action.created_at.isoformat(timespec="seconds")
    yield action.conference.title if action.conference else ""
    yield action.get_act_display()
    yield action.by.name
    yield action.person.name
    yield action.comment_id or ""
    yield action.get_was_display()
    yield action.get_became_display()
    yield action.get_reason_display()
    yield action.note
    yield action.undoes_id or ""
