"""The members of a conference's team: who has which role, given another, and taken off.

A conference keeps an editor: superusers alone take the last one off.
"""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cyberconf.accounts.models import User
from events import team
from events.errors import ProgrammeError
from events.models import Conference, TeamMember
from events.team import Role

MANAGE = "events.change_teammember"


@transaction.atomic
def change_role(member: TeamMember, role: str, *, by: User) -> TeamMember:
    """Give the member another role, and return them in it.

    Raises:
        PermissionDenied: ``by`` has no say in this team.
        ProgrammeError: with the code ``no_role``, or ``last_editor``.
    """
    conference = managed(member.conference_id, by=by)
    if role not in Role.values:
        message = _("“%(found)s” is no role. Expected one of: %(roles)s.")
        raise ProgrammeError("no_role", message % {"found": role, "roles": ", ".join(Role.values)})
    if role == member.role:
        return member
    _refuse_last(member, by)
    said = {"name": member.user, "before": member.get_role_display(), "after": Role(role).label}
    member.delete()
    made = team.join(conference=conference, user=member.user, role=Role(role))
    note(conference, _("%(name)s, %(before)s before, is now %(after)s.") % said, by=by)
    return made


@transaction.atomic
def remove(member: TeamMember, *, by: User) -> None:
    """Take the role from the member.

    Raises:
        PermissionDenied: ``by`` has no say in this team.
        ProgrammeError: with the code ``last_editor``.
    """
    conference = managed(member.conference_id, by=by)
    _refuse_last(member, by)
    said = {"name": member.user, "role": member.get_role_display()}
    member.delete()
    team.forget(member.user)
    note(conference, _("%(name)s is no longer %(role)s.") % said, by=by)


def managed(conference_id: int, *, by: User) -> Conference:
    """Return the conference, for one change of its team at a time.

    Raises:
        PermissionDenied: ``by`` has no say in this team.
    """
    if not team.may(by, MANAGE, conference_id):
        raise PermissionDenied
    return Conference.objects.select_for_update().get(pk=conference_id)


def note(conference: Conference, said: str, *, by: User) -> None:
    """Write what was done to the team into the conference's history in admin."""
    rows = Conference.objects.filter(pk=conference.pk)
    LogEntry.objects.log_actions(by.pk, rows, CHANGE, said, single_object=True)


def _refuse_last(member: TeamMember, by: User) -> None:
    if by.is_superuser or member.role != Role.EDITOR:
        return
    others = TeamMember.objects.filter(conference=member.conference_id, role=Role.EDITOR)
    others = others.filter(user__is_active=True, user__is_staff=True).exclude(pk=member.pk)
    if not others.exists():
        message = _(
            "%(name)s is the only editor. Invite another first; then their role can be changed or taken."
        )
        raise ProgrammeError("last_editor", message % {"name": member.user})
