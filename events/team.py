"""Who works on which conference, and what that lets them do: the one rule of admin, API and services.

A role in a conference's team gives the rights that ``RIGHTS`` lists for it, there and nowhere else;
superusers have all of them in all. Groups and permissions of Django's count for what belongs to no conference
alone: ``backends.TeamBackend`` answers ``has_perm`` for all else from here, as "somewhere" (ADR 14).
"""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from cyberconf.accounts.models import User
from cyberconf.accounts.policies import may_sign_in
from cyberconf.accounts.roles import RIGHTS, SITE_WIDE
from events.models import Conference, TeamMember

AnyUser = User | AnonymousUser
Role = TeamMember.Role
Row = TypeVar("Row", bound=Model)
Keys = frozenset[int] | None  # of conferences; None: of all that there are

ROLES = frozenset(RIGHTS)
KEPT = "_team"  # where an instance keeps what was read; a request's user, which is lazy, hands it through


def _model_of(right: str) -> tuple[str, str]:
    """Return the app and the model that a right is about: "events.add_session" is of events' session."""
    app, _dot, codename = right.partition(".")
    return app, codename.partition("_")[2]


MODELS = frozenset(_model_of(right) for rights in RIGHTS.values() for right in rights)
APPS = frozenset(app for app, _model in MODELS)


def join(*, conference: Conference, user: User, role: Role) -> TeamMember:
    """Make the user a member of the conference's team, unless they are one in that role already."""
    member, _made = TeamMember.objects.get_or_create(conference=conference, user=user, role=role)
    forget(user)
    return member


def forget(user: User) -> None:
    """Have the user's teams read anew: they have changed since this instance was loaded."""
    setattr(user, KEPT, None)


def may(user: AnyUser, right: str, conference_id: int | None = None) -> bool:
    """Say whether the user has the right, such as "events.change_session", in the conference of that key.

    Without a key: in any conference at all. One query for staff, the first time for the same instance.
    """
    found = conferences_with(user, right)
    if found is None or conference_id is None:
        return found is None or bool(found)
    return conference_id in found


def conferences_with(user: AnyUser, right: str) -> Keys:
    """Return the keys of the conferences in which the user has the right, or None: they have it in all."""
    return _conferences(user, frozenset(role for role, rights in RIGHTS.items() if right in rights))


def theirs(rows: QuerySet[Row], user: AnyUser, right: str, *, path: str = "conference") -> QuerySet[Row]:
    """Return those of the rows that are of conferences in which the user has the right.

    ``path`` leads from a row to its conference, as in a filter; "" where the rows are the conferences.
    """
    found = conferences_with(user, right)
    return rows if found is None else rows.filter(**{f"{path or 'pk'}__in": sorted(found)})


def works_on(user: AnyUser, role: Role, conference_id: int) -> bool:
    """Say whether the user has that role in the conference."""
    found = conferences_of(user, role)
    return found is None or conference_id in found


def conferences_of(user: AnyUser, role: Role) -> Keys:
    """Return the keys of the conferences in which the user has that role, or None: they have it in all."""
    return _conferences(user, frozenset({role}))


def conferences_seen(user: AnyUser) -> Keys:
    """Return the keys of the conferences on which the user works at all, or None: on all."""
    return _conferences(user, ROLES)


def is_of_conferences(right: str) -> bool:
    """Say whether a permission of Django's is about what belongs to a conference, so that roles give it."""
    return right not in SITE_WIDE and _model_of(right) in MODELS


def _conferences(user: AnyUser, roles: frozenset[str]) -> Keys:
    """One query for staff, the first time for the same instance; none for everybody else."""
    if not isinstance(user, User) or not may_sign_in(user) or not user.is_staff:
        return frozenset()
    if user.is_superuser:
        return None
    held = getattr(user, KEPT, None)
    if held is None:
        held = frozenset(TeamMember.objects.filter(user=user).values_list("role", "conference_id"))
        setattr(user, KEPT, held)
    return frozenset(key for name, key in held if name in roles)
