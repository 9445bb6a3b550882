"""What the admin of every outbox has in common: what was mailed, what waits, what could not be sent."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from cyberconf.web.outbox import Outgoing

Row = TypeVar("Row", bound=Outgoing)
STATE = ("state", "created_at", "due_at", "first_tried_at", "attempts", "error", "finished_at")


class OutboxAdmin(admin.ModelAdmin[Row]):
    """To read, for those who keep accounts; what is given up can be tried again."""

    date_hierarchy = "created_at"
    ordering = ("-pk",)
    actions = ("try_again",)

    def revive(self, rows: QuerySet[Row]) -> int:
        """Let what was given up be due now."""
        raise NotImplementedError  # for each outbox to say; admin's own metaclass keeps ABC out

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Say no: they come of what happens."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Say no: what was told stays known."""
        return False

    @admin.action(description=gettext_lazy("Try again"), permissions=["change"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Let what was given up be due now, as if it had not been tried."""
        count = self.revive(queryset)
        said = ngettext("%(count)d is tried again.", "%(count)d are tried again.", count) % {"count": count}
        self.message_user(request, said, messages.SUCCESS if count else messages.WARNING)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Offer nothing to save: nothing of a row is typed."""
        buttons = {"show_save": False, "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, buttons | (extra_context or {}))
