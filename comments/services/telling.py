"""How somebody comes to be told of something: a row in the outbox, in the transaction of what it tells of."""

from __future__ import annotations

from comments.models import Comment, ModerationAction, Notification
from cyberconf.accounts.models import User


def tell(
    recipient: User,
    kind: Notification.Kind,
    event: str,
    *,
    comment: Comment | None = None,
    action: ModerationAction | None = None,
) -> None:
    """Put into the outbox that the recipient is to be told of the event, once: a repeat does nothing."""
    row = Notification(recipient=recipient, kind=kind, event=event, comment=comment, action=action)
    Notification.objects.bulk_create([row], ignore_conflicts=True)
