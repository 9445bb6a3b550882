"""Who works on which conference. What is done here has no force in another; superusers work on all."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from cyberconf.accounts.models import User
from cyberconf.accounts.policies import may_sign_in
from events.models import Conference, TeamMember

AnyUser = User | AnonymousUser
Role = TeamMember.Role


def join(*, conference: Conference, user: User, role: Role) -> TeamMember:
    """Make the user a member of the conference's team, unless they are one in that role already."""
    member, _made = TeamMember.objects.get_or_create(conference=conference, user=user, role=role)
    user.__dict__.pop("_team", None)
    return member


def works_on(user: AnyUser, role: Role, conference_id: int) -> bool:
    """Say whether the user has that role in the conference: one query for staff, the first time, or none."""
    found = conferences_of(user, role)
    return found is None or conference_id in found


def conferences_of(user: AnyUser, role: Role) -> frozenset[int] | None:
    """Return the keys of the conferences in which the user has that role, or None: they have it in all.

    One query for staff, the first time for the same instance; none for everybody else.
    """
    if not isinstance(user, User) or not may_sign_in(user) or not user.is_staff:
        return frozenset()
    if user.is_superuser:
        return None
    if "_team" not in user.__dict__:
        rows = TeamMember.objects.filter(user=user).values_list("role", "conference_id")
        user.__dict__["_team"] = frozenset(rows)
    return frozenset(key for name, key in user.__dict__["_team"] if name == role)
