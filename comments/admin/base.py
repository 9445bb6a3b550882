"""What the admin of everything about discussions has in common: each conference's is its own team's."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comments.models import Comment
from comments.powers import may_ban
from cyberconf.accounts.models import User
from cyberconf.web.lists import together
from events.admin.base import AtVenueAdmin

Row = TypeVar("Row", bound=Model)


class TeamAdmin(AtVenueAdmin[Row]):
    """What comes of what people do: it is neither added nor deleted by staff."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Say no: rows come of what people do."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Say no: everything is kept for the record."""
        return False

    def changed_by(self, request: HttpRequest, rows: QuerySet[Row]) -> QuerySet[Row]:
        """Leave it to the services, which say of each row why not."""
        return rows


class WithBansAdmin(TeamAdmin[Row]):
    """What is of a conference or, where it is about a ban, of the site: that is for those who may ban."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        """Add what is of no conference for those who may ban; leave it out for all others."""
        rows, is_of_site = super().get_queryset(request), Q(**{self.conference_path: None})
        if not may_ban(request.user):
            return rows.exclude(is_of_site)
        every = self.model._default_manager
        keys = every.filter(Q(pk__in=rows.values("pk")) | is_of_site).values("pk")
        return every.filter(pk__in=keys).order_by(*(self.get_ordering(request) or ["-pk"]))

    def may(self, request: HttpRequest, action: str, obj: Row | None) -> bool:
        """Say whether the action is this person's to take."""
        if obj is not None and not self.conference_key(obj):
            return may_ban(request.user)
        return super().may(request, action, obj)


def staff(request: HttpRequest) -> User:
    """Return who works here."""
    assert isinstance(request.user, User)
    return request.user


def named(comment: Comment) -> str:
    """Name the author of a comment, with the affiliation that they posted under."""
    return together([comment.author.name, comment.affiliation])


def isolated(text: str) -> SafeString:
    """Return a name or a text that cannot turn around what stands beside it (S36)."""
    return format_html("<bdi>{}</bdi>", text)
