"""Who may read, write and moderate, and how much."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.errors import Refusal
from comments.terms import State, Terms
from cyberconf.accounts.models import User
from cyberconf.accounts.policies import is_verified, may_sign_in
from events import team
from events.models import Conference
from events.phrases import words

if TYPE_CHECKING:
    from comments.models import Comment

AnyUser = User | AnonymousUser

# Comments of one account within a time: nobody who writes by hand meets these (DISCUSSION, P2).
LIMITS = ((5, timedelta(minutes=5)), (30, timedelta(hours=1)))
REPEAT = timedelta(hours=1)  # the same words in the same place within it are meant once: "Back", and again
EDIT_WINDOW = timedelta(minutes=15)  # long enough for a typo, too short to rewrite a debate
MOST_EDITS = 50  # of one comment: more are no corrections

CHANGEABLE = {"pending", "published"}
WITHDRAWABLE = {"pending", "published", "hidden"}


def moderates(user: AnyUser, conference: Conference | int) -> bool:
    """Say whether the user moderates the conference, or the one of that key (``team.works_on``)."""
    key = conference if isinstance(conference, int) else conference.pk
    return team.works_on(user, team.Role.MODERATOR, key)


def may_comment(
    user: AnyUser,
    conference: Conference,
    terms: Terms,
    *,
    at: datetime,
    promised: datetime | None = None,
) -> Refusal | None:
    """Return why the user may not comment at the instant ``at`` under these terms, or None when they may.

    ``promised`` is the closing time that the form stated when it was opened (``Terms.takes_comments``).
    """
    if isinstance(user, User) and not may_sign_in(user, at=at):
        return suspended()
    if not terms.takes_comments(at, promised=promised):
        return _closed(terms, at, conference.zone)
    if isinstance(user, AnonymousUser):
        return Refusal("signed_out", _("Please sign in or create an account. Your text is kept."))
    if not is_verified(user):
        return Refusal("unverified", _("Please confirm your e-mail address first. Your text is kept."))
    return silenced(user, conference, at=at)


def silenced(user: User, conference: Conference, *, at: datetime) -> Refusal | None:
    """Return what somebody is told who may not write in the conference at ``at``, or None. One query."""
    found = user.restrictions.in_force(at).filter(conference=conference).first()
    if found is None:
        return None
    if found.ends_at is None:
        return Refusal("silenced", _("A moderator has stopped you from writing here. Your text is kept."))
    message = _("A moderator has stopped you from writing here until %(time)s (%(zone)s). Your text is kept.")
    said = {"time": words.moment(found.ends_at, conference.zone), "zone": conference.zone.key}
    return Refusal("silenced", message % said)


def may_support(
    user: AnyUser, conference: Conference, terms: Terms, comment: Comment, *, at: datetime
) -> Refusal | None:
    """Return why the user may not say that they support the comment, or None when they may.

    Who may comment may; nobody supports what they wrote themselves, or what not everybody reads.
    """
    if not comment.is_published:
        return Refusal("not_shown", _("This comment is no longer shown."))
    if comment.author_id == user.pk:
        return Refusal("own", _("This is your own comment."))
    return may_comment(user, conference, terms, at=at)


def may_edit(
    user: AnyUser, conference: Conference, terms: Terms, comment: Comment, *, at: datetime
) -> Refusal | None:
    """Return why the user may not change the comment's text at the instant ``at``, or None when they may.

    Its author may while the discussion takes comments, and in any case within ``EDIT_WINDOW`` of posting.
    What a moderator has hidden, removed or blanked stays as it is.
    """
    if comment.author_id != user.pk:
        return Refusal("not_author", _("Only its author may change a comment."))
    if comment.status not in CHANGEABLE or comment.redacted_at is not None:
        return Refusal("settled", _("This comment can no longer be changed."))
    refusal = may_comment(user, conference, terms, at=at)
    is_fresh = at < comment.created_at + EDIT_WINDOW
    return None if refusal is not None and refusal.code == "closed" and is_fresh else refusal


def may_withdraw(user: AnyUser, comment: Comment) -> Refusal | None:
    """Return why the user may not take the comment back, or None: its author may at any time."""
    if comment.author_id != user.pk:
        return Refusal("not_author", _("Only its author may withdraw a comment."))
    if comment.status not in WITHDRAWABLE:
        return Refusal("settled", _("This comment can no longer be withdrawn."))
    return suspended() if isinstance(user, User) and not user.is_active else None


def suspended() -> Refusal:
    """Return what somebody is told whose account is suspended."""
    return Refusal("banned", _("Your account is suspended, so this was not posted. You can copy your text."))


def within_limits(user: User, posted: Iterable[datetime], *, at: datetime) -> Refusal | None:
    """Return the limit that one more comment at the instant ``at`` would break, or None.

    ``posted`` are the instants of the user's comments within the longest of ``LIMITS``. Staff have no limit.
    """
    if user.is_staff:
        return None
    instants = list(posted)
    for most, span in LIMITS:
        count = sum(at - span < instant <= at for instant in instants)
        if count >= most:
            minutes = span // timedelta(minutes=1)
            message = ngettext(
                "You have posted %(count)d comments within %(minutes)d minute.",
                "You have posted %(count)d comments within %(minutes)d minutes.",
                minutes,
            ) % {"count": count, "minutes": minutes}
            return Refusal("limit", message + " " + _("Please wait a little. Your text is kept."))
    return None


def _closed(terms: Terms, at: datetime, zone: ZoneInfo) -> Refusal:
    if terms.state(at) == State.LATER and terms.opens_at is not None:
        opening = words.moment(terms.opens_at, zone)
        message = _("This discussion opens on %(time)s (%(zone)s). Your text is kept.")
        return Refusal("later", message % {"time": opening, "zone": zone.key})
    return Refusal("closed", _("This discussion is closed, so your text was not posted. It is kept here."))
