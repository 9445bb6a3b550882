"""The page of somebody who wrote in a conference: their record, and whether they may go on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import services
from comments.admin.acting import REASONS
from comments.admin.base import staff
from comments.errors import CommentError, Refusal
from comments.models import Comment, Restriction
from comments.powers import may_ban
from comments.queues import Record, records_of
from comments.services.moderating import MOST_NOTE
from events import walltimes
from events.admin.times import WallTimeField
from events.errors import ProgrammeError

UNPROCESSABLE = 422


class AuthorForm(forms.Form):
    """Why somebody is silenced or banned, or all of theirs hidden, and until when."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=REASONS)
    until = WallTimeField(label=gettext_lazy("Until"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note to the person"),
        required=False,
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, zone: Any) -> None:
        super().__init__(data)
        self.zone = zone
        self.fields["until"].widget.call(str(self.fields["until"].label))
        said = _("As the clock at the venue shows it: %(zone)s. Empty: without end.")
        self.fields["until"].help_text = said % {"zone": zone.key}

    def clean_until(self) -> Any:
        """Make an instant of the wall time."""
        wall = self.cleaned_data["until"]
        if wall is None:
            return None
        try:
            return walltimes.instant(wall, self.zone)
        except ProgrammeError as refusal:
            raise forms.ValidationError(refusal.message) from refusal


def author_page(model_admin: admin.ModelAdmin[Comment], request: HttpRequest, pk: str) -> HttpResponse:
    """Show the record of a comment's author in its conference; do what was decided about them."""
    comment = model_admin.get_object(request, pk)
    if comment is None:
        raise Http404
    if not model_admin.has_change_permission(request, comment):
        raise PermissionDenied
    page = _AuthorPage(model_admin, request, comment)
    return page.post() if request.method == "POST" else page.show(page.form())


class _AuthorPage:
    """One request for the page."""

    def __init__(
        self, model_admin: admin.ModelAdmin[Comment], request: HttpRequest, comment: Comment
    ) -> None:
        self.model_admin = model_admin
        self.request = request
        self.comment = comment
        self.conference = comment.discussion.session.conference
        self.person = comment.author

    def form(self, data: Any = None) -> AuthorForm:
        return AuthorForm(data, self.conference.zone)

    def post(self) -> HttpResponse:
        act = self.request.POST.get("act", "")
        if act.startswith("lift:"):
            return self._lift(act.removeprefix("lift:"))
        form = self.form(self.request.POST)
        if form.is_valid():
            try:
                said = self._act(act, form.cleaned_data)
            except CommentError as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(self.request, said)
                return HttpResponseRedirect(self.request.path)
        return self.show(form)

    def show(self, form: AuthorForm) -> HttpResponse:
        records = records_of([self.comment])
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": _("Author"),
            "opts": self.model_admin.opts,
            "comment": self.comment,
            "person": self.person,
            "conference": self.conference,
            "zone": self.conference.zone.key,
            "record": records.get((self.person.pk, self.conference.pk), Record()),
            "restrictions": self._restrictions(),
            "form": form,
            "may_ban": may_ban(self.request.user),
            "media": self.model_admin.media + form.media,
        }
        status = UNPROCESSABLE if form.is_bound else 200
        with timezone.override(self.conference.zone):
            page = TemplateResponse(
                self.request, "admin/comments/comment/author.html", context, status=status
            )
            return page.render()

    def _restrictions(self) -> list[Restriction]:
        rows = self.person.restrictions.in_force(timezone.now()).select_related("action__by")
        return [row for row in rows if row.conference_id in {None, self.conference.pk}]

    def _act(self, act: str, said: dict[str, Any]) -> str:
        by, why = staff(self.request), {"reason": said["reason"], "note": said["note"]}
        if act == "silence":
            services.silence(self.person, self.conference, by=by, until=said["until"], **why)
            return _("%(name)s may not write here now.") % {"name": self.person.name}
        if act == "ban":
            services.ban(self.person, by=by, until=said["until"], **why)
            return _("%(name)s is signed out everywhere and kept out.") % {"name": self.person.name}
        if act == "hide_all":
            head = services.hide_all(self.person, self.conference, by=by, **why)
            said = {"count": head.parts.count()}
            return _("Hidden comments: %(count)d. The log takes all of them back at once.") % said
        raise CommentError(Refusal("act", _("Please use one of the buttons.")))

    def _lift(self, key: str) -> HttpResponse:
        rows = {str(row.pk): row for row in self._restrictions()}
        try:
            if key in rows:
                services.lift(rows[key], by=staff(self.request))
                messages.success(self.request, _("It is lifted."))
            else:
                messages.warning(self.request, _("This has ended already."))
        except CommentError as refusal:
            messages.warning(self.request, refusal.message)
        return HttpResponseRedirect(self.request.path)
