"""The page of an earlier release on which one sees what going back to it would change, and goes back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from events import releasing, returning, team
from events.admin.base import PUBLISH
from events.admin.changes import ChangesPage
from events.admin.forms import PublishForm
from events.admin.planning import Planned, user_of
from events.models import Conference, Release
from events.returning import Return
from events.reviewing import Review


def return_page(model_admin: admin.ModelAdmin[Release], request: HttpRequest, pk: int) -> HttpResponse:
    """Show what going back to a release would change; go back when that is asked for."""
    rows = Release.objects.select_related("conference").filter(pk=pk)
    release = team.theirs(rows, request.user, "events.view_release").first()
    if release is None:
        raise Http404(_("There is no such release."))
    if not team.may(request.user, PUBLISH, release.conference_id):
        raise PermissionDenied
    page = ReturnPage(model_admin, request, release)
    return page.post() if request.method == "POST" else page.show(page.form())


class ReturnPage(ChangesPage):
    """One request for the page: that of unpublished changes, with the release in the draft's place."""

    template = "admin/events/release/return.html"

    def __init__(
        self, model_admin: admin.ModelAdmin[Release], request: HttpRequest, release: Release
    ) -> None:
        self.release = release
        self.found: Return | None = None
        conferences = admin.site.get_model_admin(Conference)
        super().__init__(conferences, request, release.conference)
        self.releases = model_admin

    def form(self, data: Any = None) -> PublishForm:
        """Return the form, which leaves the conference's status as it is, and the deed for now."""
        form = super().form(data)
        for name in ("makes_public", "at", "only_as_seen"):
            form.fields.pop(name, None)
        return form

    def _look(self) -> Review:
        self.found = returning.look(self.release)
        return self.found.review

    def _context(self, form: PublishForm) -> dict[str, Any]:
        said = {"number": self.release.number}
        return super()._context(form) | {
            "title": _("Go back to release %(number)d") % said,
            "submit": _("Publish release %(number)d again") % said,
            "opts": self.releases.opts,
            "release": self.release,
            "unpublished": self.found.unpublished if self.found else 0,
        }

    def _planned(self) -> list[Planned]:
        """Return none: they are on the page of unpublished changes."""
        return []

    def _publish(self, form: PublishForm) -> HttpResponse:
        """Go back and say which release that became, and who is told.

        Raises:
            ProgrammeError: it is refused.
        """
        done = releasing.go_back(
            self.release,
            by=user_of(self.request),
            note=form.cleaned_data["note"],
            seen=form.cleaned_data["seen"] or None,
            mails=form.cleaned_data.get("mails", False),
        )
        made = done.release
        said = {"made": made.number, "number": self.release.number, "conference": self.conference}
        message = _("Release %(made)d of %(conference)s is published. It says what release %(number)d said.")
        messages.success(self.request, message % said)
        for line in releasing.told(done.affected):
            messages.info(self.request, line)
        return HttpResponseRedirect(reverse("admin:events_release_change", args=[made.pk]))

    @property
    def _hash(self) -> str:
        return self.found.seen if self.found else ""
