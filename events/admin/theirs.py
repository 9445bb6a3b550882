"""Admin shows, offers and changes nothing of a conference that is not the reader's (``events.team``).

Whatever is registered for something of a conference begins with ``TheirsAdmin``: lists, searches, filters,
autocompletes, histories, pages to delete and exports all start from its ``get_queryset``, and what is not in
there is answered as what does not exist.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.fields.related import RelatedField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events import roster, team
from events.models import Conference, Release, Room, Session, Track
from speakers.models import Speaker

if TYPE_CHECKING:
    _Admin = admin.options.BaseModelAdmin[Any]
else:
    _Admin = object

Row = TypeVar("Row", bound=Model)
NEWEST = Subquery(  # the number of a conference's newest release, None where there is none
    Release.objects.filter(conference=OuterRef("pk")).order_by("-number").values("number")[:1]
)
DAYS = ("year", "month", "day", "gte", "lt")  # what Django's date hierarchy asks for
PATHS: dict[type[Model], str] = {  # from what can be chosen to its conference
    Conference: "",
    Room: "conference",
    Track: "conference",
    Session: "conference",
}


def conference_or_404(request: HttpRequest, pk: int, right: str | None = None) -> Conference:
    """Return the conference for a page of our own, on which whoever asks must have the right.

    Its ``newest`` is the number of its newest release, by which admin knows of a public page.

    Raises:
        Http404: there is none, or it is not theirs.
        PermissionDenied: it is theirs, and the right is not.
    """
    row = Conference.objects.filter(pk=pk).annotate(newest=NEWEST).first()
    seen = team.conferences_seen(request.user)
    if row is None or (seen is not None and row.pk not in seen):
        raise Http404(_("There is no such conference."))
    if right is not None and not team.may(request.user, right, row.pk):
        raise PermissionDenied
    return row


class OwnConferences(admin.RelatedFieldListFilter):
    """Offers the conferences whose rows the reader may see."""

    include_empty_choice = False  # "none" is the site: bans, which few may see

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        """Return them by title."""
        rows = team.theirs(Conference.objects.all(), request.user, right("view", model_admin), path="")
        return [(row.pk, str(row)) for row in rows]


class OffersTheirs(_Admin):
    """Offers to choose from, in forms and for what they send, what is of the reader's conferences alone."""

    def get_field_queryset(
        self, db: str | None, db_field: RelatedField[Any, Any], request: HttpRequest
    ) -> QuerySet[Any] | None:
        """Leave out what is of conferences in which this person may not change such rows."""
        rows = super().get_field_queryset(db, db_field, request)
        model: Any = db_field.related_model
        if model is Speaker:
            return roster.changed_by(request.user, rows)
        if model not in PATHS:
            return rows
        found = model._default_manager.all() if rows is None else rows
        return team.theirs(found, request.user, right("change", self), path=PATHS[model])


class TheirsAdmin(OffersTheirs, admin.ModelAdmin[Row]):
    """What is of a conference: ``conference_path`` leads there from a row, as in a filter; "": it is one.

    ``lookups`` are the filters that an address may carry beside those that the list offers: others would
    tell, one by one, what is not shown.
    """

    conference_path = "conference"
    lookups: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        """Leave out what this person may not see."""
        return self.seen_by(request, super().get_queryset(request))

    def seen_by(self, request: HttpRequest, rows: QuerySet[Row]) -> QuerySet[Row]:
        """Return those of the rows that this person may see."""
        return team.theirs(rows, request.user, right("view", self), path=self.conference_path)

    def changed_by(self, request: HttpRequest, rows: QuerySet[Row]) -> QuerySet[Row]:
        """Return those of the rows that this person may change."""
        return team.theirs(rows, request.user, right("change", self), path=self.conference_path)

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Say whether this person may see the row; without one, any."""
        return super().has_view_permission(request, obj) and self.may(request, "view", obj)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Say whether this person may change the row; without one, any."""
        return super().has_change_permission(request, obj) and self.may(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Say whether this person may delete the row; without one, any."""
        return super().has_delete_permission(request, obj) and self.may(request, "delete", obj)

    def may(self, request: HttpRequest, action: str, obj: Row | None) -> bool:
        """Say whether the action is this person's to take in the row's conference, or in any."""
        key = None if obj is None else self.conference_key(obj)
        return team.may(request.user, right(action, self), key)

    def conference_key(self, row: Row) -> int:
        """Return the key of the row's conference, or 0, which no conference has."""
        if not self.conference_path:
            return int(row.pk)
        *before, last = self.conference_path.split("__")
        return int(getattr(reduce(getattr, before, row), f"{last}_id") or 0)

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Let the filter by conference offer this person's."""
        filters = super().get_list_filter(request)
        return [(each, OwnConferences) if each == self.conference_path else each for each in filters]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Refuse every filter that is not offered."""
        named = [each[0] if isinstance(each, tuple) else each for each in self.list_filter]
        offered = {getattr(each, "parameter_name", None) for each in named}
        offered |= {f"{name}__{kind}" for name in named for kind in ("exact", "id__exact")}
        days = {f"{self.date_hierarchy}__{name}" for name in DAYS} if self.date_hierarchy else set()
        return lookup in {f"{self.conference_path}__id__exact", *self.lookups, *offered, *days}

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Row], *rest: Any
    ) -> HttpResponse | None:
        """Let actions reach what this person may change, and say what they left alone."""
        may_change = self.changed_by(request, queryset)
        if may_change is queryset or self._only_looks(request):
            return super().response_action(request, queryset, *rest)
        chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        all_of_it = request.POST.get("select_across") == "1"
        rows = queryset if all_of_it else queryset.filter(pk__in=chosen)
        left = rows.exclude(pk__in=may_change.values("pk")).count()
        if left:
            said = ngettext(
                "%(count)d row is of a conference in which you only look, and was left as it is.",
                "%(count)d rows are of conferences in which you only look, and were left as they are.",
                left,
            )
            messages.warning(request, said % {"count": left})
        return super().response_action(request, may_change, *rest)

    def _only_looks(self, request: HttpRequest) -> bool:
        """Say whether the action that is asked for changes nothing, as an export."""
        action = self.get_actions(request).get(request.POST.get("action", ""))
        return action is not None and getattr(action[0], "allowed_permissions", None) == ["view"]

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> NoReturn:
        """Answer what is not theirs and what is not there alike, where Django leads to the index."""
        said = {"name": opts.verbose_name}
        raise Http404(_("There is no such %(name)s. It may have been deleted, or be another team’s.") % said)


def right(action: str, model_admin: admin.options.BaseModelAdmin[Any]) -> str:
    """Name the right to do that with what the admin is of, such as "events.change_session"."""
    opts = model_admin.opts
    return f"{opts.app_label}.{get_permission_codename(action, opts)}"
