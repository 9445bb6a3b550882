"""How somebody asks that a decision be looked at again, and what they are answered."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.models import Appeal, ModerationAction, Notification
from comments.powers import may_appeal, may_decide
from comments.services.moderating import MOST_NOTE
from comments.services.recording import clean_note, refuse
from comments.services.telling import tell
from comments.services.undoing import undo
from cyberconf.accounts.models import User

Outcome = Appeal.Outcome


@transaction.atomic
def appeal(action: ModerationAction, *, text: str, by: User) -> Appeal:
    """Ask for a decision to be looked at again: once, by the person concerned.

    Raises:
        CommentError: with the code not_yours, nothing, already, undone, empty, too_long or unreadable.
            Nothing has been written.
    """
    rows = ModerationAction.objects.select_related("appeal", "undone_by")
    kept = rows.select_for_update(of=["self"], no_key=True).get(pk=action.pk)
    if kept.person_id != by.pk:
        raise CommentError(Refusal("not_yours", _("Only the person concerned may appeal.")))
    refuse(may_appeal(kept))
    text = clean_note(text, most=MOST_NOTE)
    if not text:
        raise CommentError(Refusal("empty", _("Please write something first.")))
    return Appeal.objects.create(action=kept, text=text)


@transaction.atomic
def decide_appeal(appeal: Appeal, *, outcome: str, by: User, answer: str = "") -> Appeal:
    """Answer an appeal: the decision stands, or is taken back. The person is told with the answer.

    Raises:
        CommentError: with the code not_moderator, own, decided, outcome, empty, too_long, unreadable, or one
            of ``undo``'s. Nothing has been written.
    """
    rows = Appeal.objects.select_related("action__comment", "action__person", "action__conference")
    kept = rows.select_for_update(of=["self"], no_key=True).get(pk=appeal.pk)
    refuse(may_decide(by, kept))
    if kept.outcome:
        message = _("This appeal was answered already: %(outcome)s.")
        raise CommentError(Refusal("decided", message % {"outcome": kept.get_outcome_display()}))
    if outcome not in Outcome.values:
        raise CommentError(Refusal("outcome", _("Please choose whether the decision stands.")))
    answer = clean_note(answer, most=MOST_NOTE)
    if outcome == Outcome.UPHELD and not answer:
        raise CommentError(Refusal("empty", _("Please say why the decision stands: the person is told.")))
    if outcome == Outcome.REVERSED:
        undo(kept.action, by=by, tells=False)
    kept.outcome, kept.answer, kept.decided_at, kept.decided_by = outcome, answer, timezone.now(), by
    kept.save(update_fields=["outcome", "answer", "decided_at", "decided_by"])
    action = kept.action
    event = f"appeal:{kept.pk}"
    tell(action.person, Notification.Kind.APPEAL, event, comment=action.comment, action=action)
    return kept
