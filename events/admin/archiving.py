"""The page on which a conference is archived or taken out of the archive, and what the list shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import archiving
from events.admin.theirs import conference_or_404
from events.errors import ProgrammeError
from events.models import Conference

Status = Conference.Status
EVERY = "all"


class StatusFilter(admin.SimpleListFilter):
    """Leaves out what is archived until it is asked for."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return each status, and all of them."""
        return [*((status.value, capfirst(status.label)) for status in Status), (EVERY, _("All"))]

    def choices(self, changelist: Any) -> Any:
        """Call what is shown unasked by what it is."""
        first, *others = super().choices(changelist)
        yield first | {"display": _("Not archived")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Conference]) -> QuerySet[Conference]:
        """Return those of the status that is asked for."""
        if self.value() is None:
            return queryset.exclude(status=Status.ARCHIVED)
        return queryset if self.value() == EVERY else queryset.filter(status=self.value())


def archive_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Say what archiving means, or taking out of the archive, and do it when that is asked for."""
    conference = conference_or_404(request, pk, "events.change_conference")
    if request.method != "POST":
        return _page(model_admin, request, conference)
    _do(model_admin, request, [conference], archives=not conference.is_archived)
    return HttpResponseRedirect(reverse("admin:events_conference_change", args=[conference.pk]))


@admin.action(description=gettext_lazy("Archive"), permissions=["change"])
def archive(model_admin: Any, request: HttpRequest, queryset: QuerySet[Conference]) -> None:
    """Archive what is over."""
    _do(model_admin, request, queryset, archives=True)


@admin.action(description=gettext_lazy("Take out of the archive"), permissions=["change"])
def take_out(model_admin: Any, request: HttpRequest, queryset: QuerySet[Conference]) -> None:
    """Let it be changed again."""
    _do(model_admin, request, queryset, archives=False)


def _do(model_admin: Any, request: HttpRequest, rows: Iterable[Conference], *, archives: bool) -> None:
    """Do it to those that the user may change, and say to how many it was done."""
    deed, count = archiving.archive if archives else archiving.take_out, 0
    for conference in rows:
        if not model_admin.may_change(request, conference):
            continue
        try:
            done = deed(conference)
        except ProgrammeError as refusal:
            model_admin.message_user(request, refusal.message, messages.ERROR)
            continue
        if done:
            count += 1
            model_admin.log_change(request, conference, [{"changed": {"fields": ["status"]}}])
    said = (
        ngettext("%(count)d conference is archived.", "%(count)d conferences are archived.", count)
        if archives
        else ngettext(
            "%(count)d conference is out of the archive and public.",
            "%(count)d conferences are out of the archive and public.",
            count,
        )
    )
    model_admin.message_user(
        request, said % {"count": count}, messages.SUCCESS if count else messages.WARNING
    )


def _page(model_admin: Any, request: HttpRequest, conference: Conference) -> HttpResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Take out of the archive") if conference.is_archived else _("Archive"),
        "subtitle": str(conference),
        "opts": model_admin.opts,
        "conference": conference,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/events/conference/archive.html", context)
