"""What people may do about comments beside writing: report, appeal, and as moderators silence and ban."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from comments.errors import Refusal
from comments.policies import AnyUser, moderates, suspended
from cyberconf.accounts.models import User
from cyberconf.accounts.policies import is_verified, may_sign_in
from events.models import Conference, TeamMember

if TYPE_CHECKING:
    from comments.models import Appeal, Comment, ModerationAction

# Readers who, one by one, find something wrong, before a comment waits for a moderator: one or two could be
# friends of somebody who lost an argument, and with many a threat would stay for hours.
REPORTS_THAT_HOLD = 3
MOST_REPORTS = 20  # of one account within REPORTS_SPAN: whoever reads a whole conference meets fewer
REPORTS_SPAN = timedelta(hours=1)

APPEALABLE = {"hold", "hide", "remove", "redact", "hide_all", "silence", "ban"}


def may_report(user: AnyUser, comment: Comment) -> Refusal | None:
    """Return why the user may not report the comment, or None when they may.

    Whether they did so before, or too often, is the service's to find out.
    """
    if not isinstance(user, User):
        return Refusal("signed_out", _("Please sign in first. What you typed is kept."))
    if not may_sign_in(user):
        return suspended()
    if not is_verified(user):
        return Refusal("unverified", _("Please confirm your e-mail address first."))
    if comment.author_id == user.pk:
        return Refusal("own", _("This is your own comment. You can withdraw it, but not report it."))
    if not comment.is_published:
        return Refusal("not_shown", _("This comment is no longer shown."))
    return None


def may_appeal(action: ModerationAction) -> Refusal | None:
    """Return why there is nothing to appeal against, or None: whoever it concerns may, once."""
    if action.act not in APPEALABLE or action.undoes_id is not None:
        return Refusal("nothing", _("This took nothing from you, so there is nothing to appeal against."))
    if hasattr(action, "appeal"):
        return Refusal("already", _("You have appealed already. Each decision is looked at again once."))
    if hasattr(action, "undone_by"):
        return Refusal("undone", _("This decision was taken back already."))
    return None


def may_ban(user: AnyUser) -> bool:
    """Say whether the user may keep people off the whole site."""
    return isinstance(user, User) and may_sign_in(user) and user.has_perm("comments.ban_person")


def may_act_on(user: AnyUser, action: ModerationAction) -> bool:
    """Say whether what was done is this person's to take back or look at again."""
    return may_ban(user) if action.conference_id is None else moderates(user, action.conference_id)


def is_own_case(user: User, person_id: int, conference_id: int | None) -> Refusal | None:
    """Return why the user may not decide about themselves: somebody else could. None where nobody could."""
    if person_id != user.pk or not _others(user, person_id, conference_id).exists():
        return None
    return Refusal("own", _("This is about you. Another moderator has to decide."))


def may_decide(user: AnyUser, appeal: Appeal) -> Refusal | None:
    """Return why the user may not answer the appeal, or None when they may.

    Nobody judges their own decision where somebody else could, nor one about themselves.
    """
    action = appeal.action
    if not may_act_on(user, action):
        return Refusal("not_moderator", _("Only moderators of this conference may do this."))
    if action.person_id == user.pk:
        return Refusal("own", _("This is about you. Another moderator has to answer it."))
    if action.by_id == user.pk and _others(user, action.person_id, action.conference_id).exists():
        return Refusal("own", _("You have decided this yourself. Another moderator has to answer."))
    return None


def may_restrict(by: User, person: User, conference: Conference | None) -> Refusal | None:
    """Return why ``by`` may not silence the person in the conference, or ban them (None), or None."""
    if not (may_ban(by) if conference is None else moderates(by, conference)):
        return Refusal("not_moderator", _("Your account may not do this."))
    if person.pk == by.pk:
        return Refusal("own", _("This is your own account."))
    if person.is_superuser or (conference is not None and moderates(person, conference)):
        message = _("This person works on the site. Please have their rights taken from them first.")
        return Refusal("staff", message)
    return None


def zone_of(action: ModerationAction) -> ZoneInfo:
    """Return the zone in which the times of an action are told: the conference's, or UTC."""
    return action.conference.zone if action.conference else ZoneInfo("UTC")


def _others(user: AnyUser, person_id: int, conference_id: int | None) -> QuerySet[User]:
    """Those beside the user, and the person concerned, who could decide there."""
    staff = User.objects.filter(is_active=True, is_staff=True).exclude(pk__in=[user.pk, person_id])
    if conference_id is None:
        ban = Permission.objects.filter(content_type__app_label="comments", codename="ban_person")
        holds = Q(user_permissions__in=ban) | Q(groups__permissions__in=ban)
        return staff.filter(Q(is_superuser=True) | holds).distinct()
    role = TeamMember.Role.MODERATOR
    return staff.filter(memberships__conference=conference_id, memberships__role=role)
