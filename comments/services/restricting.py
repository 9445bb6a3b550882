"""How people are kept from writing, in a conference or on the whole site, and let in again."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.models import ModerationAction, Restriction
from comments.policies import moderates
from comments.powers import is_own_case, may_ban, may_restrict
from comments.services.moderating import MOST_NOTE
from comments.services.recording import clean_note, clean_reason, record, refuse
from cyberconf.accounts.models import User
from cyberconf.accounts.services import end_sessions, suspend
from events.models import Conference

Act = ModerationAction.Act
Kind = Restriction.Kind
NEVER = datetime(9999, 12, 31, tzinfo=UTC)  # when a ban without an end is over


def silence(
    person: User, conference: Conference, *, by: User, until: datetime | None, reason: str, note: str = ""
) -> ModerationAction:
    """Keep the person from writing in the conference until the instant ``until`` (None: without end).

    What they wrote stays, and they read on.

    Raises:
        CommentError: with the code not_moderator, own, staff, already, ended, reason, too_long or unreadable.
            Nothing has been written.
    """
    return _restrict(person, conference, by=by, until=until, reason=reason, note=note)


def ban(person: User, *, by: User, until: datetime | None, reason: str, note: str = "") -> ModerationAction:
    """Keep the person from the whole site until ``until``, and sign them out everywhere now.

    A text in a form that stands open is given back when it is sent.

    Raises:
        CommentError: as ``silence``.
    """
    return _restrict(person, None, by=by, until=until, reason=reason, note=note)


@transaction.atomic
def lift(restriction: Restriction, *, by: User) -> ModerationAction:
    """End a silence or a ban before its time.

    Raises:
        CommentError: with the code not_moderator, own or ended. Nothing has been written.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=restriction.person_id)
    kept = Restriction.objects.select_related("conference", "action").get(pk=restriction.pk)
    if not (may_ban(by) if kept.conference is None else moderates(by, kept.conference)):
        raise CommentError(Refusal("not_moderator", _("Your account may not do this.")))
    refuse(is_own_case(by, person.pk, kept.conference_id))
    now = timezone.now()
    if kept.lifted_at is not None or (kept.ends_at is not None and kept.ends_at <= now):
        raise CommentError(Refusal("ended", _("This has ended already.")))
    kept.lifted_at = now
    kept.save(update_fields=["lifted_at"])
    if kept.kind == Kind.BAN:
        _suspend(person, now)
    return record(Act.LIFT, by=by, person=person, conference=kept.conference, undoes=kept.action)


@transaction.atomic
def _restrict(
    person: User,
    conference: Conference | None,
    *,
    by: User,
    until: datetime | None,
    reason: str,
    note: str,
) -> ModerationAction:
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    refuse(may_restrict(by, person, conference))
    reason = clean_reason(reason, is_needed=True)
    note = clean_note(note, most=MOST_NOTE)
    now = timezone.now()
    if until is not None and until <= now:
        raise CommentError(Refusal("ended", _("It must end after it begins.")))
    if person.restrictions.in_force(now).filter(conference=conference).exists():
        message = _("This person may not write already. To change until when, lift that first.")
        raise CommentError(Refusal("already", message))
    act, kind = (Act.BAN, Kind.BAN) if conference is None else (Act.SILENCE, Kind.SILENCE)
    action = record(act, by=by, person=person, conference=conference, reason=reason, note=note)
    row = Restriction(
        person=person, conference=conference, kind=kind, created_at=now, ends_at=until, action=action
    )
    row.full_clean()
    row.save()
    if kind == Kind.BAN:
        _suspend(person, now)
        end_sessions(person)
    return action


def _suspend(person: User, now: datetime) -> None:
    """Have the account closed for as long as a ban holds."""
    bans = person.restrictions.in_force(now).filter(kind=Kind.BAN)
    suspend(person, until=max((ban.ends_at or NEVER for ban in bans), default=None))
