"""How all that a person wrote in a conference is taken out of sight at once."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.models import Comment, ModerationAction, Report
from comments.policies import moderates
from comments.services.moderating import MOST_NOTE, become
from comments.services.recording import clean_note, clean_reason, locked, record
from comments.services.settling import settle
from cyberconf.accounts.models import User
from events.models import Conference

Act = ModerationAction.Act
Status = Comment.Status
SHOWN = [Status.PENDING, Status.PUBLISHED]


@transaction.atomic
def hide_all(
    person: User, conference: Conference, *, by: User, reason: str, note: str = ""
) -> ModerationAction:
    """Hide what is held or published of the person's in the conference, as one action that can be undone.

    The person is told once.

    Raises:
        CommentError: with the code not_moderator, reason, too_long, unreadable or nothing. Nothing has been
            written.
    """
    if not moderates(by, conference):
        message = _("Only moderators of this conference may do this.")
        raise CommentError(Refusal("not_moderator", message))
    reason = clean_reason(reason, is_needed=True)
    note = clean_note(note, most=MOST_NOTE)
    shown = Comment.objects.filter(
        author=person, discussion__session__conference=conference, status__in=SHOWN
    ).order_by("pk")
    if not shown.exists():
        raise CommentError(Refusal("nothing", _("Nothing of this person's is shown here.")))
    head = record(Act.HIDE_ALL, by=by, person=person, conference=conference, note=note, reason=reason)
    for comment in shown:
        kept = locked(comment, by=by)
        if kept.status in SHOWN:
            was = kept.status
            become(kept, Status.HIDDEN)
            part = record(
                Act.HIDE,
                by=by,
                comment=kept,
                was=was,
                became=Status.HIDDEN,
                reason=reason,
                part_of=head,
                tells=False,
            )
            settle(kept, Report.Outcome.ACTED, part)
    return head
