"""Speakers, whose changes are part of the programmes that they appear in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from events.admin.base import DraftAdmin, Touched
from events.models import Appearance, Conference, Session
from speakers.admin import SpeakerAdmin
from speakers.models import Speaker


class AppearanceInline(admin.TabularInline[Appearance, Speaker]):
    """Where somebody appears: to look up, as the session's own page has it to change."""

    model = Appearance
    fields = readonly_fields = ("session", "role", "affiliation")
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load the sessions as well."""
        return super().get_queryset(request).select_related("session")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say no: people are added to a session."""
        return False


class ProgrammeSpeakerAdmin(SpeakerAdmin, DraftAdmin[Speaker]):
    """Speakers, published with their conferences."""

    conference_path = "sessions__conference"
    inlines = (AppearanceInline,)

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Offer the conferences as well."""
        return ("sessions__conference", *super().get_list_filter(request))

    def touched(self, rows: Iterable[Speaker]) -> Touched:
        """Return the conferences that the people appear in, with the sessions in which they do."""
        ids = [row.pk for row in rows]
        sessions = Session.objects.filter(appearances__speaker__in=ids).select_related("conference")
        found: dict[Conference, set[int]] = {}
        for session in sessions:
            found.setdefault(session.conference, set()).add(session.pk)
        return found

    def archived_of(self, obj: Speaker) -> None:
        """Return nothing: people go on, and what an archived conference says of them is published."""

    def get_readonly_fields(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """Keep the address of whoever is on a programme: links lead to it."""
        is_on_a_programme = obj is not None and Appearance.objects.filter(speaker=obj).exists()
        return (*super().get_readonly_fields(request, obj), *(("slug",) if is_on_a_programme else ()))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """Make the address of the name where it can still be chosen."""
        return {} if "slug" in self.get_readonly_fields(request, obj) else {"slug": ("name",)}


admin.site.unregister(Speaker)
admin.site.register(Speaker, ProgrammeSpeakerAdmin)
