"""How somebody comes to be told of something: a row in the outbox, in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comments import outbox
from comments.models import Comment, Discussion, Following, ModerationAction, Notification
from comments.timetable import due
from cyberconf.accounts.models import User
from events.models import Release

Kind = Notification.Kind


def tell(
    recipient: User,
    kind: Notification.Kind,
    event: str,
    *,
    comment: Comment | None = None,
    action: ModerationAction | None = None,
) -> None:
    """Put into the outbox that the recipient is to be told of the event, once: a repeat does nothing."""
    tell_each([(recipient, comment)], kind, event, action=action)


def tell_each(
    recipients: Iterable[tuple[User, Comment | None]],
    kind: Notification.Kind,
    event: str,
    *,
    action: ModerationAction | None = None,
    release: Release | None = None,
) -> None:
    """Put into the outbox that each recipient is to be told of the event, by the comment beside them."""
    now = timezone.now()
    rows = [
        Notification(
            recipient=recipient,
            kind=kind,
            event=event,
            comment=comment,
            action=action,
            release=release,
            created_at=now,
            due_at=due(recipient.mail_preference, _zone(recipient), at=now),
        )
        for recipient, comment in recipients
    ]
    if rows:
        Notification.objects.bulk_create(rows, ignore_conflicts=True)
        transaction.on_commit(outbox.rouse, robust=True)


def tell_of_sessions(release: Release, marking: Iterable[User]) -> None:
    """Tell those who have marked sessions that the release changes, once."""
    tell_each(((user, None) for user in marking), Kind.SESSIONS, f"release:{release.pk}", release=release)


def announce(comment: Comment) -> None:
    """Tell those whom a comment concerns, once everybody may read it: whom it answers, and who follows.

    Whoever is answered is told of the answer and not a second time as a follower.
    """
    answered = {comment.parent.author_id: comment.parent.author} if comment.parent else {}
    answered.pop(comment.author_id, None)
    tell_each(_of(answered.values(), comment), Kind.REPLY, f"reply:{comment.pk}")
    followers = (
        User.objects.filter(followings__discussion=comment.discussion_id)
        .exclude(pk__in=[comment.author_id, *answered])
        .only("pk", "mail_preference", "time_zone")
    )
    tell_each(_of(followers, comment), Kind.COMMENT, f"comment:{comment.pk}")


def follow(user: User, discussion: Discussion) -> None:
    """Have the user told of what is said in the discussion."""
    Following.objects.get_or_create(user=user, discussion=discussion)


def unfollow(user: User, discussion: Discussion) -> None:
    """End that."""
    Following.objects.filter(user=user, discussion=discussion).delete()


def _of(users: Iterable[User], comment: Comment) -> Iterator[tuple[User, Comment]]:
    return ((user, comment) for user in users)


def _zone(user: User) -> ZoneInfo:
    return ZoneInfo(user.time_zone or settings.TIME_ZONE)
