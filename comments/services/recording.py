"""How what a moderator does is written down, and told to whom it concerns."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from comments.errors import CommentError, Refusal
from comments.models import Comment, ModerationAction, Notification, Reason
from comments.policies import moderates
from comments.services.telling import tell
from cyberconf.accounts.models import User
from events.models import Conference


def refuse(refusal: Refusal | None) -> None:
    """Raise what is in the way, if something is."""
    if refusal is not None:
        raise CommentError(refusal)


def locked(comment: Comment, *, by: User) -> Comment:
    """Return the comment as it is now, for nobody else to change before the transaction ends.

    Raises:
        CommentError: with the code not_moderator, where ``by`` does not moderate its conference.
    """
    rows = Comment.objects.select_related("author", "discussion__session__conference")
    kept = rows.select_for_update(of=["self"], no_key=True).get(pk=comment.pk)
    if not moderates(by, kept.discussion.session.conference_id):
        message = _("Only moderators of this conference may do this.")
        raise CommentError(Refusal("not_moderator", message))
    return kept


def record(
    act: str,
    *,
    by: User,
    comment: Comment | None = None,
    person: User | None = None,
    conference: Conference | None = None,
    tells: bool = True,
    **fields: Any,
) -> ModerationAction:
    """Add a row to the log, and tell the person concerned unless they did it themselves.

    A row about a comment is of its author and its conference.
    """
    if comment is not None:
        person, conference = comment.author, comment.discussion.session.conference
    assert person is not None
    action = ModerationAction(act=act, by=by, comment=comment, person=person, conference=conference, **fields)
    action.save(force_insert=True)
    if tells and person.pk != by.pk:
        tell_decision(action)
    return action


def tell_decision(action: ModerationAction) -> None:
    """Put into the outbox that the person concerned is to be told of the action."""
    event = f"decision:{action.pk}"
    tell(action.person, Notification.Kind.DECISION, event, comment=action.comment, action=action)


def clean_reason(reason: str, *, is_needed: bool) -> str:
    """Return the reason; "" is none.

    Raises:
        CommentError: with the code reason, where it is none of ours, or missing.
    """
    if (reason and reason not in Reason.values) or (is_needed and not reason):
        raise CommentError(Refusal("reason", _("Please choose a reason: the author is told why.")))
    return reason


def clean_note(text: str, *, most: int) -> str:
    """Return a note of at most so many characters, without blanks around it.

    Raises:
        CommentError: with the code unreadable or too_long.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(character == "\0" or unicodedata.category(character) == "Cs" for character in text):
        raise CommentError(
            Refusal("unreadable", _("The text holds a character that cannot be kept. Please type it again."))
        )
    if len(text) > most:
        message = _("The text has %(length)d characters; at most %(most)d fit. Please shorten it.")
        raise CommentError(Refusal("too_long", message % {"length": len(text), "most": most}))
    return text
