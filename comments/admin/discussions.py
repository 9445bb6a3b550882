"""The discussions: whether they take comments, and how many they have."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import services
from comments.admin.base import TeamAdmin
from comments.models import Comment, Discussion
from comments.terms import Terms
from cyberconf.web.wording import whole_words
from events.admin.times import FORM_FIELDS, WallTimesForm

SUBJECT_LENGTH = 160  # characters of a question that a row of the list shows: some two lines


class DiscussionForm(WallTimesForm):
    """The rules of one discussion, its hours in the conference's zone."""

    def zone_shown(self) -> Any:
        """Return the zone of the conference."""
        return self.instance.session.conference.zone

    zone_meant = zone_shown


@admin.register(Discussion)
class DiscussionAdmin(TeamAdmin[Discussion]):
    """The discussions that somebody has begun: whether they take comments, and how many they have."""

    conference_path = "session__conference"
    form = DiscussionForm
    formfield_overrides = FORM_FIELDS
    list_display = ("subject", "session", "state", "comment_count", "waiting", "conference_name")
    list_select_related = ("session__conference", "question")
    list_filter = ("session__conference", "mode")
    lookups = ("mode__exact",)
    search_fields = ("session__title", "question__text")
    ordering = ("-session__conference", "session__starts_at", "question__position", "pk")
    actions = None
    fields = (
        "session",
        "question",
        "state",
        "mode",
        "opens_at",
        "closes_at",
        "comment_count",
        "waiting",
        "comments_link",
    )
    readonly_fields = ("session", "question", "state", "comment_count", "waiting", "comments_link")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Discussion]:
        """Count what waits for a moderator; the discussion of the session at large has rules for each."""
        held = Count("comments", filter=Q(comments__status=Comment.Status.PENDING))
        rows = super().get_queryset(request).annotate(waiting_count=held)
        return rows.prefetch_related("session__discussions")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Name the zone at the hours."""
        form = super().get_form(request, obj, change=change, **kwargs)
        for name in {"opens_at", "closes_at"} & form.base_fields.keys():
            said = _("As the clock at the venue shows it: %(zone)s. Empty: as the conference says.")
            form.base_fields[name].help_text = said % {"zone": obj.session.conference.time_zone}
        return form

    def save_model(self, request: HttpRequest, obj: Discussion, form: Any, change: bool) -> None:
        """Save the rules; pages that show them are drawn anew."""
        services.change_terms(obj)

    @admin.display(description=gettext_lazy("about"), ordering="question__text")
    def subject(self, discussion: Discussion) -> str:
        """Name the question, or the session."""
        return whole_words(str(discussion), SUBJECT_LENGTH)

    @admin.display(description=gettext_lazy("now"))
    def state(self, discussion: Discussion) -> str:
        """Say whether it takes comments."""
        around = discussion.session.discussions.all()
        at_large = next((each for each in around if each.question_id is None), None)
        terms = Terms.of(discussion.session.conference, discussion, at_large)
        return capfirst(str(terms.state(timezone.now()).label))

    @admin.display(description=gettext_lazy("held"), ordering="waiting_count")
    def waiting(self, discussion: Discussion) -> int:
        """Count what waits for a moderator."""
        return int(getattr(discussion, "waiting_count", 0))

    @admin.display(description=gettext_lazy("comments"))
    def comments_link(self, discussion: Discussion) -> SafeString:
        """Lead to its comments."""
        url = f"{reverse('admin:comments_comment_changelist')}?discussion__id__exact={discussion.pk}"
        return format_html('<a href="{}">{}</a>', url, _("Show them"))
