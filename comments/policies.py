"""Who may read, write and moderate, and how much."""

from __future__ import annotations

from collections.abc import Sequence
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
    from comments.models import Discussion

AnyUser = User | AnonymousUser

# Comments of one account within a time: nobody who writes by hand meets these (DISCUSSION, P2).
LIMITS = ((5, timedelta(minutes=5)), (30, timedelta(hours=1)))


def moderates(user: AnyUser, conference: Conference | int) -> bool:
    """Say whether the user moderates the conference, or the one of that key (``team.works_on``)."""
    key = conference if isinstance(conference, int) else conference.pk
    return team.works_on(user, team.Role.MODERATOR, key)


def may_comment(
    user: AnyUser,
    conference: Conference,
    discussion: Discussion | None = None,
    *,
    at: datetime,
    promised: datetime | None = None,
) -> Refusal | None:
    """Return why the user may not comment at the instant ``at``, or None when they may.

    ``discussion`` is None for one in which nobody has written yet. ``promised`` is the closing time that
    the form stated when it was opened (``Terms.takes_comments``).
    """
    if isinstance(user, User) and not may_sign_in(user, at=at):
        return suspended()
    terms = Terms.of(conference, discussion)
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


def suspended() -> Refusal:
    """Return what somebody is told whose account is suspended."""
    return Refusal("banned", _("Your account is suspended, so this was not posted. You can copy your text."))


def within_limits(user: User, recent: Sequence[int]) -> Refusal | None:
    """Return the limit that one more comment would break, or None.

    ``recent`` counts the user's comments within the time of each of ``LIMITS``. Staff have no limit.
    """
    if user.is_staff:
        return None
    for (most, span), count in zip(LIMITS, recent, strict=True):
        if count >= most:
            minutes = span // timedelta(minutes=1)
            message = ngettext(
                "You have posted %(count)d comments within %(minutes)d minute.",
                "You have posted %(count)d comments within %(minutes)d minutes.",
                minutes,
            ) % {"count": count, "minutes": minutes}
            return Refusal("limit", f"{message} {_('Please wait a little. Your text is kept.')}")
    return None


def _closed(terms: Terms, at: datetime, zone: ZoneInfo) -> Refusal:
    if terms.state(at) == State.LATER and terms.opens_at is not None:
        opening = words.moment(terms.opens_at, zone)
        message = _("This discussion opens on %(time)s (%(zone)s). Your text is kept.")
        return Refusal("later", message % {"time": opening, "zone": zone.key})
    return Refusal("closed", _("This discussion is closed, so your text was not posted. It is kept here."))
