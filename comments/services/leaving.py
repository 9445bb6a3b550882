"""What becomes of somebody's words and account when they leave."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.errors import CommentError, Refusal
from comments.models import Comment, Discussion, Following, Notification
from comments.services.counting import count
from cyberconf.accounts.models import User
from cyberconf.accounts.services import erase_user
from events import inviting
from events.models import AgendaFeed, Bookmark, TeamMember

Status = Comment.Status
SHOWN = {Status.PENDING, Status.PUBLISHED, Status.HIDDEN}  # what moderators removed stays removed


class Words(models.TextChoices):
    """What becomes of the comments of who leaves."""

    KEEP = "keep", gettext_lazy("stay, as those of a former participant")
    WITHDRAW = "withdraw", gettext_lazy("are withdrawn")


@transaction.atomic
def leave(user: User, words: Words) -> None:
    """Close the account for good: nothing says any more whose it was.

    Answers to what the user wrote keep their place. What moderators did stays in their log, without a name.

    Raises:
        CommentError: with the code last_superuser. Nothing has been written.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        message = _("This is the last account that may do everything. Please give another that right first.")
        raise CommentError(Refusal("last_superuser", message))
    if words == Words.WITHDRAW:
        _withdraw(user)
    own = Comment.objects.filter(author=user)
    Discussion.objects.filter(pk__in=own.values("discussion")).update(version=F("version") + 1)
    own.update(affiliation="")
    Following.objects.filter(user=user).delete()
    Notification.objects.filter(recipient=user).delete()
    Bookmark.objects.filter(user=user).delete()
    AgendaFeed.objects.filter(user=user).delete()
    TeamMember.objects.filter(user=user).delete()
    inviting.forget(user.email)
    erase_user(user)


def _withdraw(user: User) -> None:
    comments = Comment.objects.select_for_update(of=["self"], no_key=True)
    for comment in comments.filter(author=user, status__in=SHOWN):
        was, comment.status = comment.status, Status.WITHDRAWN
        comment.save(update_fields=["status"])
        count(comment, was=was)
