"""Speakers, for staff. ``events.admin.people`` adds what a programme makes of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.web.lists import together
from speakers.forms import SpeakerForm
from speakers.gaps import ANYTHING, GAPS, missing
from speakers.models import Proposal, Speaker


class MissingFilter(admin.SimpleListFilter):
    """People of whom something is still to be asked."""

    title = gettext_lazy("what is missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer each thing, and any of them."""
        return [("any", _("anything")), *((name, str(gap.label)) for name, gap in GAPS.items())]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> QuerySet[Speaker]:
        """Keep the people who lack it."""
        chosen = self.value()
        if chosen == "any":
            return queryset.filter(ANYTHING)
        return queryset.filter(GAPS[chosen].where) if chosen in GAPS else queryset


class ProposalFilter(admin.SimpleListFilter):
    """People who propose something for their entry."""

    title = gettext_lazy("what they propose")
    parameter_name = "proposal"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer those whose proposal waits."""
        return [("waiting", _("waits for you"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> QuerySet[Speaker]:
        """Keep them."""
        waiting = Proposal.objects.filter(state=Proposal.State.WAITING)
        return queryset.filter(pk__in=waiting.values("speaker")) if self.value() == "waiting" else queryset


@admin.register(Speaker)
class SpeakerAdmin(admin.ModelAdmin[Speaker]):
    """Everybody who appears or might."""

    form = SpeakerForm
    list_display = ("name", "post", "affiliation", "country", "session_total", "what_is_missing", "proposal")
    list_filter = (ProposalFilter, MissingFilter)
    search_fields = ("name", "affiliation", "post", "country", "email")
    ordering = ("name", "pk")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("honorific", "name", "slug", "post", "affiliation", "country")}),
        (
            gettext_lazy("For the programme"),
            {"fields": ("biography", "photo", ("photo_left", "photo_top"), "photo_url", "links")},
        ),
        (gettext_lazy("For staff alone"), {"fields": ("email", "consents_to_publish")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        """Count the sessions of each, and say whether what they propose waits."""
        sessions = Count("appearances__session", distinct=True)
        waiting = Proposal.objects.filter(speaker=OuterRef("pk"), state=Proposal.State.WAITING)
        rows = super().get_queryset(request)
        return rows.annotate(session_count=sessions, waits=Exists(waiting))

    @admin.display(description=gettext_lazy("sessions"), ordering="session_count")
    def session_total(self, speaker: Speaker) -> int:
        """Count the sessions."""
        return int(getattr(speaker, "session_count", 0))

    @admin.display(description=gettext_lazy("missing"))
    def what_is_missing(self, speaker: Speaker) -> str:
        """Name what is still to be asked."""
        return together(str(GAPS[name].label) for name in missing(speaker))

    @admin.display(description=gettext_lazy("proposal"))
    def proposal(self, speaker: Speaker) -> str:
        """Say whether one waits."""
        return _("waits") if getattr(speaker, "waits", False) else ""
