"""What moderators do to comments and discussions."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.models import Comment, Discussion, ModerationAction, Report
from comments.powers import is_own_case
from comments.services.counting import count, show_change
from comments.services.recording import clean_note, clean_reason, locked, record, refuse
from comments.services.settling import settle
from cyberconf.accounts.models import User

Status = Comment.Status
Act = ModerationAction.Act
MOST_NOTE = 2_000  # characters of what a moderator writes to somebody

# What a decision makes of a comment. What its author withdrew stays withdrawn.
BECOMES: dict[str, Status] = {
    Act.APPROVE: Status.PUBLISHED,
    Act.HOLD: Status.PENDING,
    Act.HIDE: Status.HIDDEN,
    Act.REMOVE: Status.REMOVED,
}
TRANSITIONS: dict[str, set[str]] = {
    Status.PENDING: {Status.PUBLISHED, Status.HIDDEN, Status.REMOVED},
    Status.PUBLISHED: {Status.PENDING, Status.HIDDEN, Status.REMOVED},
    Status.HIDDEN: {Status.PUBLISHED, Status.REMOVED},
    Status.REMOVED: {Status.PUBLISHED, Status.HIDDEN},
    Status.WITHDRAWN: set(),
}
NEEDS_REASON = {Act.HIDE, Act.REMOVE}
# What becomes of the open reports of a comment about which this was decided. Held, it is yet to be decided.
ANSWERS = {
    Act.APPROVE: Report.Outcome.KEPT,
    Act.HIDE: Report.Outcome.ACTED,
    Act.REMOVE: Report.Outcome.ACTED,
}


@transaction.atomic
def decide(
    comment: Comment, act: str, *, by: User, reason: str = "", note: str = "", seen: str | None = None
) -> ModerationAction | None:
    """Publish, hold, hide or remove a comment, write it down, tell its author and those who reported it.

    ``seen`` is how the comment stood when the moderator read it (``standing``): where it stands otherwise by
    now nothing is done. Returns the row of the log, or None when there was nothing to change. To publish what
    is published answers the open reports: it stays.

    Raises:
        CommentError: with the code act, not_moderator, own, reason, too_long, unreadable, meanwhile or
            status. Nothing has been written.
    """
    if act not in BECOMES:
        raise CommentError(Refusal("act", _("Please choose what is to become of the comment.")))
    kept = locked(comment, by=by)
    refuse(is_own_case(by, kept.author_id, kept.discussion.session.conference_id))
    reason = "" if act == Act.APPROVE else clean_reason(reason, is_needed=act in NEEDS_REASON)
    note = clean_note(note, most=MOST_NOTE)
    then = BECOMES[act]
    is_same = kept.status == then and not (act == Act.APPROVE and _is_reported(kept))
    if seen is not None and seen != standing(kept):
        last = kept.actions.select_related("by").first()
        if is_same and last is not None and last.by_id == by.pk:
            return None  # the same button pressed twice
        raise CommentError(_meanwhile(kept, last, seen))
    if is_same:
        return None
    if kept.status != then and then not in TRANSITIONS[kept.status]:
        message = _("A comment that is %(now)s cannot become %(then)s.")
        said = {"now": kept.get_status_display(), "then": then.label}
        raise CommentError(Refusal("status", message % said))
    was = kept.status
    become(kept, then)
    comment.status = kept.status
    # Nothing changed for the author of what stays published.
    action = record(
        act, by=by, comment=kept, was=was, became=then, reason=reason, note=note, tells=was != then
    )
    if act in ANSWERS:
        settle(kept, ANSWERS[Act(act)], action)
    return action


def become(kept: Comment, status: str) -> None:
    """Give a comment that is locked another status, and count it."""
    was, kept.status = kept.status, status
    kept.save(update_fields=["status", "held_for"])
    count(kept, was=was)


def standing(comment: Comment) -> str:
    """Return how a comment stands: another text, status or decision makes another string."""
    if hasattr(comment, "last_action"):  # annotated, where many are read
        last = comment.last_action
    else:
        last = comment.actions.values_list("pk", flat=True).first()
    edited = "" if comment.edited_at is None else comment.edited_at.isoformat()
    return f"{comment.status}/{edited}/{last or ''}"


@transaction.atomic
def pin(comment: Comment, *, by: User, is_pinned: bool = True) -> ModerationAction | None:
    """Have a thread stand first in its discussion, or no longer; None when it did so already.

    Raises:
        CommentError: with the code not_moderator or status. Nothing has been written.
    """
    kept = locked(comment, by=by)
    if kept.is_pinned == is_pinned:
        return None
    if is_pinned and (kept.depth > 0 or not kept.is_published):
        message = _("Only a published comment that begins a thread can be pinned.")
        raise CommentError(Refusal("status", message))
    kept.is_pinned = is_pinned
    kept.save(update_fields=["is_pinned"])
    comment.is_pinned = is_pinned
    show_change(kept)
    return record(Act.PIN if is_pinned else Act.UNPIN, by=by, comment=kept, tells=False)


def change_terms(discussion: Discussion) -> None:
    """Save when and how a discussion takes comments: readers see it, so its version grows.

    What a session's says at large holds for its questions, so theirs grow with it.
    """
    Discussion.objects.filter(pk=discussion.pk).update(
        mode=discussion.mode, opens_at=discussion.opens_at, closes_at=discussion.closes_at
    )
    those = Discussion.objects.filter(session=discussion.session_id)
    if discussion.question_id is not None:
        those = those.filter(pk=discussion.pk)
    those.update(version=F("version") + 1)


def _is_reported(comment: Comment) -> bool:
    return comment.reports.filter(outcome="").exists()


def _meanwhile(kept: Comment, last: ModerationAction | None, seen: str) -> Refusal:
    """Say what happened since the moderator read the comment."""
    if last is not None and str(last.pk) != seen.rpartition("/")[2]:
        message = _("%(name)s has decided meanwhile: %(act)s.")
        if last.reason:
            message = _("%(name)s has decided meanwhile: %(act)s (%(reason)s).")
        said = {"name": last.by.name, "act": last.get_act_display(), "reason": last.get_reason_display()}
        return Refusal("meanwhile", message % said)
    if kept.status != seen.partition("/")[0]:
        message = _("This comment is %(now)s by now.") % {"now": kept.get_status_display()}
        return Refusal("meanwhile", message)
    return Refusal("meanwhile", _("Its author has changed the text meanwhile. Please read it again."))
