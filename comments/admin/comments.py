"""What people said: to read, publish, hide and remove."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments import services
from comments.errors import CommentError
from comments.models import Comment
from comments.policies import moderates
from cyberconf.accounts.models import User
from events.admin.base import AtVenueAdmin
from events.phrases import words

EXCERPT_LENGTH = 160  # characters of a comment that a row of the list shows: some two lines
SUBJECT_LENGTH = 80

# What the buttons and actions are called, by what they make of a comment.
ACTS = {
    Comment.Status.PUBLISHED: gettext_lazy("Publish"),
    Comment.Status.HIDDEN: gettext_lazy("Hide"),
    Comment.Status.REMOVED: gettext_lazy("Remove"),
}


@admin.register(Comment)
class CommentAdmin(AtVenueAdmin[Comment]):
    """What people said: to read, publish, hide and remove, never to rewrite."""

    conference_path = "discussion__session__conference"
    list_display = ("excerpt", "status", "posted", "by", "subject", "conference_name")
    list_per_page = 50
    list_select_related = ("author", "discussion__session__conference", "discussion__question")
    list_filter = ("status", "discussion__session__conference")
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
        "status",
        "by",
        "conference",
        "subject_link",
        "answers",
        "posted",
        "text",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Say no: comments are posted on the site."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        """Say no: what is removed is kept for the record."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Show the comment with a button for each thing that may become of it; do what a button says."""
        comment = self.get_object(request, object_id)
        if comment is not None and request.method == "POST":
            return self._changed(request, comment)
        transitions = _transitions(request.user, comment) if comment else []
        context = {"transitions": transitions, "title": _("Comment")} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def view_on_site(self, obj: Comment) -> str:
        """Return the permalink, which leads to the discussion."""
        return obj.get_absolute_url()

    @admin.display(description=gettext_lazy("text"), ordering="body")
    def excerpt(self, comment: Comment) -> str:
        """Show the beginning of the text."""
        return Truncator(" ".join(comment.body.split())).chars(EXCERPT_LENGTH)

    @admin.display(description=gettext_lazy("author"), ordering="author__name")
    def by(self, comment: Comment) -> str:
        """Name the author, with the affiliation that they posted under."""
        return ", ".join(filter(None, [comment.author.name, comment.affiliation]))

    @admin.display(description=gettext_lazy("about"))
    def subject(self, comment: Comment) -> str:
        """Name the question, or the session."""
        return Truncator(str(comment.discussion)).chars(SUBJECT_LENGTH)

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
        self._set_status(request, queryset, Comment.Status.PUBLISHED)

    @admin.action(description=gettext_lazy("Hide"), permissions=["change"])
    def hide(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        """Take them out of sight for now."""
        self._set_status(request, queryset, Comment.Status.HIDDEN)

    @admin.action(description=gettext_lazy("Remove"), permissions=["change"])
    def remove(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        """Take them out for good."""
        self._set_status(request, queryset, Comment.Status.REMOVED)

    def _changed(self, request: HttpRequest, comment: Comment) -> HttpResponse:
        if not self.has_change_permission(request, comment):
            raise PermissionDenied
        status = request.POST.get("status", "")
        if status in ACTS:
            self._set_status(request, [comment], status)
        else:
            messages.warning(request, _("Nothing was changed. Please use one of the buttons."))
        return HttpResponseRedirect(request.get_full_path())

    def _set_status(self, request: HttpRequest, comments: Any, status: str) -> None:
        """Change each through the service, and say how many changed, were so before, or were refused."""
        assert isinstance(request.user, User)
        changed, same, refused = 0, 0, list[str]()
        for comment in comments:
            try:
                is_changed = services.decide(comment, status, by=request.user) is not None
            except CommentError as refusal:
                refused.append(refusal.message)
                continue
            changed, same = changed + is_changed, same + (not is_changed)
            if is_changed:
                self.log_change(request, comment, [{"changed": {"fields": [f"status: {status}"]}}])
        _report(request, Comment.Status(status), changed, same, refused)


def _transitions(user: Any, comment: Comment) -> list[tuple[str, str]]:
    """Return what this person may make of the comment, with the words for it."""
    if not moderates(user, comment.discussion.session.conference_id):
        return []
    possible = services.TRANSITIONS[comment.status]
    return [(str(status), str(label)) for status, label in ACTS.items() if status in possible]


def _report(
    request: HttpRequest, status: Comment.Status, changed: int, same: int, refused: list[str]
) -> None:
    if changed:
        said = ngettext(
            "%(count)d comment is now %(status)s.", "%(count)d comments are now %(status)s.", changed
        )
        messages.success(request, said % {"count": changed, "status": status.label})
    if same:
        said = ngettext(
            "%(count)d comment was %(status)s already.", "%(count)d comments were %(status)s already.", same
        )
        messages.info(request, said % {"count": same, "status": status.label})
    if refused:
        said = ngettext(
            "%(count)d comment was refused: %(why)s", "%(count)d comments were refused: %(why)s", len(refused)
        )
        messages.warning(request, said % {"count": len(refused), "why": " ".join(sorted(set(refused)))})
