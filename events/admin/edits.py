"""The history of edits: who did what to which draft, taken back where that is wanted."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cyberconf.accounts.models import User
from events import histories, reverting, reviewing
from events.admin.base import AtVenueAdmin, listed, publish_saved
from events.errors import ProgrammeError
from events.histories import ToldEdit
from events.importers.sheets.notation import neutral
from events.models import Conference, Edit
from events.phrases import words

FIRST = 3  # sentences that a row of the list tells
MOST = 200  # sentences with texts side by side that a page shows
AT_ONCE = 100  # edits that an export reads at a time


class EditList(ChangeList):
    """A page of the list, each edit of which knows what it did in words."""

    def get_results(self, request: HttpRequest) -> None:
        """Put the page's edits into words, in two queries."""
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        for each in histories.told(self.result_list):
            each.edit.told = each  # type: ignore[attr-defined]  # for the columns


class WayFilter(admin.ChoicesFieldListFilter):
    """By which way something was edited. Its heading begins with "By", as that of every filter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("way of editing")


class PersonFilter(admin.RelatedOnlyFieldListFilter):
    """By who edited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("person")


class StandingFilter(admin.BooleanFieldListFilter):
    """By what became of the edit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("whether it was taken back")


@admin.register(Edit)
class EditAdmin(AtVenueAdmin[Edit]):
    """What was done to drafts, newest first: to read, to take back, to take home."""

    list_display = ("when", "conference_name", "who", "via", "what", "standing")
    list_display_links = ("when",)
    list_select_related = ("conference", "by")
    list_filter = ("conference", ("via", WayFilter), ("by", PersonFilter), ("is_undone", StandingFilter))
    list_per_page = 50
    date_hierarchy = "at"
    search_fields = ("parts__title", "by__name")
    search_help_text = gettext_lazy("Titles of sessions, names of people and of who edited")
    actions = ("export_as_csv", "export_as_json")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edit]:
        """Load what each did as well."""
        return super().get_queryset(request).prefetch_related("parts")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return a list that tells its edits in words."""
        return EditList

    def get_urls(self) -> list[URLPattern]:
        """Add the act of taking an edit back."""
        page = self.admin_site.admin_view(partial(undoing, self))
        return [path("<int:pk>/undoing/", page, name="events_edit_undoing"), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Say no: editing makes edits."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Edit | None = None) -> bool:
        """Say no: what was done was done."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edit | None = None) -> bool:
        """Say no: an edit stays on record."""
        return False

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        """Show an edit: what it changed, in words and side by side, and the way to take it back."""
        if object_id is None:
            raise PermissionDenied
        edit = self.get_object(request, object_id)
        if edit is None:
            raise Http404(_("There is no such edit."))
        if not self.has_view_permission(request, edit):
            raise PermissionDenied
        return _shown(self, request, edit)

    @admin.display(description=gettext_lazy("when"), ordering="pk")
    def when(self, edit: Edit) -> str:
        """Say when, as the venue's clock did."""
        zone = edit.conference.zone
        return f"{words.moment(edit.at, zone)} ({zone.key})"

    @admin.display(description=gettext_lazy("who"), ordering="by__name")
    def who(self, edit: Edit) -> str:
        """Name who did it."""
        return words.doer(edit)

    @admin.display(description=gettext_lazy("what"))
    def what(self, edit: Edit) -> SafeString:
        """Tell the first changes in words, and how many more there are."""
        told: ToldEdit = edit.told  # type: ignore[attr-defined]  # of EditList
        lines = told_briefly(told)
        return listed(lines)

    @admin.display(description=gettext_lazy("taken back"), empty_value="")
    def standing(self, edit: Edit) -> str | None:
        """Say whether it was taken back."""
        return _("taken back") if edit.is_undone else None

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_as_csv(self, request: HttpRequest, queryset: QuerySet[Edit]) -> StreamingHttpResponse:
        """Give the edits as a sheet: one row a change."""
        lines = csv.writer(_Echo())
        head = [_("when"), _("conference"), _("who"), _("how"), _("about"), _("what"), _("taken back")]
        rows = ([neutral(str(cell)) for cell in row.values()] for row in _rows(queryset))
        content = (lines.writerow(row) for row in (head, *rows))
        return _download(content, "text/csv; charset=utf-8", "edits.csv")

    @admin.action(description=gettext_lazy("Export as JSON"), permissions=["view"])
    def export_as_json(self, request: HttpRequest, queryset: QuerySet[Edit]) -> StreamingHttpResponse:
        """Give the edits as lines of JSON: one line a change."""
        content = (json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(queryset))
        return _download(content, "application/x-ndjson", "edits.ndjson")


def undoing(model_admin: admin.ModelAdmin[Edit], request: HttpRequest, pk: int) -> HttpResponse:
    """Take an edit back, or say why not on its page."""
    edit = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    if not _may_undo(request, edit):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseRedirect(_address(edit))
    assert isinstance(request.user, User)
    try:
        made = reverting.undo(edit, by=request.user)
    except ProgrammeError as refusal:
        return _shown(model_admin, request, edit, refusal=refusal.message)
    messages.success(request, _("The edit is taken back. That is an edit as well, this one."))
    publish_saved(request, [edit.conference])
    return HttpResponseRedirect(_address(made))


def told_briefly(told: ToldEdit) -> list[str]:
    """Tell the first changes in words, and how many more there are."""
    if not told.changes:
        return [_("The draft could not be read as a programme: what was changed is not known.")]
    lines = ToldEdit(told.edit, told.changes[:FIRST], told.names).sentences
    if (more := len(told.changes) - FIRST) > 0:
        lines.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return lines


def _shown(
    model_admin: admin.ModelAdmin[Edit], request: HttpRequest, edit: Edit, *, refusal: str = ""
) -> HttpResponse:
    [told] = histories.told([edit])
    zone = edit.conference.zone
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Edit of %(moment)s") % {"moment": words.moment(edit.at, zone)},
        "subtitle": str(edit.conference),
        "opts": model_admin.opts,
        "conference": edit.conference,
        "edit": edit,
        "who": words.doer(edit),
        "groups": reviewing.grouped(told.changes[:MOST], zone, told.names),
        "more": max(0, len(told.changes) - MOST),
        "refusal": refusal,
        "may_undo": bool(told.changes) and not edit.is_undone and _may_undo(request, edit),
        "media": model_admin.media,
    }
    with timezone.override(zone):
        page = TemplateResponse(
            request, "admin/events/edit/edit.html", context, status=422 if refusal else 200
        )
        return page.render()


def _may_undo(request: HttpRequest, edit: Edit) -> bool:
    conferences = admin.site.get_model_admin(Conference)
    return conferences.has_change_permission(request, edit.conference)


def _rows(edits: QuerySet[Edit]) -> Iterator[dict[str, Any]]:
    """Give each change of each edit, a limited number of edits in memory at a time."""
    keys = list(edits.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = Edit.objects.told().filter(pk__in=keys[start : start + AT_ONCE])
        for told in histories.told(some):
            for change, sentence in zip(told.changes, told.sentences, strict=True):
                yield {
                    "at": told.edit.at.astimezone(told.edit.conference.zone).isoformat(timespec="seconds"),
                    "conference": told.edit.conference.slug,
                    "by": words.doer(told.edit),
                    "via": told.edit.via,
                    "about": change.title,
                    "what": sentence,
                    "is_undone": told.edit.is_undone,
                }


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _download(content: Iterator[str], content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _address(edit: Edit) -> str:
    return reverse("admin:events_edit_change", args=[edit.pk])
