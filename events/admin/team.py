"""The page on which editors look after their conference's team: members, roles, invitations."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.accounts.models import User
from events import inviting, members, team
from events.admin.theirs import conference_or_404
from events.errors import ProgrammeError
from events.models import Conference, TeamMember

Row = TypeVar("Row", bound=Model)
UNPROCESSABLE = 422
SHOWN = 50  # invitations, the newest first


class InvitationForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("A link is mailed there. Whoever has the address accepts, with an account."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=TeamMember.Role, initial=TeamMember.Role.VIEWER
    )


def team_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """Show the team; invite, withdraw, give another role or take one away when that is asked for."""
    conference = conference_or_404(request, pk, members.MANAGE)
    page = TeamPage(model_admin, request, conference)
    return page.post() if request.method == "POST" else page.show(InvitationForm())


class TeamPage:
    """One request for the page. A button sends as ``act`` what it does, and to which row: "remove:12"."""

    def __init__(
        self, model_admin: admin.ModelAdmin[Conference], request: HttpRequest, conference: Conference
    ) -> None:
        assert isinstance(request.user, User)
        self.model_admin, self.request, self.conference = model_admin, request, conference
        self.by = request.user

    def post(self) -> HttpResponse:
        """Do what a button says; where it is refused show the page with what was typed."""
        act, _colon, key = self.request.POST.get("act", "").partition(":")
        if act in {"remove", "role", "withdraw"}:
            try:
                getattr(self, f"_{act}")(key)
            except ProgrammeError as refusal:
                messages.error(self.request, refusal.message)
            return self._back()
        form = InvitationForm(self.request.POST)
        if form.is_valid() and self._invite(form):
            return self._back()
        return self.show(form, status=UNPROCESSABLE)

    def show(self, form: InvitationForm, *, status: int = 200) -> HttpResponse:
        """Draw the page: a number of queries that does not depend on how many are in the team."""
        now = timezone.now()
        invitations = self.conference.invitations.select_related("invited_by", "accepted_by")[:SHOWN]
        context: dict[str, Any] = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": _("Team"),
            "subtitle": str(self.conference),
            "opts": self.model_admin.opts,
            "conference": self.conference,
            "form": form,
            "members": self._members().order_by("user__name", "pk"),
            "roles": TeamMember.Role.choices,
            "invitations": [(each, each.is_open(now)) for each in invitations],
            "media": self.model_admin.media,
        }
        template = "admin/events/conference/team.html"
        return TemplateResponse(self.request, template, context, status=status).render()

    def _invite(self, form: InvitationForm) -> bool:
        try:
            inviting.invite(self.conference, by=self.by, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return False
        said = _("An invitation is on its way to %(address)s.")
        messages.success(self.request, said % {"address": form.cleaned_data["email"]})
        return True

    def _withdraw(self, key: str) -> None:
        invitation = _row_or_404(self.conference.invitations.all(), key)
        if inviting.withdraw(invitation, by=self.by):
            messages.success(self.request, _("The invitation is withdrawn: its link works no more."))
        else:
            messages.warning(self.request, _("This invitation had ended already."))

    def _role(self, key: str) -> None:
        member = _row_or_404(self._members(), key)
        changed = members.change_role(member, self.request.POST.get(f"role-{key}", ""), by=self.by)
        said = {"name": changed.user, "role": changed.get_role_display()}
        messages.success(self.request, _("%(name)s is %(role)s now.") % said)

    def _remove(self, key: str) -> None:
        member = _row_or_404(self._members(), key)
        members.remove(member, by=self.by)
        said = {"name": member.user, "role": member.get_role_display()}
        messages.success(self.request, _("%(name)s is no longer %(role)s here.") % said)

    def _members(self) -> QuerySet[TeamMember]:
        return self.conference.members.select_related("user")

    def _back(self) -> HttpResponse:
        """Lead back to the page, or to the beginning whoever has taken themselves off the team."""
        team.forget(self.by)
        is_theirs = team.may(self.by, members.MANAGE, self.conference.pk)
        return HttpResponseRedirect(self.request.path if is_theirs else reverse("admin:index"))


def _row_or_404(rows: QuerySet[Row], key: str) -> Row:
    row = rows.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    if row is None:
        raise Http404(_("There is no such entry. Perhaps somebody else has taken it away."))
    return row
