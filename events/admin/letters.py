"""The outbox of letters: what was mailed about conferences, what waits, what could not be sent."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cyberconf.web.outbox_admin import STATE, OutboxAdmin
from events import outbox
from events.models import Letter


@admin.register(Letter)
class LetterAdmin(OutboxAdmin[Letter]):
    """All letters, for those who look after the site: whoever edits a conference has its own on its pages."""

    list_display = ("email", "kind", "subject", "state", "created_at", "due_at", "attempts", "error")
    list_filter = ("state", "kind")
    search_fields = ("email", "subject", "error")
    fields = readonly_fields = ("kind", "email", "subject", "text", *STATE)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        """Leave the calendars where they are."""
        return super().get_queryset(request).defer("calendar")

    def revive(self, rows: QuerySet[Letter]) -> int:
        """Let what was given up be due now."""
        return outbox.revive(rows)
