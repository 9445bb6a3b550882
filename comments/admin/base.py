"""What the admin of everything about discussions has in common: each conference's is its own team's."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comments.models import Comment
from comments.policies import moderates
from comments.powers import conferences_read
from cyberconf.accounts.models import User
from events.admin.base import AtVenueAdmin
from events.models import Conference

Row = TypeVar("Row", bound=Model)
DAYS = ("year", "month", "day", "gte", "lt")  # what Django's date hierarchy asks for


class OwnConferences(admin.RelatedFieldListFilter):
    """Offers the conferences whose discussions the reader may see."""

    include_empty_choice = False  # "none" is the site: bans, which few may see

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        """Return them by title."""
        rows = Conference.objects.all()
        keys = conferences_read(request.user)
        if keys is not None:
            rows = rows.filter(pk__in=sorted(keys))
        return [(row.pk, str(row)) for row in rows]


class TeamAdmin(AtVenueAdmin[Row]):
    """Shows, finds and changes nothing of a conference that is not the reader's.

    ``lookups`` are the only filters that an address may carry (S16).
    """

    lookups: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        """Leave out other conferences: lists, searches, pages and autocompletes start from here."""
        rows = super().get_queryset(request)
        keys = conferences_read(request.user)
        return rows if keys is None else rows.filter(**{f"{self.conference_path}__in": sorted(keys)})

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Refuse every filter that is not offered: one by one they would tell what is not shown."""
        days = [f"{self.date_hierarchy}__{name}" for name in DAYS] if self.date_hierarchy else []
        return lookup in {f"{self.conference_path}__id__exact", *self.lookups, *days}

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Say whether this person moderates the row's conference; without a row, any."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or moderates(request.user, self.conference_key(obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Say no: rows come of what people do."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Say no: everything is kept for the record."""
        return False

    def conference_key(self, row: Row) -> int:
        """Return the key of the row's conference."""
        found: Any = row
        for name in self.conference_path.split("__"):
            found = getattr(found, name)
        return int(found.pk)


def staff(request: HttpRequest) -> User:
    """Return who works here."""
    assert isinstance(request.user, User)
    return request.user


def named(comment: Comment) -> str:
    """Name the author of a comment, with the affiliation that they posted under."""
    return ", ".join(filter(None, [comment.author.name, comment.affiliation]))


def isolated(text: str) -> SafeString:
    """Return a name or a text that cannot turn around what stands beside it (S36)."""
    return format_html("<bdi>{}</bdi>", text)
