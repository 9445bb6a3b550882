"""How what a moderator did is taken back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.models import ModerationAction, Notification
from comments.powers import is_own_case, may_act_on
from comments.services.moderating import BECOMES, become, pin
from comments.services.recording import locked, record, refuse
from comments.services.restricting import lift
from comments.services.settling import reopen
from cyberconf.accounts.models import User

Act = ModerationAction.Act
ACT_FOR = {status: act for act, status in BECOMES.items()}


@transaction.atomic
def undo(action: ModerationAction, *, by: User, tells: bool = True) -> ModerationAction:
    """Take an action back and return the row of the log that says so.

    Whoever was not mailed of the action yet never hears of it; everybody else is told, where ``tells``, that
    it was taken back. Reports that it answered are open again.

    Raises:
        CommentError: with the code not_moderator, own, undone, final or newer, which names what stands in the
            way. Nothing has been written.
    """
    ModerationAction.objects.select_for_update(no_key=True).get(pk=action.pk)  # once, if two do so at once
    refuse(_in_the_way(action, by))
    if action.act in {Act.SILENCE, Act.BAN}:
        return lift(action.restriction, by=by)
    if action.act in {Act.PIN, Act.UNPIN}:
        return _turn_pin(action, by)
    tells = tells and not _unsay(action)
    if action.act == Act.HIDE_ALL:
        return _show_all(action, by, tells=tells)
    return _restore(action, by, tells=tells)


def _in_the_way(action: ModerationAction, by: User) -> Refusal | None:
    if not may_act_on(by, action):
        return Refusal("not_moderator", _("Only moderators of this conference may do this."))
    if own := is_own_case(by, action.person_id, action.conference_id):
        return own
    if ModerationAction.objects.filter(undoes=action).exists():
        return Refusal("undone", _("This was taken back already."))
    if action.undoes_id is not None or action.act in {Act.LIFT, Act.SHOW_ALL}:
        return Refusal("final", _("This took something back itself. Please decide anew instead."))
    if action.act == Act.REDACT:
        return Refusal("final", _("What was blanked is gone everywhere and cannot be brought back."))
    return None


def _restore(
    action: ModerationAction, by: User, *, tells: bool, part_of: ModerationAction | None = None
) -> ModerationAction:
    assert action.comment is not None
    kept = locked(action.comment, by=by)
    newer = kept.actions.changing().standing().filter(pk__gt=action.pk).select_related("by").last()
    if newer is not None:
        message = _("%(name)s has decided since then: %(act)s. That has to be taken back first.")
        said = {"name": newer.by.name, "act": newer.get_act_display()}
        raise CommentError(Refusal("newer", message % said))
    if kept.status != action.became:
        message = _("The comment is %(now)s by now, so this cannot be taken back.")
        raise CommentError(Refusal("newer", message % {"now": kept.get_status_display()}))
    before = kept.actions.filter(became=action.was, pk__lt=action.pk).first()
    become(kept, action.was)
    action.comment.status = kept.status
    reopen(action)
    return record(
        ACT_FOR[action.was],  # type: ignore[index]  # what is withdrawn is not decided on
        by=by,
        comment=kept,
        was=action.became,
        became=action.was,
        reason=before.reason if before else "",
        undoes=action,
        part_of=part_of,
        tells=tells and action.was != action.became and part_of is None,
    )


def _show_all(action: ModerationAction, by: User, *, tells: bool) -> ModerationAction:
    """Show again what was hidden at once, but what somebody has decided on since."""
    shown = record(
        Act.SHOW_ALL,
        by=by,
        person=action.person,
        conference=action.conference,
        undoes=action,
        tells=tells,
    )
    for part in action.parts.filter(undone_by=None).select_related("comment").order_by("pk"):
        try:
            with transaction.atomic():
                _restore(part, by, tells=False, part_of=shown)
        except CommentError:
            continue
    return shown


def _turn_pin(action: ModerationAction, by: User) -> ModerationAction:
    assert action.comment is not None
    turned = pin(action.comment, by=by, is_pinned=action.act == Act.UNPIN)
    if turned is None:
        raise CommentError(Refusal("undone", _("This was taken back already.")))
    return turned


def _unsay(action: ModerationAction) -> bool:
    """Drop what waits to be mailed of the action; say whether the person concerned had not been told."""
    waiting = Notification.objects.filter(action=action, state=Notification.State.WAITING, attempts=0)
    is_untold = waiting.filter(kind=Notification.Kind.DECISION).exists()
    waiting.update(state=Notification.State.DROPPED, finished_at=timezone.now())
    return is_untold
