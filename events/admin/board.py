"""The board: a conference's front page in admin, its agenda by day and room, to be changed in place.

Whatever is changed is a plain form that is sent here and answered with a redirect back to the day. Scripts
send the same forms, and draw the page that comes.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import board, conflicts, drafts, reviewing, roster
from events.admin import board_panels as panels
from events.admin.base import publish_saved
from events.admin.board_cards import cards, mends
from events.admin.board_deeds import Desk, InvalidError, do, session_of
from events.admin.board_forms import AddForm, ReviseForm
from events.admin.theirs import conference_or_404
from events.errors import ProgrammeError
from events.models import Conference
from events.phrases import Names
from events.scheduling import StaleError

COUNTED = 150  # sessions up to which unpublished changes are counted at once; beyond, the page asks later
UNPROCESSABLE, CONFLICT = 422, 409


def board_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """Show a day of the agenda; change what is asked for, and show the day again."""
    conference = conference_or_404(request, pk, "events.view_conference")
    page = BoardPage(model_admin, request, conference)
    if request.method == "POST":
        return page.post()
    return JsonResponse({"count": page.unpublished}) if "count" in request.GET else page.show()


class BoardPage:
    """One request for the board. The draft is read once, after what was asked for is done."""

    template = "admin/events/conference/board.html"

    def __init__(
        self, model_admin: admin.ModelAdmin[Conference], request: HttpRequest, conference: Conference
    ) -> None:
        assert isinstance(request.user, User)
        self.model_admin = model_admin
        self.request = request
        self.conference = conference
        self.may_edit = model_admin.has_change_permission(request, conference)
        speakers = roster.changed_by(request.user)  # whom this person may put on a programme
        self.desk = Desk(conference, request.user, request.POST, speakers.order_by("name", "pk"))
        self.form: forms.Form | None = None
        self.refusal: ProgrammeError | None = None

    def post(self) -> HttpResponse:
        """Do what is asked for and lead back to the day; or say why not, with what was typed."""
        if not self.may_edit:
            raise PermissionDenied
        try:
            key = do(self.desk)
        except InvalidError as invalid:
            self.form = invalid.form
            return self.show(status=UNPROCESSABLE)
        except ProgrammeError as refusal:
            self.refusal = refusal
            return self.show(status=CONFLICT if isinstance(refusal, StaleError) else UNPROCESSABLE)
        publish_saved(self.request, [self.conference])
        return HttpResponseRedirect(self._way_back(key))

    def show(self, *, status: int = 200) -> HttpResponse:
        """Draw the board."""
        with timezone.override(self.conference.zone):
            page = TemplateResponse(self.request, self.template, self._context(), status=status)
            return page.render()

    @property
    def unpublished(self) -> int | None:
        """How many changes are not published; None where the draft cannot be read as a programme."""
        try:
            return len(reviewing.review(self.conference).changes)
        except ProgrammeError:
            return None

    @cached_property
    def outline(self) -> drafts.Outline:
        """The draft as it is now."""
        return drafts.outline(self.conference)

    @cached_property
    def names(self) -> Names:
        """What its rooms and people are called."""
        return Names.of(self.outline.programme)

    def _context(self) -> dict[str, Any]:
        programme, zone = self.outline.programme, self.conference.zone
        found = conflicts.find(programme, days=self.conference.days, without_consent=self.outline.silent)
        day = self._day()
        laid_out = board.lay_out(programme, found, day, days=self.conference.days)
        told = mends(found, self.outline, zone)
        undo, redo = panels.last_done(self.conference, self.desk.user, self.names)
        return {
            **self.model_admin.admin_site.each_context(self.request),
            "is_nav_sidebar_enabled": False,  # the rooms need the width
            "title": _("Board"),
            "opts": self.model_admin.opts,
            "conference": self.conference,
            "public_url": self.model_admin.get_view_on_site_url(self.conference),
            "may_edit": self.may_edit,
            "board": laid_out,
            "items": cards(laid_out, self.outline),
            "errors": [mend for mend in told if mend.severity == "error"],
            "warnings": [mend for mend in told if mend.severity == "warning"],
            "withdrawn": [(self.outline.keys[each.uid], each) for each in self.outline.withdrawn],
            "unpublished": self.unpublished if len(programme.sessions) <= COUNTED else None,
            "people": [person.full_name for person in programme.people],
            "undo": undo,
            "redo": redo,
            "at": _key(self.request.GET.get("at", "")),
            **self._beside(day),
        }

    def _beside(self, day: date) -> dict[str, Any]:
        """Return what stands beside the board: a choice, a form with what was typed, or what is asked for."""
        if isinstance(self.refusal, StaleError):
            return {"choice": panels.choice(self.refusal, self.request.POST, self.names)}
        said = {"notice": self._notice()}
        if not self.may_edit:
            return said
        if isinstance(self.form, AddForm):
            return said | {"adding": self.form}
        if isinstance(self.form, ReviseForm):
            return said | {"revising": self._revising(self.form)}
        if "add" in self.request.GET:
            return said | {"adding": panels.adding(self.conference, day, self.request.GET)}
        key = _key(self.request.GET.get("edit", "")) or (self.form and self.desk.key)
        return said | self._asked_for(key) if key else said

    def _asked_for(self, key: int) -> dict[str, Any]:
        try:
            row = session_of(self.conference, key)
        except ProgrammeError as refusal:
            return {"notice": refusal.message}
        form = ReviseForm(conference=self.conference, session=row, speakers=self.desk.speakers)
        return {"revising": self._revising(form)}

    def _revising(self, form: ReviseForm) -> panels.Revising:
        uid = form.session.uid
        found = conflicts.find(self.outline.programme, days=self.conference.days)
        own = [each for each in found if any(session.uid == uid for session in each.sessions)]
        return panels.revising(form, mends(own, self.outline, self.conference.zone))

    def _notice(self) -> str:
        """Return why nothing was done, where no form beside the board says so."""
        if self.refusal is not None:
            return self.refusal.message
        if self.form is None or isinstance(self.form, AddForm | ReviseForm):
            return ""
        return " ".join(str(message) for said in self.form.errors.values() for message in said)

    def _day(self) -> date:
        """Return the day that is asked for, or the one to begin with."""
        asked = _date(self.request.GET.get("day", "") or self.request.POST.get("view", ""))
        today = timezone.localdate(timezone=self.conference.zone)
        return asked or board.first_day(self.outline.programme, self.conference.days, today)

    def _way_back(self, key: int | None) -> str:
        """Return the address of the day that the session is on now, or of the day that was shown."""
        own = self.conference.sessions.filter(pk=key or 0)
        starts_at = own.values_list("starts_at", flat=True).first()
        if key is None or starts_at is None:
            day = _date(self.request.POST.get("view", ""))
            return f"?{urlencode({'day': day})}" if day else "?"
        day = starts_at.astimezone(self.conference.zone).date()
        return f"?{urlencode({'day': day, 'at': key})}#session-{key}"


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # such as 30 February
        return None


def _key(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0
