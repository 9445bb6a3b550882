"""Conferences, with their rooms, tracks and team; the way to what is not published yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cyberconf.accounts.models import User
from cyberconf.web import zones
from events import editing, reviewing, team
from events.admin import archiving
from events.admin.archiving import archive_page
from events.admin.base import KeptAdmin, Touched
from events.admin.board import board_page
from events.admin.briefing import briefing_page
from events.admin.changes import changes_page
from events.admin.copying import copy_page
from events.admin.forms import ConferenceForm
from events.admin.importing import source_page, start_page
from events.admin.inlines import ConferenceMaterialInline, RoomInline, TeamInline, TrackInline
from events.admin.lineup import speakers_page
from events.admin.live import live_page
from events.admin.previews import previews_page
from events.admin.team import team_page
from events.admin.theirs import NEWEST
from events.admin.times import FORM_FIELDS
from events.admin.translations import languages_page, translation_page
from events.errors import ProgrammeError
from events.models import Conference, Session

PAGES: tuple[tuple[str, str, Callable[..., HttpResponse]], ...] = (
    ("<int:pk>/board/", "board", board_page),
    ("<int:pk>/speakers/", "speakers", speakers_page),
    ("<int:pk>/briefing/", "briefing", briefing_page),
    ("<int:pk>/changes/", "changes", changes_page),
    ("<int:pk>/previews/", "previews", previews_page),
    ("<int:pk>/copy/", "copy", copy_page),
    ("<int:pk>/archive/", "archive", archive_page),
    ("<int:pk>/live/", "live", live_page),
    ("<int:pk>/team/", "team", team_page),
    ("<int:pk>/translations/", "translations", languages_page),
    ("<int:pk>/translations/<slug:code>/", "translation", translation_page),
    ("import/", "new_import", start_page),
    ("<int:pk>/import/", "import", start_page),
    ("import/<int:pk>/", "source", source_page),
)


@admin.register(Conference)
class ConferenceAdmin(KeptAdmin[Conference]):
    """The conferences."""

    conference_path = ""
    form = ConferenceForm
    formfield_overrides = FORM_FIELDS
    change_form_template = "admin/events/conference/change_form.html"
    inlines = (RoomInline, TrackInline, TeamInline, ConferenceMaterialInline)
    list_display = (
        "title",
        "board",
        "status",
        "session_total",
        "newest_release",
        "time_zone",
        "publishes_each_change",
    )
    list_filter = (archiving.StatusFilter, "format")
    actions = (archiving.archive, archiving.take_out)
    autocomplete_fields = ("follows",)
    search_fields = ("title", "slug", "short_title", "theme", "venue_name")
    ordering = ("-pk",)
    save_on_top = True
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    "short_title",
                    "slug",
                    "theme",
                    "status",
                    "publishes_each_change",
                    "follows",
                )
            },
        ),
        (
            _("When and where"),
            {
                "fields": (
                    "time_zone",
                    ("starts_on", "ends_on"),
                    "format",
                    "venue_name",
                    "venue_address",
                    "stream_url",
                )
            },
        ),
        (_("Text"), {"fields": ("summary", "description", "language")}),
        (_("Organiser"), {"fields": ("organiser_name", "organiser_url")}),
        (
            _("Discussion"),
            {"fields": ("discussion_mode", "discussion_opens_at", "discussion_closes_at")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conference]:
        """Count the sessions that stand, and number the newest release."""
        standing = Count("sessions", filter=~Q(sessions__status=Session.Status.WITHDRAWN))
        return super().get_queryset(request).annotate(session_count=standing, newest=NEWEST)

    def get_readonly_fields(self, request: HttpRequest, obj: Conference | None = None) -> Any:
        """Keep the address that was published: links and calendars lead to it."""
        return ("slug",) if obj and getattr(obj, "newest", None) else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Conference | None = None) -> Any:
        """Make the address of the title where it can still be chosen."""
        return {} if "slug" in self.get_readonly_fields(request, obj) else {"slug": ("title",)}

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of our own."""
        own = [
            path(route, self.admin_site.admin_view(partial(page, self)), name=f"events_conference_{name}")
            for route, name, page in PAGES
        ]
        return [*own, *super().get_urls()]

    def has_view_permission(self, request: HttpRequest, obj: Conference | None = None) -> bool:
        """Open the list to those who may make a conference as well: the ways to do so begin there."""
        if obj is None and self.has_add_permission(request):
            return True
        return super().has_view_permission(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Conference | None) -> Any:
        """Leave the team to its own page but for superusers, who may put anybody into any."""
        is_superuser = _user(request).is_superuser
        return [inline for inline in self.inlines if is_superuser or inline is not TeamInline]

    def touched(self, rows: Iterable[Conference]) -> Touched:
        """Return the conferences themselves, whole."""
        return dict.fromkeys(rows)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Conference | None = None,
    ) -> HttpResponse:
        """Add the count of unpublished changes and the names of zones."""
        if obj is not None and obj.pk:
            context["unpublished"] = _unpublished(Conference.objects.get(pk=obj.pk))
        context["time_zones"] = zones.offered()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Conference, form: Any, change: bool) -> None:
        """Save a conference; the clock times of its sessions stay when its zone becomes another."""
        super().save_model(request, obj, form, change)
        if not change:
            team.join(conference=obj, user=_user(request), role=team.Role.EDITOR)
        editing.save_times(form.rezoned)
        if form.rezoned:
            said = ngettext(
                "The time of %(count)d session stays as it is on the clock, now in %(zone)s.",
                "The times of %(count)d sessions stay as they are on the clock, now in %(zone)s.",
                len(form.rezoned),
            )
            values = {"count": len(form.rezoned), "zone": obj.time_zone}
            self.message_user(request, said % values, messages.INFO)

    def view_on_site(self, obj: Conference) -> str | None:
        """Return the public page, where everybody may see it."""
        is_there = obj.status != Conference.Status.DRAFT and getattr(obj, "newest", None)
        return obj.get_absolute_url() if is_there else None

    @admin.display(description=_("board"))
    def board(self, conference: Conference) -> str:
        """Lead to the board, where a conference is looked at and changed."""
        url = reverse("admin:events_conference_board", args=[conference.pk])
        name = _("Board of %(conference)s") % {"conference": conference}
        return format_html('<a href="{}" aria-label="{}">{}</a>', url, name, _("Board"))

    @admin.display(description=_("sessions"), ordering="session_count")
    def session_total(self, conference: Conference) -> int:
        """Count the sessions that stand."""
        return int(getattr(conference, "session_count", 0))

    @admin.display(description=_("newest release"), ordering="newest")
    def newest_release(self, conference: Conference) -> int | None:
        """Number the newest release."""
        return getattr(conference, "newest", None)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _unpublished(conference: Conference) -> int | None:
    """Count the unpublished changes, or return None where the draft cannot be read as a programme."""
    try:
        return len(reviewing.review(conference).changes)
    except ProgrammeError:
        return None
