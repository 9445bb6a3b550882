"""Speakers, for staff. ``events.admin.people`` adds what a programme makes of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speakers.forms import SpeakerForm
from speakers.models import Speaker

LACKS = {
    "photo": (gettext_lazy("photo"), Q(photo="", photo_url="")),
    "biography": (gettext_lazy("biography"), Q(biography="")),
    "consent": (gettext_lazy("consent"), Q(consents_to_publish=False)),
}


class MissingFilter(admin.SimpleListFilter):
    """People of whom something is still to be asked."""

    title = gettext_lazy("what is missing")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer each thing, and any of them."""
        return [("any", _("anything")), *((name, str(label)) for name, (label, _q) in LACKS.items())]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> QuerySet[Speaker]:
        """Keep the people who lack it."""
        chosen = self.value()
        if chosen == "any":
            return queryset.filter(Q(*(q for _label, q in LACKS.values()), _connector=Q.OR))
        return queryset.filter(LACKS[chosen][1]) if chosen in LACKS else queryset


@admin.register(Speaker)
class SpeakerAdmin(admin.ModelAdmin[Speaker]):
    """Everybody who appears or might."""

    form = SpeakerForm
    list_display = ("name", "post", "affiliation", "country", "session_total", "missing")
    list_filter = (MissingFilter,)
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
        """Count the sessions of each."""
        sessions = Count("appearances__session", distinct=True)
        return super().get_queryset(request).annotate(session_count=sessions)

    @admin.display(description=gettext_lazy("sessions"), ordering="session_count")
    def session_total(self, speaker: Speaker) -> int:
        """Count the sessions."""
        return int(getattr(speaker, "session_count", 0))

    @admin.display(description=gettext_lazy("missing"))
    def missing(self, speaker: Speaker) -> str:
        """Name what is still to be asked."""
        there = {
            "photo": speaker.photo or speaker.photo_url,
            "biography": speaker.biography,
            "consent": speaker.consents_to_publish,
        }
        return ", ".join(str(LACKS[name][0]) for name, value in there.items() if not value)
