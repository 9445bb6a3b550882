"""Discussions, the comments in them, and what keeps them in order."""

from comments.models.comment import MAX_DEPTH, MAX_LENGTH, Comment, Revision, Support
from comments.models.discussion import Discussion
from comments.models.moderation import (
    Appeal,
    HoldingRules,
    ModerationAction,
    Reason,
    Report,
    Restriction,
)
from comments.models.notification import Following, Notification

__all__ = [
    "MAX_DEPTH",
    "MAX_LENGTH",
    "Appeal",
    "Comment",
    "Discussion",
    "Following",
    "HoldingRules",
    "ModerationAction",
    "Notification",
    "Reason",
    "Report",
    "Restriction",
    "Revision",
    "Support",
]
