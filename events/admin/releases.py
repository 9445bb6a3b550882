"""Releases: to read, never to change."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from cyberconf.web.wording import whole_words
from events import phrases, publishing, team
from events.admin.base import PUBLISH, AtVenueAdmin, listed
from events.admin.returning import return_page
from events.diffing import Change
from events.models import Conference, Release
from events.phrases import Names, words
from events.programme import Programme

FIRST = 3  # changes that a row of the list tells
NOTE_LENGTH = 120  # characters of a note that a row of the list shows


@admin.register(Release)
class ReleaseAdmin(AtVenueAdmin[Release]):
    """What was published, when, by whom, and what changed with it."""

    change_form_template = "admin/events/release/change_form.html"
    list_display = (
        "name",
        "conference_name",
        "published",
        "publisher",
        "short_note",
        "first_changes",
        "way_back",
    )
    list_select_related = ("conference", "published_by")
    list_filter = ("conference",)
    list_per_page = 50
    date_hierarchy = "published_at"
    search_fields = ("note", "conference__title", "published_by__name")
    ordering = ("-published_at", "-pk")
    actions = None
    fields = ("conference", "number", "published", "publisher", "note", "contents", "changes_in_words")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        """Leave the documents where they are, as they can be large; rooms are called as they are now."""
        rows = super().get_queryset(request).defer("document").prefetch_related("conference__rooms")
        return rows.with_way_back(team.conferences_with(request.user, PUBLISH))  # type: ignore[attr-defined,no-any-return]  # our own queryset

    def get_list_display(self, request: HttpRequest) -> Any:
        """Leave out the way back for those who publish nothing."""
        columns = super().get_list_display(request)
        may_publish = team.may(request.user, PUBLISH)
        return [column for column in columns if may_publish or column != "way_back"]

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which one goes back to a release."""
        page = self.admin_site.admin_view(partial(return_page, self))
        return [path("<int:pk>/return/", page, name="events_release_return"), *super().get_urls()]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Release | None = None,
    ) -> HttpResponse:
        """Add the way back, for those who may take it."""
        leads_back = getattr(obj, "leads_back", False)  # for those who may take it alone
        context["way_back"] = self._url_back(obj) if obj and leads_back else None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Say no: publishing makes releases."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        """Say no: a release stays as it is."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        """Say no: a release stays."""
        return False

    def view_on_site(self, obj: Release) -> str | None:
        """Return the public page, where everybody may see it."""
        return None if obj.conference.status == Conference.Status.DRAFT else obj.get_absolute_url()

    @admin.display(description=gettext_lazy("release"), ordering="number")
    def name(self, release: Release) -> str:
        """Name the number."""
        return _("Release %(number)d") % {"number": release.number}

    @admin.display(description=gettext_lazy("published"), ordering="published_at")
    def published(self, release: Release) -> str:
        """Say when, as the venue's clock did."""
        zone = release.conference.zone
        return f"{words.moment(release.published_at, zone)} ({zone.key})"

    @admin.display(description=gettext_lazy("published by"), ordering="published_by__name")
    def publisher(self, release: Release) -> str:
        """Name who published it, without a way to their account, which is for administrators."""
        return str(release.published_by or "-")

    @admin.display(description=gettext_lazy("note"))
    def short_note(self, release: Release) -> str:
        """Show the beginning of the note."""
        return whole_words(release.note, NOTE_LENGTH)

    @admin.display(description=gettext_lazy("changes"))
    def first_changes(self, release: Release) -> SafeString:
        """Tell the first changes in words, and how many more there are."""
        if not release.changes:
            return format_html("{}", _("The first release."))
        changes = [Change.model_validate(change) for change in release.changes]
        rooms = {room.slug: room.name for room in release.conference.rooms.all()}
        names = Names(rooms=rooms).knowing(changes)
        lines = phrases.sentences(changes[:FIRST], release.conference.zone, names)
        if (more := len(changes) - FIRST) > 0:
            lines.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
        return listed(lines)

    @admin.display(description=gettext_lazy("go back"), empty_value="")
    def way_back(self, release: Release) -> SafeString | None:
        """Link the page on which one goes back to it, from a later one of their conference."""
        if not getattr(release, "leads_back", False):
            return None
        said = _("Go back to release %(number)d") % {"number": release.number}
        return format_html('<a href="{}">{}</a>', self._url_back(release), said)

    @admin.display(description=pgettext_lazy("a release", "holds"))
    def contents(self, release: Release) -> str:
        """Say how much is in it."""
        sessions = publishing.decoded(release).sessions
        questions = sum(len(session.questions) for session in sessions)
        said: dict[str, Any] = {"sessions": len(sessions), "questions": questions}
        return _("%(sessions)d sessions, %(questions)d guiding questions") % said

    @admin.display(description=gettext_lazy("changes"))
    def changes_in_words(self, release: Release) -> SafeString:
        """Tell every change in words."""
        if not release.changes:
            return format_html("{}", _("The first release: there was nothing before it to differ from."))
        changes = [Change.model_validate(change) for change in release.changes]
        names = Names.of(*_documents(release)).knowing(changes)
        return listed(phrases.sentences(changes, release.conference.zone, names))

    def _url_back(self, release: Release) -> str:
        return reverse("admin:events_release_return", args=[release.pk])


def _documents(release: Release) -> list[Programme]:
    """Return the programme before the release and the one that it made."""
    around = Release.objects.filter(
        conference=release.conference_id, number__in=[release.number - 1, release.number]
    )
    return [publishing.decoded(row) for row in around.order_by("number")]
