"""The page that staff have on their phone while a conference takes place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.accounts.models import User
from events import announcing, delays, layout, live, phrases, publishing, team, walltimes
from events.admin.base import PUBLISH
from events.admin.theirs import conference_or_404
from events.delays import Delay, Follow, Plan
from events.errors import ProgrammeError
from events.models import Conference

UNPROCESSABLE = 422
RECENT = timedelta(minutes=10)  # between "it begins now" and the answer to what that moves
STEPS = (5, 10, 15)  # minutes, a button each
LAST_MESSAGES = 10
FOLLOW = {
    "gap": gettext_lazy("What follows moves only as far as it must: a gap takes up the delay"),
    "breaks": gettext_lazy("The same, and breaks get shorter, down to five minutes"),
    "day": gettext_lazy("All that follows on this day moves by the same time"),
    "none": gettext_lazy("Nothing else moves"),
}


class DelayForm(forms.Form):
    """Which session, and whether it begins now or takes so many minutes longer."""

    session = forms.UUIDField()
    minutes = forms.IntegerField(
        required=False, min_value=1, max_value=delays.LONGEST // timedelta(minutes=1)
    )
    begins_at = forms.IntegerField(required=False, min_value=0)  # seconds since 1970, of a question under way
    follow = forms.ChoiceField(choices=list(FOLLOW.items()), required=False)

    def delay(self, now: datetime) -> Delay:
        """Return what is asked for. Without minutes it begins at the minute that the clock shows.

        Raises:
            ProgrammeError: with the code ``late``, where the question was asked too long ago.
        """
        said = self.cleaned_data
        uid: UUID = said["session"]
        follow: Follow = said["follow"] or "gap"
        if said["minutes"]:
            return Delay(uid, follow, longer=timedelta(minutes=said["minutes"]))
        begins_at = now.replace(second=0, microsecond=0)
        if said["begins_at"] is not None:
            age = now.timestamp() - said["begins_at"]
            if not 0 <= age <= RECENT.total_seconds():
                message = _("This was asked more than ten minutes ago. Please say again that it begins now.")
                raise ProgrammeError("late", message)
            begins_at = datetime.fromtimestamp(said["begins_at"], UTC).replace(second=0, microsecond=0)
        return Delay(uid, follow, begins_at=begins_at)


class MessageForm(forms.Form):
    """What everybody is told who has a page open."""

    text = forms.CharField(
        label=gettext_lazy("Message to all pages"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("In plain words: “Panel 2 starts at 11:25”."),
    )
    until = forms.TimeField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.TimeInput({"type": "time"}),
        help_text=gettext_lazy("On the clock of the venue, today. Empty: until it is taken away."),
    )


def live_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is on; begin a session, let it take longer, and tell everybody, when that is asked for."""
    conference = conference_or_404(request, pk, "events.change_conference")
    page = LivePage(model_admin, request, conference)
    with timezone.override(conference.zone):
        return page.post() if request.method == "POST" else page.get()


class LivePage:
    """One request for the page."""

    def __init__(
        self, model_admin: admin.ModelAdmin[Conference], request: HttpRequest, conference: Conference
    ) -> None:
        assert isinstance(request.user, User)
        self.model_admin = model_admin
        self.request = request
        self.user = request.user
        self.conference = conference
        self.now = timezone.now()

    def get(self) -> HttpResponse:
        """Show what is on, or what a delay would move."""
        return self._asked(self.request.GET) if "session" in self.request.GET else self._overview()

    def post(self) -> HttpResponse:
        """Do what is asked for, and lead back to the page; or say why not."""
        if "clear" in self.request.POST:
            if announcing.clear(self.conference):
                messages.success(self.request, _("The message is taken away."))
            return HttpResponseRedirect(self.request.path)
        return self._carry_out() if "session" in self.request.POST else self._announce()

    def _announce(self) -> HttpResponse:
        form = MessageForm(self.request.POST)
        if form.is_valid():
            try:
                until = self._until(form.cleaned_data["until"])
                announcing.announce(
                    self.conference, by=self.user, text=form.cleaned_data["text"], ends_at=until
                )
            except (ProgrammeError, ValidationError) as refusal:
                form.add_error(*_told(refusal))
            else:
                messages.success(self.request, self._reach())
                return HttpResponseRedirect(self.request.path)
        return self._overview(form, status=UNPROCESSABLE)

    def _reach(self) -> str:
        """Say when open pages show the message that was just made."""
        try:
            shown = publishing.published(self.conference.slug)
        except Conference.DoesNotExist:
            return _("The message is kept, and shown once the conference is public.")
        wait = live.every(shown.programme, self.now)
        if wait == live.SOON:
            return _("The message is on all pages within five seconds.")
        if wait:
            return _(
                "The message is on pages that are opened now, and within a minute on those that are open."
            )
        return _(
            "The message is on pages that are opened now. Those that are open already do not ask any more."
        )

    def _until(self, clock: Any) -> datetime | None:
        if clock is None:
            return None
        today = walltimes.wall_time(self.now, self.conference.zone).date()
        return walltimes.instant(datetime.combine(today, clock), self.conference.zone)

    def _asked(self, data: QueryDict, *, refused: str = "") -> HttpResponse:
        """Show what a delay would move, and ask whether it shall."""
        form = DelayForm(data)
        if not form.is_valid():
            said = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return self._refused(said)
        try:
            delay = form.delay(self.now)
            plan = delays.plan(self.conference, delay)
        except ProgrammeError as refusal:
            return self._refused(refusal.message)
        status = UNPROCESSABLE if refused else 200
        return self._rendered("delay", self._question(delay, plan) | {"refused": refused}, status=status)

    def _question(self, delay: Delay, plan: Plan) -> dict[str, Any]:
        fields = {"session": str(delay.uid)}
        if delay.begins_at:
            fields["begins_at"] = str(int(delay.begins_at.timestamp()))
        else:
            fields["minutes"] = str(delay.longer // timedelta(minutes=1))
        told = [(each.severity, phrases.told(each, self.conference.zone)) for each in plan.review.fresh]
        return {
            "title": _("What this moves"),
            "plan": plan,
            "fields": fields,
            "follow": delay.follow,
            "ways": [(way, words, self._way(fields, way)) for way, words in FOLLOW.items()],
            "conflicts": told,
            "may_publish": self._may_publish,
        }

    def _way(self, fields: dict[str, str], way: str) -> str:
        query = QueryDict(mutable=True)
        query.update(fields | {"follow": way})
        return f"?{query.urlencode()}"

    def _carry_out(self) -> HttpResponse:
        data = self.request.POST
        form = DelayForm(data)
        publishes = data.get("publish") == "all"
        if publishes and not self._may_publish:
            raise PermissionDenied
        if not form.is_valid():
            return self._asked(data)
        try:
            delay = form.delay(self.now)
            said, release = delays.carry_out(
                self.conference, delay, by=self.user, publishes=publishes, seen=data.get("seen")
            )
        except ProgrammeError as refusal:
            return self._asked(data, refused=refusal.message)
        if release:
            done = _("Release %(number)d is published: %(what)s")
            words = done % {"number": release.number, "what": " ".join(said)}
        else:
            words = _("Saved in the draft, not published: %(what)s") % {"what": " ".join(said)}
        messages.success(self.request, words)
        return HttpResponseRedirect(self.request.path)

    def _refused(self, message: str) -> HttpResponse:
        messages.error(self.request, message)
        return self._overview(status=UNPROCESSABLE)

    def _overview(self, form: MessageForm | None = None, *, status: int = 200) -> HttpResponse:
        try:
            lines = live.lines(layout.lay_out(publishing.build(self.conference)), self.now)
        except ProgrammeError as refusal:
            messages.error(self.request, refusal.message)
            lines = []
        told = list(self.conference.announcements.select_related("by")[:LAST_MESSAGES])
        context = {
            "title": _("On the day"),
            "now": self.now,
            "lines": lines,
            "steps": STEPS,
            "form": form or MessageForm(),
            "shown": next((each for each in told if each.ends_at is None or each.ends_at > self.now), None),
            "told": told,
        }
        return self._rendered("live", context, status=status)

    @property
    def _may_publish(self) -> bool:
        return team.may(self.user, PUBLISH, self.conference.pk)

    def _rendered(self, name: str, context: dict[str, Any], *, status: int) -> HttpResponse:
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "subtitle": str(self.conference),
            "opts": self.model_admin.opts,
            "conference": self.conference,
            "live_url": reverse("admin:events_conference_live", args=[self.conference.pk]),
            "media": self.model_admin.media,
        } | context
        template = f"admin/events/conference/{name}.html"
        return TemplateResponse(self.request, template, context, status=status).render()


def _told(refusal: ProgrammeError | ValidationError) -> tuple[str | None, str]:
    """Return the field that a refusal is about, and its words."""
    if isinstance(refusal, ProgrammeError):
        return "until", refusal.message
    return "text", " ".join(refusal.messages)
