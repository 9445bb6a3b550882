"""The outbox of notifications: what was mailed, what waits, what could not be sent."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet

from comments import outbox
from comments.models import Notification
from cyberconf.web.outbox_admin import STATE, OutboxAdmin


@admin.register(Notification)
class NotificationAdmin(OutboxAdmin[Notification]):
    """What people are told of discussions."""

    list_display = ("recipient", "kind", "state", "created_at", "due_at", "attempts", "error")
    list_select_related = ("recipient",)
    list_filter = ("state", "kind")
    search_fields = ("recipient__name", "recipient__email", "error")
    fields = readonly_fields = ("recipient", "kind", "event", *STATE)

    def revive(self, rows: QuerySet[Notification]) -> int:
        """Let what was given up be due now."""
        return outbox.revive(rows)
