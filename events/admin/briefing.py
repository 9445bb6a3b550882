"""The page from which staff write to the speakers of a conference, and see what was sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cyberconf.accounts.models import User
from cyberconf.web.lists import together
from events import briefing, outbox, publishing
from events.admin.lineup import conference_or_404
from events.briefing import Briefing, Recipient
from events.errors import ProgrammeError
from events.models import Conference, Letter

UNPROCESSABLE = 422
SHOWN = 100  # letters that were sent, the newest first


def briefing_page(model_admin: admin.ModelAdmin[Conference], request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the speakers to write to; show a letter, or send them, when that is asked for."""
    conference = conference_or_404(model_admin, request, pk)
    if request.method == "POST" and "again" in request.POST:
        return _again(request, conference)
    assert isinstance(request.user, User)
    try:
        prepared = Briefing(conference, by=request.user)
    except ProgrammeError as refusal:
        context = {"refusal": refusal.message, "letters": []}
        return _rendered(model_admin, request, conference, context)
    page = BriefingPage(model_admin, request, conference, prepared)
    if request.method == "POST" and "send" in request.POST:
        return page.send()
    return page.show()


class BriefingPage:
    """One request for the page."""

    def __init__(
        self,
        model_admin: admin.ModelAdmin[Conference],
        request: HttpRequest,
        conference: Conference,
        prepared: Briefing,
    ) -> None:
        self.model_admin, self.request, self.conference = model_admin, request, conference
        self.prepared = prepared
        self.note = request.POST.get("note", "").replace("\r\n", "\n")
        chosen = set(request.POST.getlist("to"))
        self.chosen = [each for each in prepared.recipients if str(each.speaker.pk) in chosen]

    def send(self) -> HttpResponse:
        """Send the letters, once however often the button is pressed."""
        assert isinstance(self.request.user, User)
        try:
            press = UUID(self.request.POST.get("press", ""))
        except ValueError:
            return self.show(_("This form was not complete. Please look at it and send it again."))
        try:
            sent = briefing.send(
                self.prepared, self.chosen, note=self.note, press=press, by=self.request.user
            )
        except ProgrammeError as refusal:
            return self.show(refusal.message)
        said = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", len(sent))
        messages.success(self.request, said % {"count": len(sent)})
        return HttpResponseRedirect(self.request.path)

    def show(self, refusal: str = "") -> HttpResponse:
        """Show the page, with a letter where one is asked for, and all that was typed and ticked."""
        is_sent = self.request.method == "POST"
        reached = [each for each in self.prepared.recipients if each.speaker.email]
        context = {
            "refusal": refusal,
            "note": self.note,
            "most_note": briefing.MAX_NOTE,
            "press": uuid4(),
            "lines": [(each, each in self.chosen or not is_sent, _sessions(each)) for each in reached],
            "unreached": [each for each in self.prepared.recipients if not each.speaker.email],
            "others": [person.full_name for person in self.prepared.others],
            "shown": self._shown(),
            "release": self.prepared.published.number,
            "is_behind": self._is_behind(),
            "is_draft": self.conference.status == Conference.Status.DRAFT,
        }
        status = UNPROCESSABLE if refusal else 200
        return _rendered(self.model_admin, self.request, self.conference, context, status=status)

    def _shown(self) -> dict[str, Any] | None:
        """Return the letter to somebody as it would be sent, where that is asked for."""
        wanted = self.request.POST.get("preview", "")
        to = next((each for each in self.prepared.recipients if str(each.speaker.pk) == wanted), None)
        return {"to": to.speaker, "draft": self.prepared.write(to, note=self.note)} if to else None

    def _is_behind(self) -> bool:
        """Say whether the draft says something else than what is published."""
        try:
            draft = publishing.build(self.conference)
        except ProgrammeError:
            return True
        return draft.content_hash != self.prepared.published.content_hash


def _sessions(to: Recipient) -> str:
    return together(f"{entry.session.title} ({part.role})" for entry, part in to.parts)


def _to_speakers(conference: Conference) -> QuerySet[Letter]:
    """Return the letters to speakers, who appear; not those to the team."""
    return conference.letters.exclude(kind__in=Letter.TO_STAFF)


def _again(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Try those letters again that could not be sent."""
    count = outbox.revive(_to_speakers(conference))
    said = ngettext("%(count)d letter is tried again.", "%(count)d letters are tried again.", count)
    messages.success(request, said % {"count": count})
    return HttpResponseRedirect(reverse("admin:events_conference_briefing", args=[conference.pk]))


def _rendered(
    model_admin: admin.ModelAdmin[Conference],
    request: HttpRequest,
    conference: Conference,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    letters = list(_to_speakers(conference).select_related("sent_by").defer("calendar")[:SHOWN])
    shared: dict[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": _("Write to speakers"),
        "subtitle": str(conference),
        "opts": model_admin.opts,
        "conference": conference,
        "letters": letters,
        "has_failed": any(letter.state == Letter.State.DEAD for letter in letters),
        "media": model_admin.media,
    }
    template = "admin/events/conference/briefing.html"
    return TemplateResponse(request, template, context | shared, status=status).render()
