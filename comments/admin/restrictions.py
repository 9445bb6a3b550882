"""Who may not write, and what is held for a moderator to read first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import services
from comments.admin.base import TeamAdmin, WithBansAdmin, isolated, staff
from comments.errors import CommentError
from comments.models import HoldingRules, Restriction
from events import team
from events.models import Conference


@admin.register(Restriction)
class RestrictionAdmin(WithBansAdmin[Restriction]):
    """Who was silenced or banned, since when and until when. They begin on the page of a comment's author."""

    list_display = (
        "name",
        "kind",
        "created_at",
        "ends_at",
        "lifted_at",
        "in_force",
        "why",
        "conference_name",
    )
    list_select_related = ("person", "conference", "action")
    list_filter = ("kind", "conference")
    lookups = ("kind__exact",)
    search_fields = ("person__name", "action__note")
    ordering = ("-pk",)
    actions = ("lift",)
    fields = readonly_fields = ("name", "kind", "created_at", "ends_at", "lifted_at", "why", "conference")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Offer nothing to save: nothing of a row is typed."""
        buttons = {"show_save": False, "show_save_and_continue": False}
        return super().change_view(request, object_id, form_url, buttons | (extra_context or {}))

    @admin.action(description=gettext_lazy("Lift"), permissions=["change"])
    def lift(self, request: HttpRequest, queryset: QuerySet[Restriction]) -> None:
        """End them before their time."""
        lifted = 0
        for row in queryset.order_by("pk"):
            try:
                services.lift(row, by=staff(request))
            except CommentError as refusal:
                said = {"name": row.person.name, "why": refusal.message}
                messages.warning(request, _("%(name)s: %(why)s") % said)
            else:
                lifted += 1
        if lifted:
            messages.success(request, _("Lifted: %(count)d.") % {"count": lifted})

    @admin.display(description=gettext_lazy("person"), ordering="person__name")
    def name(self, restriction: Restriction) -> SafeString:
        """Name the person."""
        return isolated(restriction.person.name)

    @admin.display(description=gettext_lazy("holds"), boolean=True)
    def in_force(self, restriction: Restriction) -> bool:
        """Say whether it holds now."""
        now = timezone.now()
        return restriction.lifted_at is None and (restriction.ends_at is None or restriction.ends_at > now)

    @admin.display(description=gettext_lazy("reason"))
    def why(self, restriction: Restriction) -> str:
        """Say why."""
        action = restriction.action
        if action is None:
            return ""
        return ": ".join(filter(None, [str(action.get_reason_display()), action.note]))


@admin.register(HoldingRules)
class HoldingRulesAdmin(TeamAdmin[HoldingRules]):
    """What is held in a conference beside what its mode holds."""

    list_display = ("conference", "holds_links", "listed")
    list_select_related = ("conference",)
    search_fields = ("conference__title", "words")
    actions = None
    fields = ("conference", "holds_links", "words")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let a moderator make those of a conference that has none."""
        return self.may(request, "add", None) and self._without_rules(request).exists()

    def get_readonly_fields(self, request: HttpRequest, obj: HoldingRules | None = None) -> Any:
        """Keep rules with their conference."""
        return ("conference",) if obj else ()

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        """Offer the conferences that this person moderates and that have no rules yet."""
        if db_field.name == "conference":
            options["queryset"] = self._without_rules(request)
        return super().formfield_for_foreignkey(db_field, request, **options)

    @admin.display(description=gettext_lazy("words"))
    def listed(self, rules: HoldingRules) -> int:
        """Count the words."""
        return sum(bool(line.strip()) for line in rules.words.splitlines())

    def _without_rules(self, request: HttpRequest) -> QuerySet[Conference]:
        rows = Conference.objects.filter(holding_rules=None)
        return team.theirs(rows, request.user, "comments.add_holdingrules", path="")
