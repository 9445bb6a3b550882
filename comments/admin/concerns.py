"""What people ask of moderators: reports of comments, and appeals against decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import services
from comments.admin.acting import excerpt
from comments.admin.base import TeamAdmin, WithBansAdmin, isolated, staff
from comments.errors import CommentError
from comments.models import Appeal, Report
from comments.powers import may_decide

CONFERENCE = "comment__discussion__session__conference"


@admin.register(Report)
class ReportAdmin(TeamAdmin[Report]):
    """What readers found wrong, and what came of it. Reports are answered by deciding on the comment."""

    conference_path = CONFERENCE
    list_display = ("reason", "note", "created_at", "reader", "about", "outcome", "conference_name")
    list_select_related = ("by", CONFERENCE)
    list_filter = ("outcome", "reason", CONFERENCE)
    lookups = ("outcome__exact", "reason__exact", "comment__id__exact")
    search_fields = ("note", "by__name", "comment__body")
    date_hierarchy = "created_at"
    actions = None
    fields = readonly_fields = (
        "comment_link",
        "reason",
        "note",
        "reader",
        "created_at",
        "outcome",
        "decided_at",
    )

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        """Say no: what a reader said stays."""
        return False

    @admin.display(description=gettext_lazy("reported by"), ordering="by__name")
    def reader(self, report: Report) -> SafeString:
        """Name who reported: for moderators alone, who have to see when reports are abused."""
        return isolated(report.by.name)

    @admin.display(description=gettext_lazy("comment"))
    def about(self, report: Report) -> str:
        """Show the beginning of the comment."""
        return excerpt(report.comment)

    @admin.display(description=gettext_lazy("comment"))
    def comment_link(self, report: Report) -> SafeString:
        """Lead to the comment."""
        return _link("admin:comments_comment_change", report.comment_id, excerpt(report.comment))


class AppealForm(forms.Form):
    """The answer to an appeal."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What becomes of the decision"),
        choices=Appeal.Outcome.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer to the person"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@admin.register(Appeal)
class AppealAdmin(WithBansAdmin[Appeal]):
    """What people say against decisions, for another moderator to answer."""

    conference_path = "action__conference"
    list_display = ("person", "decision", "created_at", "outcome", "decided_at", "conference_name")
    list_select_related = ("action__person", "action__by", "action__comment", "action__conference")
    list_filter = ("outcome", "action__conference")
    lookups = ("outcome__exact",)
    search_fields = ("text", "answer", "action__person__name")
    date_hierarchy = "created_at"
    ordering = ("outcome", "pk")
    actions = None
    fields = readonly_fields = (
        "person",
        "decision",
        "reason",
        "comment_text",
        "text",
        "created_at",
        "outcome",
        "answer",
        "decided_at",
    )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Show the appeal with the form for the answer; give the answer."""
        appeal = self.get_object(request, object_id)
        context: dict[str, Any] = {"title": _("Appeal")}
        if appeal is not None:
            if request.method == "POST" and not self.has_change_permission(request, appeal):
                raise PermissionDenied
            form = AppealForm(request.POST if request.method == "POST" else None)
            if request.method == "POST" and _answered(request, appeal, form):
                return HttpResponseRedirect(request.get_full_path())
            context |= {"answering": form, "obstacle": may_decide(request.user, appeal), "appeal": appeal}
            if request.method == "POST":  # draw the page anew, with what was typed
                request.method = "GET"
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    @admin.display(description=gettext_lazy("person"), ordering="action__person__name")
    def person(self, appeal: Appeal) -> SafeString:
        """Name who appeals."""
        return isolated(appeal.action.person.name)

    @admin.display(description=gettext_lazy("decision"))
    def decision(self, appeal: Appeal) -> SafeString:
        """Say what was decided and by whom."""
        said = f"{appeal.action.get_act_display()} ({appeal.action.by.name})"
        return _link("admin:comments_moderationaction_change", appeal.action_id, said)

    @admin.display(description=gettext_lazy("reason"))
    def reason(self, appeal: Appeal) -> str:
        """Say why."""
        return ": ".join(filter(None, [str(appeal.action.get_reason_display()), appeal.action.note]))

    @admin.display(description=gettext_lazy("comment"))
    def comment_text(self, appeal: Appeal) -> SafeString | str:
        """Show the comment that it is about."""
        comment = appeal.action.comment
        if comment is None:
            return ""
        return format_html('<div class="comment-text" dir="auto">{}</div>', comment.rendered)


def _answered(request: HttpRequest, appeal: Appeal, form: AppealForm) -> bool:
    """Answer the appeal and say so; False, with what is in the way, where it is refused."""
    said = form.cleaned_data if form.is_valid() else {}
    if not said:
        return False
    try:
        services.decide_appeal(appeal, outcome=said["outcome"], by=staff(request), answer=said["answer"])
    except CommentError as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, _("The appeal is answered, and the person is told."))
    return True


def _link(name: str, key: object, words: str) -> SafeString:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse(name, args=[key]), words)
