"""The address in each mail by which it is stopped without signing in (RFC 8058).

It is signed and says who and what: all mail, or one discussion. It lasts, as mails do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from comments.models import Discussion, Following, Notification
from cyberconf.accounts.models import User

ALL = "all"

_signer = Signer(salt="comments.subscriptions")


@dataclass(frozen=True)
class Subscription:
    """What one of our mails is about: all that we mail to somebody, or one discussion that they follow."""

    user: User
    discussion: Discussion | None = None

    def stop(self) -> None:
        """Send no more of it. Stopping twice is no mistake."""
        if self.discussion is not None:
            Following.objects.filter(user=self.user, discussion=self.discussion).delete()
        else:
            User.objects.filter(pk=self.user.pk).update(mail_preference=User.Mail.NEVER)


def scope_of(rows: Sequence[Notification]) -> str:
    """Return what a mail with these is about: one discussion where all come of following that one."""
    followed = {
        row.comment.discussion_id if row.comment and row.kind == Notification.Kind.COMMENT else None
        for row in rows
    }
    only = followed.pop() if len(followed) == 1 else None
    return ALL if only is None else str(only)


def address(user: User, scope: str) -> str:
    """Return the address, without the site's, at which the mail is stopped."""
    return reverse("comments:subscription", args=[_signer.sign(f"{user.pk}.{scope}")])


def find(token: str) -> Subscription | None:
    """Return what an address of ours stops, or None when it is none or its subject is gone."""
    try:
        key, _, scope = _signer.unsign(token).partition(".")
    except BadSignature:
        return None
    user = User.objects.filter(pk=key).first()
    if user is None:
        return None
    if scope == ALL:
        return Subscription(user)
    discussion = Discussion.objects.select_related("session", "question").filter(pk=scope).first()
    return Subscription(user, discussion) if discussion else None
