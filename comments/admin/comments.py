"""What people said: to read, publish, hide and remove, and all that was done about it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import services
from comments.admin.acting import ACTS, Act, Decision, ReasonActionForm, decide_each, tell_done, tell_refused
from comments.admin.authors import author_page
from comments.admin.base import TeamAdmin, isolated, named, staff
from comments.admin.blanking import blanking_page
from comments.admin.queue import queue_page
from comments.errors import CommentError
from comments.models import Comment, Reason
from comments.policies import moderates
from cyberconf.web.wording import whole_words
from events.phrases import words

EXCERPT_LENGTH = 160  # characters of a comment that a row of the list shows: some two lines
SUBJECT_LENGTH = 80
CONFERENCE = "discussion__session__conference"


@admin.register(Comment)
class CommentAdmin(TeamAdmin[Comment]):
    """What people said: to read, publish, hide and remove, never to rewrite."""

    conference_path = CONFERENCE
    action_form = ReasonActionForm
    list_display = ("excerpt", "status", "posted", "by", "subject", "conference_name")
    list_per_page = 50
    list_select_related = ("author", "discussion__session__conference", "discussion__question")
    list_filter = ("status", CONFERENCE)
    lookups = ("status__exact", "discussion__id__exact", "author__id__exact")
    search_fields = (
        "body",
        "author__name",
        "affiliation",
        "discussion__session__title",
        "discussion__question__text",
    )
    search_help_text = gettext_lazy("Texts, authors, affiliations, sessions and questions")
    date_hierarchy = "created_at"
    ordering = ("-pk",)
    actions = ("publish", "hide", "remove")
    fields = readonly_fields = (
        "state",
        "by",
        "conference",
        "subject_link",
        "answers",
        "posted",
        "text",
    )

    def get_urls(self) -> list[URLPattern]:
        """Add the queue, and the pages on which something is blanked or somebody silenced."""
        view = self.admin_site.admin_view
        own = [
            path("queue/", view(self.queue), name="comments_queue"),
            path("<str:pk>/author/", view(self.author), name="comments_author"),
            path("<str:pk>/blanking/", view(self.blanking), name="comments_blanking"),
        ]
        return [*own, *super().get_urls()]

    def queue(self, request: HttpRequest) -> HttpResponse:
        """Show what waits for a moderator; do what was decided."""
        return queue_page(self, request)

    def author(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show who wrote it, and silence, ban or let them in again."""
        return author_page(self, request, pk)

    def blanking(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Take personal data out of the text."""
        return blanking_page(self, request, pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Show the comment with a button for each thing that may become of it; do what a button says."""
        comment = self.get_object(request, object_id)
        if comment is not None and request.method == "POST":
            return self._changed(request, comment)
        may_act = comment is not None and self.has_change_permission(request, comment)
        context = {
            "title": _("Comment"),
            "comment": comment,
            "seen": services.standing(comment) if comment else "",
            "acts": _acts(comment) if comment and may_act else [],
            "reasons": Reason.choices,
            "may_act": may_act,
            "may_pin": comment is not None and comment.depth == 0 and comment.is_published,
        } | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Show all that was decided on the comment, what readers reported, and the texts that it had."""
        comment = self.get_object(request, object_id)
        if comment is None:
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_permission(request, comment):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("What was done about a comment"),
            "opts": self.opts,
            "comment": comment,
            "zone": comment.discussion.session.conference.zone.key,
            "actions": comment.actions.select_related("by", "undone_by"),
            "reports": comment.reports.all() if moderates(request.user, self.conference_key(comment)) else [],
            "revisions": comment.revisions.all(),
        } | (extra_context or {})
        return TemplateResponse(request, "admin/comments/comment/history.html", context)

    def view_on_site(self, obj: Comment) -> str:
        """Return the permalink, which leads to the discussion."""
        return obj.get_absolute_url()

    @admin.display(description=gettext_lazy("text"), ordering="body")
    def excerpt(self, comment: Comment) -> str:
        """Show the beginning of the text."""
        return whole_words(" ".join(comment.body.split()), EXCERPT_LENGTH)

    @admin.display(description=gettext_lazy("status"))
    def state(self, comment: Comment) -> str:
        """Say how it stands, why it was held, and what else was done to it."""
        said = [comment.get_status_display()]
        if comment.held_for:
            said.append(_("was held for: %(why)s") % {"why": comment.get_held_for_display()})
        if comment.is_pinned:
            said.append(_("pinned"))
        if comment.redacted_at:
            said.append(_("personal data was blanked"))
        return "; ".join(said)

    @admin.display(description=gettext_lazy("author"), ordering="author__name")
    def by(self, comment: Comment) -> SafeString:
        """Name the author, with the affiliation that they posted under."""
        return isolated(named(comment))

    @admin.display(description=gettext_lazy("about"))
    def subject(self, comment: Comment) -> str:
        """Name the question, or the session."""
        return whole_words(str(comment.discussion), SUBJECT_LENGTH)

    @admin.display(description=gettext_lazy("conference"))
    def conference(self, comment: Comment) -> str:
        """Name the conference."""
        return comment.discussion.session.conference.title

    @admin.display(description=gettext_lazy("posted"), ordering="created_at")
    def posted(self, comment: Comment) -> str:
        """Say when, as the venue's clock did."""
        zone = comment.discussion.session.conference.zone
        return f"{words.moment(comment.created_at, zone)} ({zone.key})"

    @admin.display(description=gettext_lazy("about"))
    def subject_link(self, comment: Comment) -> SafeString:
        """Name the session and the question, with the way to the discussion."""
        discussion = comment.discussion
        parts = [discussion.session.title, discussion.question.text if discussion.question else ""]
        url = reverse("admin:comments_discussion_change", args=[discussion.pk])
        return format_html('<a href="{}">{}</a>', url, " – ".join(filter(None, parts)))

    @admin.display(description=gettext_lazy("answers"))
    def answers(self, comment: Comment) -> str:
        """Show what it replies to."""
        if comment.parent is None:
            return _("nobody: it begins a thread")
        url = reverse("admin:comments_comment_change", args=[comment.parent.pk])
        said = f"{comment.parent.author.name}: {self.excerpt(comment.parent)}"
        return format_html('<a href="{}">{}</a>', url, said)

    @admin.display(description=gettext_lazy("text"))
    def text(self, comment: Comment) -> SafeString:
        """Show the text as readers see it."""
        return format_html('<div class="comment-text" dir="auto">{}</div>', comment.rendered)

    @admin.action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        """Let everybody read them."""
        self._decide(request, queryset, Act.APPROVE)

    @admin.action(description=gettext_lazy("Hide (choose a reason)"), permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        """Take them out of sight for now."""
        self._decide(request, queryset, Act.HIDE)

    @admin.action(description=gettext_lazy("Remove (choose a reason)"), permissions=["change"])
    def remove(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        """Take them out for good."""
        self._decide(request, queryset, Act.REMOVE)

    def _decide(self, request: HttpRequest, comments: Any, act: str, **seen: Any) -> None:
        decision = Decision(act, request.POST.get("reason", ""), request.POST.get("note", ""))
        results = decide_each(request, comments, lambda comment: decision, **seen)
        tell_done(request, results)
        tell_refused(request, results)

    def _changed(self, request: HttpRequest, comment: Comment) -> HttpResponse:
        if not self.has_change_permission(request, comment):
            raise PermissionDenied
        act = request.POST.get("act", "")
        if act in ACTS:
            self._decide(request, [comment], act, seen=lambda comment: request.POST.get("seen"))
        elif act in {Act.PIN, Act.UNPIN}:
            self._pin(request, comment, is_pinned=act == Act.PIN)
        else:
            messages.warning(request, _("Nothing was changed. Please use one of the buttons."))
        return HttpResponseRedirect(request.get_full_path())

    def _pin(self, request: HttpRequest, comment: Comment, *, is_pinned: bool) -> None:
        try:
            services.pin(comment, by=staff(request), is_pinned=is_pinned)
        except CommentError as refusal:
            messages.warning(request, refusal.message)
        else:
            said = (
                _("It stands first in its discussion now.") if is_pinned else _("It is not pinned any more.")
            )
            messages.success(request, said)


def _acts(comment: Comment) -> list[tuple[str, str]]:
    """Return what may become of the comment, with the words for it."""
    possible = services.TRANSITIONS[comment.status]
    return [(act, str(label)) for act, label in ACTS.items() if services.BECOMES[act] in possible]
