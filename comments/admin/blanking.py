"""The page on which personal data is taken out of a comment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import services
from comments.admin.base import staff
from comments.errors import CommentError
from comments.models import Comment, Reason
from comments.services.moderating import MOST_NOTE

UNPROCESSABLE = 422
MOST_ELSEWHERE = 10  # other comments that are named as holding the same


class BlankingForm(forms.Form):
    """What is to be blanked, and what the author is told."""

    passages = forms.CharField(
        label=gettext_lazy("What is to be blanked"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Copied from the text, one passage a line. It is blanked wherever it stands, in former texts "
            "too, and cannot be brought back."
        ),
    )
    former_too = forms.BooleanField(
        label=gettext_lazy("Blank the former texts whole"),
        required=False,
        help_text=gettext_lazy("Where the same is spelt otherwise in them."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the author"),
        required=False,
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def blanking_page(model_admin: admin.ModelAdmin[Comment], request: HttpRequest, pk: str) -> HttpResponse:
    """Show the texts and the form; blank what was copied into it."""
    comment = model_admin.get_object(request, pk)
    if comment is None:
        raise Http404
    if not model_admin.has_change_permission(request, comment):
        raise PermissionDenied
    form = BlankingForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _blanked(request, comment, form):
        return HttpResponseRedirect(reverse("admin:comments_comment_change", args=[comment.pk]))
    context: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("Blank personal data"),
        "opts": model_admin.opts,
        "comment": comment,
        "revisions": comment.revisions.all(),
        "form": form,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return TemplateResponse(request, "admin/comments/comment/blanking.html", context, status=status)


def _blanked(request: HttpRequest, comment: Comment, form: BlankingForm) -> bool:
    """Blank it, and say so; False where it is refused."""
    said = form.cleaned_data
    try:
        services.redact(
            comment,
            said["passages"].splitlines(),
            by=staff(request),
            reason=Reason.PRIVACY,
            note=said["note"],
            former_too=said["former_too"],
        )
    except CommentError as refusal:
        form.add_error("passages", refusal.message)
        return False
    messages.success(request, _("It is blanked, in the text and in all that it was before."))
    elsewhere = _elsewhere(comment, said["passages"].splitlines())
    if elsewhere:
        links = format_html_join(" ", '<a href="{}">{}</a>', ((_url(each), each.pk) for each in elsewhere))
        words = _("It stands in other comments too, which you may want to blank:")
        messages.warning(request, format_html("{} {}", words, links))
    return True


def _elsewhere(comment: Comment, passages: list[str]) -> list[Comment]:
    """Return the first of the conference's other comments in which one of the passages stands."""
    quoted = Q(pk__in=())
    for passage in filter(str.strip, passages):
        quoted |= Q(body__icontains=passage.strip())
    conference = comment.discussion.session.conference_id
    rows = Comment.objects.filter(quoted, discussion__session__conference=conference)
    return list(rows.exclude(pk=comment.pk).order_by("pk")[:MOST_ELSEWHERE])


def _url(comment: Comment) -> str:
    return reverse("admin:comments_blanking", args=[comment.pk])
