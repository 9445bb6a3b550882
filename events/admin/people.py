"""Speakers, whose changes are part of the programmes that they appear in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.accounts.models import User
from cyberconf.web.lists import together
from cyberconf.web.wording import whole_words
from events import roster, team
from events.admin.base import DraftAdmin, Touched
from events.admin.entries.merging import MOST, duplicates_page, merge_address, merge_page
from events.admin.entries.own import links_page, proposal_page
from events.admin.entries.sheets import sheet_page, upload_page
from events.admin.seeing import SeenForm
from events.admin.theirs import OwnConferences, right
from events.models import Appearance, Conference, Session
from events.team import AnyUser
from speakers.admin import SpeakerAdmin
from speakers.forms import SpeakerForm
from speakers.models import Speaker

NAMED, TITLE_LENGTH = 3, 50  # sessions that a row of the list names, and characters of a title


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


class ProgrammeSpeakerForm(SeenForm, SpeakerForm):
    """A person, who may have been changed since the page was opened."""


class ProgrammeSpeakerAdmin(SpeakerAdmin, DraftAdmin[Speaker]):
    """Speakers, published with their conferences."""

    form = ProgrammeSpeakerForm
    change_form_template = "admin/speakers/speaker/change_form.html"
    change_list_template = "admin/speakers/speaker/change_list.html"
    conference_path = "sessions__conference"
    inlines = (AppearanceInline,)
    actions = ("merge",)

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of merging, of sheets, and of what people propose for their own entry."""
        pages = (merge_page, duplicates_page, links_page, proposal_page, upload_page, sheet_page)
        merge, duplicates, links, proposal, upload, sheet = (
            self.admin_site.admin_view(partial(page, self)) for page in pages
        )
        return [
            path("import/", upload, name="speakers_speaker_import"),
            path("import/<int:pk>/", sheet, name="speakers_speaker_sheet"),
            path("<int:pk>/links/", links, name="speakers_speaker_links"),
            path("<int:pk>/proposal/", proposal, name="speakers_speaker_proposal"),
            path("merge/", merge, name="speakers_speaker_merge"),
            path("duplicates/", duplicates, name="speakers_speaker_duplicates"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Merge the chosen speakers"), permissions=["change", "delete"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> HttpResponse | None:
        """Lead to the page on which these stand side by side."""
        speakers = list(queryset.order_by("name", "pk")[: MOST + 1])
        if not 2 <= len(speakers) <= MOST:
            message = _("Choose from 2 to %(most)d speakers to merge.")
            self.message_user(request, message % {"most": MOST}, messages.WARNING)
            return None
        return HttpResponseRedirect(merge_address(speakers))

    def get_list_display(self, request: HttpRequest) -> Any:
        """Name the sessions beside how many they are."""
        columns = super().get_list_display(request)
        return ["sessions_named" if column == "session_total" else column for column in columns]

    @admin.display(description=gettext_lazy("proposal"))
    def proposal(self, speaker: Speaker) -> SafeString | str:
        """Lead to what waits."""
        address = reverse("admin:speakers_speaker_proposal", args=[speaker.pk])
        said = super().proposal(speaker)
        return format_html('<a href="{}">{}</a>', address, said) if said else ""

    @admin.display(description=gettext_lazy("sessions"), ordering="session_count")
    def sessions_named(self, speaker: Speaker) -> SafeString | str:
        """Name the sessions, by conference: the first few."""
        by_conference: dict[Conference, list[str]] = {}
        for row in speaker.appearances.all():
            titles = by_conference.setdefault(row.session.conference, [])
            if row.session.title not in titles:
                titles.append(row.session.title)
        lines = [(str(conference), _named(titles)) for conference, titles in by_conference.items()]
        return format_html_join("", "<div><b>{}</b>: {}</div>", lines) or "-"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        """Load and count the sessions that are this person's to see, and note whom they may change."""
        theirs = roster.changed_by(request.user, Speaker.objects.filter(pk=OuterRef("pk")))
        rows = super().get_queryset(request).prefetch_related(_sessions(request.user))
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

    def archived_of(self, obj: Speaker) -> None:
        """Return nothing: people go on, and what an archived conference says of them is published."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Speaker | None = None,
    ) -> HttpResponse:
        """Say whether a proposal waits."""
        context["waits"] = obj is not None and getattr(obj, "waits", False)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """Keep the address of whoever is on a programme: links lead to it."""
        is_on_a_programme = obj is not None and Appearance.objects.filter(speaker=obj).exists()
        return (*super().get_readonly_fields(request, obj), *(("slug",) if is_on_a_programme else ()))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Speaker | None = None) -> Any:
        """Make the address of the name where it can still be chosen."""
        return {} if "slug" in self.get_readonly_fields(request, obj) else {"slug": ("name",)}


def _sessions(user: AnyUser) -> Prefetch[str, QuerySet[Appearance], str]:
    rows = Appearance.objects.select_related("session__conference").order_by("session__starts_at", "pk")
    return Prefetch("appearances", team.theirs(rows, user, roster.VIEW, path="session__conference"))


def _session_count(user: AnyUser) -> Count:
    keys = team.conferences_with(user, roster.VIEW)
    theirs = None if keys is None else Q(appearances__session__conference__in=sorted(keys))
    return Count("appearances__session", filter=theirs, distinct=True)


def _named(titles: list[str]) -> str:
    """Name a few sessions, and count the others."""
    said = together(whole_words(title, TITLE_LENGTH) for title in titles[:NAMED])
    more = len(titles) - NAMED
    return said if more <= 0 else _("%(said)s and %(count)d more") % {"said": said, "count": more}


admin.site.unregister(Speaker)
admin.site.register(Speaker, ProgrammeSpeakerAdmin)
