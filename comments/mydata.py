"""Everything that the site keeps about somebody, for them alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from comments.models import Appeal, Comment, Following, ModerationAction, Notification, Report, Support
from cyberconf.accounts.models import User
from events.models import AgendaFeed, Bookmark, Invitation, Letter, TeamMember

Data = dict[str, Any]


def collect(user: User) -> Data:
    """Return all that is kept about the user, as JSON has it: a constant number of queries.

    Nothing that others wrote is in it, nor who moderated, supports or reported the user's comments.
    """
    return {
        "account": _account(user),
        "comments": [_comment(comment) for comment in _comments(user)],
        "supports": [
            {"comment": row.comment_id, "given": _time(row.created_at)}
            for row in Support.objects.filter(user=user).order_by("pk")
        ],
        "reports": [
            {
                "comment": row.comment_id,
                "reason": row.reason,
                "note": row.note,
                "reported": _time(row.created_at),
                "outcome": row.outcome,
            }
            for row in Report.objects.filter(by=user).order_by("pk")
        ],
        "follows": [
            {"discussion": str(row.discussion), "since": _time(row.created_at)}
            for row in Following.objects.filter(user=user)
            .select_related("discussion__session", "discussion__question")
            .order_by("pk")
        ],
        "marked_sessions": [
            {
                "conference": row.session.conference.title,
                "session": row.session.title,
                "since": _time(row.created_at),
            }
            for row in Bookmark.objects.filter(user=user).select_related("session__conference").order_by("pk")
        ],
        "private_calendars": [_time(row.created_at) for row in AgendaFeed.objects.filter(user=user)],
        "teams": [
            {"conference": row.conference.title, "role": row.role}
            for row in TeamMember.objects.filter(user=user).select_related("conference").order_by("pk")
        ],
        "invitations": [
            {"role": row.role, "made": _time(row.created_at), "accepted": _time(row.accepted_at)}
            for row in Invitation.objects.filter(email=user.email).order_by("pk")
        ],
        "letters": [
            {"subject": row.subject, "state": row.state, "made": _time(row.created_at)}
            for row in Letter.objects.filter(kind__in=Letter.TO_STAFF, email__iexact=user.email).order_by(
                "pk"
            )
        ],
        "moderation": [_action(action) for action in _actions(user)],
        "notifications": [
            {"event": row.event, "state": row.state, "made": _time(row.created_at)}
            for row in Notification.objects.filter(recipient=user).order_by("pk")
        ],
    }


def _account(user: User) -> Data:
    said = ("email", "name", "affiliation", "country", "speaking_for", "language", "time_zone")
    account = {name: getattr(user, name) for name in (*said, "mail_preference")}
    account["second_factors"] = [
        {"kind": row.type, "added": _time(row.created_at), "last_used": _time(row.last_used_at)}
        for row in Authenticator.objects.filter(user=user).order_by("pk")
    ]
    account["signs_in_with"] = [
        {"provider": row.provider, "their_number": row.uid, "added": _time(row.date_joined)}
        for row in SocialAccount.objects.filter(user=user).order_by("pk")
    ]
    return account | {"joined": _time(user.date_joined), "last_signed_in": _time(user.last_login)}


def _comments(user: User) -> Any:
    rows = Comment.objects.filter(author=user).order_by("pk").prefetch_related("revisions")
    return rows.select_related("discussion__session__conference", "discussion__question")


def _comment(comment: Comment) -> Data:
    discussion = comment.discussion
    return {
        "id": comment.pk,
        "conference": discussion.session.conference.title,
        "session": discussion.session.title,
        "question": discussion.question.text if discussion.question else None,
        "address": settings.SITE_URL + comment.get_absolute_url(),
        "text": comment.body,
        "stance": comment.stance,
        "affiliation": comment.affiliation,
        "speaking_for": comment.speaking_for,
        "status": comment.status,
        "posted": _time(comment.created_at),
        "edited": _time(comment.edited_at),
        "former_texts": [
            {"text": revision.body, "stance": revision.stance, "written": _time(revision.written_at)}
            for revision in comment.revisions.all()
        ],
    }


def _actions(user: User) -> Any:
    return ModerationAction.objects.filter(person=user).select_related("appeal").order_by("pk")


def _action(action: ModerationAction) -> Data:
    appeal = getattr(action, "appeal", None)
    return {
        "comment": action.comment_id,
        "act": action.act,
        "reason": action.reason,
        "note": action.note,
        "done": _time(action.created_at),
        "appeal": appeal and _appeal(appeal),
    }


def _appeal(appeal: Appeal) -> Data:
    return {
        "text": appeal.text,
        "made": _time(appeal.created_at),
        "outcome": appeal.outcome,
        "answer": appeal.answer,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
