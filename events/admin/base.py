"""What the admin of every part of the draft has in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cyberconf.accounts.models import User
from cyberconf.web.wording import whole_words
from events import editing, histories, publishing, team
from events.admin.seeing import SeenAdmin
from events.admin.theirs import TheirsAdmin, right
from events.edits import Recording
from events.errors import ProgrammeError
from events.models import Conference, Edit

Row = TypeVar("Row", bound=Model)
Touched = Mapping[Conference, Collection[int] | None]  # keys of sessions; None is the whole draft
MOST_EDITS = 100  # edits that the history of a row tells of, the newest first
PUBLISH = "events.add_release"
NAME_LENGTH = 40  # characters of a conference's title in a column


class AtVenueAdmin(TheirsAdmin[Row]):
    """Shows times as the venue's clock does: the conference's on a page, on a list where it has but one."""

    def get_list_display(self, request: HttpRequest) -> Any:
        """Leave out the conference where the list is of one."""
        columns = super().get_list_display(request)
        is_of_one = _joined(self.conference_path, "id__exact") in request.GET
        return [column for column in columns if column != "conference_name" or not is_of_one]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        """Show and take the form in the conference's zone."""
        with timezone.override(self._zone_of_page(object_id)):
            return _rendered(super().changeform_view(request, object_id, *args, **kwargs))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show the list, and cut it into days, in the zone of the conference or conferences."""
        with timezone.override(self._zone_of_list(request)):
            return _rendered(super().changelist_view(request, extra_context))

    @admin.display(description=gettext_lazy("conference"))
    def conference_name(self, row: Row) -> str:
        """Name the conference, briefly."""
        conference = reduce(getattr, self.conference_path.split("__"), row)
        return whole_words(str(conference), NAME_LENGTH)

    def _zone_of_page(self, object_id: str | None) -> ZoneInfo | None:
        if object_id is None:
            return None
        try:
            rows = self.model._default_manager.filter(pk=object_id)
            name = rows.values_list(_joined(self.conference_path, "time_zone"), flat=True).first()
        except ValueError:  # no id at all; Django will say so
            return None
        return ZoneInfo(name) if name else None

    def _zone_of_list(self, request: HttpRequest) -> ZoneInfo | None:
        """Return the one zone that the conferences of the list have, or None, which means UTC."""
        conferences = team.theirs(Conference.objects.all(), request.user, right("view", self), path="")
        chosen = request.GET.get(_joined(self.conference_path, "id__exact"), "")
        if chosen.isdecimal():
            conferences = conferences.filter(pk=chosen)
        zones = conferences.order_by().values_list("time_zone", flat=True).distinct()[:2]
        return ZoneInfo(zones[0]) if len(zones) == 1 else None


class DraftAdmin(SeenAdmin[Row], AtVenueAdmin[Row]):
    """Records what is done to the draft, once all rows are saved; publishes it where that is asked for.

    What is archived is there to be read alone, and the page of a row says so.
    """

    def may_change(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Say whether the user could change the row if it was not archived."""
        return super().has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Say no to what is archived, too."""
        return self.may_change(request, obj) and self._archived(obj) is None

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Say no to what is archived, too."""
        return super().has_delete_permission(request, obj) and self._archived(obj) is None

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Row | None = None,
    ) -> HttpResponse:
        """Say why a row is not to be changed, to those who could take it out of the archive."""
        context["archived"] = self._archived(obj) if change else None
        context["may_take_out"] = self.may_change(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    object_history_template = "admin/events/history.html"

    def touched(self, rows: Iterable[Row]) -> Touched:
        """Return the conferences whose programme the rows are part of, each with the sessions concerned."""
        raise NotImplementedError  # for each admin to say; admin's own metaclass keeps ABC out

    def archived_of(self, obj: Row) -> Conference | None:
        """Return the archived conference that the row is part of, if it is."""
        return next((each for each in self.touched([obj]) if each.is_archived), None)

    def _archived(self, obj: Row | None) -> Conference | None:
        return self.archived_of(obj) if obj is not None and obj.pk else None

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        """Save a row; what stood before is kept until all that belongs to it is saved as well."""
        request.recordings = self._recordings(request, [obj]) if change else []  # type: ignore[attr-defined]  # ours, for one request
        super().save_model(request, obj, form, change)
        if not change:
            request.recordings = self._recordings(request, [obj], is_new=True)  # type: ignore[attr-defined]  # as above

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rows that belong to it; then nothing is missing from what may be published."""
        super().save_related(request, form, formsets, change)
        _finish(request, request.recordings)  # type: ignore[attr-defined]  # as above

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        """Delete a row and publish that it is gone."""
        recordings = self._recordings(request, [obj])
        super().delete_model(request, obj)
        _finish(request, recordings)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        """Delete rows and publish, once, that they are gone."""
        recordings = self._recordings(request, queryset)
        super().delete_queryset(request, queryset)
        _finish(request, recordings)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what was done to it in the programme, in words, above what admin itself has noted."""
        row = self.get_object(request, object_id)
        uid = getattr(row, "uid", None)
        context = {"edits": [], "uid": uid, **(extra_context or {})}
        if row is not None:
            conferences = [conference.pk for conference in self.touched([row])]
            rows = Edit.objects.filter(conference__in=conferences).told()
            rows = rows.about([uid]) if uid else rows
            edits = team.theirs(rows, request.user, "events.view_edit")
            context["edits"] = histories.told(edits[:MOST_EDITS], about=[uid] if uid else None)
        return super().history_view(request, object_id, context)

    def _recordings(
        self, request: HttpRequest, rows: Iterable[Row], *, is_new: bool = False
    ) -> list[Recording]:
        assert isinstance(request.user, User)
        return [
            Recording(conference, by=request.user, via=Edit.Via.PAGE, sessions=sessions, made=is_new)
            for conference, sessions in self.touched(rows).items()
        ]


class KeptAdmin(DraftAdmin[Row]):
    """Refuses, in words, to delete what was published or is spoken of."""

    delete_confirmation_template = "admin/events/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/events/delete_selected_confirmation.html"

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Put the reasons to keep a row in place of what hangs on it."""
        gone, counts, lacking, protected = super().get_deleted_objects(objs, request)
        reasons = [reason for row in objs if (reason := editing.reason_to_keep(row))]
        return gone, counts, set() if reasons else lacking, reasons or protected


def _finish(request: HttpRequest, recordings: Iterable[Recording]) -> None:
    """Store the edits of conferences that were not deleted themselves, and publish them."""
    standing = Conference.objects.in_bulk([recording.conference.pk for recording in recordings])
    for recording in recordings:
        if recording.conference.pk in standing:
            recording.finish()
    publish_saved(request, standing.values())


def publish_saved(request: HttpRequest, conferences: Iterable[Conference]) -> None:
    """Publish what was saved where the conference asks for it, and say what came of it.

    That is for conferences which this person publishes: a speaker may appear in others, too.
    """
    assert isinstance(request.user, User)
    for conference in conferences:
        if not team.may(request.user, PUBLISH, conference.pk):
            continue
        numbers = conference.releases.values_list("number", flat=True)
        last = numbers.first()
        try:
            release = publishing.saved(conference, by=request.user)
        except ProgrammeError as refusal:
            said = {"refusal": refusal.message, "conference": conference}
            messages.warning(request, _("Saved, but %(conference)s is not published: %(refusal)s") % said)
            continue
        if release is not None:
            messages.success(request, outcome(release.number, last, conference))


def listed(lines: Iterable[str]) -> SafeString:
    """Write sentences as a list."""
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))


def outcome(number: int, last: int | None, conference: Conference) -> str:
    """Say which release was made, or that none was needed."""
    said = {"number": number, "conference": conference}
    if number == last:
        return _("Nothing differs from release %(number)d of %(conference)s, so no release was made.") % said
    return _("Release %(number)d of %(conference)s is published.") % said


def _rendered(response: HttpResponse) -> HttpResponse:
    """Draw the page now, while its zone is the current one."""
    return response.render() if isinstance(response, TemplateResponse) else response


def _joined(path: str, name: str) -> str:
    return f"{path}__{name}" if path else name
