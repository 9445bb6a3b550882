"""Speakers, whose changes are part of the programmes that they appear in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from cyberconf.accounts.models import User
from events import roster, team
from events.admin.base import DraftAdmin, Touched
from events.admin.theirs import OwnConferences, right
from events.models import Appearance, Conference, Session
from events.team import AnyUser
from speakers.admin import SpeakerAdmin
from speakers.models import Speaker


class AppearanceInline(admin.TabularInline[Appearance, Speaker]):
    """Where somebody appears: to look up, as the session's own page has it to change."""

    model = Appearance
    fields = readonly_fields = ("session", "role", "affiliation")
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Load the sessions as well, of this person's conferences."""
        rows = super().get_queryset(request).select_related("session")
        return team.theirs(rows, request.user, roster.VIEW, path="session__conference")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say no: people are added to a session."""
        return False


class ProgrammeSpeakerAdmin(SpeakerAdmin, DraftAdmin[Speaker]):
    """Speakers, published with their conferences."""

    conference_path = "sessions__conference"
    inlines = (AppearanceInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        """Count the sessions that are this person's to see, and note whom they may change."""
        theirs = roster.changed_by(request.user, Speaker.objects.filter(pk=OuterRef("pk")))
        rows = super().get_queryset(request)
        return rows.annotate(session_count=_session_count(request.user), is_changed=Exists(theirs))

    def seen_by(self, request: HttpRequest, rows: QuerySet[Speaker]) -> QuerySet[Speaker]:
        """Leave out who is another team's (``roster``)."""
        return roster.seen_by(request.user, rows)

    def may(self, request: HttpRequest, action: str, obj: Speaker | None) -> bool:
        """Say whether the person may be seen, changed or deleted: deleted only if no other team has them."""
        if obj is None:
            return team.may(request.user, right(action, self))
        if action == "view":
            return roster.seen_by(request.user).filter(pk=obj.pk).exists()
        is_changed = getattr(obj, "is_changed", None)
        if is_changed is None:
            is_changed = roster.changed_by(request.user).filter(pk=obj.pk).exists()
        return is_changed and (action == "change" or not roster.has_others(request.user, obj))

    def changed_by(self, request: HttpRequest, rows: QuerySet[Speaker]) -> QuerySet[Speaker]:
        """Return those of the people whom this person may change."""
        return roster.changed_by(request.user, rows)

    def get_fieldsets(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """Keep what is noted for staff from those who only look."""
        fieldsets = super().get_fieldsets(request, obj)
        is_shown = obj is None or self.has_change_permission(request, obj)
        return fieldsets if is_shown else [each for each in fieldsets if "email" not in each[1]["fields"]]

    def get_search_fields(self, request: HttpRequest) -> Any:
        """Search addresses for those alone who may read all of them."""
        fields = super().get_search_fields(request)
        return fields if roster.reads_addresses(request.user) else [f for f in fields if f != "email"]

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Offer the conferences as well."""
        return ((self.conference_path, OwnConferences), *super().get_list_filter(request))

    def save_model(self, request: HttpRequest, obj: Speaker, form: Any, change: bool) -> None:
        """Save a person; whoever added them works with them before they appear anywhere."""
        if not change:
            assert isinstance(request.user, User)
            obj.added_by = request.user
        super().save_model(request, obj, form, change)

    def touched(self, rows: Iterable[Speaker]) -> Touched:
        """Return the conferences that the people appear in, with the sessions in which they do."""
        ids = [row.pk for row in rows]
        sessions = Session.objects.filter(appearances__speaker__in=ids).select_related("conference")
        found: dict[Conference, set[int]] = {}
        for session in sessions:
            found.setdefault(session.conference, set()).add(session.pk)
        return found

    def get_readonly_fields(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """Keep the address of whoever is on a programme: links lead to it."""
        is_on_a_programme = obj is not None and Appearance.objects.filter(speaker=obj).exists()
        return (*super().get_readonly_fields(request, obj), *(("slug",) if is_on_a_programme else ()))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """Make the address of the name where it can still be chosen."""
        return {} if "slug" in self.get_readonly_fields(request, obj) else {"slug": ("name",)}


def _session_count(user: AnyUser) -> Count:
    keys = team.conferences_with(user, roster.VIEW)
    theirs = None if keys is None else Q(appearances__session__conference__in=sorted(keys))
    return Count("appearances__session", filter=theirs, distinct=True)


admin.site.unregister(Speaker)
admin.site.register(Speaker, ProgrammeSpeakerAdmin)
