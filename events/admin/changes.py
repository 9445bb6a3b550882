"""The page of a conference's unpublished changes, from which it is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events import archiving, embedding, informing, phrases, releasing, reviewing, team
from events.admin import planning
from events.admin.base import PUBLISH, outcome
from events.admin.forms import PublishForm
from events.admin.planning import user_of
from events.admin.theirs import conference_or_404
from events.conflicts import Conflict
from events.errors import ProgrammeError
from events.models import Conference
from events.reviewing import Group, Review
from speakers.models import Speaker

UNPROCESSABLE = 422


def changes_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the draft differs from the newest release; publish it when that is asked for."""
    conference = conference_or_404(request, pk, "events.view_conference")
    page = ChangesPage(model_admin, request, conference)
    return page.post() if request.method == "POST" else page.show(page.form())


@dataclass(frozen=True)
class Mend:
    """Something that does not fit together, and where it can be mended, if that is known."""

    message: str
    url: str | None = None


class ChangesPage:
    """One request for the page. The draft is read once, when the request comes in."""

    template = "admin/events/conference/changes.html"

    def __init__(
        self, model_admin: admin.ModelAdmin[Conference], request: HttpRequest, conference: Conference
    ) -> None:
        self.model_admin = model_admin
        self.request = request
        self.conference = conference
        self.review: Review | None = None
        self.mends: dict[str, list[Mend]] = {"error": [], "warning": [], "known": []}
        try:
            self.review = self._look()
        except ProgrammeError as refusal:
            self.mends["error"].append(Mend(refusal.message))
        self.affected = informing.Affected()
        if self.review and self.review.last:
            self.affected = informing.affected(self.review.before, self.review.draft)
        if conference.is_archived:
            self.mends["error"].append(Mend(archiving.told(conference)))
        self.urls = self._urls()
        fresh = set(self.review.fresh) if self.review else set()
        for conflict in self.review.conflicts if self.review else ():
            is_known = conflict.severity == "warning" and conflict not in fresh
            mend = Mend(phrases.told(conflict, conference.zone), self._url(conflict))
            self.mends["known" if is_known else conflict.severity].append(mend)

    def form(self, data: Any = None) -> PublishForm:
        """Return the form, which offers to make a draft public to whoever may change the conference.

        It asks to confirm what is warned of, where the newest release does not have it already.
        """
        form = PublishForm(data, initial={"seen": self._hash})
        if not self.mends["warning"]:
            del form.fields["confirms"]
        is_draft = self.conference.status == Conference.Status.DRAFT
        if not (is_draft and self.model_admin.has_change_permission(self.request, self.conference)):
            del form.fields["makes_public"]
        if not self.affected.can_be_told:
            del form.fields["mails"]
        form.fields["at"].help_text = _("As the clock in %(zone)s shows it.") % {
            "zone": self.conference.zone.key
        }
        return form

    def post(self) -> HttpResponse:
        """Publish, or say why not and keep what was typed."""
        if not self._may_publish:
            raise PermissionDenied
        data = self.request.POST.copy()
        if "withdraw" in data:
            return planning.withdraw(self.request, self.conference, data.get("withdraw", ""))
        form = self.form(data)
        if form.is_valid() and (done := self._do(form)):
            return done
        data["seen"] = self._hash
        return self.show(form, status=UNPROCESSABLE)

    def show(self, form: PublishForm, *, status: int = 200) -> HttpResponse:
        """Draw the page."""
        with timezone.override(self.conference.zone):
            page = TemplateResponse(self.request, self.template, self._context(form), status=status)
            return page.render()

    def _look(self) -> Review:
        """Compare what would be published with the newest release."""
        return reviewing.review(self.conference)

    def _context(self, form: PublishForm) -> dict[str, Any]:
        return {
            **self.model_admin.admin_site.each_context(self.request),
            "title": _("Unpublished changes"),
            "subtitle": str(self.conference),
            "opts": self.model_admin.opts,
            "conference": self.conference,
            "public_url": self.model_admin.get_view_on_site_url(self.conference),
            "review": self.review,
            "groups": self._groups(),
            "mends": self.mends,
            "form": form,
            "affected": self.affected,
            "letter": self._letter(),
            "planned": self._planned(),
            "may_publish": self._may_publish,
            "is_draft": self.conference.status == Conference.Status.DRAFT,
            "snippet": self._snippet(),
            "media": self.model_admin.media,
        }

    def _do(self, form: PublishForm) -> HttpResponse | None:
        """Publish, now or later; None where it is refused."""
        try:
            done = self._plan(form) if self._is_for_later(form) else self._publish(form)
        except ProgrammeError as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, refusal.message)
            return None
        return done

    def _publish(self, form: PublishForm) -> HttpResponse:
        """Publish and say which release it became, and who is told.

        Raises:
            ProgrammeError: it is refused.
        """
        said = form.cleaned_data
        makes_public = said.get("makes_public", False)
        done = releasing.release(
            self.conference,
            by=user_of(self.request),
            note=said["note"],
            seen=said["seen"] or None,
            makes_public=makes_public,
            mails=said.get("mails", False),
        )
        last = self.review.last.number if self.review and self.review.last else None
        messages.success(self.request, outcome(done.release.number, last, self.conference))
        for line in releasing.told(done.affected):
            messages.info(self.request, line)
        if makes_public:
            self._log_public()
        return HttpResponseRedirect(self.request.path)

    def _plan(self, form: PublishForm) -> HttpResponse:
        """Plan it, and say for when.

        Raises:
            ProgrammeError: it is refused.
        """
        planning.plan(self.request, self.conference, form, seen=self._hash)
        return HttpResponseRedirect(self.request.path)

    def _is_for_later(self, form: PublishForm) -> bool:
        return "plan" in self.request.POST and "at" in form.fields

    def _log_public(self) -> None:
        self.model_admin.log_change(self.request, self.conference, [{"changed": {"fields": ["status"]}}])
        said = _("%(conference)s is public now: everybody can see what is published.")
        messages.success(self.request, said % {"conference": self.conference})

    def _planned(self) -> list[planning.Planned]:
        return planning.shown(self.conference, timezone.now())

    def _letter(self) -> str:
        """Return the words of the first letter, as they would be without a note."""
        if not self.affected.told or self.review is None:
            return ""
        names = phrases.Names.of(self.review.before, self.review.draft)
        writer = informing.Writer(self.review.draft, names, note="")
        return writer.text(self.affected.told[0])

    def _snippet(self) -> str:
        """Return what shows the agenda on another site, once there is one that everybody may see."""
        is_public = self.review and self.review.last and self.conference.status != Conference.Status.DRAFT
        return embedding.snippet(self.review.before) if self.review and is_public else ""

    def _groups(self) -> list[tuple[Group, str | None]]:
        """Return what changes, each with the page where it is edited."""
        groups = self.review.groups(self.conference.zone) if self.review else []
        own = reverse("admin:events_conference_change", args=[self.conference.pk])
        return [(group, self.urls.get(group.uid) if group.uid else own) for group in groups]

    def _urls(self) -> dict[Any, str]:
        """Return the pages in admin of every session and person that the review names, by permanent id."""
        if self.review is None:
            return {}
        people = {change.uid for change in self.review.changes if change.uid and change.subject == "person"}
        people |= {conflict.person.uid for conflict in self.review.conflicts if conflict.person}
        sessions = self.conference.sessions.values_list("uid", "pk")
        urls = {uid: reverse("admin:events_session_change", args=[pk]) for uid, pk in sessions}
        for uid, pk in Speaker.objects.filter(uid__in=people).values_list("uid", "pk"):
            urls[uid] = reverse("admin:speakers_speaker_change", args=[pk])
        return urls

    def _url(self, conflict: Conflict) -> str | None:
        """Return the page where a conflict is mended: the session's, the person's or the conference's."""
        if conflict.sessions:
            return self.urls.get(conflict.sessions[-1].uid)
        if conflict.person:
            return self.urls.get(conflict.person.uid)
        return reverse("admin:events_conference_change", args=[self.conference.pk])

    @property
    def _hash(self) -> str:
        return self.review.draft.content_hash if self.review else ""

    @property
    def _may_publish(self) -> bool:
        return team.may(self.request.user, PUBLISH, self.conference.pk)
