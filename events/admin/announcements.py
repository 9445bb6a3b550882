"""What staff have told everybody, to read. Messages are written on the page of the day."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from events.admin.base import AtVenueAdmin
from events.models import Announcement


@admin.register(Announcement)
class AnnouncementAdmin(AtVenueAdmin[Announcement]):
    """The messages of all conferences, the newest first."""

    list_display = ("text", "conference_name", "starts_at", "ends_at", "by")
    list_select_related = ("conference", "by")
    list_filter = ("conference",)
    search_fields = ("text",)
    date_hierarchy = "starts_at"
    ordering = ("-pk",)
    fields = readonly_fields = ("conference", "text", "starts_at", "ends_at", "by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Say no: a message is written on the page of the day."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Announcement | None = None) -> bool:
        """Say no: what was told stays as it was."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Announcement | None = None) -> bool:
        """Say no: what was told stays known."""
        return False
